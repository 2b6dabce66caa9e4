"""What an upload says of itself while it comes, to those who watch transfers: its request may not name the file."""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from shareapp.server.events import Arriving
from shareapp.server.message import Body


@runtime_checkable
class Watched(Protocol):
    """A body that keeps what is said of it. A body from elsewhere need not."""

    arriving: Arriving | None
    give_up: Callable[[], None] | None


def announce(body: Body, arriving: Arriving, give_up: Callable[[], None] | None = None) -> None:
    """Say what ``body`` brings from here on. ``give_up`` is called, in any thread, when it is not wanted after all:
    so that its client does not just go on with the next request."""
    if isinstance(body, Watched):
        body.arriving = arriving
        body.give_up = give_up
