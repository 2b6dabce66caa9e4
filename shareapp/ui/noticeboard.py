"""Which one banner the window shows: danger before warning before information, the newest of equals first."""

from collections.abc import Callable
from typing import NamedTuple

from shareapp.ui.messages import Notice

_RANK = {"danger": 0, "warn": 1, "info": 2}


class Posted(NamedTuple):
    """A notice and the key it was posted under."""

    key: str
    notice: Notice


class Noticeboard:
    """Notices by key. Each is kept as the function that words it, so that a change of language rewords it."""

    def __init__(self) -> None:
        self._makers: dict[str, Callable[[], Notice]] = {}
        self._dismissed: set[str] = set()

    def post(self, key: str, make: Callable[[], Notice]) -> None:
        """Show this notice in place of an older one of the same key, unless the person has closed that one."""
        if key not in self._dismissed and self._makers.get(key) is not make:
            self._makers[key] = make

    def remove(self, key: str) -> None:
        """What it says is no longer so. A later one of this key may be shown again."""
        self._makers.pop(key, None)
        self._dismissed.discard(key)

    def dismiss(self, key: str) -> None:
        """The person has closed it: it stays away until it was removed once."""
        self._makers.pop(key, None)
        self._dismissed.add(key)

    def current(self) -> Posted | None:
        """The one to show."""
        notices = [Posted(key, make()) for key, make in reversed(self._makers.items())]
        return min(notices, key=lambda posted: _RANK[posted.notice.severity], default=None)
