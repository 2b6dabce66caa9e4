"""The page of a first start."""

from pathlib import Path

from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from shareapp.ui.empty_page import EmptyPage
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import literal


def test_three_recent_folders_are_offered_at_most(qtbot: QtBot, theme: Theme) -> None:
    page = EmptyPage(theme)
    qtbot.addWidget(page)
    page.show_recent([Path("/a"), Path("/b"), Path("/c"), Path("/d")])
    assert [button.accessibleName() for button in page.recent_buttons] == ["a", "b", "c"]
    chosen = QSignalSpy(page.folder_chosen)
    page.recent_buttons[1].click()
    assert chosen.at(0) == [Path("/b")]


def test_an_ampersand_in_a_name_stays(qtbot: QtBot, theme: Theme) -> None:
    page = EmptyPage(theme)
    qtbot.addWidget(page)
    page.show_recent([Path("/Tom & Kim")])
    assert page.recent_buttons[0].text() == literal("Tom & Kim") == "Tom && Kim"
    assert page.recent_buttons[0].accessibleName() == "Tom & Kim"


def test_choose_asks_for_a_folder(qtbot: QtBot, theme: Theme) -> None:
    page = EmptyPage(theme)
    qtbot.addWidget(page)
    asked = QSignalSpy(page.choose_clicked)
    page.choose.click()
    assert asked.count() == 1


def test_a_long_name_is_cut_but_heard_whole(qtbot: QtBot, theme: Theme) -> None:
    page = EmptyPage(theme)
    qtbot.addWidget(page)
    name = "2024-09 제주 가족 여행 원본 사진과 동영상 모음 (편집 전)"
    page.show_recent([Path("/") / name])
    assert page.recent_buttons[0].accessibleName() == name
    assert len(page.recent_buttons[0].text()) < len(name)
