"""The header names the folder, however long its path."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from shareapp.sharing.exposure import Exposure, Names
from shareapp.ui.header import Header, short_path
from shareapp.ui.i18n import Translations
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


@pytest.mark.parametrize("compact", [False, True])
def test_the_preferences_are_quieter_than_the_change_of_the_folder(header: Header, compact: bool) -> None:
    header.set_compact(compact)
    assert header.preferences.property("kind") == ("icon" if compact else "flat")
    assert header.change.property("kind") == "plain"


def test_a_long_name_does_not_widen_the_window(header: Header) -> None:
    header.show_folder(Path("/") / ("2024-09 제주 가족 여행 " * 12))
    assert header.minimumSizeHint().width() < 400


FEW = Exposure(files=248, size=1_200_000, is_done=True, is_whole=True)


def test_what_can_be_seen_is_said_in_one_line(header: Header, translations: Translations) -> None:
    header.show_folder(Path("Photos"))
    assert not header.exposure.isVisible()
    header.show_exposure(FEW)
    assert header.exposure_text() == "248 files · 1.2 MB"
    assert header.exposure.accessibleName() == "What can they see? 248 files · 1.2 MB"


def test_names_that_look_secret_are_said_in_the_same_line(header: Header, translations: Translations) -> None:
    header.show_folder(Path("Photos"))
    header.show_exposure(replace(FEW, secrets=Names(1, ("id_rsa",))))
    assert header.exposure_text() == "248 files · 1.2 MB · 1 name looks secret"


def test_another_folder_has_no_count_yet(header: Header) -> None:
    header.show_folder(Path("Photos"))
    header.show_exposure(FEW)
    header.show_folder(Path("Other"))
    assert header.exposure_text() == ""


def test_the_line_opens_the_whole_story(header: Header) -> None:
    asked = QSignalSpy(header.exposure_clicked)
    header.show_folder(Path("Photos"))
    header.show_exposure(FEW)
    header.exposure.click()
    assert asked.count() == 1


def test_change_asks_for_another_folder(header: Header) -> None:
    asked = QSignalSpy(header.change_clicked)
    header.show_folder(Path("Photos"))
    header.change.click()
    assert asked.count() == 1


def test_paths_elsewhere_are_written_in_full() -> None:
    assert short_path(Path("/srv/share")) == str(Path("/srv/share"))
