"""RFC 3875's text: a script's variables and the head of its output."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shareapp.server.message import Headers
from shareapp.server.wire.cgi import (
    HEAD_BYTES,
    BadOutput,
    Meta,
    Script,
    ScriptHead,
    environment,
    parse_output_head,
    split_output,
)

SCRIPT = Script("/cgi-bin/form.py", "", "/srv/cgi-bin/form.py", "/srv")


def meta(
    *, query: str = "", host: str = "share.local:8000", secure: bool = False, user: str = "", length: int | None = None
) -> Meta:
    return Meta(
        method="POST",
        target=f"/cgi-bin/form.py?{query}",
        query=query,
        protocol="HTTP/1.1",
        host=host,
        secure=secure,
        client="192.0.2.9",
        user=user,
        content_length=length,
        software="shareapp",
    )


def variables(fields: list[tuple[str, str]] | None = None, script: Script = SCRIPT, **about: object) -> dict[str, str]:
    return environment(meta(**about), script, Headers(fields or []), {"PATH": "/bin"})  # type: ignore[arg-type]


@pytest.mark.point(106)
def test_the_required_variables_are_set() -> None:
    found = variables(query="a=b%20c")
    assert found["GATEWAY_INTERFACE"] == "CGI/1.1"
    assert found["QUERY_STRING"] == "a=b%20c"
    assert found["REMOTE_ADDR"] == found["REMOTE_HOST"] == "192.0.2.9"
    assert found["REQUEST_METHOD"] == "POST"
    assert found["SCRIPT_NAME"] == "/cgi-bin/form.py"
    assert (found["SERVER_NAME"], found["SERVER_PORT"]) == ("share.local", "8000")
    assert found["SERVER_PROTOCOL"] == "HTTP/1.1"
    assert found["SERVER_SOFTWARE"] == "shareapp"
    assert found["PATH"] == "/bin"


@pytest.mark.point(106)
def test_query_string_is_set_even_when_empty() -> None:
    assert variables()["QUERY_STRING"] == ""


@pytest.mark.point(106)
@pytest.mark.parametrize(
    "absent", ["PATH_INFO", "PATH_TRANSLATED", "CONTENT_LENGTH", "CONTENT_TYPE", "REMOTE_USER", "HTTPS"]
)
def test_what_does_not_apply_is_not_set(absent: str) -> None:
    assert absent not in variables()


@pytest.mark.point(106)
def test_path_info_brings_path_translated() -> None:
    found = variables(script=SCRIPT._replace(path_info="/a/b"))
    assert (found["PATH_INFO"], found["PATH_TRANSLATED"]) == ("/a/b", "/srv/a/b")


def test_a_body_brings_its_length_and_type() -> None:
    found = variables([("Content-Type", "text/plain"), ("Content-Length", "9")], length=3)
    assert (found["CONTENT_LENGTH"], found["CONTENT_TYPE"]) == ("3", "text/plain")
    assert "HTTP_CONTENT_LENGTH" not in found


@pytest.mark.point(106)
def test_the_user_is_told_only_after_our_own_check() -> None:
    assert "REMOTE_USER" not in variables([("Authorization", "Basic Z3Vlc3Q6eA==")])
    found = variables(user="guest")
    assert (found["AUTH_TYPE"], found["REMOTE_USER"]) == ("Basic", "guest")


@pytest.mark.parametrize(
    ("host", "secure", "expected"),
    [
        ("share.local", False, ("share.local", "80")),
        ("share.local", True, ("share.local", "443")),
        ("[2001:db8::1]:8000", False, ("[2001:db8::1]", "8000")),
        ("[2001:db8::1]", False, ("[2001:db8::1]", "80")),
        ("share.local:", False, ("share.local", "80")),
        ("", False, ("", "80")),
    ],
)
def test_server_name_and_port_come_from_the_authority(host: str, secure: bool, expected: tuple[str, str]) -> None:
    found = variables(host=host, secure=secure)
    assert (found["SERVER_NAME"], found["SERVER_PORT"]) == expected
    assert found.get("HTTPS") == ("on" if secure else None)


@pytest.mark.point(105)
@pytest.mark.parametrize(
    "name",
    [
        "Proxy",
        "PROXY",
        "Authorization",
        "Proxy-Authorization",
        "Connection",
        "Transfer-Encoding",
        "X_Smuggled",
        "Upgrade",
    ],
)
def test_dangerous_fields_become_no_variable(name: str) -> None:
    assert variables([(name, "x")]) == variables()


def test_fields_become_variables_and_repeated_ones_are_joined() -> None:
    found = variables([("X-One", "a"), ("x-one", "b"), ("Cookie", "c=1"), ("Cookie", "d=2")])
    assert (found["HTTP_X_ONE"], found["HTTP_COOKIE"]) == ("a, b", "c=1; d=2")


def test_bytes_beyond_ascii_reach_the_script_as_they_were_sent() -> None:
    sent = "김".encode().decode("latin-1")
    assert variables([("X-Name", sent)], query=sent)["HTTP_X_NAME"] == "김"


@given(
    st.lists(
        st.tuples(st.from_regex(r"[A-Za-z][A-Za-z0-9-]{0,12}", fullmatch=True), st.text("\x00\t a\xff", max_size=9))
    )
)
def test_any_field_makes_variables_that_a_system_accepts(fields: list[tuple[str, str]]) -> None:
    for key, value in variables(fields).items():
        assert "=" not in key
        assert "\0" not in key + value


@pytest.mark.parametrize(
    ("output", "parts"),
    [
        (b"A: b\n\nbody", (b"A: b", b"body")),
        (b"A: b\r\n\r\nbody", (b"A: b\r", b"body")),
        (b"A: b\n\r\nbody", (b"A: b", b"body")),
        (b"A: b\n\n\nbody", (b"A: b", b"\nbody")),
        (b"A: b\n\n", (b"A: b", b"")),
        (b"\nbody", (b"", b"body")),
        (b"\r\nbody", (b"", b"body")),
        (b"A: b\nC: d", None),
        (b"", None),
    ],
)
def test_head_and_body_part_at_the_first_blank_line(output: bytes, parts: tuple[bytes, bytes] | None) -> None:
    assert split_output(output) == parts


def test_an_endless_head_is_refused() -> None:
    with pytest.raises(BadOutput):
        split_output(b"x" * (HEAD_BYTES + 1))


def test_status_location_and_fields_are_read() -> None:
    head = parse_output_head(
        b"Status: 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 12\r\nConnection: close\r\nX-A: b\r"
    )
    assert head == ScriptHead(404, None, "text/plain", 12, [("Content-Type", "text/plain"), ("X-A", "b")])
    assert parse_output_head(b"Location: /other").location == "/other"


@pytest.mark.point(86, 109)
@pytest.mark.parametrize(
    "head",
    [
        b"no colon",
        b": no name",
        b"Bad Name: x",
        b"X: a\0b",
        b"X: a\rEvil: b",
        b"Status: 99",
        b"Status: 100 Continue",
        b"Status: 600",
        b"Status: abc",
        b"Status: 2000",
        b"Content-Length: -1",
        b"Content-Length: 1_0",
    ],
)
def test_a_malformed_head_is_refused(head: bytes) -> None:
    with pytest.raises(BadOutput):
        parse_output_head(head)


@given(st.binary(max_size=200))
def test_any_output_is_a_head_or_refused(output: bytes) -> None:
    try:
        parts = split_output(output)
        fields = parse_output_head(parts[0]).fields if parts else []
    except BadOutput:
        return
    assert not any(c in name + value for name, value in fields for c in "\r\n\0")
