"""The header names the folder, however long its path."""

from pathlib import Path

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from shareapp.ui.header import Header, short_path
from shareapp.ui.i18n import Translations
from shareapp.ui.probes import FolderSize
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import ElidedLabel


@pytest.fixture
def header(qtbot: QtBot, theme: Theme) -> Header:
    """A header with an empty menu."""
    menu = QMenu()
    qtbot.addWidget(menu)
    result = Header(theme, menu)
    qtbot.addWidget(result)
    result.show()
    return result


def test_before_a_folder_is_chosen_there_is_only_the_menu(header: Header) -> None:
    header.show_folder(None)
    assert not header.change.isVisible()
    assert header.menu_button.isVisible()


def test_the_folder_is_named_with_its_path_as_tooltip(header: Header) -> None:
    folder = Path.home() / "Pictures" / "Photos"
    header.show_folder(folder)
    texts = [label.text() for label in header.findChildren(ElidedLabel)]
    assert texts == ["Photos", str(Path("~/Pictures/Photos"))]
    assert header.findChildren(ElidedLabel)[1].toolTip() == str(folder)


def test_a_long_name_does_not_widen_the_window(header: Header) -> None:
    header.show_folder(Path("/") / ("2024-09 제주 가족 여행 " * 12))
    assert header.minimumSizeHint().width() < 400


@pytest.mark.parametrize(
    ("size", "words"),
    [(FolderSize(248, more=False), "248"), (FolderSize(10_000, more=True), "more than 10,000 items")],
)
def test_the_items_are_counted(header: Header, translations: Translations, size: FolderSize, words: str) -> None:
    header.show_folder(Path("Photos"))
    header.show_size(size)
    assert words in header.items_text()


def test_another_folder_has_no_count_yet(header: Header) -> None:
    header.show_folder(Path("Photos"))
    header.show_size(FolderSize(3, more=False))
    header.show_folder(Path("Other"))
    assert header.items_text() == ""


def test_change_asks_for_another_folder(header: Header) -> None:
    asked = QSignalSpy(header.change_clicked)
    header.show_folder(Path("Photos"))
    header.change.click()
    assert asked.count() == 1


def test_paths_elsewhere_are_written_in_full() -> None:
    assert short_path(Path("/srv/share")) == str(Path("/srv/share"))
