"""Troubles become notes: alike ones are counted, healthy ones left out, and never too many are kept."""

import pytest

from shareapp.server.events import Trouble
from shareapp.sharing.notes import Note, Notes
from tests.support.events import TROUBLE


def notes(*troubles: Trouble) -> list[Note]:
    result = Notes()
    result.add(troubles)
    return list(result)


@pytest.mark.fault("gh-87979")
def test_the_same_trouble_of_the_same_device_is_one_note() -> None:
    later = TROUBLE._replace(at=TROUBLE.at + 5)
    other = TROUBLE._replace(client="192.168.0.99")
    assert notes(TROUBLE, other, later) == [Note(later, 2), Note(other, 1)]


def test_crashes_at_the_same_place_are_one_note() -> None:
    first = Trouble(1.0, "crash", "10.0.0.5", ("a1b2", "Traceback: boom"))
    second = Trouble(2.0, "crash", "10.0.0.5", ("c3d4", "Traceback: boom"))
    assert notes(first, second) == [Note(second, 2)]


def test_a_script_that_ends_well_is_no_trouble() -> None:
    assert notes(Trouble(1.0, "cgi-exit", "10.0.0.5", ("report.py", "0", "0.031"))) == []
    (note,) = notes(
        Trouble(1.0, "cgi-exit", "10.0.0.5", ("report.py", "1", "0.031")),
        Trouble(2.0, "cgi-exit", "10.0.0.5", ("report.py", "1", "0.029")),
    )
    assert note.times == 2


@pytest.mark.point(124)
def test_a_connection_that_was_only_opened_in_advance_is_no_trouble() -> None:
    early = Trouble(1.0, "handshake-failed", "10.0.0.5", ("UNEXPECTED_EOF_WHILE_READING",))
    refused = early._replace(params=("TLSV1_ALERT_UNKNOWN_CA",))
    assert notes(early, refused) == [Note(refused, 1)]


def test_only_news_is_told() -> None:
    kept = Notes()
    assert not kept.add([Trouble(1.0, "cgi-exit", "", ("a", "0", "1"))])
    assert kept.add([TROUBLE])
    kept.clear()
    assert len(kept) == 0


def test_never_more_than_the_newest_are_kept() -> None:
    kept = notes(*(TROUBLE._replace(client=f"10.0.{n // 256}.{n % 256}") for n in range(1000)))
    assert len(kept) == Notes.MOST
    assert kept[0].trouble.client == "10.0.3.231"
