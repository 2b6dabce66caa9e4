"""The Activity card: what it shows in each state, and what its tools do."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from shareapp.sharing.events import Totals
from shareapp.ui.i18n import Translations
from shareapp.ui.log_text import Column
from shareapp.ui.log_tools import LogTools
from shareapp.ui.log_view import LogView
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Pill
from tests.support.pseudo import Stretched
from tests.support.records import numbered, request_done, transfer


@pytest.fixture
def view(theme: Theme, translations: Translations, qtbot: QtBot) -> LogView:
    result = LogView(theme)
    qtbot.addWidget(result)
    result.resize(868, 300)
    result.show()
    return result


@pytest.fixture
def tools(view: LogView) -> LogTools:
    result = view.findChild(LogTools)
    assert isinstance(result, LogTools)
    return result


@pytest.fixture
def pill(view: LogView) -> Pill:
    result = view.findChild(Pill)
    assert isinstance(result, Pill)
    return result


def seen(view: QWidget) -> set[str]:
    """Every visible text."""
    return {label.text() for label in view.findChildren(QLabel) if label.isVisible() and label.text()}


def test_before_the_first_share_there_are_no_tools(view: LogView, tools: LogTools) -> None:
    assert seen(view) == {"Activity", "No requests yet", "Every page and file a device opens is listed here."}
    assert tools.isHidden()


def test_a_share_waits_for_its_first_device(view: LogView, tools: LogTools) -> None:
    view.set_sharing(True)
    assert "Waiting for the first device" in seen(view)
    assert tools.isVisible()
    view.set_transfers([transfer()])
    assert "Waiting for the first device" not in seen(view)
    assert "A transfer is under way" in seen(view)


def test_rows_and_totals_replace_the_empty_state(view: LogView) -> None:
    view.set_sharing(True)
    view.append(numbered(3))
    view.set_totals(Totals(requests=128, sent=412_000_000, received=0, devices=3))
    assert view.table.isVisible()
    assert "3 devices · 128 requests · 412 MB sent" in seen(view)
    view.set_totals(Totals(requests=128, sent=412_000_000, received=8_300_000, devices=3))
    assert "3 devices · 128 requests · 412 MB sent · 8.3 MB received" in seen(view)
    view.set_totals(Totals(requests=1, sent=5, received=0, devices=1))
    view.add_dropped(2)
    assert "1 device · 1 request · 5 B sent · 2 not shown" in seen(view)
    view.set_totals(Totals(requests=1_234_567, sent=5, received=0, devices=1))
    assert "1 device · 1,234,567 requests · 5 B sent · 2 not shown" in seen(view)


def test_the_log_stays_after_the_share_has_stopped(view: LogView, tools: LogTools) -> None:
    view.set_sharing(True)
    view.append(numbered(3))
    view.set_sharing(False)
    assert view.table.isVisible()
    assert tools.isVisible()


def test_typing_filters_after_a_moment_and_escape_clears(view: LogView, tools: LogTools, qtbot: QtBot) -> None:
    view.append(numbered(30))
    QTest.keyClicks(tools.filter, "/17")
    qtbot.waitUntil(lambda: view.model.rowCount() == 1)
    QTest.keyClicks(tools.filter, "zzz")
    qtbot.waitUntil(lambda: "No requests match the filter" in seen(view))
    view.clear_filter()
    assert view.model.rowCount() == 30
    assert tools.filter.text() == ""


def test_a_class_of_statuses_is_chosen(view: LogView, tools: LogTools) -> None:
    view.append([request_done(status=200), request_done(status=404), request_done(status=500)])
    names = [tools.statuses.itemText(index) for index in range(tools.statuses.count())]
    assert names[0] == "All statuses"
    tools.statuses.setCurrentIndex(names.index("All errors"))
    assert view.model.rowCount() == 2
    tools.statuses.setCurrentIndex(names.index("Redirect (3xx)"))
    assert "No requests match the filter" in seen(view)


def test_pause_holds_and_the_pill_returns(view: LogView, tools: LogTools, pill: Pill) -> None:
    view.append(numbered(3))
    assert not pill.isVisible()
    QTest.mouseClick(tools.pause, Qt.MouseButton.LeftButton)
    assert tools.pause.accessibleName() == "Resume"
    view.append(numbered(23, 3))
    assert view.model.rowCount() == 3
    assert pill.isVisible()
    assert pill.text() == "23 new"
    QTest.mouseClick(pill, Qt.MouseButton.LeftButton)
    assert view.model.rowCount() == 26
    assert not pill.isVisible()
    assert tools.pause.accessibleName() == "Pause"
    assert view.table.following


def test_rows_that_come_unseen_show_the_pill(view: LogView, pill: Pill) -> None:
    view.append(numbered(50))
    view.table.selectRow(10)
    view.append(numbered(2, 50))
    assert pill.text() == "2 new"
    QTest.mouseClick(pill, Qt.MouseButton.LeftButton)
    assert not pill.isVisible()


def test_clearing_forgets_rows_and_asks_for_new_totals(view: LogView, qtbot: QtBot) -> None:
    view.set_sharing(True)
    view.append(numbered(3))
    view.add_dropped(9)
    with qtbot.waitSignal(view.clear_requested):
        view.actions_.clear.trigger()
    assert "No requests yet" in seen(view)  # the first device was here already
    view.set_sharing(True)
    assert "No requests yet" in seen(view)
    view.set_sharing(False)
    view.set_sharing(True)
    assert "Waiting for the first device" in seen(view)


def test_selected_rows_are_copied_for_a_spreadsheet_and_as_commands(view: LogView) -> None:
    view.set_sharing(True, "http://192.168.0.12:8000")
    view.append([request_done(target="/a%20b")])
    view.copy_rows()
    view.table.selectAll()
    view.copy_rows()
    assert QGuiApplication.clipboard().text().split("\t")[3] == "/a b"
    view.copy_curl()
    assert QGuiApplication.clipboard().text() == "curl http://192.168.0.12:8000/a%20b"


def test_one_device_can_be_singled_out(view: LogView) -> None:
    view.append([request_done(client="10.0.0.5"), request_done(client="10.0.0.6")])
    view.table.selectRow(1)
    view.filter_to_device()
    assert [request.client for request in view.model.requests()] == ["10.0.0.6"]
    view.clear_filter()
    assert view.model.rowCount() == 2


def test_a_device_that_is_singled_out_brings_no_other_along(view: LogView, tools: LogTools) -> None:
    view.append([request_done(client="10.0.0.5"), request_done(client="10.0.0.50")])
    view.table.selectRow(0)
    view.filter_to_device()
    assert tools.filter.text() == "10.0.0.5"
    assert view.model.rowCount() == 1
    tools.filter.setText("10.0.0")
    view.apply_filter()
    assert view.model.rowCount() == 2


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def test_the_menu_offers_row_actions_for_rows_and_statuses_in_a_small_window(view: LogView) -> None:
    view.append(numbered(1))
    assert texts(view.menu()) == ["Devices…", "Export…", "Columns", "Clear"]
    view.table.selectRow(0)
    on_row = ["Details", "Copy row", "Copy as curl", "Filter to this device"]
    assert texts(view.menu()) == [*on_row, "Devices…", "Export…", "Columns", "Clear"]
    view.set_compact(True)
    assert "Status" in texts(view.menu())


def submenu(view: LogView, title: str) -> QMenu:
    menu = next(action.menu() for action in view.menu().actions() if action.text() == title)
    assert isinstance(menu, QMenu)
    return menu


def test_columns_are_switched_in_the_menu(view: LogView, qtbot: QtBot) -> None:
    duration = next(action for action in submenu(view, "Columns").actions() if action.text() == "Duration")
    with qtbot.waitSignal(view.hidden_columns_changed) as told:
        duration.trigger()
    assert told.args == [("DURATION",)]
    assert view.table.isColumnHidden(Column.DURATION)
    view.set_hidden_columns(())
    assert not view.table.isColumnHidden(Column.DURATION)


def test_a_small_window_unfolds_its_transfers_by_the_menu(view: LogView) -> None:
    view.set_compact(True)
    view.set_transfers([transfer(id=1), transfer(id=2)])
    assert not view.transfers.more.isVisible()
    next(action for action in view.menu().actions() if action.text() == "Show all (2)").trigger()
    assert all(row.isVisible() for row in view.transfers.rows())
    assert view.transfers.more.isVisible()


@pytest.mark.parametrize("has_rows", [True, False])
def test_a_small_window_has_room_for_the_card(view: LogView, has_rows: bool) -> None:
    view.set_compact(True)
    view.set_sharing(True)
    if has_rows:
        view.set_transfers([transfer(id=1), transfer(id=2)])
        view.append(numbered(10))
    assert view.minimumSizeHint().height() <= 176
    assert view.minimumSizeHint().width() <= 612


def test_statuses_are_chosen_in_the_menu_of_a_small_window(view: LogView, tools: LogTools) -> None:
    view.set_compact(True)
    assert tools.statuses.isHidden()
    submenu(view, "Status").actions()[3].trigger()
    assert tools.status() == "4xx"


def test_device_names_and_utc_are_choices(view: LogView) -> None:
    view.append([request_done()])
    view.set_device_names(False)
    view.set_utc(True)
    assert view.model.index(0, Column.DEVICE).data() == "192.168.0.23"
    assert view.model.index(0, Column.TIME).data() == "14:02:26"


def test_tab_goes_from_the_tools_to_the_transfers_and_on_to_the_table(view: LogView, tools: LogTools) -> None:
    for before, after in pairwise(view.focus_order()):
        view.setTabOrder(before, after)
    view.set_sharing(True)
    view.append([request_done()])
    view.set_transfers((transfer(id=4), transfer(id=5)))
    first, second = (row.cancel for row in view.transfers.rows())
    tools.more.setFocus()
    visited = []
    for _ in range(3):
        QTest.keyClick(view.focusWidget(), Qt.Key.Key_Tab)
        visited.append(view.focusWidget())
    assert visited == [first, second, view.table]


def test_ending_the_last_transfer_passes_the_focus_on_to_the_table(view: LogView) -> None:
    for before, after in pairwise(view.focus_order()):
        view.setTabOrder(before, after)
    view.set_sharing(True)
    view.append([request_done()])
    view.set_transfers((transfer(id=4),))
    cancel = view.transfers.rows()[0].cancel
    cancel.setFocus()
    QTest.keyClick(cancel, Qt.Key.Key_Space)
    view.set_transfers(())
    assert view.focusWidget() is view.table


def test_transfers_are_shown_and_can_be_ended(view: LogView, qtbot: QtBot) -> None:
    view.set_transfers((transfer(id=4),))
    cancel = view.transfers.rows()[0].cancel
    with qtbot.waitSignal(view.cancel_requested) as asked:
        QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)
    assert asked.args == [4]


def test_every_focusable_part_has_a_name(view: LogView) -> None:
    view.set_sharing(True)
    view.set_transfers((transfer(),))
    view.append(numbered(1))
    parts = [part for part in view.findChildren(QWidget) if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
    nameless = [part for part in parts if part.isVisible() and not (part.accessibleName() or part.property("text"))]
    assert nameless == []
    assert all(part.accessibleName() for part in view.focus_order())


def test_the_table_has_whole_rows(view: LogView) -> None:
    view.append(numbered(100))
    for height in (240, 251, 263, 300):
        view.resize(868, height)
        assert view.table.viewport().height() % view.table.row_height == 0


def test_korean_is_spoken_at_once(view: LogView, translations: Translations, qtbot: QtBot) -> None:
    view.set_sharing(True)
    view.append(numbered(3))
    view.set_totals(Totals(requests=128, sent=412_000_000, received=0, devices=3))
    translations.apply("ko")
    qtbot.waitUntil(lambda: {"활동", "기기 3대 · 요청 128건 · 412 MB 전송"} <= seen(view))


def test_ctrl_f_goes_to_the_filter(view: LogView, tools: LogTools, qtbot: QtBot) -> None:
    view.set_sharing(True)
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.table.setFocus()
    view.actions_.find.trigger()
    assert tools.filter.hasFocus()


@pytest.fixture
def stretched(qapp: QApplication, view: LogView) -> Iterator[Stretched]:
    translator = Stretched()
    qapp.installTranslator(translator)
    yield translator
    qapp.removeTranslator(translator)


def test_a_wordier_language_still_fits_the_smallest_window(view: LogView, stretched: Stretched, qtbot: QtBot) -> None:
    view.set_sharing(True)
    view.set_compact(True)
    view.set_transfers([transfer(id=1), transfer(id=2)])
    view.append(numbered(3))
    view.set_totals(Totals(requests=128, sent=412_000_000, received=0, devices=3))
    qtbot.waitUntil(lambda: "[Activity~~~~]" in seen(view))
    qtbot.waitUntil(lambda: view.minimumSizeHint().width() <= 612)
    view.clear()
    qtbot.waitUntil(lambda: any("under way" in text for text in seen(view)))
    qtbot.waitUntil(lambda: view.minimumSizeHint().width() <= 612)


def test_no_word_of_the_card_escapes_translation(view: LogView, stretched: Stretched, qtbot: QtBot) -> None:
    view.set_sharing(True)
    qtbot.waitUntil(lambda: "[Activity~~~~]" in seen(view))
    assert {text for text in seen(view) if not text.startswith("[")} == set()
    names = {part.accessibleName() for part in view.focus_order()}
    assert {name for name in names if not name.startswith("[")} == set()
