"""The devices that came: what each is called, when it was here, and how much it took."""

import secrets
import time
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from shareapp.server.events import RequestDone, Transfer

OWN_AGENT = f"shareapp/{secrets.token_hex(16)}"
"""The User-Agent with which this program asks its own share: no device, so nobody counts or lists it. Made anew in
each run, because a device that knew it could ask unseen."""

_NAMES = (
    # The order decides: an iPad names Mac OS X too, a phone names Linux, a Galaxy names Android.
    ("iPhone", "iPhone"),
    ("iPod", "iPod"),
    ("iPad", "iPad"),
    ("SM-", "Galaxy"),
    ("SAMSUNG", "Galaxy"),
    ("Pixel", "Pixel"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("X11", "Linux"),
    ("Linux", "Linux"),
    ("curl/", "curl"),
    ("Wget/", "Wget"),
)


@lru_cache(maxsize=256)  # a device says the same of itself each time
def device_name(user_agent: str) -> str:
    """A short name ("iPhone", "Galaxy", "Windows", "curl"), or "" when the text names nothing known.

    A hint for people only: browsers hide the model more and more, and anyone can send any text.
    """
    return next((name for mark, name in _NAMES if mark in user_agent), "")


class Device(NamedTuple):
    """One address and everything that went to it and came from it."""

    client: str
    agent: str  # the last User-Agent it gave
    first_seen: float  # seconds since the epoch
    last_seen: float  # the end of its last request
    requests: int
    sent: int  # bytes
    received: int


def with_arrivals(devices: tuple[Device, ...], transfers: Iterable[Transfer]) -> tuple[Device, ...]:
    """The devices, and before them those whose first request is still being answered."""
    known = {device.client for device in devices}
    now, clock = time.time(), time.monotonic()
    arrived: dict[str, Device] = {}
    for transfer in transfers:
        if transfer.client not in known:
            up = transfer.direction == "up"
            began = now - (clock - transfer.started)
            before = arrived.get(transfer.client, Device(transfer.client, transfer.agent, began, now, 0, 0, 0))
            arrived[transfer.client] = before._replace(
                first_seen=min(before.first_seen, began),
                sent=before.sent + (0 if up else transfer.done),
                received=before.received + (transfer.done if up else 0),
            )
    return (*arrived.values(), *devices)


class Visits:
    """Counts for one device. Cheap, because each request of a full engine passes here."""

    __slots__ = ("_agent", "_client", "_first_seen", "_last_seen", "_received", "_requests", "_sent")

    def __init__(self, request: RequestDone) -> None:
        self._client = request.client
        self._first_seen = self._last_seen = request.at
        self._agent = ""
        self._requests = self._sent = self._received = 0
        self.count(request)

    def count(self, request: RequestDone) -> None:
        """One more request of this device."""
        self._last_seen = max(self._last_seen, request.at + request.seconds)
        self._requests += 1
        self._sent += request.sent
        self._received += request.received
        if request.agent:
            self._agent = request.agent

    def told(self) -> Device:
        """The counts so far."""
        return Device(
            self._client, self._agent, self._first_seen, self._last_seen, self._requests, self._sent, self._received
        )
