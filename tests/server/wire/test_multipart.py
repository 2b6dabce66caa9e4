from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shareapp.server.errors import HTTPError
from shareapp.server.wire.multipart import MultipartParser, PartBegin, PartEnd, form_boundary
from tests.support.bodies import BOUNDARY, form, part

END = f"--{BOUNDARY}--\r\n".encode()


def read(data: bytes, cuts: tuple[int, ...] = (), parts: int = 100) -> list[tuple[PartBegin, bytes]]:
    """All complete parts of ``data``, fed in pieces that end at ``cuts``."""
    parser = MultipartParser(BOUNDARY, parts=parts)
    found: list[tuple[PartBegin, bytes]] = []
    head, content = PartBegin("", None), b""
    for start, end in pairwise(sorted({0, *cuts, len(data)})):
        for piece in parser.feed(data[start:end]):
            if isinstance(piece, PartBegin):
                head, content = piece, b""
            elif isinstance(piece, PartEnd):
                found.append((head, content))
            else:
                content += piece
    assert parser.finished
    return found


@pytest.mark.point(114)
@given(st.lists(st.tuples(st.sampled_from(["a.txt", "한글.jpg", ""]), st.binary(max_size=200))), st.data())
def test_parts_are_the_same_however_the_bytes_are_cut(files: list[tuple[str, bytes]], data: st.DataObject) -> None:
    whole = form(files)
    cuts = data.draw(st.sets(st.integers(0, len(whole)), max_size=20))
    assert read(whole, tuple(cuts)) == [(PartBegin("files", name), content) for name, content in files]


@pytest.mark.point(114)
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\r\n",
        b"\r\n--",
        f"\r\n--{BOUNDARY[:-1]}".encode(),
        f"--{BOUNDARY}".encode(),
        f"\n--{BOUNDARY}\n".encode(),
        b"\r" * 100,
        b"\r\n" * 100,
    ],
)
def test_what_only_looks_like_a_delimiter_is_content(content: bytes) -> None:
    whole = form([("a", content), ("b", content)])
    for cuts in ((), tuple(range(len(whole)))):
        assert [found for _, found in read(whole, cuts)] == [content, content]


@pytest.mark.point(114)
def test_preamble_and_epilogue_are_ignored() -> None:
    whole = b"This is MIME.\r\n" + form([("a", b"x")]) + b"\r\nand so on --" + END
    assert read(whole) == read(whole, tuple(range(len(whole)))) == [(PartBegin("files", "a"), b"x")]


def test_blanks_may_follow_a_delimiter() -> None:
    assert read(form([("a", b"x")]).replace(b"7MA4YWxk\r\n", b"7MA4YWxk \t\r\n")) == [(PartBegin("files", "a"), b"x")]


def test_a_field_of_text_has_no_file_name() -> None:
    assert read(part('form-data; name="title"', b"hi") + END) == [(PartBegin("title", None), b"hi")]


@pytest.mark.point(115)
def test_both_spellings_of_the_file_name_are_understood() -> None:
    head = "form-data; name=f; filename=\"_.txt\"; filename*=UTF-8''%EC%82%AC%EC%A7%84.txt"
    assert read(part(head, b"") + END) == [(PartBegin("f", "사진.txt"), b"")]


@pytest.mark.parametrize(
    "whole",
    [
        form([("a", b"x")]).replace(b"\r\n", b"\n"),
        form([("a", b"x")]).replace(b"7MA4YWxk\r\n", b"7MA4YWxkX\r\n"),
        form([("a", b"x")]).replace(b"7MA4YWxk\r\n", b"7MA4YWxk" + b" " * 100 + b"\r\n"),
        form([("a", b"x")]).replace(b"7MA4YWxk\r\n", b"7MA4YWxk-\r\n"),
        part("attachment; name=x", b"x") + END,
        part("form-data", b"x") + END,
        part("form-data; name=x", b"x", "Content-Disposition: form-data; name=y") + END,
        part("form-data; name=x", b"x", "no colon") + END,
        part("form-data; name=x", b"x", "A: \x00") + END,
        part("form-data; name=x", b"x", " folded: x") + END,
        part("form-data; name=x", b"x", *(f"A{number}: x" for number in range(16))) + END,
        part("form-data; name=x", b"x", "A: " + "x" * 20_000) + END,
        b"x" * 100_000,
    ],
)
def test_a_malformed_form_is_400(whole: bytes) -> None:
    for cuts in ((), tuple(range(0, len(whole), 7))):
        with pytest.raises((HTTPError, AssertionError)) as refused:
            read(whole, cuts)
        if isinstance(refused.value, HTTPError):
            assert refused.value.status == 400


@pytest.mark.point(114)
def test_a_part_head_without_an_end_is_400_before_all_of_it_came() -> None:
    parser = MultipartParser(BOUNDARY, parts=1)
    parser.feed(f"--{BOUNDARY}\r\n".encode() + b"A: " + b"x" * 16_000)
    with pytest.raises(HTTPError, match="part head"):
        parser.feed(b"x" * 1000)


@pytest.mark.point(116)
def test_an_encoded_part_is_415() -> None:
    with pytest.raises(HTTPError) as refused:
        read(part("form-data; name=x", b"eA==", "Content-Transfer-Encoding: base64") + END)
    assert refused.value.status == 415
    assert read(part("form-data; name=x", b"x", "Content-Transfer-Encoding: Binary") + END)


@pytest.mark.point(114)
def test_more_parts_than_allowed_are_413() -> None:
    files = [("a", b"")] * 3
    assert len(read(form(files), parts=3)) == 3
    with pytest.raises(HTTPError) as refused:
        read(form(files), parts=2)
    assert refused.value.status == 413


@given(st.binary(max_size=300), st.integers(0, 300))
def test_any_bytes_are_read_or_refused(data: bytes, cut: int) -> None:
    parser = MultipartParser("x", parts=3)
    with suppress(HTTPError):  # and nothing else
        parser.feed(b"--x\r\n" + data[:cut])
        parser.feed(data[cut:] + b"\r\n--x--")


@pytest.mark.point(114)
@pytest.mark.parametrize("boundary", ["x", "x" * 70, "a b"])
def test_a_boundary_has_1_to_70_characters(boundary: str) -> None:
    assert form_boundary(f'Multipart/Form-Data; boundary="{boundary}"') == boundary


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("multipart/form-data", 400),
        ('multipart/form-data; boundary=""', 400),
        ("multipart/form-data; boundary=" + "x" * 71, 400),
        ('multipart/form-data; boundary="x "', 400),
        ('multipart/form-data; boundary="x\xe9"', 400),
        ("multipart/mixed; boundary=x", 415),
        ("application/x-www-form-urlencoded", 415),
        ("", 415),
    ],
)
def test_other_content_types_and_boundaries_are_refused(value: str, status: int) -> None:
    with pytest.raises(HTTPError) as refused:
        form_boundary(value)
    assert refused.value.status == status
