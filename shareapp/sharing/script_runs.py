"""What scripts did when visitors started them: one entry for each run that has ended, the newest ones kept."""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from shareapp.server.events import Trouble


class ScriptRun(NamedTuple):
    """One run. ``code`` is its exit code, or minus the number of the signal that ended it."""

    at: float  # seconds since the epoch, when it ended
    client: str
    script: str  # "/cgi-bin/form.py"
    code: int
    seconds: float
    errors: str  # the last lines of its standard error


class ScriptRuns:
    """The newest ``MOST`` runs."""

    MOST = 100

    def __init__(self) -> None:
        self._runs: deque[ScriptRun] = deque(maxlen=self.MOST)

    def __len__(self) -> int:
        return len(self._runs)

    def __iter__(self) -> Iterator[ScriptRun]:
        """Oldest first."""
        return iter(self._runs)

    def add(self, troubles: Iterable[Trouble]) -> bool:
        """Take in what the engine tells; whether a run was among it."""
        ended = [_run(trouble) for trouble in troubles if trouble.code == "cgi-exit"]
        self._runs.extend(ended)
        return bool(ended)

    def clear(self) -> None:
        """Forget them all."""
        self._runs.clear()


def _run(trouble: Trouble) -> ScriptRun:
    script, code, seconds, errors = trouble.params
    return ScriptRun(trouble.at, trouble.client, script, int(code), float(seconds), errors)
