"""Compression: text for whoever takes it coded, its own tag, the whole truth in Vary, and files closed in the end."""

import gzip
import os
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shareapp.server.layers.compression import Compression, takes_gzip
from shareapp.server.message import FileSlice, Headers, Request, Response, ResponseBody
from shareapp.server.sending import BrokenBodyError
from tests.support.asking import ask, body_of

TEXT = b"the same words again and again " * 100
TYPE = ("Content-Type", "text/plain; charset=utf-8")
GZIP = {"Accept_Encoding": "br, gzip;q=0.5"}
LAYER = Compression()


def answered(request: Request, body: ResponseBody = TEXT, *fields: tuple[str, str], status: int = 200) -> Response:
    return LAYER(request, lambda _: Response(status, list(fields) or [TYPE, ("ETag", '"tag"')], body))


@pytest.mark.point(41)
@pytest.mark.fault("gh-74761")
@pytest.mark.parametrize("body", [TEXT, [TEXT[:1000], b"", TEXT[1000:]]], ids=["bytes", "pieces"])
def test_text_is_coded_for_who_takes_it_and_says_so(body: ResponseBody) -> None:
    response = answered(ask("/a.txt", fields=GZIP), body)
    assert (response.header("Content-Encoding"), response.header("Vary")) == ("gzip", "Accept-Encoding")
    assert response.header("ETag") == '"tag-gzip"'
    length, coded = response.body_length(), body_of(response)
    assert gzip.decompress(coded) == TEXT
    assert length in (None, len(coded))
    assert len(coded) < len(TEXT) / 5


def test_who_does_not_take_it_gets_it_plain_but_hears_that_it_depends() -> None:
    response = answered(ask("/a.txt"))
    assert (response.body, response.header("Vary"), response.header("ETag")) == (TEXT, "Accept-Encoding", '"tag"')
    assert response.header("Content-Encoding") is None


def test_what_was_decided_before_is_kept_in_vary() -> None:
    response = answered(ask("/", fields=GZIP), TEXT, TYPE, ("Vary", "Accept, Accept-Language"))
    assert response.header("Vary") == "Accept, Accept-Language, Accept-Encoding"


@pytest.mark.parametrize(
    "fields",
    [
        [("Content-Type", "image/png")],
        [("Content-Type", "application/zip")],
        [("Content-Type", "text/event-stream")],
        [("X", "no type")],
        [TYPE, ("Content-Encoding", "br")],
        [TYPE, ("Cache-Control", "no-cache, no-transform")],
    ],
)
def test_what_is_no_text_or_coded_already_stays_as_it_is(fields: list[tuple[str, str]]) -> None:
    response = answered(ask("/a", fields=GZIP), TEXT, *fields)
    assert (response.body, response.headers) == (TEXT, fields)


@pytest.mark.parametrize("kind", ["text/html", "application/json", "image/svg+xml", "application/atom+xml"])
def test_these_are_text(kind: str) -> None:
    assert answered(ask("/a", fields=GZIP), TEXT, ("Content-Type", kind)).header("Content-Encoding") == "gzip"


@pytest.mark.parametrize("size", [0, 1023, 16 * 1024 * 1024 + 1])
def test_what_is_small_gains_nothing_and_what_is_large_keeps_its_ranges(size: int) -> None:
    response = LAYER(ask("/a", fields=GZIP), lambda _: Response(200, [TYPE, ("Accept-Ranges", "bytes")], b"", size))
    assert (response.header("Content-Encoding"), response.body_length()) == (None, size)
    assert response.header("Accept-Ranges") == "bytes"
    assert response.header("Vary") == "Accept-Encoding"


@pytest.mark.parametrize("status", [206, 301, 403, 404, 500])
def test_only_whole_answers_are_coded(status: int) -> None:
    assert answered(ask("/a", fields=GZIP), status=status).body == TEXT


@pytest.mark.point(63)
def test_no_part_is_coded() -> None:
    response = answered(ask("/a", fields=GZIP | {"Range": "bytes=0-1"}))
    assert (response.body, response.header("ETag")) == (TEXT, '"tag"')


@pytest.mark.parametrize("method", ["POST", "PUT", "OPTIONS"])
def test_other_methods_pass(method: str) -> None:
    assert answered(ask("/a", method, GZIP)).headers == [TYPE, ("ETag", '"tag"')]


def test_head_has_the_fields_of_get_and_no_length() -> None:
    got = answered(ask("/a", fields=GZIP), [TEXT])
    response = answered(ask("/a", "HEAD", GZIP), TEXT)
    assert (response.headers, response.body_length(), body_of(response)) == (got.headers, None, b"")


def file_slice(folder: Path, size: int) -> FileSlice:
    path = folder / "file"
    path.write_bytes(b"before" + TEXT)
    return FileSlice(os.open(path, os.O_RDONLY), 6, size)


def test_a_file_is_read_while_it_is_sent_and_closed(tmp_path: Path) -> None:
    file = file_slice(tmp_path, len(TEXT))
    closed: list[str] = []
    response = LAYER(
        ask("/a", fields=GZIP), lambda _: Response(200, [TYPE], file, on_close=lambda: closed.append("called"))
    )
    assert response.body_length() is None
    assert gzip.decompress(body_of(response)) == TEXT
    assert (file.descriptor, closed) == (-1, ["called"])


def test_a_file_that_nobody_reads_is_closed(tmp_path: Path) -> None:
    file = file_slice(tmp_path, len(TEXT))
    answered(ask("/a", fields=GZIP), file).close()
    assert file.descriptor == -1


def test_a_file_that_has_become_shorter_never_looks_whole(tmp_path: Path) -> None:
    response = answered(ask("/a", fields=GZIP), file_slice(tmp_path, len(TEXT) + 1))
    with pytest.raises(BrokenBodyError):
        body_of(response)


def test_each_piece_leaves_when_it_comes() -> None:
    response = answered(ask("/a", fields=GZIP), [b"head", b"tail"])
    assert not isinstance(response.body, bytes | FileSlice)
    decoder = zlib.decompressobj(16 + zlib.MAX_WBITS)
    assert [decoder.decompress(piece) for piece in response.body] == [b"head", b"tail", b""]
    assert decoder.eof


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ('"tag-gzip"', '"tag-gzip"'),
        ('"tag"', '"tag"'),
        ('W/"tag-gzip"', '"tag-gzip"'),
        ('"x", "tag-gzip"', '"tag-gzip"'),
    ],
)
def test_the_tag_of_the_coded_answer_is_known_again(given: str, told: str) -> None:
    def inner(request: Request) -> Response:
        known = '"tag"' in request.headers.get("If-None-Match", "")
        return Response(304 if known else 200, [("ETag", '"tag"')])

    response = LAYER(ask("/a.txt", fields=GZIP | {"If_None_Match": given}), inner)
    assert (response.status, response.header("ETag"), response.header("Vary")) == (304, told, "Accept-Encoding")


def test_304_of_what_is_never_coded_has_no_vary() -> None:
    response = LAYER(ask("/a.jpg", fields=GZIP), lambda _: Response(304, [("ETag", '"tag"')]))
    assert response.headers == [("ETag", '"tag"')]


@pytest.mark.parametrize(
    ("value", "takes"),
    [
        ("gzip", True), ("GZIP", True), ("x-gzip", True), ("gzip;q=0.001", True), ("*", True), ("br, *;q=0.1", True),
        ("", False), ("br", False), ("gzip;q=0", False), ("gzip;q=0.000, *", False), ("*;q=0", False),
        ("gzip;q=2", False), ("gzip;level=9", False), ("identity", False),
    ],
)  # fmt: skip
def test_who_takes_gzip(value: str, takes: bool) -> None:
    assert takes_gzip(Headers([("Accept-Encoding", value)])) is takes


def test_without_the_field_nothing_is_coded() -> None:
    assert not takes_gzip(Headers())


@given(st.text(st.characters(max_codepoint=255)))
def test_any_value_is_a_wish_or_none(value: str) -> None:
    assert takes_gzip(Headers([("Accept-Encoding", value)])) in (True, False)
