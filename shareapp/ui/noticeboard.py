"""Which one banner the window shows: danger before warning before information, the newest of equals first.

Of what only informs, the restart that settings wait for goes first: nothing else tells that they do not apply yet.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from shareapp.sharing.config import SelfSigned
from shareapp.sharing.events import ShareState
from shareapp.ui import end_words, messages
from shareapp.ui.messages import Notice
from shareapp.ui.share_view import ShareView, choose_address

_RANK = {"danger": 0, "warn": 1, "info": 2}
_RESTART = "restart"


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
        if key not in self._dismissed:
            self._makers[key] = make

    def remove(self, key: str) -> bool:
        """What it says is no longer so; a later one of this key may be shown again. Whether there was one."""
        self._dismissed.discard(key)
        return self._makers.pop(key, None) is not None

    def dismiss(self, key: str) -> None:
        """The person has closed it: it stays away until it was removed once."""
        self._makers.pop(key, None)
        self._dismissed.add(key)

    def current(self) -> Posted | None:
        """The one to show."""
        notices = [Posted(key, make()) for key, make in reversed(self._makers.items())]
        return min(notices, key=_place, default=None)


def standing(view: ShareView) -> dict[str, Callable[[], Notice] | None]:
    """What follows from the share itself, by key; None where there is nothing to say (any more)."""
    return {
        "failure": _failure(view),
        "reach": _reach(view),
        "certificate": _certificate(view),
        _RESTART: _restart(view),
        "ended": end_words.ended if view.has_ended else None,
    }


def _place(posted: Posted) -> tuple[int, bool]:
    return _RANK[posted.notice.severity], posted.key != _RESTART


def _failure(view: ShareView) -> Callable[[], Notice] | None:
    if view.state is not ShareState.FAILED:
        return None
    other = choose_address(view.local_addresses, "")
    return partial(messages.failure, view.change, free_port=view.free_port, port_user=view.port_user, other=other)


def _reach(view: ShareView) -> Callable[[], Notice] | None:
    if view.state is not ShareState.RUNNING:
        return None
    if view.is_local:
        return messages.this_computer_only
    return None if view.outside_addresses else messages.no_network


def _certificate(view: ShareView) -> Callable[[], Notice] | None:
    is_seen = view.state is ShareState.RUNNING and bool(view.outside_addresses)
    return messages.own_certificate if is_seen and isinstance(view.config.tls, SelfSigned) else None


def _restart(view: ShareView) -> Callable[[], Notice] | None:
    return messages.restart_needed if view.needs_restart else None
