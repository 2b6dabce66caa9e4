"""Bodies and parts of files, from memory."""

import io
import os
import shutil
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shareapp.server.errors import HTTPError
from shareapp.server.handlers.streams import BodyReader, FilePart, PiecesReader, SocketWriter, abort, is_connected
from shareapp.server.limits import Limits
from shareapp.server.message import FileSlice
from shareapp.server.wire.framing import LAST_CHUNK, encode_chunk

LIMITS = Limits()


@given(st.binary(max_size=300), st.lists(st.integers(1, 50), min_size=1), st.booleans(), st.booleans())
def test_a_body_ends_where_it_was_announced_to_end(
    content: bytes, sizes: list[int], chunked: bool, can_peek: bool
) -> None:
    pieces = [content[at : at + sizes[0]] for at in range(0, len(content), sizes[0])]
    sent = b"".join(map(encode_chunk, pieces)) + LAST_CHUNK if chunked else content
    memory = io.BytesIO(sent + b"NEXT")
    stream = io.BufferedReader(memory, 16) if can_peek else memory
    body = BodyReader(stream, None if chunked else len(content), LIMITS)
    assert io.BufferedReader(body).read() == content
    assert body.finished
    assert stream.read() == b"NEXT"


@pytest.mark.parametrize("length", [10, None])
def test_a_body_cut_short_is_a_lost_connection(length: int | None) -> None:
    with pytest.raises(ConnectionAbortedError):
        io.BufferedReader(BodyReader(io.BytesIO(b"5"), length, LIMITS)).read(100)


def test_a_broken_chunk_is_an_http_error() -> None:
    with pytest.raises(HTTPError):
        BodyReader(io.BufferedReader(io.BytesIO(b"zz\r\n")), None, LIMITS).read(100)


def test_draining_has_a_limit() -> None:
    assert BodyReader(io.BytesIO(bytes(100)), 100, LIMITS).drain(100)
    assert not BodyReader(io.BytesIO(bytes(101)), 101, LIMITS).drain(100)


def test_a_part_of_a_file_is_read_exactly(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"0123456789")
    with FilePart(FileSlice(os.open(path, os.O_RDONLY), 2, 5)) as part:
        assert os.fstat(part.fileno()).st_size == 10
        out = io.BytesIO()
        shutil.copyfileobj(part, out, 2)
    assert out.getvalue() == b"23456"


def test_a_part_of_a_file_can_be_gone_through_like_a_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"0123456789")
    with FilePart(FileSlice(os.open(path, os.O_RDONLY), 2, 5)) as part:
        assert (part.read(2), part.tell()) == (b"23", 2)
        assert (part.seek(-1, os.SEEK_CUR), part.read()) == (1, b"3456")
        assert (part.seek(-2, os.SEEK_END), part.read()) == (3, b"56")
        assert (part.seek(9), part.read()) == (9, b"")
        with pytest.raises(ValueError, match="negative seek"):
            part.seek(-1)


def test_pieces_are_read_like_a_file_and_released() -> None:
    closed = []

    class Pieces(list[bytes]):
        def close(self) -> None:
            closed.append(True)

    with PiecesReader(Pieces([b"abc", b"", b"defg"])) as reader:
        assert reader.read() == b"abcdefg"
    assert closed


def test_a_file_on_a_socket_is_sent_from_any_offset(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(bytes(1000) + b"tail")
    ours, theirs = socket.socketpair()
    with ours, theirs, FilePart(FileSlice(os.open(path, os.O_RDONLY), 1000, 4)) as part:
        part.send_to(SocketWriter(ours, 5.0))
        assert theirs.recv(100) == b"tail"
        assert part.read() == b""


def test_a_lost_client_is_noticed() -> None:
    ours, theirs = socket.socketpair()
    with ours:
        assert is_connected(ours)
        theirs.close()
        assert not is_connected(ours)


def test_an_aborted_socket_may_be_closed_again() -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        abort(ours)
        assert ours.fileno() == -1
        ours.close()
