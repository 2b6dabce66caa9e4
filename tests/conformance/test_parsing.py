"""Points 1 to 28 over real sockets: what is read, what is refused, and that nothing hides behind a refusal."""

import pytest

from tests.support.targets import ALL, CONTENT, HOST, LAST, LENIENT, STRICT, Target

GET = "GET /song.txt HTTP/1.1\r\n"
POST = "POST /echo HTTP/1.1\r\n"
CLOSE = "Connection: close\r\n"


def after(target: Target, line: str | bytes, fields: str | bytes = HOST) -> list[int]:
    """The statuses of a head and of a good request behind it: one when the head was refused."""
    return target.statuses(line, fields, "\r\n", LAST)


BLANKS = [b"GET  / HTTP/1.1", b"GET /  HTTP/1.1", b" GET / HTTP/1.1", b"GET / HTTP/1.1 ", b"GET\t/\tHTTP/1.1"]
BLANKS += [b"GET" + blank + b"/ HTTP/1.1" for blank in (b"\xa0", b"\x85", b"\x1c", b"\x0b", b"\x0c")]


@pytest.mark.point(1)
@pytest.mark.fault("request-line-blanks")
@STRICT
def test_a_request_line_has_single_spaces_and_any_other_blank_is_400(target: Target) -> None:
    assert {line: after(target, line + b"\r\n") for line in BLANKS} == {key: [400] for key in BLANKS}


@pytest.mark.point(1)
@pytest.mark.fault("request-line-blanks")
@LENIENT
def test_the_lenient_profile_splits_a_request_line_at_single_spaces_too(target: Target) -> None:
    for blank in (b"\xa0", b"\x85", b"\x1c", b"\t", b"  "):
        assert CONTENT not in target.talk(b"GET" + blank + b"/song.txt HTTP/1.1\r\n", HOST, "\r\n"), blank


@pytest.mark.point(2)
@ALL
def test_empty_lines_before_a_request_are_skipped(target: Target) -> None:
    assert target.statuses("\r\n", LAST) == target.statuses("\r\n\r\n", LAST) == [200]


BARE_LF = (
    GET.replace("\r", "") + "Host: localhost\nConnection: close\n\n",
    GET.replace("\r", "") + HOST + CLOSE + "\r\n",
    GET + "Host: localhost\n" + CLOSE + "\r\n",
)


@pytest.mark.point(3)
@ALL
def test_a_bare_lf_is_400_and_ends_a_line_for_the_lenient_profile_alone(target: Target) -> None:
    wanted = [200] if target.kind == "lenient" else [400]
    assert {head: target.statuses(head) for head in BARE_LF} == dict.fromkeys(BARE_LF, wanted)


BAD_FIELDS = (
    # 4: bare CR
    *(b"X: a\rb\r\n", b"X: a\r\r\n", b"X: a\rY: b\r\n"),
    # 5: a blank before the colon
    *(b"Content-Length : 5\r\n", b"Content-Length\t: 5\r\n"),
    # 6: a folded line
    *(b"X: a\r\n b\r\n", b"X: a\r\n\tb\r\n"),
    # 8: no token, no colon
    *(b": x\r\n", b"Connection close\r\n", b"X Y: z\r\n", b"X\x01: z\r\n", b"X(: z\r\n", b"X\xa0: z\r\n"),
    # 9: a control byte in the value
    *(b"X: a\0b\r\n", b"X: \x1b[31m\r\n", b"X: \x7f\r\n", b"X: \x0b\r\n"),
)


@pytest.mark.point(4, 5, 6, 8, 9)
@pytest.mark.fault("dropped-fields")
@ALL
def test_bare_cr_and_blank_before_colon_and_folding_and_names_and_controls_are_400(target: Target) -> None:
    """A field that two readers could read differently, so that the ones behind it are lost to one of them."""
    statuses = {field: after(target, GET, HOST.encode() + field) for field in BAD_FIELDS}
    assert statuses == {key: [400] for key in BAD_FIELDS}


@pytest.mark.point(7)
@ALL
def test_a_first_field_line_that_begins_with_a_blank_is_400(target: Target) -> None:
    assert after(target, GET, f" {HOST}{HOST}") == after(target, GET, f"\t{HOST}{HOST}") == [400]


@pytest.mark.point(9)
@ALL
def test_bytes_beyond_ascii_in_a_value_disturb_nobody(target: Target) -> None:
    assert target.statuses(GET, HOST, CLOSE, "X: 한글".encode(), b"\xff\r\n\r\n") == [200]


LENGTHS = ("+5", "-5", "5 5", "1_0", "0x5", "", "5;", "\xb2", "9" * 20, "9" * 400)


@pytest.mark.point(10)
@ALL
def test_a_length_is_digits_and_no_larger_than_any_disk(target: Target) -> None:
    for length in LENGTHS:
        assert after(target, POST, f"{HOST}Content-Length: {length}\r\n") in ([400], [413]), length


TWO_ENDS = (
    # 11: two lengths
    *("Content-Length: 5\r\nContent-Length: 6\r\n", "Content-Length: 5\r\nContent-Length: 5\r\n"),
    *("Content-Length: 5, 6\r\n", "Content-Length: 5, 5\r\n"),
    # 12: a length beside chunks
    "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
    "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
    # 13: not chunked at the end
    *("Transfer-Encoding: gzip\r\n", "Transfer-Encoding: identity\r\n", "Transfer-Encoding:\r\n"),
    *("Transfer-Encoding: xchunked\r\n", "Transfer-Encoding: \x0bchunked\r\n"),
    # 14: chunked twice, or not last
    *("Transfer-Encoding: chunked, chunked\r\n", "Transfer-Encoding: chunked, gzip\r\n"),
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
)


@pytest.mark.point(11, 12, 13, 14)
@pytest.mark.fault("gh-150499")
@ALL
def test_a_body_with_two_possible_ends_is_400_and_the_end_of_the_connection(target: Target) -> None:
    """Repeated lengths, a length beside chunks, a coding that is not chunked, last and once."""
    assert {fields: after(target, POST, HOST + fields) for fields in TWO_ENDS} == {key: [400] for key in TWO_ENDS}


@pytest.mark.point(13)
@ALL
def test_a_transfer_coding_that_we_do_not_have_is_501(target: Target) -> None:
    assert after(target, POST, f"{HOST}Transfer-Encoding: gzip, chunked\r\n") == [501]


@pytest.mark.point(15)
@ALL
def test_chunks_from_http_1_0_are_400_and_the_end_of_the_connection(target: Target) -> None:
    fields = f"{HOST}Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n"
    assert after(target, POST.replace("1.1", "1.0"), fields) == [400]


def chunked(target: Target, body: str) -> bytes:
    """All answers to a chunked body and a good request behind it."""
    return target.talk(POST, HOST, "Transfer-Encoding: chunked\r\n\r\n", body, LAST)


GOOD_CHUNKS = ("5\r\nhello\r\n0\r\n\r\n", "005;a=b;c\r\nhello\r\n0;x\r\n\r\n", '5;a="b;c"\r\nhello\r\n0\r\n\r\n')
BAD_CHUNKS = (
    *("+5\r\nhello\r\n", "0x5\r\nhello\r\n", "5_\r\nhello\r\n", " 5\r\nhello\r\n", "5\nhello\r\n"),
    *("5\r\nhello\n", "5\r\nhello!!", "4\r\nhello\r\n", "00000000000000005\r\nhello\r\n", "\r\nhello\r\n"),
    "5;" + "x" * 5000 + "\r\nhello\r\n",
)


@pytest.mark.point(16)
@ALL
def test_a_chunk_has_a_plain_size_bounded_extensions_and_an_exact_end(target: Target) -> None:
    for body in GOOD_CHUNKS:
        assert b"\r\n\r\nhelloHTTP/1.1 200" in chunked(target, body), body
    for body in BAD_CHUNKS:
        answers = chunked(target, body + "0\r\n\r\n")
        assert (answers[:13], answers.count(b"HTTP/1.1 ")) == (b"HTTP/1.1 400 ", 1), body


@pytest.mark.point(17)
@ALL
def test_trailers_are_dropped_and_bad_or_endless_ones_refused(target: Target) -> None:
    answers = chunked(target, "5\r\nhello\r\n0\r\nContent-Length: 99\r\nX: y\r\n\r\n")
    assert answers.count(b"HTTP/1.1 200") == 2
    for bad in ("X : y\r\n", "no colon\r\n", " folded\r\n", "X: a\rb\r\n"):
        assert chunked(target, f"0\r\n{bad}\r\n").startswith(b"HTTP/1.1 400 "), bad
    assert chunked(target, "0\r\n" + "X: y\r\n" * 101 + "\r\n").startswith(b"HTTP/1.1 431 ")


@pytest.mark.point(18)
@ALL
def test_announced_and_chunked_bodies_arrive_alike(target: Target) -> None:
    announced = target.talk(POST, HOST, "Content-Length: 11\r\n\r\nhello world", LAST)
    in_chunks = chunked(target, "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n")
    for answers in (announced, in_chunks):
        assert b"\r\n\r\nhello worldHTTP/1.1 200" in answers


BAD_HOSTS = (f"{HOST}Host: other\r\n", HOST * 2, "Host: a b\r\n", "Host: a/b\r\n", "Host: a@b\r\n", "Host: a:b\r\n")


@pytest.mark.point(19)
@ALL
def test_two_hosts_or_an_invalid_one_are_400(target: Target) -> None:
    assert {fields: after(target, GET, fields) for fields in BAD_HOSTS} == {key: [400] for key in BAD_HOSTS}


@pytest.mark.point(19)
@ALL
def test_http_1_1_without_host_is_400_but_tolerated_by_the_lenient_profile(target: Target) -> None:
    wanted = [200] if target.kind == "lenient" else [400]
    assert target.statuses(GET, CLOSE, "\r\n") == wanted


@pytest.mark.point(20)
@ALL
def test_an_absolute_target_is_the_file_of_its_path(target: Target) -> None:
    for authority in ("localhost", "127.0.0.1:8000", "LOCALHOST", "[::1]"):
        answer = target.talk(f"GET http://{authority}/song.txt?q HTTP/1.1\r\n", HOST, CLOSE, "\r\n")
        assert answer.startswith(b"HTTP/1.1 200 "), authority
        assert answer.endswith(CONTENT)


@pytest.mark.point(20)
def test_the_authority_of_an_absolute_target_counts_instead_of_host(product: Target) -> None:
    assert product.statuses("GET http://evil.example/song.txt HTTP/1.1\r\n", HOST, CLOSE, "\r\n") == [421]
    foreign_field = "Host: evil.example\r\n"
    assert product.statuses("GET http://localhost/song.txt HTTP/1.1\r\n", foreign_field, CLOSE, "\r\n") == [200]


@pytest.mark.point(21)
@ALL
def test_connect_is_never_a_tunnel(target: Target) -> None:
    for line in ("CONNECT localhost:22", "CONNECT /", "CONNECT http://localhost/", "GET localhost:22"):
        wanted = (400, 404, 501) if target.kind == "lenient" else (400, 501)
        assert after(target, f"{line} HTTP/1.1\r\n")[0] in wanted, line


@pytest.mark.point(22)
@STRICT
def test_an_asterisk_is_a_target_for_options_only(target: Target) -> None:
    wanted = {"GET": [400], "HEAD": [400], "POST": [400], "OPTIONS": [204]}
    assert {method: target.statuses(f"{method} * HTTP/1.1\r\n", HOST, CLOSE, "\r\n") for method in wanted} == wanted


NO_SLASH = {"song.txt": [200], "?song.txt": [301], "../canary.txt": [404], "file:///song.txt": [404]}
"""Targets, and what the lenient profile makes of them."""


@pytest.mark.point(23)
@ALL
def test_a_target_without_its_slash_is_400_but_tolerated_by_the_lenient_profile(target: Target) -> None:
    wanted = NO_SLASH if target.kind == "lenient" else {key: [400] for key in NO_SLASH}
    assert {path: target.statuses(f"GET {path} HTTP/1.1\r\n", HOST, CLOSE, "\r\n") for path in wanted} == wanted


NO_TARGETS = (b"/song.txt#x", b"/so ng.txt", b"/song.txt\x01", b"/song.txt\x7f", b"/\0", b"/a\\b")


@pytest.mark.point(24)
@STRICT
def test_a_fragment_a_blank_or_a_control_byte_in_a_target_is_400(target: Target) -> None:
    statuses = {path: after(target, b"GET " + path + b" HTTP/1.1\r\n") for path in NO_TARGETS}
    assert statuses == {key: [400] for key in NO_TARGETS}


@pytest.mark.point(24)
@ALL
def test_a_name_sent_as_raw_utf_8_is_found(target: Target) -> None:
    line = "GET /한글%20노래.txt HTTP/1.1\r\n".encode()
    assert target.talk(line, HOST, CLOSE, "\r\n").endswith(CONTENT)


VERSIONS = {"HTTP/1.2": 200, "HTTP/1.9": 200, "HTTP/2.0": 505, "HTTP/3.0": 505, "http/1.1": 400, "HTTP/01.1": 400}
VERSIONS |= {"HTTP/1.10": 400, "HTTP/1": 400, "HTTP/1.": 400, "HTTP/+1.1": 400, "HTTP/1.1x": 400, "HTTP/\xb2.0": 400}


@pytest.mark.point(25)
@pytest.mark.fault("no-status-line")
@STRICT
def test_versions_are_read_to_the_letter_and_refused_with_a_status_line(target: Target) -> None:
    statuses = {version: target.statuses(f"GET /song.txt {version}\r\n", HOST, CLOSE, "\r\n") for version in VERSIONS}
    assert statuses == {version: [status] for version, status in VERSIONS.items()}


@pytest.mark.point(26)
@ALL
def test_too_long_a_target_is_414_and_too_long_or_many_fields_are_431(target: Target) -> None:
    assert after(target, "GET /" + "a" * 70_000 + " HTTP/1.1\r\n") == [414]
    assert after(target, GET, HOST + "X: " + "a" * 70_000 + "\r\n") == [431]
    assert after(target, GET, HOST + "X: a\r\n" * 101) == [431]


@pytest.mark.point(26)
@STRICT
def test_the_strict_profile_reads_eight_kibibytes_of_a_line(target: Target) -> None:
    assert after(target, "GET /" + "a" * 9_000 + " HTTP/1.1\r\n") == [414]
    assert after(target, GET, HOST + "X: " + "a" * 9_000 + "\r\n") == [431]


@pytest.mark.point(27)
@pytest.mark.fault("gh-150499")
@ALL
def test_a_request_behind_a_refused_one_is_never_executed(target: Target) -> None:
    hidden = f"0\r\n\r\n{LAST}"
    for bad in (TWO_ENDS[0], TWO_ENDS[4], "X : y\r\n"):
        answers = target.talk(GET, HOST, "\r\n", POST, HOST, bad, "\r\n", hidden, LAST)
        counts = answers.count(b"HTTP/1.1 200"), answers.count(b"HTTP/1.1 400"), answers.count(CONTENT)
        assert counts == (1, 1, 1), bad


@pytest.mark.point(28)
@pytest.mark.fault("dns-rebinding")
@ALL
def test_a_foreign_host_is_421_in_the_product_alone(target: Target) -> None:
    for host in ("evil.example", "localhost.evil.example", "evil.example:8000"):
        statuses = target.statuses(GET, f"Host: {host}\r\n", CLOSE, "\r\n")
        assert statuses == ([421] if target.kind == "product" else [200]), host
