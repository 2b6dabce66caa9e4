"""Runs of scripts are remembered from the start of the window, not from the opening of a page."""

from pytestqt.qtbot import QtBot

from shareapp.server.events import Trouble
from shareapp.ui.script_log import ScriptLog
from tests.support.events import TROUBLE

ENDED = Trouble(1.5, "cgi-exit", "10.0.0.5", ("/cgi-bin/form.py", "0", "0.034", ""))


def test_only_a_run_is_told(qtbot: QtBot) -> None:
    log = ScriptLog()
    with qtbot.assertNotEmitted(log.changed):
        log.note((TROUBLE,))
    with qtbot.waitSignal(log.changed):
        log.note((TROUBLE, ENDED))
    assert len(log.runs) == 1
    with qtbot.waitSignal(log.changed):
        log.clear()
    assert len(log.runs) == 0
