"""A request's body ends where its framing says, whatever the pieces it arrives in."""

import contextlib
import gc
import itertools
import socket
import weakref
from collections.abc import Iterator
from unittest.mock import Mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shareapp.server import body as module
from shareapp.server.body import IncomingBody
from shareapp.server.connection import Connection, Phase
from shareapp.server.errors import HTTPError
from shareapp.server.limits import Limits
from shareapp.server.wire.framing import LAST_CHUNK, encode_chunk

LIMITS = Limits(stall_s=0.01)
SCRATCH = 1024


@pytest.fixture
def pair() -> Iterator[tuple[Connection, socket.socket]]:
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    with ours, theirs:
        yield Connection(ours, "", Phase.IDLE, 0.0), theirs


Pair = tuple[Connection, socket.socket]


def body(pair: Pair, length: int | None, limits: Limits = LIMITS, *, awaits_continue: bool = False) -> IncomingBody:
    return IncomingBody(pair[0], length, limits, awaits_continue=awaits_continue)


def drain(incoming: IncomingBody) -> bool:
    return incoming.drain(memoryview(bytearray(SCRATCH)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.lists(st.binary(max_size=50), max_size=5),
    behind=st.binary(max_size=20),
    buffered=st.integers(0, 100),
    sizes=st.lists(st.integers(1, 60), min_size=1),
    chunked=st.booleans(),
)
def test_any_pieces_give_the_same_bytes_and_leave_what_is_behind(
    content: list[bytes], behind: bytes, buffered: int, sizes: list[int], *, chunked: bool
) -> None:
    whole = b"".join(content)
    sent = b"".join(map(encode_chunk, content)) + LAST_CHUNK if chunked else whole
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.setblocking(False)
        connection = Connection(ours, "", Phase.IDLE, 0.0)
        connection.buffer = (sent + behind)[:buffered]
        theirs.send((sent + behind)[buffered:])
        incoming = body((connection, theirs), None if chunked else len(whole))
        received, turn = b"", 0
        while piece := incoming.read(sizes[turn % len(sizes)]):
            received, turn = received + piece, turn + 1
        assert received == whole
        assert (incoming.finished, incoming.received) == (True, len(whole))
        rest = connection.buffer
        while len(rest) < len(behind):
            rest += ours.recv(100)
        assert rest == behind


def test_reading_without_a_size_reads_all(pair: Pair) -> None:
    pair[1].send(b"x" * 100_000)
    incoming = body(pair, 100_000)
    assert incoming.read() == b"x" * 100_000
    assert incoming.read() == b""
    assert incoming.read(5) == b""


def test_continue_is_sent_once_by_the_first_read(pair: Pair) -> None:
    incoming = body(pair, 4, awaits_continue=True)
    pair[1].send(b"abcd")
    assert incoming.read(2) + incoming.read(2) == b"abcd"
    assert pair[1].recv(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"


def test_an_announced_body_over_the_limit_is_refused_before_it_is_asked_for(pair: Pair) -> None:
    incoming = body(pair, 11, Limits(body_bytes=10), awaits_continue=True)
    with pytest.raises(HTTPError) as raised:
        incoming.read()
    assert (raised.value.status, raised.value.close) == (413, True)
    pair[1].setblocking(False)
    with pytest.raises(BlockingIOError):
        pair[1].recv(1)


@pytest.mark.point(116)
def test_a_chunked_body_over_the_limit_is_refused_on_its_way(pair: Pair) -> None:
    pair[1].send(b"5\r\nabcde\r\n" * 3 + LAST_CHUNK)
    with pytest.raises(HTTPError) as raised:
        body(pair, None, Limits(body_bytes=10)).read()
    assert raised.value.status == 413


def test_who_expects_more_may_raise_the_limit(pair: Pair) -> None:
    incoming = body(pair, 11, Limits(body_bytes=10))
    incoming.allow(20)
    pair[1].send(b"hello world")
    assert incoming.read() == b"hello world"


@pytest.mark.parametrize(
    ("sent", "length", "status", "left"),
    [
        (b"abc", 4, 400, True),
        (b"5\r\nabc", None, 400, True),
        (b"zz\r\n", None, 400, False),
        (b"1\r\nabc\r\n", None, 400, False),
    ],
)
def test_a_broken_body_stays_broken(pair: Pair, sent: bytes, length: int | None, status: int, *, left: bool) -> None:
    pair[1].send(sent)
    pair[1].shutdown(socket.SHUT_WR)
    incoming = body(pair, length)
    for _ in range(2):
        with pytest.raises(HTTPError) as raised:
            incoming.read()
        assert (raised.value.status, raised.value.close) == (status, True)
    assert incoming.failure is not None
    assert incoming.client_left == left
    assert not incoming.finished


@pytest.mark.parametrize(
    ("sent", "limits"), [(b"zz\r\n", LIMITS), (b"3\r\nabc\r\n", Limits(body_bytes=2)), (b"", LIMITS)]
)
def test_a_refused_body_leaves_nothing_to_the_garbage_collector(pair: Pair, sent: bytes, limits: Limits) -> None:
    pair[1].send(sent)
    incoming = body(pair, None, limits)
    for _ in range(2):
        with contextlib.suppress(HTTPError):
            incoming.read()
    gone = weakref.ref(incoming)
    gc.disable()
    try:
        del incoming
        assert gone() is None
    finally:
        gc.enable()


def test_a_stalled_body_is_408(pair: Pair) -> None:
    with pytest.raises(HTTPError) as raised:
        body(pair, 4).read()
    assert raised.value.status == 408


def test_a_body_that_drips_too_slowly_is_408_though_it_never_stalls(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = pair[1]
    clock = itertools.count()
    monkeypatch.setattr(module, "time", Mock(monotonic=lambda: float(next(clock))))  # each wait takes a second
    client.send(b"x" * 100)
    incoming = body(pair, 1000, Limits(stall_s=20, body_bytes_per_s=2))
    for _ in range(20):
        assert incoming.read(1) == b"x"
    with pytest.raises(HTTPError) as raised:
        incoming.read(1)
    assert (raised.value.status, raised.value.close) == (408, True)


def test_a_body_that_pauses_and_then_hurries_is_read(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    client = pair[1]
    clock = itertools.count()
    monkeypatch.setattr(module, "time", Mock(monotonic=lambda: float(next(clock))))
    client.send(b"x" * 1000)
    incoming = body(pair, 1000, Limits(stall_s=5, body_bytes_per_s=2))
    assert b"".join(iter(lambda: incoming.read(10), b"")) == b"x" * 1000


def test_a_vanished_client_is_no_crash(pair: Pair) -> None:
    pair[0].socket.close()
    incoming = body(pair, 4)
    with pytest.raises(HTTPError):
        incoming.read()
    assert incoming.client_left


@pytest.mark.parametrize(
    ("length", "sent"), [(100_000, b"x" * 100_000), (None, encode_chunk(b"y" * 9000) + LAST_CHUNK)]
)
def test_draining_never_waits(pair: Pair, length: int | None, sent: bytes) -> None:
    incoming = body(pair, length)
    assert not drain(incoming)
    pair[1].send(sent[:1000])
    assert not drain(incoming)
    pair[1].send(sent[1000:] + b"next")
    assert drain(incoming)
    assert pair[0].buffer + (pair[0].transport.receive() or b"") == b"next"


@pytest.mark.point(66)
def test_draining_stops_at_its_budget(pair: Pair) -> None:
    pair[1].send(encode_chunk(b"x" * 500) * 10)
    incoming = body(pair, None)
    incoming.limit = 1000
    with pytest.raises(HTTPError):
        drain(incoming)
