"""Every request of the corpus is read alike, whole or in pieces: tests/corpus/{valid,invalid}/NAME.http holds the raw
bytes, expected.json what they mean and which status ends the connection."""

import json
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shareapp.server.errors import HTTPError
from shareapp.server.limits import Limits
from shareapp.server.wire.framing import ChunkedDecoder, request_body_length
from shareapp.server.wire.head import RequestHead, check_partial_head, head_end, looks_like_tls, parse_request_head

CORPUS: Final = Path(__file__).parents[2] / "corpus"
EXPECTED: Final[dict[str, dict[str, Any]]] = json.loads((CORPUS / "expected.json").read_text("utf-8"))


class Reader:
    """Reads requests as a connection does, from pieces instead of a socket."""

    def __init__(self, limits: Limits) -> None:
        self.requests: list[dict[str, object]] = []
        self.status: int | None = None
        self.closes = False
        self._limits = limits
        self._buffer = bytearray()
        self._seen = 0
        self._head: RequestHead | None = None
        self._decoder: ChunkedDecoder | None = None
        self._left = 0
        self._body = b""

    def feed(self, piece: bytes) -> None:
        self._buffer += piece
        try:
            while self.status is None and self._step():
                pass
        except HTTPError as error:
            self.status = error.status
            self.closes = error.close

    @property
    def unfinished(self) -> bool:
        return self._head is not None or bool(self._buffer)

    def _step(self) -> bool:
        return self._read_head() if self._head is None else self._read_body()

    def _read_head(self) -> bool:
        end = head_end(self._buffer, self._seen)
        if end < 0:
            check_partial_head(self._buffer, self._limits, self._seen)
            self._seen = len(self._buffer)
            return False
        self._head = parse_request_head(bytes(self._buffer[:end]), self._limits)
        del self._buffer[:end]
        self._seen = 0
        length = request_body_length(self._head)
        self._left, self._decoder = length or 0, ChunkedDecoder(self._limits) if length is None else None
        self._body = b""
        return True

    def _read_body(self) -> bool:
        arrived = bytes(self._buffer)
        if self._decoder is not None:
            self._body += self._decoder.feed(arrived)
            self._buffer[:] = self._decoder.unused
            complete = self._decoder.finished
        else:
            self._body += arrived[: self._left]
            del self._buffer[: self._left]
            self._left -= min(self._left, len(arrived))
            complete = not self._left
        if complete:
            self._finish()
        return complete

    def _finish(self) -> None:
        head, self._head = self._head, None
        assert head is not None
        self.requests.append(
            {
                "method": head.method,
                "target": head.target,
                "path": head.path,
                "query": head.query,
                "host": head.host,
                "version": "{}.{}".format(*head.version),
                "headers": [list(field) for field in head.headers],
                "body": self._body.decode("latin-1"),
            }
        )


def read(name: str, pieces: Iterable[bytes]) -> Reader:
    reader = Reader(Limits(**EXPECTED[name].get("limits", {})))
    for piece in pieces:
        reader.feed(piece)
    return reader


def verify(name: str, reader: Reader) -> None:
    expected = EXPECTED[name]
    assert reader.requests == expected["requests"], expected["why"]
    assert reader.status == expected.get("status"), expected["why"]
    if reader.status is None:
        assert not reader.unfinished, expected["why"]
    else:
        assert reader.closes, "behind a rejected head or body nothing can be trusted"


def raw(name: str) -> bytes:
    return (CORPUS / f"{name}.http").read_bytes()


def test_every_file_is_expected_and_every_expectation_has_a_file() -> None:
    files = {path.relative_to(CORPUS).with_suffix("").as_posix() for path in CORPUS.rglob("*.http")}
    assert files == set(EXPECTED)
    assert all(("status" in entry) == name.startswith("invalid/") for name, entry in EXPECTED.items())


@pytest.mark.parametrize("name", EXPECTED)
def test_whole(name: str) -> None:
    verify(name, read(name, [raw(name)]))


@pytest.mark.parametrize("name", EXPECTED)
def test_byte_by_byte(name: str) -> None:
    data = raw(name)
    verify(name, read(name, (data[index : index + 1] for index in range(len(data)))))


@pytest.mark.point(27)
@pytest.mark.parametrize("name", EXPECTED)
def test_split_in_two_anywhere(name: str) -> None:
    data = raw(name)
    for index in range(1, len(data)):
        verify(name, read(name, [data[:index], data[index:]]))


@pytest.mark.parametrize("name", EXPECTED)
def test_only_the_tls_hello_looks_like_tls(name: str) -> None:
    data = raw(name)
    assert looks_like_tls(data) == EXPECTED[name].get("tls", False)
    assert looks_like_tls(data[:1]) == EXPECTED[name].get("tls", False)


EDITS = st.tuples(
    st.integers(0, 300), st.integers(0, 3), st.sampled_from([b"", b"\r", b"\n", b"\r\n", b" ", b"\0", b"0", b":"])
)


@given(
    st.sampled_from(list(EXPECTED)), st.lists(EDITS, min_size=1, max_size=3), st.lists(st.integers(0, 400), max_size=4)
)
def test_a_damaged_request_is_read_alike_however_it_is_cut(
    name: str, edits: list[tuple[int, int, bytes]], cuts: list[int]
) -> None:
    data = raw(name)
    for at, dropped, added in edits:
        data = data[:at] + added + data[at + dropped :]
    whole, cut, dripped = Reader(Limits()), Reader(Limits()), Reader(Limits())
    whole.feed(data)
    for begin, end in pairwise([0, *sorted(cuts), len(data)]):
        cut.feed(data[begin:end])
    for index in range(len(data)):
        dripped.feed(data[index : index + 1])
    for other in (cut, dripped):
        assert other.requests == whole.requests
        assert (other.status is None) == (whole.status is None)
