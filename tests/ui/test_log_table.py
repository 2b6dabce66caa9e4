"""The table: follows the tail until someone looks back, and stays where they look."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QApplication, QWidget
from pytestqt.qtbot import QtBot

from shareapp.ui.log_model import RequestLogModel
from shareapp.ui.log_table import LEAST_ROW, LogTable
from shareapp.ui.log_text import Column
from shareapp.ui.theme import Theme, set_property
from tests.support.records import numbered, request_done


@pytest.fixture
def table(theme: Theme, qtbot: QtBot) -> Iterator[LogTable]:
    model = RequestLogModel(capacity=500)
    result = LogTable(theme, model)
    qtbot.addWidget(result)
    result.resize(800, LEAST_ROW * 11)
    result.show()
    yield result
    result.close()


@pytest.fixture
def log(table: LogTable) -> RequestLogModel:
    model = table.model()
    assert isinstance(model, RequestLogModel)
    return model


def settle() -> None:
    """A view lays its rows out when the event loop turns."""
    QApplication.processEvents()


def last_visible(table: LogTable) -> int:
    settle()
    return table.rowAt(table.viewport().height() - 2)


def first_visible(table: LogTable) -> str:
    settle()
    return str(table.model().index(table.rowAt(0), Column.PATH).data())


def scroll_up(table: LogTable) -> None:
    settle()
    table.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderPageStepSub)


def test_new_rows_stay_in_sight(table: LogTable, log: RequestLogModel) -> None:
    for start in range(0, 900, 90):
        log.append(numbered(90, start))
        assert last_visible(table) == log.rowCount() - 1
    assert table.following
    assert table.unseen == 0


def test_scrolling_up_leaves_the_tail_and_counts_what_comes(table: LogTable, log: RequestLogModel) -> None:
    log.append(numbered(100))
    scroll_up(table)
    assert not table.following
    place = first_visible(table)
    log.append(numbered(23, 100))
    assert table.unseen == 23
    assert first_visible(table) == place


def test_rows_in_sight_keep_their_place_while_old_ones_are_dropped(table: LogTable, log: RequestLogModel) -> None:
    log.append(numbered(499))
    scroll_up(table)
    place = first_visible(table)
    log.append(numbered(20, 499))
    assert log.rowCount() < 519
    assert first_visible(table) == place


def test_scrolling_back_to_the_end_follows_again(table: LogTable, log: RequestLogModel) -> None:
    log.append(numbered(100))
    scroll_up(table)
    log.append(numbered(5, 100))
    settle()
    table.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderToMaximum)
    assert table.following
    assert table.unseen == 0


def test_a_selection_leaves_the_tail_and_end_returns(table: LogTable, log: RequestLogModel, qtbot: QtBot) -> None:
    log.append(numbered(100))
    table.selectRow(98)
    assert not table.following
    with qtbot.waitSignal(table.unseen_changed) as told:
        log.append(numbered(7, 100))
    assert told.args == [7]
    QTest.keyClick(table, Qt.Key.Key_End)
    assert (table.following, table.unseen) == (True, 0)
    assert table.selected_requests() == ()
    assert last_visible(table) == 106


def test_other_keys_move_as_ever(table: LogTable, log: RequestLogModel) -> None:
    log.append(numbered(100))
    table.setCurrentIndex(log.index(50, 0))
    QTest.keyClick(table, Qt.Key.Key_Up)
    assert table.currentIndex().row() == 49


def test_a_cleared_log_is_followed_from_the_start(table: LogTable, log: RequestLogModel) -> None:
    log.append(numbered(100))
    scroll_up(table)
    log.append(numbered(5))
    log.clear()
    assert (table.following, table.unseen) == (True, 0)


def test_selected_requests_come_oldest_first(table: LogTable, log: RequestLogModel) -> None:
    log.append(numbered(10))
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for row in (7, 2):
        table.selectionModel().select(log.index(row, 0), flags)
    assert [request.target for request in table.selected_requests()] == ["/2", "/7"]


def test_a_small_window_has_fewer_columns_and_no_header(table: LogTable) -> None:
    wide = table.columnWidth(Column.DEVICE)
    table.set_compact(True)
    hidden = {column for column in Column if table.isColumnHidden(column)}
    assert hidden == {Column.METHOD, Column.DURATION}
    assert table.horizontalHeader().isHidden()
    assert table.columnWidth(Column.DEVICE) < wide
    table.set_compact(False)
    table.set_hidden_columns((Column.SIZE,))
    assert {column for column in Column if table.isColumnHidden(column)} == {Column.SIZE}
    assert table.hidden_columns == (Column.SIZE,)


def test_a_larger_font_grows_rows_and_columns(
    table: LogTable, set_system_font: Callable[[float, QWidget], None]
) -> None:
    height, width = table.row_height, table.columnWidth(Column.TIME)
    assert height >= LEAST_ROW
    set_system_font(24, table)
    assert table.row_height > height
    assert table.verticalHeader().defaultSectionSize() == table.row_height
    assert table.columnWidth(Column.TIME) > width


def test_tab_leaves_the_table(table: LogTable) -> None:
    assert not table.tabKeyNavigation()


def test_every_kind_of_status_is_painted_in_both_schemes(table: LogTable, log: RequestLogModel, theme: Theme) -> None:
    log.append([request_done(status=status) for status in (101, 200, 301, 404, 500)])
    log.append([request_done(note="aborted")])
    table.selectRow(1)
    light = table.grab().toImage()
    theme.apply("dark")
    assert table.grab().toImage() != light


def test_a_narrow_table_shows_the_time_whatever_row_is_gone_to(table: LogTable, log: RequestLogModel) -> None:
    log.append(numbered(50))
    table.resize(300, 200)
    settle()
    table.setCurrentIndex(log.index(0, Column.PATH))
    table.scrollTo(log.index(40, Column.DEVICE))
    assert table.columnViewportPosition(Column.TIME) == 0


def test_the_ring_of_the_focus_is_around_header_and_rows(table: LogTable) -> None:
    before = table.horizontalHeader().geometry()
    set_property(table, "focusRing", True)
    settle()
    header = table.horizontalHeader().geometry()
    assert header == before
    assert table.frameWidth() == 2
    assert header.topLeft() == QPoint(2, 2)
