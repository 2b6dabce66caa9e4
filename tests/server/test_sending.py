"""A response's bytes are the same however little the client takes at a time."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shareapp.server import sending, transport
from shareapp.server.message import FileSlice, Request, Response, read_at
from shareapp.server.sending import BrokenBodyError, Framing, Outgoing, date_field, frame, has_no_body
from shareapp.server.transport import PlainTransport
from tests.support.certificates import contexts
from tests.support.running_server import running

HEAD = b"HTTP/1.1 200 OK\r\n\r\n"


class Stingy(PlainTransport):
    """Takes a few bytes, then nothing, then a few."""

    __slots__ = ("_steps", "taken")

    def __init__(self, steps: list[int]) -> None:
        self.taken = b""
        self._steps = iter(steps)

    def send(self, data: bytes | memoryview, *, more: bool = False) -> int | None:
        count = min(next(self._steps, 1 << 20), len(data))
        self.taken += bytes(data[:count])
        return count or None

    def send_file(self, descriptor: int, offset: int, count: int) -> int | None:
        data = read_at(descriptor, count, offset)
        return self.send(data) if data else 0


def finish(outgoing: Outgoing) -> None:
    while not outgoing.advance():
        pass


steps = st.lists(st.integers(0, 7), max_size=60)


@given(steps=steps, pieces=st.lists(st.binary(max_size=20), max_size=6))
def test_chunks_arrive_whole_and_only_their_content_counts(steps: list[int], pieces: list[bytes]) -> None:
    transport = Stingy(steps)
    outgoing = Outgoing(transport, Response(200, [], iter(pieces)), chunked=True)
    outgoing.begin(HEAD)
    assert transport.taken == b""
    finish(outgoing)
    expected = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces if piece)
    assert transport.taken == HEAD + expected + b"0\r\n\r\n"
    assert outgoing.sent == sum(map(len, pieces))


@given(steps=steps, pieces=st.lists(st.binary(max_size=20), max_size=6), announced=st.booleans())
def test_unframed_pieces_arrive_whole(steps: list[int], pieces: list[bytes], *, announced: bool) -> None:
    transport, whole = Stingy(steps), b"".join(pieces)
    response = Response(200, [], iter(pieces), length=len(whole) if announced else None)
    outgoing = Outgoing(transport, response, chunked=False)
    outgoing.begin(HEAD)
    finish(outgoing)
    assert (transport.taken, outgoing.sent) == (HEAD + whole, len(whole))


@given(steps=steps, body=st.binary(max_size=60), taken=st.integers(0, 80))
def test_what_was_begun_is_resumed(steps: list[int], body: bytes, taken: int) -> None:
    data = HEAD + body
    taken = min(taken, len(data))
    transport = Stingy(steps)
    outgoing = Outgoing.resumed(transport, data, len(HEAD), taken)
    assert outgoing.sent == max(0, taken - len(HEAD))
    finish(outgoing)
    assert (transport.taken, outgoing.sent) == (data[taken:], len(body))


@pytest.mark.parametrize("size", [0, 10, 64 * 1024, 64 * 1024 + 1, 200_000])
def test_files_of_any_size_arrive_whole(tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    (tmp_path / "file").write_bytes(b"xx" + content + b"yy")
    transport = Stingy([3, 0, 50, 0, 1000, 0])
    response = Response(200, [], FileSlice(os.open(tmp_path / "file", os.O_RDONLY), 2, size))
    outgoing = Outgoing(transport, response, chunked=False)
    outgoing.begin(HEAD)
    finish(outgoing)
    response.close()
    assert (transport.taken, outgoing.sent) == (HEAD + content, size)


@pytest.mark.parametrize("size", [1000, 200_000])
def test_a_truncated_file_is_broken(tmp_path: Path, size: int) -> None:
    (tmp_path / "file").write_bytes(b"x" * (size - 1))
    response = Response(200, [], FileSlice(os.open(tmp_path / "file", os.O_RDONLY), 0, size))
    outgoing = Outgoing(Stingy([]), response, chunked=False)
    with pytest.raises(BrokenBodyError):
        begin_and_finish(outgoing)
    response.close()


def begin_and_finish(outgoing: Outgoing) -> None:
    outgoing.begin(HEAD)
    finish(outgoing)


@pytest.mark.parametrize("size", [1000, 300_000])
@pytest.mark.parametrize("secure", [False, True])
def test_a_disk_that_fails_before_anything_was_sent_is_500(
    size: int, monkeypatch: pytest.MonkeyPatch, *, secure: bool
) -> None:
    def fail(_descriptor: int, _size: int, _offset: int) -> bytes:
        raise OSError(errno.EIO, "disk")

    monkeypatch.setattr(sending, "read_at", fail)
    ours, theirs = contexts() if secure else (None, None)
    with (
        running(lambda _: Response(200, [], FileSlice(os.open(os.devnull, os.O_RDONLY), 0, size)), tls=ours) as runner,
        runner.client(theirs) as client,
    ):
        assert client.get().status == 500
        assert client.is_closed()
        assert runner.told.wait_done(1)[0].note == "crashed"
        assert "disk" in runner.told.wait_trouble("crash").params[1]


@pytest.mark.parametrize("secure", [False, True])
def test_a_disk_that_fails_midway_is_told_and_breaks_the_connection_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, secure: bool
) -> None:
    """A defective sector: everything behind the first megabyte."""
    (tmp_path / "file").write_bytes(b"x" * 3_000_000)
    whole, splice = os.pread, os.sendfile

    def read(descriptor: int, size: int, offset: int) -> bytes:
        if offset >= 1_000_000:
            raise OSError(errno.EIO, "disk")
        return whole(descriptor, min(size, 1_000_000 - offset), offset)

    def send(connected: int, descriptor: int, offset: int, size: int) -> int:
        return splice(connected, descriptor, offset, len(read(descriptor, size, offset)))

    for module in (sending, transport):
        monkeypatch.setattr(module, "read_at", read)
    monkeypatch.setattr(os, "sendfile", send)
    ours, theirs = contexts() if secure else (None, None)

    def site(_request: Request) -> Response:
        return Response(200, [], FileSlice(os.open(tmp_path / "file", os.O_RDONLY), 0, 3_000_000))

    with running(site, tls=ours) as runner, runner.client(theirs) as client:
        client.request()
        assert len(client.rest()) < 3_000_000
        done = runner.told.wait_done(1)[0]
        assert (done.note, done.sent) == ("crashed", 1_000_000)
        assert "disk" in runner.told.wait_trouble("crash").params[1]


@pytest.mark.parametrize("pieces", [[], [b"abc"], [b"abc", b"abc"]])
def test_pieces_of_another_length_than_announced_are_broken(pieces: list[bytes]) -> None:
    outgoing = Outgoing(Stingy([]), Response(200, [], iter(pieces), length=5), chunked=False)
    with pytest.raises(BrokenBodyError) as raised:
        begin_and_finish(outgoing)
    assert raised.value.__cause__ is None


def test_what_the_body_raises_is_the_cause() -> None:
    def body() -> Iterator[bytes]:
        yield b"first"
        raise OSError("disk gone")

    transport = Stingy([])
    outgoing = Outgoing(transport, Response(200, [], body()), chunked=True)
    with pytest.raises(BrokenBodyError) as raised:
        begin_and_finish(outgoing)
    assert isinstance(raised.value.__cause__, OSError)
    assert transport.taken.endswith(b"first\r\n")


@pytest.mark.parametrize(
    ("response", "head_only", "chunks", "expected"),
    [
        (Response(200, [], b"abc"), False, True, Framing((("Content-Length", "3"),))),
        (Response(200, [], b"", length=9), True, True, Framing((("Content-Length", "9"),))),
        (Response(200, [], b"abc", length=9), False, True, Framing((("Content-Length", "3"),))),
        (Response(200, [], iter([b""])), False, True, Framing((("Transfer-Encoding", "chunked"),), chunked=True)),
        (Response(200, [], iter([b""])), False, False, Framing(until_close=True)),
        (Response(200, [], iter([b""])), True, True, Framing()),
        (Response(200, [], iter([b""]), length=4), False, True, Framing((("Content-Length", "4"),))),
        (Response(204, [], b"abc"), False, True, Framing()),
        (Response(304, [], b"", length=9), False, True, Framing()),
    ],
)
def test_every_response_has_one_framing(
    response: Response, expected: Framing, *, head_only: bool, chunks: bool
) -> None:
    assert frame(response, head_only=head_only, chunks_allowed=chunks) == expected


@pytest.mark.parametrize(("status", "expected"), [(100, True), (204, True), (304, True), (200, False), (404, False)])
def test_which_statuses_end_with_their_head(status: int, *, expected: bool) -> None:
    assert has_no_body(status) is expected


def test_the_date_is_that_of_the_second() -> None:
    assert date_field(0.9) == ("Date", "Thu, 01 Jan 1970 00:00:00 GMT")
    assert date_field(1.0) == ("Date", "Thu, 01 Jan 1970 00:00:01 GMT")
