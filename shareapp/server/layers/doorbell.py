"""Devices that the owner of the share has not met: they wait at the door until they are let in.

A device is its address. Nothing waits here but its name: each time the device asks again it is told at once, and its
browser asks by itself.
"""

import time
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from shareapp.server.content.negotiation import preferred_language
from shareapp.server.content.page import page_headers, render
from shareapp.server.content.words import LANGUAGES, words
from shareapp.server.errors import HTTPError
from shareapp.server.layers.chain import Responder
from shareapp.server.message import Field, Request, Response

ASK_AGAIN_S: Final = 3
_GONE_AFTER_S: Final = 15.0  # who has not asked again has left, or has locked the phone
_AT_THE_DOOR: Final = 32  # more names than anybody would read
_AGENT_CHARACTERS: Final = 512


class Visitor(NamedTuple):
    """Somebody at the door."""

    client: str  # numeric address
    agent: str  # User-Agent


class _Ring(NamedTuple):
    agent: str
    at: float  # monotonic seconds


class Doorbell:
    """Who waits, and who was let in. Any thread may call any method: each changes one entry by one step.

    ``always`` are addresses that never wait, such as this computer's own.
    """

    def __init__(self, always: Iterable[str] = (), clock: Callable[[], float] = time.monotonic) -> None:
        self._admitted = set(always)
        self._rings: dict[str, _Ring] = {}
        self._clock = clock

    def admits(self, client: str) -> bool:
        """Whether this device need not wait (any more)."""
        return client in self._admitted

    def ring(self, client: str, agent: str) -> None:
        """Somebody waits. Beyond a few at a time nobody is told of more."""
        if client in self._rings or len(self.visitors()) < _AT_THE_DOOR:
            self._rings[client] = _Ring(agent[:_AGENT_CHARACTERS], self._clock())

    def visitors(self) -> tuple[Visitor, ...]:
        """Who waits now, the first one first; those who left are forgotten."""
        gone = self._clock() - _GONE_AFTER_S
        rings = list(self._rings.items())
        for client, ring in rings:
            if ring.at < gone:
                self._rings.pop(client, None)
        return tuple(Visitor(client, ring.agent) for client, ring in rings if ring.at >= gone)

    def admit(self, client: str) -> None:
        """Let this device in until the program ends."""
        self._admitted.add(client)
        self._rings.pop(client, None)

    def send_away(self, client: str) -> None:
        """It is not waiting any more; asked again, it waits again (see ``Blocked`` for good)."""
        self._admitted.discard(client)
        self._rings.pop(client, None)


class Doorkeeper:
    """A layer that lets in whom ``doorbell`` admits; others wait on a page that asks again by itself."""

    def __init__(self, doorbell: Doorbell) -> None:
        self._doorbell = doorbell

    def __call__(self, request: Request, inner: Responder) -> Response:
        """What ``inner`` answers, or the waiting page. Raises HTTPError 503 for those who read no page."""
        if self._doorbell.admits(request.client):
            return inner(request)
        self._doorbell.ring(request.client, request.headers.get("user-agent", ""))
        again: Field = ("Retry-After", str(ASK_AGAIN_S))
        if request.method not in {"GET", "HEAD"} or "text/html" not in request.headers.get("accept", "").lower():
            raise HTTPError(503, "waiting for permission", [again], close=request.method not in {"GET", "HEAD"})
        language = preferred_language(request.headers, LANGUAGES)
        text = words(language)
        page = render(
            "error.html",
            language,
            title=text["waiting"],
            hint=text["waiting.hint"],
            number="",
            status="503 Service Unavailable",
            href="",
            action=text["retry"],
        )
        headers = [*page_headers(language), again, ("Refresh", str(ASK_AGAIN_S))]
        return Response(503, headers, b"".join(page))
