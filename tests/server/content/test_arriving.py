"""An upload says what it brings, to a body that listens."""

from collections.abc import Callable

from shareapp.server.content.arriving import announce
from shareapp.server.events import Arriving
from shareapp.server.message import EMPTY_BODY
from tests.support.bodies import MemoryBody

FILE = Arriving("a.txt", "token", 3, 7)


class WatchedBody(MemoryBody):
    """A body that keeps what is said of it."""

    arriving: Arriving | None = None
    give_up: Callable[[], None] | None = None


def test_a_body_keeps_what_is_said_of_it() -> None:
    body = WatchedBody(b"")
    calls: list[None] = []
    announce(body, FILE, lambda: calls.append(None))
    assert body.arriving == FILE
    assert body.give_up is not None
    body.give_up()
    assert calls == [None]
    other = WatchedBody(b"")
    announce(other, Arriving("b.txt"))
    assert other.arriving == Arriving("b.txt")
    assert other.give_up is None


def test_a_body_from_elsewhere_need_not_listen() -> None:
    for body in (MemoryBody(b""), EMPTY_BODY):
        announce(body, FILE)
        assert not hasattr(body, "arriving")
