"""Heads from a file object, in both profiles; the rules of the strict one are tested with ``wire``."""

import contextlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shareapp.server.errors import HTTPError
from shareapp.server.handlers.heads import (
    LINE_BYTES,
    RequestLine,
    parse_lenient_line,
    read_lenient_head,
    read_strict_head,
    told_version,
)
from shareapp.server.limits import Limits

LIMITS = Limits()
GET = RequestLine("GET", "/", "HTTP/1.1", (1, 1))


@pytest.mark.parametrize(
    ("line", "parsed"),
    [
        ("GET / HTTP/1.1", GET),
        (" GET / HTTP/1.1 ", GET),
        ("GET /", RequestLine("GET", "/", "", None)),
        ("GET / HTTP/1.0009", RequestLine("GET", "/", "HTTP/1.0009", (1, 9))),
    ],
)
def test_a_lenient_line_has_two_or_three_words(line: str, parsed: RequestLine) -> None:
    assert parse_lenient_line(line) == parsed


@pytest.mark.parametrize(
    "line",
    [
        "",
        "GET",
        "POST /",
        "GET / FUBAR",
        "GET / http/1.1",
        "GET / HTTP/1",
        "GET / HTTP/1.1.1",
        "GET / HTTP/+1.1",
        "GET / HTTP/１.1",
    ],
)
def test_other_lines_are_400(line: str) -> None:
    with pytest.raises(HTTPError) as caught:
        parse_lenient_line(line)
    assert caught.value.status == 400


@pytest.mark.parametrize(
    ("line", "version"),
    [("a b c HTTP/1.1", "HTTP/1.1"), ("GET / HTTP/1.0 ", "HTTP/1.0"), ("GET / HTTP/2.0", None), ("x", None)],
)
def test_a_bad_line_may_tell_its_version(line: str, version: str | None) -> None:
    assert told_version(line) == version


@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
def test_lenient_fields_end_at_either_line_end(end: bytes) -> None:
    head = read_lenient_head(GET, io.BytesIO(b"Host: h" + end + b"A:  1 " + end + end + b"body"), LIMITS)
    assert list(head.headers) == [("Host", "h"), ("A", "1")]
    assert head.host == "h"


@pytest.mark.parametrize(
    ("fields", "status", "reason"),
    [
        (b"X: " + b"x" * LINE_BYTES + b"\r\n\r\n", 431, "Line too long"),
        (b"X: y\r\n" * 101 + b"\r\n", 431, "Too many headers"),
        (b"X : y\r\n\r\n", 400, "malformed field line"),
        (b"Host: a b\r\n\r\n", 400, "invalid Host"),
        (b"X: y\r\r\n\r\n", 400, "control character in a field"),
    ],
)
def test_bad_fields_are_refused(fields: bytes, status: int, reason: str) -> None:
    with pytest.raises(HTTPError) as caught:
        read_lenient_head(GET, io.BytesIO(fields), LIMITS)
    assert (caught.value.status, caught.value.reason) == (status, reason)


def test_an_endless_strict_head_is_refused_before_it_is_read() -> None:
    stream = io.BytesIO(b"X: y\r\n" * 100_000)
    with pytest.raises(HTTPError) as caught:
        read_strict_head(b"GET / HTTP/1.1\r\n", stream, LIMITS)
    assert caught.value.status == 431
    assert stream.tell() < 2 * LIMITS.head_bytes


def test_a_strict_head_is_read_to_its_blank_line() -> None:
    stream = io.BytesIO(b"Host: h\r\n\r\nbody")
    assert read_strict_head(b"GET /a?b HTTP/1.1\r\n", stream, LIMITS).query == "b"
    assert stream.read() == b"body"


@given(st.binary(max_size=200))
def test_any_bytes_give_a_head_or_an_http_error(data: bytes) -> None:
    stream = io.BytesIO(data)
    first = stream.readline()
    with contextlib.suppress(HTTPError):
        read_lenient_head(parse_lenient_line(first.decode("latin-1").rstrip("\r\n")), stream, LIMITS)
