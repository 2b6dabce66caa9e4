"""The console tells how each run ended, in the language of the window, and can be copied and cleared."""

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from shareapp.server.events import Trouble
from shareapp.ui.i18n import Translations
from shareapp.ui.preferences.script_console import ScriptConsole
from shareapp.ui.script_log import ScriptLog
from shareapp.ui.theme import Theme

WELL = Trouble(1.0, "cgi-exit", "10.0.0.5", ("/cgi-bin/form.py", "0", "0.034", ""))
BADLY = Trouble(2.0, "cgi-exit", "10.0.0.7", ("/cgi-bin/\x1b.py", "1", "1.8", "Traceback:\n  boom\x1b"))
KILLED = Trouble(3.0, "cgi-exit", "10.0.0.7", ("/htbin/slow", "-9", "30.0", ""))


@pytest.fixture
def log() -> ScriptLog:
    return ScriptLog()


@pytest.fixture
def console(theme: Theme, translations: Translations, log: ScriptLog, qtbot: QtBot) -> ScriptConsole:
    result = ScriptConsole(theme, log)
    qtbot.addWidget(result)
    result.set_utc(utc=True)
    result.draw()
    result.show()
    return result


def test_before_the_first_run_there_is_only_a_line(console: ScriptConsole) -> None:
    assert console.row.description == "No script has run yet."
    assert not any(widget.isVisible() for widget in console.focus_order())


def test_each_run_is_a_line_with_its_errors_below(console: ScriptConsole, log: ScriptLog) -> None:
    log.note((WELL, BADLY, KILLED))
    assert console.text.toPlainText().splitlines() == [
        "00:00:01  /cgi-bin/form.py · exit code 0 · 34 ms · 10.0.0.5",
        "00:00:02  /cgi-bin/\\x1b.py · exit code 1 · 1.8 s · 10.0.0.7",
        "          Traceback:",
        "            boom\\x1b",
        "00:00:03  /htbin/slow · ended by signal 9 · 30.0 s · 10.0.0.7",
    ]


def test_it_speaks_korean(console: ScriptConsole, log: ScriptLog, translations: Translations) -> None:
    translations.apply("ko")
    log.note((WELL,))
    assert "종료 코드 0" in console.text.toPlainText()
    assert console.row.title == "최근 실행"


def test_the_newest_run_stays_in_sight_unless_somebody_reads_above(console: ScriptConsole, log: ScriptLog) -> None:
    log.note((BADLY,) * 30)
    bar = console.text.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    bar.setValue(0)
    log.note((WELL,))
    assert bar.value() == 0


def test_the_runs_are_copied_and_cleared(console: ScriptConsole, log: ScriptLog) -> None:
    log.note((WELL,))
    console.copy_button.click()
    assert QGuiApplication.clipboard().text() == console.text.toPlainText()
    console.clear_button.click()
    assert len(log.runs) == 0
    assert not console.text.isVisible()


def test_its_controls_have_names(console: ScriptConsole, log: ScriptLog) -> None:
    log.note((WELL,))
    assert [widget.accessibleName() for widget in console.focus_order()] == [
        "Copy the runs",
        "Clear the runs",
        "Last runs",
    ]
