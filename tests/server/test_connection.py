"""A connection reads from its buffer first, waits within bounds and ends the way it is told."""

import contextlib
import socket
import time
from collections.abc import Iterator

import pytest

from shareapp.server.connection import Connection, Next, Phase
from shareapp.server.errors import HTTPError


@pytest.fixture
def pair() -> Iterator[tuple[Connection, socket.socket]]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        theirs = socket.create_connection(listener.getsockname(), timeout=10)
        ours, _address = listener.accept()
    ours.setblocking(False)
    with theirs, ours:
        yield Connection(ours, "127.0.0.1", Phase.IDLE, 0.0), theirs


Pair = tuple[Connection, socket.socket]


def read(connection: Connection, size: int, wait_s: float | None = 5) -> bytes | None:
    buffer = bytearray(size)
    count = connection.receive_into(memoryview(buffer), wait_s)
    return None if count is None else bytes(buffer[:count])


def test_buffered_bytes_come_before_those_of_the_socket(pair: Pair) -> None:
    connection, client = pair
    connection.buffer = b"abc"
    client.send(b"def")
    assert [read(connection, 2), read(connection, 2), read(connection, 9)] == [b"ab", b"c", b"def"]


def test_not_waiting_is_none_and_the_end_is_empty(pair: Pair) -> None:
    connection, client = pair
    assert read(connection, 9, None) is None
    client.shutdown(socket.SHUT_WR)
    assert read(connection, 9) == b""


def test_a_stalled_read_is_408(pair: Pair) -> None:
    with pytest.raises(HTTPError) as raised:
        read(pair[0], 9, 0.01)
    assert (raised.value.status, raised.value.close) == (408, True)


def test_a_few_bytes_are_sent_or_time_is_up(pair: Pair) -> None:
    connection, client = pair
    connection.send_soon(b"hello", 5)
    assert client.recv(9) == b"hello"
    with contextlib.suppress(BlockingIOError):
        while connection.socket.send(b"x" * 65536):
            pass
    with pytest.raises(TimeoutError):
        connection.send_soon(b"hello", 0.01)


def test_waiting_sets_phase_deadline_and_direction(pair: Pair) -> None:
    connection, _client = pair
    assert connection.wait(Phase.SENDING, 5, write=True) is Next.PARK
    assert (connection.phase, connection.wants_write) == (Phase.SENDING, True)
    assert 4 < connection.deadline - time.monotonic() <= 5


def test_it_knows_whether_the_client_is_there(pair: Pair) -> None:
    connection, client = pair
    assert connection.is_connected()
    client.send(b"x")
    assert connection.is_connected()
    assert read(connection, 9) == b"x"
    client.close()
    while connection.is_connected():
        pass
    connection.close()
    assert not connection.is_connected()


def test_closing_delivers_what_was_sent(pair: Pair) -> None:
    connection, client = pair
    connection.send_soon(b"hello", 5)
    connection.close()
    assert [client.recv(9), client.recv(9)] == [b"hello", b""]


def test_aborting_is_seen_as_broken(pair: Pair) -> None:
    connection, client = pair
    connection.abort()
    with pytest.raises(ConnectionResetError):
        client.recv(9)


def test_half_closing_still_hears_the_client(pair: Pair) -> None:
    connection, client = pair
    connection.half_close()
    assert client.recv(9) == b""
    client.send(b"more")
    assert read(connection, 9) == b"more"


def test_cancelling_shuts_the_socket_at_once_and_is_harmless_afterwards(pair: Pair) -> None:
    connection, client = pair
    connection.cancel()
    assert connection.cancelled
    assert client.recv(9) == b""
    connection.close()
    connection.cancel()


def test_it_knows_how_long_it_has_waited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.monotonic", lambda: 100.0)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        connection = Connection(ours, "a", Phase.IDLE, 0.0)
        connection.wait(Phase.SENDING, 60.0, write=True)
        monkeypatch.setattr("time.monotonic", lambda: 103.0)
        assert connection.waited_s() == 3.0
