"""The log's menu: what it lists, and when."""

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from shareapp.ui.i18n import Translations
from shareapp.ui.log_menu import LogMenu
from shareapp.ui.log_table import LogTable
from shareapp.ui.log_text import Column
from shareapp.ui.log_view import LogView
from shareapp.ui.theme import Theme
from tests.support.records import numbered


@pytest.fixture
def view(theme: Theme, translations: Translations, qtbot: QtBot) -> LogView:
    result = LogView(theme)
    qtbot.addWidget(result)
    result.resize(868, 300)
    result.show()
    return result


@pytest.fixture
def menu(view: LogView) -> LogMenu:
    result = view.findChild(LogMenu)
    assert isinstance(result, LogMenu)
    return result


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def test_without_a_row_there_is_nothing_to_copy(menu: LogMenu) -> None:
    assert texts(menu.build()) == ["Devices…", "Export…", "Columns", "Clear"]


def test_a_selected_row_can_be_looked_at_and_copied(view: LogView, menu: LogMenu) -> None:
    view.append(numbered(3))
    table = view.findChild(LogTable)
    assert isinstance(table, LogTable)
    table.selectRow(1)
    assert texts(menu.build())[:4] == ["Details", "Copy row", "Copy as curl", "Filter to this device"]


def test_a_small_window_lists_the_statuses_too(menu: LogMenu) -> None:
    menu.set_compact(True)
    assert "Status" in texts(menu.build())


def test_a_column_can_be_switched_off_and_on(view: LogView, menu: LogMenu, qtbot: QtBot) -> None:
    columns = next(action.menu() for action in menu.build().actions() if action.text() == "Columns")
    assert isinstance(columns, QMenu)
    assert all(action.isChecked() for action in columns.actions())
    method = next(action for action in columns.actions() if action.text() == "Method")
    with qtbot.waitSignal(menu.hidden_columns_changed) as told:
        method.trigger()
    assert told.args == [(Column.METHOD.name,)]


def test_the_path_cannot_be_switched_off(menu: LogMenu) -> None:
    columns = next(action.menu() for action in menu.build().actions() if action.text() == "Columns")
    assert isinstance(columns, QMenu)
    assert "Path" not in texts(columns)


def test_its_shortcuts_can_be_listed(menu: LogMenu) -> None:
    listed = dict(menu.listed())
    assert listed["Export…"] == "Ctrl+S"
    assert listed["Details"] == "Enter"
    assert all(listed.values())


def test_it_speaks_korean(menu: LogMenu, translations: Translations) -> None:
    translations.apply("ko")
    menu.retranslate()
    assert "지우기" in texts(menu.build())
