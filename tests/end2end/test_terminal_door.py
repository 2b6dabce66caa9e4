"""``shareapp serve --ask`` on a terminal: a device waits until somebody presses y; and the end of a share is told."""

import http.client
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.serving import serving, serving_on
from tests.support.sharing import LOOPBACK, PATIENCE_S, fetch

pytestmark = [
    pytest.mark.end2end,
    pytest.mark.skipif(sys.platform != "linux", reason="another device is made of 127.0.0.2, which only Linux has"),
]


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """What somebody types into, and what the program reads."""
    import pty

    ends = pty.openpty()
    yield ends
    for end in ends:
        os.close(end)


def status_for(client: str, port: int) -> int:
    """Status that the device at ``client`` is answered with."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=PATIENCE_S, source_address=(client, 0))
    try:
        connection.request("GET", "/", headers={"User-Agent": "iPhone", "Accept": "text/html"})
        return connection.getresponse().status
    finally:
        connection.close()


def test_a_device_waits_until_somebody_says_yes(tmp_path: Path, terminal: tuple[int, int]) -> None:
    arguments = (str(tmp_path), "--ask", "--bind", LOOPBACK, "--port", "0")
    with serving_on(terminal[1], *arguments) as server:
        port = server.await_port()
        assert status_for(LOOPBACK, port) == 200
        assert status_for("127.0.0.2", port) == 503
        server.await_line("New device: iPhone · 127.0.0.2. Allow it? y/n")
        os.write(terminal[0], b"y\n")
        server.await_line("Allowed: iPhone · 127.0.0.2")
        assert status_for("127.0.0.2", port) == 200
        assert status_for("127.0.0.3", port) == 503
        server.await_line("New device: iPhone · 127.0.0.3")
        os.write(terminal[0], b"n\n")
        server.await_line("Denied and blocked: iPhone · 127.0.0.3")
        assert status_for("127.0.0.3", port) == 403
        server.send(signal.SIGINT)
        assert server.end() == (0, "")


def test_without_a_terminal_there_is_nobody_to_ask(tmp_path: Path) -> None:
    with serving(str(tmp_path), "--ask") as server:
        code, errors = server.end()
    assert code == 2
    assert errors.startswith("shareapp: --ask needs a terminal to ask in.")


def test_a_share_that_has_ended_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("hello")
    arguments = (str(tmp_path), "--bind", LOOPBACK, "--port", "0", "--downloads", "1", "--expire", "2h")
    with serving(*arguments) as server:
        port = server.await_port()
        server.await_line("Ends at 20")
        server.await_line("Ends after complete downloads: 1")
        assert fetch(port, "/a.txt") == (200, b"hello")
        server.await_line("The share has ended")
        assert fetch(port, "/a.txt")[0] == 410
        server.send(signal.SIGINT)
        assert server.end()[0] == 0
