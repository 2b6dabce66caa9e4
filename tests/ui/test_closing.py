"""Closing hides, asks or ends; quitting asks only while bytes flow."""

import pytest

from shareapp.ui.closing import Ending, when_closed, when_quit
from shareapp.ui.settings import CloseBehaviour


@pytest.mark.parametrize(
    ("behaviour", "sharing", "transfers", "has_tray", "expected"),
    [
        ("ask", False, 0, True, "end"),
        ("tray", False, 0, True, "end"),
        ("ask", True, 0, True, "ask"),
        ("ask", True, 2, False, "ask"),
        ("tray", True, 2, True, "hide"),
        ("tray", True, 0, False, "ask"),
        ("quit", True, 0, True, "end"),
        ("quit", True, 1, True, "warn"),
    ],
)
def test_closing_does_what_was_chosen(
    behaviour: CloseBehaviour, sharing: bool, transfers: int, has_tray: bool, expected: Ending
) -> None:
    assert when_closed(behaviour, sharing=sharing, transfers=transfers, has_tray=has_tray) == expected


@pytest.mark.parametrize(("transfers", "expected"), [(0, "end"), (1, "warn")])
def test_quitting_warns_only_while_bytes_flow(transfers: int, expected: Ending) -> None:
    assert when_quit(transfers=transfers) == expected
