"""Where a body ends. The corpus beside holds the smuggling attempts; here are the values and the properties."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shareapp.server.errors import HTTPError
from shareapp.server.limits import Limits
from shareapp.server.message import Field, Headers
from shareapp.server.wire.framing import LAST_CHUNK, ChunkedDecoder, encode_chunk, request_body_length
from shareapp.server.wire.head import RequestHead

LIMITS = Limits()


def head(*fields: Field, version: tuple[int, int] = (1, 1)) -> RequestHead:
    return RequestHead("POST", "/", "/", "", version, Headers(fields), "a")


@pytest.mark.parametrize(
    ("fields", "length"),
    [
        ([], 0),
        ([("Content-Length", "0")], 0),
        ([("content-length", "0012")], 12),
        ([("Content-Length", "9" * 19)], 10**19 - 1),
        ([("Transfer-Encoding", "chunked")], None),
        ([("Transfer-Encoding", ", Chunked ,")], None),
    ],
)
def test_the_length_is_announced_or_chunked(fields: list[Field], length: int | None) -> None:
    assert request_body_length(head(*fields)) == length


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ([("Content-Length", "1" * 20)], 413),
        ([("Content-Length", "1" * 19 + "x")], 400),
        ([("Content-Length", "²" * 20)], 400),
        ([("Content-Length", "1"), ("content-length", "1")], 400),
        ([("Content-Length", "1"), ("Transfer-Encoding", "chunked")], 400),
        ([("Transfer-Encoding", "gzip"), ("Transfer-Encoding", "chunked")], 501),
    ],
)
def test_what_two_recipients_could_read_differently_is_refused(fields: list[Field], status: int) -> None:
    with pytest.raises(HTTPError) as caught:
        request_body_length(head(*fields))
    assert caught.value.status == status
    assert caught.value.close


def test_http_1_0_knows_no_chunks() -> None:
    with pytest.raises(HTTPError) as caught:
        request_body_length(head(("Transfer-Encoding", "chunked"), version=(1, 0)))
    assert (caught.value.status, caught.value.close) == (400, True)


def test_no_data_is_no_chunk() -> None:
    assert encode_chunk(b"") == b""
    assert encode_chunk(b"a" * 31) == b"1f\r\n" + b"a" * 31 + b"\r\n"


@given(st.lists(st.binary(max_size=40)), st.binary(max_size=20))
def test_chunks_are_read_as_they_were_written(pieces: list[bytes], behind: bytes) -> None:
    decoder = ChunkedDecoder(LIMITS)
    wire = b"".join(map(encode_chunk, pieces)) + LAST_CHUNK + behind
    assert decoder.feed(wire) == b"".join(pieces)
    assert decoder.finished
    assert decoder.unused == behind


def test_bytes_that_come_after_the_end_are_kept_for_the_next_request() -> None:
    decoder = ChunkedDecoder(LIMITS)
    assert decoder.feed(LAST_CHUNK + b"GET") == b""
    assert decoder.feed(b" /") == b""
    assert decoder.unused == b"GET /"


PIECES = st.sampled_from(
    [b"5\r\n", b"hello", b"\r\n", b"0\r\n", b"\r\n", b"3;a=b\r\n", b"abc", b"A: b\r\n", b"\n", b"\r", b"x", b" ", b"f"]
)


def outcome(wire: bytes, cuts: list[int]) -> tuple[str, bytes]:
    decoder = ChunkedDecoder(LIMITS)
    body = b""
    edges = [0, *sorted(cut % (len(wire) + 1) for cut in cuts), len(wire)]
    try:
        for begin, end in pairwise(edges):
            body += decoder.feed(wire[begin:end])
    except HTTPError as error:
        return f"error {error.status}", b""
    return ("finished", body + b"|" + decoder.unused) if decoder.finished else ("unfinished", body)


@given(st.lists(PIECES, max_size=12).map(b"".join), st.lists(st.integers(0, 200), max_size=6))
def test_any_cut_reads_like_the_whole(wire: bytes, cuts: list[int]) -> None:
    assert outcome(wire, cuts) == outcome(wire, [])
    assert outcome(wire, list(range(len(wire)))) == outcome(wire, [])


@given(st.binary(max_size=60))
def test_any_bytes_are_decoded_or_an_http_error(wire: bytes) -> None:
    outcome(wire, [])


@pytest.mark.parametrize(
    ("wire", "status"),
    [
        (b"5;" + b"a" * 5000, 400),
        (b"a" * 5000, 400),
        (b"0\r\nA: " + b"b" * 5000, 400),
        (b"0\r\n" + b"A: b\r\n" * 101, 431),
    ],
)
def test_endless_lines_and_trailers_are_refused(wire: bytes, status: int) -> None:
    assert outcome(wire, []) == (f"error {status}", b"")


EXTENDED = b"1;" + b"e" * 4000 + b"\r\nx\r\n"
SIGNED = b"4000;chunk-signature=" + b"0" * 64 + b"\r\n" + b"x" * 0x4000 + b"\r\n"


@pytest.mark.parametrize("cut", [1 << 20, 5000, 4001])
def test_a_body_of_extensions_with_little_content_is_refused_however_it_is_cut(cut: int) -> None:
    wire = EXTENDED * 5
    assert outcome(wire, list(range(cut, len(wire), cut))) == ("error 400", b"")
    assert outcome(wire[: 4 * len(EXTENDED)], []) == ("unfinished", b"xxxx")


def test_extensions_beside_enough_content_are_accepted() -> None:
    assert outcome(SIGNED * 500 + LAST_CHUNK, []) == ("finished", b"x" * 0x4000 * 500 + b"|")
    assert outcome(EXTENDED * 4 + encode_chunk(b"y" * 10_000) + EXTENDED * 4 + LAST_CHUNK, [])[0] == "finished"


@pytest.mark.point(16)
@pytest.mark.fault("gh-119452")
def test_a_huge_size_costs_nothing() -> None:
    decoder = ChunkedDecoder(LIMITS)
    assert decoder.feed(b"f" * 16 + b"\r\nabc") == b"abc"
    assert not decoder.finished
