"""Points 105 to 112 over real sockets: scripts behind the product and behind both profiles of the class."""

import contextlib
import os
import re
import sys
import tracemalloc
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from shareapp.server import CGIHTTPRequestHandler
from shareapp.server.limits import Limits
from tests.support import handling, targets
from tests.support.targets import CANARY, HOST
from tests.support.wire_client import Answer, WireClient

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the scripts are shell scripts")

PLAIN = "printf 'Content-Type: text/plain\\n\\n'\n"
SHORT = Limits(cgi_seconds=0.5, cgi_output_bytes=100_000, cgi_processes=2)


class Scripts(NamedTuple):
    """A share with a script folder, served."""

    kind: str
    port: int
    share: Path

    def add(self, name: str, body: str, mode: int = 0o755) -> None:
        """A shell script."""
        file = self.share / "cgi-bin" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"#!/bin/sh\n{body}")
        file.chmod(mode)

    def client(self) -> WireClient:
        """A new connection."""
        return WireClient(self.port)

    def ask(self, path: str, *fields: tuple[str, str], method: str = "GET", body: bytes = b"") -> Answer:
        """One request on a connection of its own."""
        length = [("Content-Length", str(len(body)))] if body else []
        with self.client() as client:
            client.request(path, method, [*fields, *length], body)
            return client.answer(head_only=method == "HEAD")


@contextlib.contextmanager
def served(kind: str, share: Path, limits: Limits) -> Iterator[Scripts]:
    """The share with its scripts; who may be "nobody" can enter it."""
    for folder in (share, *share.parents):
        if os.geteuid() == 0 and str(folder).startswith("/tmp/") and folder.owner() == "root":
            folder.chmod(folder.stat().st_mode | 0o055)
    (share / "cgi-bin").mkdir()
    if kind == "product":
        options: dict[str, Any] = {"cgi_folders": ("/cgi-bin",), "cgi_seconds": limits.cgi_seconds, "limits": limits}
        with targets.product(share, **options) as runner:
            yield Scripts(kind, runner.server.port, share)
        return
    members: dict[str, Any] = {"strict": kind == "strict", "protocol_version": "HTTP/1.1", "limits": limits}
    handler = partial(type("Own", (handling.Quiet, CGIHTTPRequestHandler), members), directory=share)
    with handling.serving(handler) as server:
        yield Scripts(kind, server.server_address[1], share)


KINDS = ["product", "strict", "lenient"]


@pytest.fixture(params=KINDS)
def scripts(request: pytest.FixtureRequest, share: Path) -> Iterator[Scripts]:
    """Scripts with as much time as they have by default."""
    with served(request.param, share, Limits()) as scripts:
        yield scripts


@pytest.fixture(params=KINDS)
def hurried(request: pytest.FixtureRequest, share: Path) -> Iterator[Scripts]:
    """Scripts with limits that a test can wait for."""
    with served(request.param, share, SHORT) as scripts:
        yield scripts


ALLOWED = re.compile(
    r"HTTP_\w+|GATEWAY_INTERFACE|SERVER_\w+|REQUEST_\w+|REMOTE_\w+|SCRIPT_\w+|PATH|PATH_INFO|PATH_TRANSLATED|QUERY_STRING"
    r"|CONTENT_\w+|LANG|LC_\w+|TZ|SYSTEMROOT|REDIRECT_STATUS|DOCUMENT_ROOT|HTTPS|PWD|OLDPWD|SHLVL|_"
)
"""RFC 3875's variables, language and time, and what the shell itself sets."""


@pytest.mark.point(105)
@pytest.mark.fault("cgi-rfc-3875")
def test_the_environment_is_a_list_of_what_is_allowed(scripts: Scripts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_OF_THE_SERVER", "x")
    monkeypatch.setenv("HTTP_PROXY", "x")
    scripts.add("env", PLAIN + "env")
    dangerous = [
        ("Proxy", "evil"),
        ("Authorization", "Basic eDp5"),
        ("Proxy-Authorization", "x"),
        ("X_Y", "x"),
        ("Connection", "x"),
    ]
    told = scripts.ask("/cgi-bin/env", *dangerous, ("X-Fine", "fine")).body.decode()
    names = dict(line.partition("=")[::2] for line in told.splitlines())
    assert [name for name in names if not ALLOWED.fullmatch(name)] == []
    assert names["HTTP_X_FINE"] == "fine"
    assert not {"HTTP_PROXY", "HTTP_AUTHORIZATION", "HTTP_PROXY_AUTHORIZATION", "HTTP_X_Y", "HTTP_CONNECTION"} & set(
        names
    )


@pytest.mark.point(106)
@pytest.mark.fault("cgi-rfc-3875")
def test_variables_are_set_where_they_mean_something(scripts: Scripts) -> None:
    scripts.add("env", PLAIN + "env")
    told = scripts.ask("/cgi-bin/env").body.decode()
    names = dict(line.partition("=")[::2] for line in told.splitlines())
    assert (names["QUERY_STRING"], names["SERVER_PROTOCOL"], names["REQUEST_METHOD"]) == ("", "HTTP/1.1", "GET")
    assert not {"CONTENT_LENGTH", "PATH_TRANSLATED", "REMOTE_USER"} & set(names)
    told = scripts.ask("/cgi-bin/env/more%20path?a=b&c", method="POST", body=b"12345").body.decode()
    names = dict(line.partition("=")[::2] for line in told.splitlines())
    assert (names["QUERY_STRING"], names["CONTENT_LENGTH"], names["PATH_INFO"]) == ("a=b&c", "5", "/more path")
    assert names["PATH_TRANSLATED"].endswith("/share/more path")
    with scripts.client() as client:
        client.send("GET /cgi-bin/env HTTP/1.0\r\n", HOST, "\r\n")
        assert b"SERVER_PROTOCOL=HTTP/1.0" in client.answer().body


@pytest.mark.point(107)
@pytest.mark.fault("gh-81482", "gh-119452")
def test_standard_input_is_exactly_the_body_then_its_end(scripts: Scripts) -> None:
    scripts.add("count", PLAIN + 'printf "$CONTENT_LENGTH "; wc -c')
    large = bytes(3_000_000)
    assert scripts.ask("/cgi-bin/count", method="POST", body=large).body.split() == [b"3000000", b"3000000"]
    with scripts.client() as client:
        head = f"POST /cgi-bin/count HTTP/1.1\r\n{HOST}Transfer-Encoding: chunked\r\n\r\n"
        client.send(head, "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n")
        assert client.answer().body.split() == [b"11", b"11"]


@pytest.mark.point(107)
@pytest.mark.fault("gh-119452")
def test_nothing_is_allocated_by_announcement(scripts: Scripts) -> None:
    scripts.add("count", PLAIN + "wc -c")
    tracemalloc.start()
    try:
        with scripts.client() as client:
            client.request("/cgi-bin/count", "POST", [("Content-Length", "60000000000")], b"a few bytes")
            client.half_close()
            assert b" 200 " not in client.rest()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 8 << 20


@pytest.mark.point(108)
@pytest.mark.fault("cgi-rfc-3875")
def test_a_query_never_becomes_an_argument(scripts: Scripts) -> None:
    scripts.add("arguments", PLAIN + 'printf "$#"')
    for query in ("", "?one", "?one+two", "?-rf", "?a=b", "?%2d%2dhelp"):
        assert scripts.ask(f"/cgi-bin/arguments{query}").body == b"0", query


@pytest.mark.point(86, 109)
@pytest.mark.fault("cgi-rfc-3875")
def test_status_and_both_kinds_of_location_are_obeyed_and_no_type_is_502(scripts: Scripts) -> None:
    scripts.add("status", "printf 'Status: 418 Short\\nContent-Type: text/plain\\n\\ntea'")
    scripts.add("local", "printf 'Location: /song.txt?x\\n\\n'")
    scripts.add("away", "printf 'Location: http://example.com/a\\n\\n'")
    scripts.add("circle", "printf 'Location: /cgi-bin/circle\\n\\n'")
    scripts.add("untyped", "printf '\\nno type'")
    scripts.add("silent", "exit 0")
    scripts.add("split", "printf 'Content-Type: text/plain\\nX: a\\rSet-Cookie: b\\n\\n'")
    answer = scripts.ask("/cgi-bin/status")
    assert (answer.status, answer.body) == (418, b"tea")
    assert scripts.ask("/cgi-bin/local").body == targets.CONTENT
    answer = scripts.ask("/cgi-bin/away")
    assert (answer.status, answer.field("Location")) == (302, "http://example.com/a")
    for broken in ("circle", "untyped", "silent", "split"):
        answer = scripts.ask(f"/cgi-bin/{broken}")
        assert (answer.status, answer.field("Set-Cookie")) == (502, None), broken


@pytest.mark.point(110)
@pytest.mark.fault("cgi-rfc-3875")
def test_head_discards_the_output_and_the_connection_stays_in_step(scripts: Scripts) -> None:
    scripts.add("hello", PLAIN + "printf hello")
    with scripts.client() as client:
        for _ in range(3):
            client.request("/cgi-bin/hello", "HEAD")
            assert client.answer(head_only=True).status == 200
            assert client.get("/cgi-bin/hello").body == b"hello"
            client.request("/cgi-bin/hello", "POST", [("Content-Length", "6")], b"unread")
            assert client.answer().body == b"hello"
        assert client.get("/song.txt").body == targets.CONTENT


@pytest.mark.point(111)
@pytest.mark.fault("cgi-rfc-3875")
def test_a_script_runs_in_its_own_folder(scripts: Scripts) -> None:
    scripts.add("where", PLAIN + "pwd")
    assert scripts.ask("/cgi-bin/where").body.strip() == os.path.realpath(scripts.share / "cgi-bin").encode()


@pytest.mark.point(111)
@pytest.mark.fault("cgi-rfc-3875")
def test_a_script_has_limits_of_time_and_output(hurried: Scripts) -> None:
    hurried.add("slow", "sleep 60; " + PLAIN)
    hurried.add("endless", PLAIN + "while :; do printf '%01000d' 0; done")
    assert hurried.ask("/cgi-bin/slow").status == 504
    with hurried.client() as client:
        client.request("/cgi-bin/endless")
        received = client.rest()
    assert len(received) < 300_000
    assert not received.endswith(b"\r\n0\r\n\r\n")
    assert hurried.ask("/nothing").status == 404


@pytest.mark.point(92, 111)
def test_too_many_scripts_at_once_are_503_with_a_time_to_come_back(hurried: Scripts) -> None:
    os.mkfifo(hurried.share / "running")
    (hurried.share / "running").chmod(0o666)
    hurried.add("slow", "printf x > ../running; sleep 60")
    hurried.add("quick", PLAIN)
    with contextlib.ExitStack() as stack:
        for _ in range(SHORT.cgi_processes):
            stack.enter_context(hurried.client()).request("/cgi-bin/slow")
            assert (hurried.share / "running").read_bytes() == b"x"
        answer = hurried.ask("/cgi-bin/quick")
        assert answer.status == 503
        assert int(answer.field("Retry-After") or "") >= 1


@pytest.fixture
def as_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an ordinary user be taken for root: one who cannot give rights away."""
    monkeypatch.setattr(os, "geteuid", lambda: 0)


@pytest.mark.point(112)
@pytest.mark.fault("cgi-rfc-3875")
def test_as_root_a_script_has_given_up_every_right_or_does_not_run(as_root: None, scripts: Scripts) -> None:
    scripts.add("who", PLAIN + "id -u; id -G; touch ran")
    answer = scripts.ask("/cgi-bin/who")
    if os.getuid() == 0:
        assert answer.status == 200
        assert b"0" not in answer.body.split()
    else:
        assert answer.status in (403, 500, 502)
        assert not (scripts.share / "cgi-bin" / "ran").exists()


SOURCES: tuple[str, ...] = (
    "/cgi-bin/who",
    "//cgi-bin/who",
    "/cgi-bin//who",
    "/%63gi-bin/who",
    "/folder/../cgi-bin/who",
    "/cgi-bin/./who",
)
SOURCES += (
    "/cgi-bin%2fwho",
    "/cgi-bin/who%2f",
    "/cgi-bin/who/",
    "/./cgi-bin/who",
    "/cgi-bin/../cgi-bin/who",
    "/link/who",
)
SOURCES += ("/cgi-bin/who%20", "/cgi-bin/who.", "/cgi-bin/x/../who", "/cgi-bin", "/cgi-bin/", "/cgi-bin/source.txt")


@pytest.mark.fault("bpo-19435", "gh-104711", "gh-133810")
def test_no_spelling_shows_what_is_in_a_script_folder(scripts: Scripts) -> None:
    scripts.add("who", f"# {CANARY.decode()}\n" + PLAIN + "printf ran")
    scripts.add("source.txt", f"# {CANARY.decode()}\n", mode=0o644)
    (scripts.share / "link").symlink_to("cgi-bin")
    for path in SOURCES:
        for method in ("GET", "POST", "HEAD"):
            answer = scripts.ask(path, method=method)
            assert CANARY not in answer.body, path
            assert b">source.txt" not in answer.body, path
