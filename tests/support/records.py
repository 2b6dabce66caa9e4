"""Finished requests and running transfers, as the engine would report them."""

from typing import Any

from shareapp.server.events import RequestDone, Transfer

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)"

_REQUEST = RequestDone(
    at=50_546.0,
    client="192.168.0.23",
    user="",
    method="GET",
    target="/IMG_2044.jpg",
    version="HTTP/1.1",
    status=200,
    sent=2_900_000,
    received=0,
    seconds=0.096,
    agent=IPHONE,
    referer="",
)
_TRANSFER = Transfer(
    id=1,
    client="192.168.0.23",
    agent=IPHONE,
    method="GET",
    target="/sunset.mp4",
    direction="down",
    done=620,
    total=1000,
    started=0.0,
)


def request_done(**changes: Any) -> RequestDone:
    """A photo that an iPhone loaded, but for ``changes``."""
    return _REQUEST._replace(**changes)


def numbered(count: int, start: int = 0) -> list[RequestDone]:
    """Requests for "/0", "/1" and so on."""
    return [_REQUEST._replace(target=f"/{number}") for number in range(start, start + count)]


def transfer(**changes: Any) -> Transfer:
    """A film that is on its way to an iPhone, but for ``changes``."""
    return _TRANSFER._replace(**changes)
