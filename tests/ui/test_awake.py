"""The computer stays awake while bytes flow, and no longer than needed."""

import queue
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
import shiboken6
from PySide6.QtCore import QObject

from shareapp.ui.awake import Awake, Keep, keep_running
from shareapp.ui.i18n import Translations
from tests.support.records import transfer

FLOWING = (transfer(),)
PATIENCE_S = 10.0


class System:
    """Writes down when it is held awake."""

    def __init__(self) -> None:
        self.told: queue.SimpleQueue[str] = queue.SimpleQueue()

    @contextmanager
    def keep(self) -> Iterator[None]:
        self.told.put("awake")
        try:
            yield
        finally:
            self.told.put("free")

    def next(self) -> str:
        return self.told.get(timeout=PATIENCE_S)


@contextmanager
def awake_with(keep: Keep) -> Iterator[Awake]:
    owner = QObject()
    awake = Awake(owner, keep)
    try:
        yield awake
    finally:
        awake.close(PATIENCE_S)
        shiboken6.delete(owner)


def test_transfers_hold_the_computer_awake_until_a_while_after(translations: Translations) -> None:
    system = System()
    with awake_with(system.keep) as awake:
        awake.note_transfers(FLOWING)
        awake.note_transfers(FLOWING)
        assert system.next() == "awake"
        awake.note_transfers(())
        assert awake.is_held
        awake.release()
        assert system.next() == "free"
        assert system.told.empty()


def test_the_next_file_of_a_person_goes_on_holding(translations: Translations) -> None:
    system = System()
    with awake_with(system.keep) as awake:
        awake.note_transfers(FLOWING)
        awake.note_transfers(())
        awake.note_transfers(FLOWING)
        assert system.next() == "awake"
        assert system.told.empty()


def test_nothing_is_held_without_transfers(translations: Translations) -> None:
    with awake_with(System().keep) as awake:
        awake.note_transfers(())
        assert not awake.is_held


def test_a_desktop_that_refuses_is_no_reason_to_stop(
    translations: Translations, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse() -> AbstractContextManager[object]:
        raise OSError("no bus")

    with awake_with(refuse) as awake:
        awake.note_transfers(FLOWING)
        awake.close(PATIENCE_S)
    assert "may fall asleep" in caplog.text


def test_without_a_desktop_session_the_real_way_bothers_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    with keep_running():
        pass
