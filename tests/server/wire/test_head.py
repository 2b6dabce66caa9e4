"""Heads: read strictly, written so that nothing can split them. The corpus beside holds the table of requests."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shareapp.server.errors import HTTPError
from shareapp.server.limits import Limits
from shareapp.server.message import Field
from shareapp.server.wire.grammar import TOKEN
from shareapp.server.wire.head import (
    RequestHead,
    check_partial_head,
    expects_continue,
    first_words,
    head_end,
    keeps_alive,
    looks_like_tls,
    parse_request_head,
    serialise_response_head,
)

LIMITS = Limits()
REQUEST_LINE = b"GET / HTTP/1.1\r\n"
TOKENS = st.text("!#$%&'*+-.^_`|~09azAZ", min_size=1, max_size=12)
VALUES = st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=30).map(
    lambda text: text.strip(" \t")
)
FIELDS = st.lists(st.tuples(TOKENS, VALUES), max_size=8)


def parse(*lines: str, version: str = "1.1") -> RequestHead:
    text = "\r\n".join([f"GET / HTTP/{version}", "Host: a.example", *lines, "", ""])
    return parse_request_head(text.encode("latin-1"), LIMITS)


def status_of(head: bytes, limits: Limits = LIMITS) -> int:
    with pytest.raises(HTTPError) as caught:
        parse_request_head(head, limits)
    assert caught.value.close
    return caught.value.status


@pytest.mark.parametrize(
    ("buffer", "start", "end"),
    [
        (b"", 0, -1),
        (b"\r", 0, -1),
        (b"\r\n\r\n", 0, -1),
        (b"GET / HTTP/1.1\r\n\r", 0, -1),
        (b"GET / HTTP/1.1\r\n\r\n", 0, 18),
        (b"GET / HTTP/1.1\r\n\r\n", 17, 18),
        (b"GET / HTTP/1.1\r\n\r\nbody\r\n\r\n", 15, 18),
        (b"\r\n\r\nGET / HTTP/1.1\r\n\r\n", 0, 22),
        (b"\r\n\r\nGET / HTTP/1.1\r\n\r\n", 5, 22),
    ],
)
def test_the_head_ends_behind_its_blank_line(buffer: bytes, start: int, end: int) -> None:
    assert head_end(bytearray(buffer), start) == end


@pytest.mark.parametrize(
    ("buffer", "answer"), [(b"\x16", True), (b"\x16\x03\x01", True), (b"\x16\x04", False), (b"G", False), (b"", False)]
)
def test_a_tls_hello_is_recognised_from_its_first_byte(buffer: bytes, answer: bool) -> None:
    assert looks_like_tls(buffer) is answer


@given(st.binary(max_size=200))
@example(b"\r\n\r\n")
@example(REQUEST_LINE + b"\r\n\r\n")
@example(b"GET / HTTP/1.1\r\nHost\r\n\r\n")
def test_any_bytes_are_a_head_or_an_http_error(data: bytes) -> None:
    try:
        check_partial_head(data, LIMITS)
        head = parse_request_head(data, LIMITS)
    except HTTPError as error:
        assert error.close  # noqa: PT017 - one of the two outcomes
    else:
        assert head.host or head.version == (1, 0)


@given(
    st.lists(st.sampled_from([b"GET ", b"/", b" HTTP/1.1", b"\r\n", b"\n", b"Host: a", b"A: b", b" ", b":", b"\xa0"]))
)
def test_any_sequence_of_pieces_is_a_head_or_an_http_error(pieces: list[bytes]) -> None:
    data = b"".join([REQUEST_LINE, *pieces, b"\r\n\r\n"])
    try:
        head = parse_request_head(data, LIMITS)
    except HTTPError as error:
        assert error.status == 400  # noqa: PT017 - one of the two outcomes
    else:
        assert all(TOKEN.fullmatch(name) for name, _ in head.headers)
        assert len(head.headers.get_all("host")) == 1


@given(TOKENS, FIELDS)
def test_what_is_written_is_what_is_read(path: str, fields: list[Field]) -> None:
    fields = [(name, value) for name, value in fields if name.lower() != "host"]
    target = "/" + path.replace("#", "")
    lines = [f"GET {target} HTTP/1.1", "Host: a", *(f"{name}: {value}" for name, value in fields), "", ""]
    head = parse_request_head("\r\n".join(lines).encode("latin-1"), LIMITS)
    assert head.target == target
    assert list(head.headers) == [("Host", "a"), *fields]


@given(FIELDS, st.integers(200, 599))
def test_a_written_response_has_exactly_its_fields(fields: list[Field], status: int) -> None:
    head = serialise_response_head((1, 1), status, iter(fields))
    assert head.endswith(b"\r\n\r\n")
    first, *lines = head.decode("latin-1")[:-4].split("\r\n")
    assert first.startswith(f"HTTP/1.1 {status} ")
    assert lines == [f"{name}: {value}" for name, value in fields]


def test_a_repeated_head_gives_an_equal_value() -> None:
    assert parse("A: b") == parse("A: b")


def test_a_long_block_of_fields_is_read_like_a_short_one() -> None:
    lines = [f"A{number}: {'b' * 100}" for number in range(80)]
    assert len(parse(*lines).headers) == 81


@pytest.mark.parametrize(
    ("limits", "head", "status"),
    [
        (Limits(target_bytes=20), b"GET /aaaaaaaaaaaaaaaaaaaa HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        (Limits(field_bytes=20), b"GET / HTTP/1.1\r\nHost: aaaaaaaaaaaaaaaaaaaaaa\r\n\r\n", 431),
        (Limits(header_count=1), b"GET / HTTP/1.1\r\nHost: a\r\nA: b\r\n\r\n", 431),
        (Limits(head_bytes=20), b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", 431),
        (LIMITS, b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        (LIMITS, REQUEST_LINE + b"Host: a\r\nA: " + b"b" * 9000 + b"\r\n\r\n", 431),
        (LIMITS, REQUEST_LINE + b"Host: a\r\n" + b"A: b\r\n" * 100 + b"\r\n", 431),
        (LIMITS, REQUEST_LINE + b"Host: a\r\n" + b"A: bbbbbbbbbbbb\r\n" * 5000 + b"\r\n", 431),
    ],
)
def test_too_long_is_refused(limits: Limits, head: bytes, status: int) -> None:
    assert status_of(head, limits) == status


@pytest.mark.parametrize(
    ("buffer", "status"),
    [
        (b"GET /" + b"a" * 8200, 414),
        (REQUEST_LINE + b"A: " + b"b" * 8200, 431),
        (REQUEST_LINE + b"A: b\r\n" * 102, 431),
        (REQUEST_LINE + b"A: " + (b"b" * 8000 + b"\r\nA: ") * 9, 431),
        (b"GET / HTTP/1.1\nHost", 400),
        (b"GET /\r\n", 400),
        (b"PRI * HTTP/2.0\r\n", 505),
    ],
)
def test_a_hopeless_head_is_refused_before_it_is_complete(buffer: bytes, status: int) -> None:
    with pytest.raises(HTTPError) as caught:
        check_partial_head(bytearray(buffer), LIMITS)
    assert caught.value.status == status
    assert caught.value.close


@pytest.mark.parametrize("buffer", [b"", b"\r", b"GET", b"GET / HTTP/1.1\r", REQUEST_LINE + b"Host: a\r\nA: b\r\n"])
def test_a_head_on_its_way_is_left_alone(buffer: bytes) -> None:
    check_partial_head(bytearray(buffer), LIMITS)


@pytest.mark.parametrize(
    ("version", "lines", "kept"),
    [
        ("1.1", [], True),
        ("1.1", ["Connection: keep-alive"], True),
        ("1.1", ["Connection: Close"], False),
        ("1.1", ["Connection: x, CLOSE"], False),
        ("1.1", ["Connection: keep-alive", "Connection: te,close ,"], False),
        ("1.1", ["Connection: closed"], True),
        ("1.2", [], True),
        ("1.0", [], False),
        ("1.0", ["Connection: Keep-Alive"], True),
        ("1.0", ["Connection: x", "Connection: keep-alive"], True),
        ("1.0", ["Connection: keep-alive, close"], False),
    ],
)
def test_who_wants_the_connection_kept(version: str, lines: list[str], kept: bool) -> None:
    assert keeps_alive(parse(*lines, version=version)) is kept


@pytest.mark.parametrize(
    ("version", "lines", "expects"),
    [
        ("1.1", [], False),
        ("1.1", ["Expect: 100-continue"], True),
        ("1.1", ["expect: 100-Continue"], True),
        ("1.0", ["Expect: 100-continue"], False),
        ("1.0", ["Expect: tea"], False),
    ],
)
def test_who_waits_for_100_continue(version: str, lines: list[str], expects: bool) -> None:
    assert expects_continue(parse(*lines, version=version)) is expects


@pytest.mark.parametrize("value", ["tea", "", "100-continue, tea", "100-continue;x"])
def test_an_unknown_expectation_is_417(value: str) -> None:
    with pytest.raises(HTTPError) as caught:
        expects_continue(parse(f"Expect: {value}"))
    assert caught.value.status == 417


@pytest.mark.parametrize(
    ("status", "reason", "line"),
    [
        (200, "", b"HTTP/1.1 200 OK\r\n\r\n"),
        (404, "", b"HTTP/1.1 404 Not Found\r\n\r\n"),
        (599, "", b"HTTP/1.1 599 \r\n\r\n"),
        (200, "Fine so far", b"HTTP/1.1 200 Fine so far\r\n\r\n"),
        (200, "caf\xe9", b"HTTP/1.1 200 caf\xe9\r\n\r\n"),
    ],
)
def test_the_status_line_keeps_its_space(status: int, reason: str, line: bytes) -> None:
    assert serialise_response_head((1, 1), status, [], reason) == line


def test_the_version_is_the_callers() -> None:
    assert serialise_response_head((1, 0), 204, []).startswith(b"HTTP/1.0 204 ")


@pytest.mark.parametrize("code", [*range(9), *range(10, 32), 127])
def test_no_control_character_can_be_written(code: int) -> None:
    bad = f"a{chr(code)}b"
    with pytest.raises(ValueError, match=r"control|name"):
        serialise_response_head((1, 1), 200, [("A", bad)])
    with pytest.raises(ValueError, match=r"control|name"):
        serialise_response_head((1, 1), 200, [(bad, "c")])
    with pytest.raises(ValueError, match="control"):
        serialise_response_head((1, 1), 200, [], bad)


@pytest.mark.point(86)
@pytest.mark.parametrize("value", ["\r\n", "a\r\nSet-Cookie: b", "a\r\n\r\nbody", "\n\r"])
def test_no_value_can_split_a_response(value: str) -> None:
    with pytest.raises(ValueError, match="control"):
        serialise_response_head((1, 1), 302, [("Location", value)])
    with pytest.raises(ValueError, match="control"):
        serialise_response_head((1, 1), 302, [], value)


@pytest.mark.parametrize("name", ["", "a b", "a:", "é", "Content-Length ", "a\t"])
def test_a_written_name_is_a_token(name: str) -> None:
    with pytest.raises(ValueError, match="not a field name"):
        serialise_response_head((1, 1), 200, [(name, "a")])


def test_text_beyond_latin_1_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="latin-1"):
        serialise_response_head((1, 1), 200, [("A", "한글")])


@pytest.mark.parametrize("status", [0, 99, 600, 1000])
def test_a_status_has_three_digits(status: int) -> None:
    with pytest.raises(ValueError, match="not a status"):
        serialise_response_head((1, 1), status, [])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"GET /a HTTP/1.1\r\nbad\r\n\r\n", ("GET", "/a")),
        (b"get /a HTTP/9.9", ("get", "/a")),
        (b"GET  /a HTTP/1.1\r\n", ("", "")),
        (b"\x16\x03\x01 \x00 x\r\n", ("", "")),
        (b"A" * 40 + b" / HTTP/1.1\r\n", ("A" * 32, "/")),
        (b"", ("", "")),
    ],
)
def test_the_log_learns_of_an_unusable_head_what_can_be_told(data: bytes, words: tuple[str, str]) -> None:
    assert first_words(data) == words
