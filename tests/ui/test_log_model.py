"""The model: lawful, bounded, at most one removal and one insertion a batch, nothing lost by filter or pause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from shareapp.server.events import RequestDone
from shareapp.ui.log_filter import LogFilter
from shareapp.ui.log_model import RequestLogModel
from shareapp.ui.log_text import Column, LogText
from tests.support.records import numbered, request_done


class Changes:
    """Which structural changes a model told."""

    def __init__(self, model: RequestLogModel) -> None:
        self.told: list[tuple[str, int, int]] = []
        model.rowsInserted.connect(lambda _parent, first, last: self.told.append(("insert", first, last)))
        model.rowsRemoved.connect(lambda _parent, first, last: self.told.append(("remove", first, last)))
        model.modelReset.connect(lambda: self.told.append(("reset", 0, 0)))


def targets(model: RequestLogModel) -> list[str]:
    return [request.target for request in model.requests()]


def numbers(start: int, stop: int) -> list[str]:
    return [f"/{number}" for number in range(start, stop)]


def even(request: RequestDone) -> bool:
    return int(request.target[1:]) % 2 == 0


@pytest.mark.parametrize("batch", [1, 3, 10, 20, 26])
def test_it_is_a_lawful_model_below_at_and_above_its_capacity(qtmodeltester: ModelTester, batch: int) -> None:
    model = RequestLogModel(capacity=20)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    for start in range(0, 60, batch):
        model.append(numbered(batch, start))
    model.set_filter(even)
    model.append(numbered(15, 1000))
    model.pause()
    model.append(numbered(10, 2000))
    model.resume()
    model.clear()


def test_a_batch_is_one_insertion() -> None:
    model = RequestLogModel(capacity=100)
    changes = Changes(model)
    model.append(numbered(60))
    assert changes.told == [("insert", 0, 59)]


def test_a_full_log_drops_a_tenth_in_one_removal() -> None:
    model = RequestLogModel(capacity=100)
    model.append(numbered(100 - 1))
    changes = Changes(model)
    model.append(numbered(5, 99))
    assert changes.told == [("remove", 0, 9), ("insert", 89, 93)]
    assert targets(model) == numbers(10, 104)


def test_a_batch_beyond_the_capacity_is_a_reset() -> None:
    model = RequestLogModel(capacity=100)
    changes = Changes(model)
    model.append(numbered(250))
    assert changes.told == [("reset", 0, 0)]
    assert targets(model) == numbers(150, 250)


@given(st.lists(st.integers(min_value=0, max_value=40), max_size=20), st.booleans())
def test_the_rows_are_always_the_newest_that_pass(batches: list[int], filtered: bool) -> None:
    model = RequestLogModel(capacity=30)
    model.set_filter(even if filtered else None)
    sent: list[RequestDone] = []
    for count in batches:
        batch = numbered(count, len(sent))
        sent += batch
        model.append(batch)
        kept = sent[len(sent) - model.kept :]
        assert model.kept <= 30
        assert model.kept >= min(len(sent), 27)
        assert list(model.requests()) == [request for request in kept if not filtered or even(request)]


def test_a_filter_hides_and_gives_back() -> None:
    model = RequestLogModel()
    model.append([request_done(status=200), request_done(status=404)])
    model.set_filter(LogFilter(statuses="errors").predicate())
    assert [request.status for request in model.requests()] == [404]
    assert model.kept == 2
    model.append([request_done(status=500), request_done(status=301)])
    assert model.rowCount() == 2
    model.set_filter(None)
    assert model.rowCount() == 4


def test_a_batch_that_does_not_pass_changes_no_row() -> None:
    model = RequestLogModel()
    model.set_filter(lambda _request: False)
    changes = Changes(model)
    model.append(numbered(5))
    assert changes.told == []
    assert model.kept == 5


def test_a_pause_holds_and_resume_adds(qtbot: QtBot) -> None:
    model = RequestLogModel(capacity=100)
    model.append(numbered(3))
    model.pause()
    with qtbot.waitSignal(model.held_changed) as told:
        model.append(numbered(5, 3))
    assert told.args == [5]
    assert (model.rowCount(), model.held, model.paused) == (3, 5, True)
    model.resume()
    assert targets(model) == numbers(0, 8)
    assert (model.held, model.paused) == (0, False)


def test_what_waits_is_bounded_too() -> None:
    model = RequestLogModel(capacity=100)
    model.pause()
    model.append(numbered(90))
    model.append(numbered(90, 90))
    assert model.held == 100
    model.resume()
    assert targets(model) == numbers(80, 180)


def test_clearing_forgets_what_waits_as_well() -> None:
    model = RequestLogModel()
    model.append(numbered(3))
    model.pause()
    model.append(numbered(3))
    model.clear()
    assert (model.rowCount(), model.kept, model.held) == (0, 0, 0)


def test_a_smaller_capacity_keeps_the_newest() -> None:
    model = RequestLogModel(capacity=100)
    model.append(numbered(50))
    model.set_capacity(20)
    assert targets(model) == numbers(30, 50)


def test_text_is_made_for_painted_cells_only(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Column] = []
    original = LogText.cell

    def cell(text: LogText, request: RequestDone, column: Column) -> str:
        made.append(column)
        return original(text, request, column)

    monkeypatch.setattr(LogText, "cell", cell)
    model = RequestLogModel()
    model.append(numbered(100))
    assert made == []
    assert model.data(model.index(99, Column.PATH)) == "/99"
    assert made == [Column.PATH]


def test_roles_of_a_cell() -> None:
    model = RequestLogModel()
    model.append([request_done()])
    size = model.index(0, Column.SIZE)
    assert model.data(size, Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    path = model.index(0, Column.PATH)
    assert model.data(path, Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignLeft
    assert model.data(path, Qt.ItemDataRole.UserRole) is model.request(0)
    assert model.data(path, Qt.ItemDataRole.ToolTipRole) == "/IMG_2044.jpg"
    assert model.data(path, Qt.ItemDataRole.DecorationRole) is None
    assert model.data(QModelIndex()) is None


def test_headers_name_the_columns() -> None:
    model = RequestLogModel()
    horizontal = Qt.Orientation.Horizontal
    assert model.headerData(Column.PATH, horizontal) == "Path"
    assert model.headerData(Column.SIZE, horizontal, Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.headerData(0, horizontal, Qt.ItemDataRole.DecorationRole) is None
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_another_way_of_writing_repaints_all_rows(qtbot: QtBot) -> None:
    model = RequestLogModel()
    model.append(numbered(3))
    with qtbot.waitSignal(model.dataChanged) as told:
        model.set_text(LogText(device_names=False))
    first, last, *_ = told.args or []
    assert (first.row(), last.row(), last.column()) == (0, 2, len(Column) - 1)
    with qtbot.waitSignals([model.headerDataChanged, model.dataChanged]):
        model.retranslate()
