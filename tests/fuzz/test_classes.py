"""No request, however damaged, makes the classes show what lies outside, tell a traceback or answer 500."""

import contextlib
import functools
import itertools
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shareapp.server import CGIHTTPRequestHandler, ThreadingHTTPServer
from tests.fuzz.hunt import HANGING, Tally, judge, known_finds, make_tree
from tests.fuzz.mutation import Mutator
from tests.fuzz.seeds import seeds
from tests.support import handling
from tests.support.wire_client import WireClient

pytestmark = pytest.mark.stress

SECONDS = 3.0
CONNECTIONS = 500  # at least, on a slow machine
SEED = 1


class Recording(ThreadingHTTPServer):
    """Keeps what handlers raise."""

    raised: list[str]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep it, instead of printing it."""
        import traceback

        self.raised.append(traceback.format_exc())


@pytest.fixture(params=["strict", "lenient"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Recording]:
    """The handler with the most to it, over a folder like that of the hunts for the product."""
    strict = request.param == "strict"
    root = make_tree(tmp_path / "root", secret=False)
    for hidden in (".hidden", ".hidden-folder/x"):  # which the classes show, as http.server does
        (root / hidden).write_bytes(b"shown")
    if not strict:  # the lenient profile follows every link
        (root / "link").unlink()
        (root / "linked").unlink()
    members = {"strict": strict, "protocol_version": "HTTP/1.1", "limits": handling.SHORT}
    handler = type("Files", (handling.Quiet, CGIHTTPRequestHandler), members)
    with handling.serving(functools.partial(handler, directory=str(root)), Recording) as running:
        running.raised = []
        yield running


def test_damaged_requests_find_nothing_in_the_classes(server: Recording) -> None:
    tally, end = Tally(), time.monotonic() + SECONDS
    for pieces in itertools.chain(known_finds(), iter(Mutator(seeds(), SEED).next, [])):
        data = talk(server, pieces)
        tally.count(data)
        assert (judge(data), server.raised) == ("", []), pieces
        if time.monotonic() > end and tally.connections > CONNECTIONS:
            break
    assert {200, 206, 400, 404, 501} <= set(tally.statuses)


def talk(server: Recording, pieces: list[bytes]) -> bytes:
    """Send them, and our end; everything that comes back."""
    with WireClient(server.server_port) as client:
        with contextlib.suppress(OSError):  # the server may have had enough
            for piece in pieces:
                client.send(piece)
            client.half_close()
        try:
            return client.rest()
        except TimeoutError:
            return HANGING
