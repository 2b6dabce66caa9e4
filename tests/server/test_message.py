"""Headers, and the bodies of requests and responses."""

import os
from pathlib import Path

import pytest

from shareapp.server import message
from shareapp.server.message import EMPTY_BODY, FileSlice, Headers, Request, Response

FIELDS = (("Accept", "a"), ("X", "1, 2"), ("x", ' 3,, "4"'), ("Host", "h"))
HEADERS = Headers(FIELDS)
PARSED = Headers.of_parsed(FIELDS, {"accept": "a", "x": "1, 2", "host": "h"})


@pytest.mark.parametrize("headers", [HEADERS, PARSED])
def test_names_are_looked_up_without_regard_to_case(headers: Headers) -> None:
    assert headers.get("ACCEPT") == "a"
    assert "hOST" in headers
    assert "missing" not in headers
    assert headers.get("missing") is None
    assert headers.get("missing", "default") == "default"


@pytest.mark.parametrize("headers", [HEADERS, PARSED])
def test_repeated_fields_keep_their_order(headers: Headers) -> None:
    assert headers.get("x") == "1, 2"
    assert headers.get_all("X") == ["1, 2", ' 3,, "4"']
    assert headers.get_list("X") == ["1", "2", "3", '"4"']
    assert list(headers) == list(FIELDS)
    assert len(headers) == 4


def test_a_name_that_is_there_once_or_never() -> None:
    once = Headers([("A", "b")])
    assert once.get_all("a") == ["b"]
    assert once.get_all("b") == []
    assert once.get_list("b") == []


def test_has_any_answers_for_several_names_at_once() -> None:
    assert HEADERS.has_any(frozenset({"if-match", "host"}))
    assert not HEADERS.has_any(frozenset({"if-match"}))
    assert not Headers().has_any(frozenset({"host"}))


def test_headers_are_values() -> None:
    assert HEADERS == PARSED
    assert hash(HEADERS) == hash(PARSED)
    assert Headers() != HEADERS
    assert HEADERS != FIELDS
    assert repr(Headers([("A", "b")])) == "Headers([('A', 'b')])"


def test_an_empty_body_is_at_its_end() -> None:
    assert EMPTY_BODY.length == 0
    assert EMPTY_BODY.read() == b""
    assert EMPTY_BODY.readinto(memoryview(bytearray(8))) == 0


def test_only_head_is_head() -> None:
    request = Request("HEAD", "/", "/", "", (1, 1), Headers())
    assert request.is_head
    assert not request._replace(method="head").is_head


def test_a_file_slice_is_closed_once() -> None:
    reader, writer = os.pipe()
    os.close(writer)
    part = FileSlice(reader, 0, 1)
    part.close()
    part.close()
    with pytest.raises(OSError, match="descriptor"):
        os.fstat(reader)


@pytest.mark.parametrize(
    ("response", "length"),
    [
        (Response(200, body=b"abc"), 3),
        (Response(200, body=FileSlice(-1, 0, 7)), 7),
        (Response(200, body=iter([b"a"])), None),
        (Response(200, body=iter([b"a"]), length=1), 1),
        (Response(200, length=9), 9),
    ],
)
def test_the_length_is_known_where_it_can_be(response: Response, length: int | None) -> None:
    assert response.body_length() == length


def test_a_response_finds_its_fields_without_regard_to_case() -> None:
    response = Response(200, [("Content-Type", "a"), ("content-type", "b")])
    assert response.header("CONTENT-TYPE") == "a"
    assert response.header("etag") is None


def test_closing_a_response_releases_its_body_and_calls_back_once() -> None:
    closed: list[str] = []

    class Body:
        def __iter__(self) -> "Body":
            return self

        def __next__(self) -> bytes:
            raise StopIteration

        def close(self) -> None:
            closed.append("body")

    response = Response(200, body=Body(), on_close=lambda: closed.append("callback"))
    response.close()
    response.close()
    Response(204).close()
    assert closed == ["body", "callback"]


def test_reading_without_pread_reads_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(bytes(range(200)))
    descriptor = os.open(tmp_path / "file", os.O_RDONLY)
    try:
        assert message._seek_and_read(descriptor, 10, 70) == os.pread(descriptor, 10, 70)
    finally:
        os.close(descriptor)
