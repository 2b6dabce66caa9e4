"""The patterns accept what their rules say and nothing of what Python's own classes would add."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shareapp.server.wire import grammar


@pytest.mark.parametrize("text", ["", "+1", "-1", " 1", "1 ", "1_0", "0x1", "1.0", "²", "١", "1" * 20])
def test_only_ascii_digits_become_a_number(text: str) -> None:
    assert grammar.strict_int(text, 19) is None


@given(st.integers(min_value=0, max_value=10**19 - 1))
def test_every_number_is_read_back(number: int) -> None:
    assert grammar.strict_int(str(number), 19) == number


def test_too_many_digits_for_python_are_no_error() -> None:
    assert grammar.strict_int("1" * 5000, 400) is None


def test_a_token_has_the_characters_of_the_rule_only() -> None:
    characters = {chr(code) for code in range(0x300) if grammar.TOKEN.fullmatch(chr(code))}
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    assert characters == set("!#$%&'*+-.^_`|~0123456789" + letters + letters.lower())


def test_a_target_has_no_blank_control_fragment_or_backslash() -> None:
    refused = {code for code in range(256) if not grammar.ORIGIN_FORM.fullmatch("/" + chr(code))}
    assert refused == {*range(0x21), ord("#"), ord("\\"), 0x7F}


def test_field_bytes_are_all_but_controls() -> None:
    assert set(range(256)) - set(grammar.FIELD_BYTES) == {*range(9), *range(10, 32), 0x7F}
    assert all(grammar.FIELD_TEXT.fullmatch(chr(code)) for code in grammar.FIELD_BYTES)


@pytest.mark.parametrize(
    "host", ["a", "a.example", "a:80", "a:", "192.168.0.1:8000", "[::1]", "[fe80::1%25eth0]:1", "a_b", "%EA%B0%80"]
)
def test_hosts(host: str) -> None:
    assert grammar.HOST.fullmatch(host)


@pytest.mark.parametrize(
    "host", ["", ":80", "a b", "a/b", "u@a", "a:b", "a:123456", "[", "[::1", "::1", "é", "%g0", "a?"]
)
def test_not_hosts(host: str) -> None:
    assert grammar.HOST.fullmatch(host) is None


@given(st.binary(max_size=40))
def test_a_stray_control_is_found_wherever_a_line_end_is_not_whole(data: bytes) -> None:
    rest = data.removesuffix(b"\r").replace(b"\r\n", b"")
    assert bool(grammar.STRAY_CONTROL.search(data)) == bool(re.search(rb"[^\t\x20-\x7e\x80-\xff]", rest))


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (grammar.HOST, "a" * 8000 + "/"),
        (grammar.ENTITY_TAG_LIST, '"a"' + " ," * 4000 + "x"),
        (grammar.ENTITY_TAG_LIST, '"a", ' * 1600 + "x"),
        (grammar.BOUNDARY, " " * 8000),
        (grammar.ABSOLUTE_FORM, "http://" + "a%20" * 2000 + "#"),
    ],
)
@pytest.mark.timeout(5)
def test_no_pattern_takes_long_over_a_hostile_field(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.fullmatch(text) is None
