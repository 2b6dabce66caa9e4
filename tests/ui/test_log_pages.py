"""The empty states and the floating pill."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from shareapp.ui.i18n import Translations
from shareapp.ui.log_model import RequestLogModel
from shareapp.ui.log_pages import Emptiness, EmptyState, TableArea, emptiness
from shareapp.ui.log_table import LogTable
from shareapp.ui.theme import Theme


def test_of_several_reasons_the_most_telling_is_given() -> None:
    assert emptiness(filtered=True, loading=True, waiting=True) is Emptiness.NO_MATCH
    assert emptiness(filtered=False, loading=True, waiting=True) is Emptiness.LOADING
    assert emptiness(filtered=False, loading=False, waiting=True) is Emptiness.WAITING
    assert emptiness(filtered=False, loading=False, waiting=False) is Emptiness.IDLE


@pytest.mark.parametrize(
    ("reason", "title", "has_button"),
    [
        (Emptiness.IDLE, "No requests yet", False),
        (Emptiness.WAITING, "Waiting for the first device", False),
        (Emptiness.LOADING, "A transfer is under way", False),
        (Emptiness.NO_MATCH, "No requests match the filter", True),
    ],
)
def test_each_reason_says_why_and_what_to_do(
    theme: Theme, translations: Translations, qtbot: QtBot, reason: Emptiness, title: str, has_button: bool
) -> None:
    state = EmptyState(theme)
    qtbot.addWidget(state)
    state.show_reason(reason)
    assert title in {label.text() for label in state.findChildren(QLabel)}
    assert state.button.isHidden() is not has_button
    assert state.button.accessibleName() == "Clear filter"


def test_where_no_phone_can_connect_nobody_is_told_to_scan(
    theme: Theme, translations: Translations, qtbot: QtBot
) -> None:
    state = EmptyState(theme)
    qtbot.addWidget(state)
    state.reachable = False
    state.show_reason(Emptiness.WAITING)
    texts = " ".join(label.text() for label in state.findChildren(QLabel))
    assert "Waiting for the first request" in texts
    assert "Only this computer can connect." in texts
    assert "QR code" not in texts
    state.reachable = True
    state.show_reason(Emptiness.WAITING)
    assert any("QR code" in label.text() for label in state.findChildren(QLabel))


def test_a_small_window_drops_the_picture(theme: Theme, qtbot: QtBot) -> None:
    state = EmptyState(theme)
    qtbot.addWidget(state)
    height = state.sizeHint().height()
    state.set_compact(True)
    assert state.sizeHint().height() < height


def test_the_pill_floats_in_the_middle_of_the_end(theme: Theme, qtbot: QtBot) -> None:
    area = TableArea(theme, LogTable(theme, RequestLogModel()))
    qtbot.addWidget(area)
    area.resize(600, 300)
    area.show()
    area.pill.setText("23 new")
    area.show_pill(shown=True)
    assert abs(area.pill.geometry().center().x() - 300) <= 1
    assert area.pill.geometry().bottom() < 300
    area.show_pill(shown=False)
    assert area.pill.isHidden()
    area.close()
