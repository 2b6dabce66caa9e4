"""The name under which a download is saved, and the one under which a file is sent."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shareapp.server.errors import HTTPError
from shareapp.server.wire.disposition import content_disposition, parse_disposition
from shareapp.server.wire.head import serialise_response_head


@pytest.mark.point(87)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("a.txt", 'attachment; filename="a.txt"'),
        ("a b;c.txt", 'attachment; filename="a b;c.txt"'),
        ("한글.txt", "attachment; filename=\"__.txt\"; filename*=UTF-8''%ED%95%9C%EA%B8%80.txt"),
        ('a"b.txt', "attachment; filename=\"a_b.txt\"; filename*=UTF-8''a%22b.txt"),
        ("100%.txt", "attachment; filename=\"100_.txt\"; filename*=UTF-8''100%25.txt"),
        ("it's (1)*.txt", 'attachment; filename="it\'s (1)*.txt"'),
        ("é'(1)*.txt", "attachment; filename=\"_'(1)*.txt\"; filename*=UTF-8''%C3%A9%27%281%29%2A.txt"),
        ("../../etc/passwd", 'attachment; filename="passwd"'),
        ("C:\\Users\\a.txt", 'attachment; filename="a.txt"'),
        ("a\r\nSet-Cookie: b", 'attachment; filename="a__Set-Cookie: b"'),
        ("a\udcff.txt", 'attachment; filename="a_.txt"'),
        ("", "attachment"),
        ("folder/", "attachment"),
        ("..", "attachment"),
    ],
)
def test_names(name: str, value: str) -> None:
    assert content_disposition("attachment", name) == value


def test_the_kind_is_the_callers() -> None:
    assert content_disposition("inline", "a.pdf") == 'inline; filename="a.pdf"'


@pytest.mark.point(86, 87)
@given(st.text())
def test_any_name_can_be_written_and_read_back(name: str) -> None:
    value = content_disposition("inline", name)
    serialise_response_head((1, 1), 200, [("Content-Disposition", value)])
    exact = re.search(r"filename\*=UTF-8''([!#$&+\-.^_`|~0-9A-Za-z%]*)$", value)
    plain = re.search(r'filename="([^"]*)"', value)
    read = unquote(exact[1], errors="strict") if exact else plain[1] if plain else ""
    written = re.split(r"[/\\]", name)[-1]
    assert len(read) == (len(written) if written not in ("", ".", "..") else 0)
    assert all(got in (sent, "_") for got, sent in zip(read, written, strict=False))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('form-data; name="f"', ("form-data", "f", None)),
        ('FORM-DATA; name=f; filename="a.txt"', ("form-data", "f", "a.txt")),
        ('form-data; name="f"; filename=""', ("form-data", "f", "")),
        ('form-data; name="f"; filename="say %22hi%22%0D%0A 100%.txt"', ("form-data", "f", 'say "hi"\r\n 100%.txt')),
        ('form-data; name="f"; filename="\xec\x82\xac.txt"', ("form-data", "f", "사.txt")),
        ('form-data; name="f"; filename="\xff.txt"', ("form-data", "f", "\ufffd.txt")),
        ("form-data; name=f; filename=a; filename*=utf-8'ko'%EC%82%AC", ("form-data", "f", "사")),
        ("form-data; name=f; filename*=ISO-8859-1''caf%E9", ("form-data", "f", "café")),
        ("", ("", None, None)),
    ],
)
def test_a_part_tells_its_field_and_its_file(value: str, expected: tuple[str, str | None, str | None]) -> None:
    assert parse_disposition(value) == expected


@pytest.mark.parametrize("value", ["form-data; filename*=a.txt", "form-data; filename*=utf-16''a", "form-data; name"])
def test_a_malformed_disposition_is_400(value: str) -> None:
    with pytest.raises(HTTPError) as refused:
        parse_disposition(value)
    assert refused.value.status == 400
