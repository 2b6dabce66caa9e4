"""The actions: shortcuts of their own, words in both languages, menus that tell what was chosen."""

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from shareapp.ui.window_actions import WindowActions


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    """A window without anything in it."""
    result = QMainWindow()
    qtbot.addWidget(result)
    return result


@pytest.fixture
def actions(window: QMainWindow) -> WindowActions:
    """Its actions."""
    return WindowActions(window)


def test_no_shortcut_is_given_twice(window: QMainWindow, actions: WindowActions) -> None:
    shortcuts = Counter(shortcut.toString() for action in window.actions() for shortcut in action.shortcuts())
    assert len(shortcuts) >= len(actions.listed())
    assert [shortcut for shortcut, count in shortcuts.items() if count > 1] == []


def test_every_action_in_the_menu_has_words(actions: WindowActions) -> None:
    menus = [actions.menu, *actions.menu.findChildren(QMenu)]
    assert all(action.text() for menu in menus for action in menu.actions() if not action.isSeparator())


def test_the_list_of_shortcuts_names_each(actions: WindowActions) -> None:
    listed = actions.listed()
    assert ("Enlarge QR code", "Ctrl+E") in listed
    assert ("Start or stop sharing", "Ctrl+Enter") in listed  # as on the key, and on the button's tooltip
    assert all(text and shortcut for text, shortcut in listed)


def test_a_recent_folder_can_be_chosen(actions: WindowActions) -> None:
    chosen = QSignalSpy(actions.recent_chosen)
    actions.show_recent([Path("/srv/a"), Path("/srv/b")])
    recent = next(menu for menu in actions.menu.findChildren(QMenu) if menu.title() == "Recent folders")
    recent.actions()[1].trigger()
    assert chosen.at(0) == [Path("/srv/b")]
    actions.show_recent([Path("/srv/Tom & Kim")])
    assert recent.actions()[0].text() == str(Path("/srv/Tom && Kim"))  # one of the two is drawn
    actions.show_recent([])
    assert not recent.isEnabled()


def test_theme_and_language_are_ticked_and_told(actions: WindowActions) -> None:
    actions.show_choice("dark", "ko")
    menus = {menu.title(): menu for menu in actions.menu.findChildren(QMenu)}
    ticked = {title: [a.text() for a in menu.actions() if a.isChecked()] for title, menu in menus.items()}
    assert ticked["Theme"] == ["Dark"]
    assert ticked["Language"] == ["한국어"]
    theme, language = QSignalSpy(actions.theme_chosen), QSignalSpy(actions.language_chosen)
    menus["Theme"].actions()[1].trigger()
    menus["Language"].actions()[1].trigger()
    assert (theme.at(0), language.at(0)) == (["light"], ["en"])
