"""Running transfers: shown when they last, with a true rate, and gone when they are over."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from shareapp.server.events import Arriving, Transfer
from shareapp.ui import i18n
from shareapp.ui.i18n import Translations
from shareapp.ui.log_text import LogText
from shareapp.ui.theme import Theme
from shareapp.ui.transfers_view import MOST_ROWS, TransferRow, TransfersView
from shareapp.ui.widgets import Button
from tests.support.records import request_done, transfer


class Clock:
    """Monotonic seconds that a test sets."""

    now = 10.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def view(theme: Theme, translations: Translations, qtbot: QtBot, clock: Clock) -> TransfersView:
    result = TransfersView(theme, clock=clock)
    qtbot.addWidget(result)
    return result


def words(row: TransferRow) -> list[str]:
    return [label.text() for label in row.findChildren(QLabel) if label.text()]


def cancel_button(row: TransferRow) -> Button:
    button = row.findChild(Button)
    assert button is not None
    return button


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"started": 9.5, "total": 1000}, False),
        ({"started": 8.9, "total": 1000}, True),
        ({"started": 9.9, "total": 6_000_000}, True),
        ({"started": 9.9, "total": None, "done": 6_000_000}, True),
        ({"started": 9.9, "total": None, "done": 10}, False),
    ],
)
def test_what_lasts_or_is_large_is_shown(view: TransfersView, changes: dict[str, object], shown: bool) -> None:
    view.set_transfers([transfer(**changes)])
    assert (len(view.rows()) == 1) is shown
    assert view.isHidden() is not shown


def test_a_row_says_name_device_share_rate_and_time_left(view: TransfersView, clock: Clock) -> None:
    running = transfer(started=0.0, done=10_000_000, total=100_000_000, target="/a%20b/%EC%82%AC%EC%A7%84.mp4?x=/1")
    view.set_transfers([running])
    (row,) = view.rows()
    assert words(row) == ["사진.mp4", "iPhone · 192.168.0.23", "10%", "1.0 MB/s · 1:30 left"]
    bar = row.findChild(QProgressBar)
    assert bar is not None
    assert bar.accessibleName() == "사진.mp4, 10%"
    clock.now = 20.0
    view.set_transfers([running._replace(done=50_000_000)])
    assert words(row)[2:] == ["50%", "1.9 MB/s · 0:26 left"]
    assert bar.value() == 500


def test_a_device_that_has_all_but_stopped_promises_no_time(view: TransfersView, clock: Clock) -> None:
    clock.now = 1_000_000.0
    view.set_transfers([transfer(started=0.0, done=7_000_000, total=90_000_000)])
    assert words(view.rows()[0])[3] == "7 B/s"


def test_an_unknown_size_shows_what_was_sent_so_far(view: TransfersView) -> None:
    view.set_transfers([transfer(done=6_000_000, total=None, target="/")])
    assert words(view.rows()[0])[2:] == ["6.0 MB", "600.0 KB/s"]
    assert words(view.rows()[0])[0] == "/"


def test_a_finished_row_stays_a_moment_with_a_tick(view: TransfersView, qtbot: QtBot) -> None:
    view.set_transfers([transfer()])
    (row,) = view.rows()
    view.note_done([request_done(target="/sunset.mp4"), request_done(target="/other")])
    view.set_transfers([])
    assert row.is_over
    assert words(row)[2:] == ["Done", "1.0 KB"]
    timer = row.findChild(QTimer)
    assert timer is not None
    assert timer.isActive()
    timer.setInterval(0)
    qtbot.waitUntil(lambda: view.rows() == ())
    assert view.isHidden()


@pytest.mark.parametrize("changes", [{"note": "aborted"}, {"status": 500}])
def test_a_broken_transfer_gets_no_tick(view: TransfersView, changes: dict[str, object]) -> None:
    view.set_transfers([transfer()])
    view.note_done([request_done(target="/sunset.mp4", **changes)])
    view.set_transfers([])
    assert view.rows() == ()


def test_ending_a_transfer_asks_its_owner_and_needs_no_tick(view: TransfersView, qtbot: QtBot) -> None:
    view.set_transfers([transfer(id=7)])
    button = cancel_button(view.rows()[0])
    assert button.accessibleName() == "Stop the transfer of sunset.mp4"
    with qtbot.waitSignal(view.cancel_requested) as asked:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == [7]
    assert not button.isEnabled()
    view.set_transfers([])
    assert view.rows() == ()


def part(number: int, before: int, done: int, total: int = 4_000_000) -> Transfer:
    """One of the requests that bring a film of 12 MB, as a phone's page sends it."""
    return transfer(
        id=number,
        method="PATCH",
        target="/?upload=abc",
        direction="up",
        done=done,
        total=total,
        arriving=Arriving("여름 100%25.mp4", "abc", before, 12_000_000),
        started=9.0,
    )


def test_a_file_that_comes_in_parts_has_one_row_from_its_first_byte_to_its_last(
    view: TransfersView, clock: Clock
) -> None:
    view.set_transfers([part(1, 0, 3_000_000)])
    (row,) = view.rows()
    assert words(row) == ["여름 100%25.mp4", "iPhone · 192.168.0.23", "25%", "3.0 MB/s · 0:03 left"]
    brought = request_done(method="PATCH", target="/?upload=abc", status=204, received=4_000_000)
    for number in (1, 2):
        view.note_done([brought])
        view.set_transfers([])  # no part is under way just now
        assert not row.is_over
        clock.now += 0.1
        view.set_transfers([part(number + 1, number * 4_000_000, 0)])
        assert view.rows() == (row,)
    assert words(row)[2] == "66%"
    view.note_done([brought])
    view.set_transfers([])
    assert words(row)[2:] == ["Done", "12.0 MB"]


def test_a_file_whose_next_part_does_not_come_leaves_without_a_tick(view: TransfersView, qtbot: QtBot) -> None:
    view.set_transfers([part(1, 0, 3_000_000)])
    (row,) = view.rows()
    view.set_transfers([])
    timer = row.findChild(QTimer)
    assert timer is not None
    timer.setInterval(0)
    qtbot.waitUntil(lambda: view.rows() == ())
    assert not row.is_over


def test_a_file_that_is_given_up_between_two_parts_is_given_up_with_the_next(view: TransfersView, qtbot: QtBot) -> None:
    view.set_transfers([part(1, 0, 3_000_000)])
    cancel_button(view.rows()[0]).click()
    view.set_transfers([])
    assert view.rows() == ()
    with qtbot.waitSignal(view.cancel_requested) as asked:
        view.set_transfers([part(2, 4_000_000, 10)])
    assert asked.args == [2]
    assert view.rows() == ()


def test_a_form_names_the_file_that_is_coming(view: TransfersView) -> None:
    form = transfer(method="POST", target="/", direction="up")
    view.set_transfers([form])
    view.set_transfers([form._replace(arriving=Arriving("a\x07.txt"))])
    assert words(view.rows()[0])[0] == "a\\x07.txt"
    view.set_transfers([form._replace(arriving=Arriving("b.txt"))])
    assert words(view.rows()[0])[0] == "b.txt"


def together(view: TransfersView) -> str:
    """The sum of what the rows say."""
    return f"{i18n.size(round(sum(row.rate for row in view.rows())))}/s"


def many(count: int) -> list[Transfer]:
    return [transfer(id=number, target=f"/{number}") for number in range(count)]


def test_two_are_seen_and_the_rest_unfolds(view: TransfersView) -> None:
    view.show()
    view.set_transfers(many(5))
    more = view.findChildren(Button)[-1]
    assert [row.isHidden() for row in view.rows()] == [False, False, True, True, True]
    folded = view.sizeHint().height()
    more = next(button for button in view.findChildren(Button) if button.text())
    assert more.text() == "Show all (5)"
    assert view.total.text() == f"5 transfers · {together(view)}"
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    assert not any(row.isHidden() for row in view.rows())
    assert more.text() == "Show fewer"
    assert view.sizeHint().height() > folded
    view.close()


def test_a_small_window_shows_one_without_its_rate(view: TransfersView) -> None:
    view.set_transfers(many(2))
    view.set_compact(True)
    assert [row.isHidden() for row in view.rows()] == [False, True]
    assert [
        label for label in view.rows()[0].findChildren(QLabel) if "/s" in label.text() and not label.isHidden()
    ] == []


def test_thousands_of_transfers_do_not_make_thousands_of_widgets(view: TransfersView) -> None:
    view.set_transfers(many(MOST_ROWS + 50))
    assert len(view.rows()) == MOST_ROWS


def test_devices_are_named_as_wished(view: TransfersView) -> None:
    view.set_text(LogText(device_names=False))
    view.set_transfers([transfer()])
    assert words(view.rows()[0])[1] == "192.168.0.23"


def test_an_upload_is_told_from_a_download_by_its_icon(view: TransfersView) -> None:
    view.set_transfers([transfer(id=1), transfer(id=2, direction="up")])
    down, up = (row.findChildren(QLabel)[0].pixmap().toImage() for row in view.rows())
    assert down != up


def test_another_language_is_spoken_at_once(view: TransfersView, translations: Translations, qtbot: QtBot) -> None:
    view.set_transfers(many(3))
    translations.apply("ko")
    qtbot.waitUntil(lambda: "남음" in words(view.rows()[0])[-1])
