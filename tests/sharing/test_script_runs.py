"""Each run of a script is kept with how it ended; what else happened is not of this list."""

from shareapp.server.events import Trouble
from shareapp.sharing.script_runs import ScriptRun, ScriptRuns
from tests.support.events import TROUBLE

ENDED = Trouble(1.5, "cgi-exit", "10.0.0.5", ("/cgi-bin/form.py", "-9", "30.002", "one\ntwo"))


def test_a_run_has_its_code_its_seconds_and_its_last_lines() -> None:
    runs = ScriptRuns()
    assert runs.add([TROUBLE, ENDED, TROUBLE._replace(code="cgi-stderr", params=("/cgi-bin/form.py", "one"))])
    assert list(runs) == [ScriptRun(1.5, "10.0.0.5", "/cgi-bin/form.py", -9, 30.002, "one\ntwo")]


def test_other_troubles_are_no_run() -> None:
    runs = ScriptRuns()
    assert not runs.add([TROUBLE])
    assert len(runs) == 0


def test_only_the_newest_are_kept_until_they_are_cleared() -> None:
    runs = ScriptRuns()
    runs.add(ENDED._replace(at=float(number)) for number in range(ScriptRuns.MOST + 5))
    assert [run.at for run in runs] == [float(number) for number in range(5, ScriptRuns.MOST + 5)]
    runs.clear()
    assert list(runs) == []
