"""CGIHTTPRequestHandler over real sockets: real scripts, run and never shown."""

import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from shareapp.server import CGIHTTPRequestHandler
from shareapp.server.handlers.cgi import _url_collapse_path, executable, nobody_uid
from shareapp.server.limits import Limits
from tests.support.handling import Quiet, body_of, fields_of, serving, status_of, talk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the scripts are shell scripts")

PROFILES = pytest.mark.parametrize("strict", [False, True], ids=["lenient", "strict"])
PLAIN = "printf 'Content-Type: text/plain\\n\\n'\n"


class Scripts:
    """A folder with scripts, served."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, name: str, body: str, mode: int = 0o755) -> Path:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"#!/bin/sh\n{body}")
        file.chmod(mode)
        return file

    def handler(self, *, strict: bool = False, **members: Any) -> Any:
        members = {"strict": strict, "protocol_version": "HTTP/1.1", **members}
        return partial(type("Own", (Quiet, CGIHTTPRequestHandler), members), directory=self.folder)

    def ask(self, target: str, method: str = "GET", *fields: str, body: str = "", handler: Any = None) -> bytes:
        length = [f"Content-Length: {len(body)}"] if body else []
        head = "\r\n".join(
            [f"{method} {target} HTTP/1.1", "Host: h:1", "Connection: close", *length, *fields, "", body]
        )
        with serving(handler or self.handler()) as server:
            return talk(server, head.encode())


@pytest.fixture
def scripts(tmp_path: Path) -> Scripts:
    """A folder that the user "nobody" may enter, should this be root."""
    for folder in (tmp_path, *tmp_path.parents):
        if os.geteuid() == 0 and folder.owner() == "root" and str(folder).startswith("/tmp/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    return Scripts(tmp_path)


def unchunked(answer: bytes) -> bytes:
    """The body of a chunked answer of one chunk."""
    return body_of(answer).partition(b"\r\n")[2].removesuffix(b"\r\n0\r\n\r\n")


@pytest.mark.fault("gh-133810")
@PROFILES
def test_a_script_answers(scripts: Scripts, strict: bool) -> None:
    scripts.add("cgi-bin/a.sh", PLAIN + "printf 'hello'")
    answer = scripts.ask("/cgi-bin/a.sh", handler=scripts.handler(strict=strict))
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n" if strict else b"HTTP/1.1 200 Script output follows\r\n")
    assert fields_of(answer)["content-type"] == "text/plain"
    assert unchunked(answer) == b"hello"


@pytest.mark.point(110)
@pytest.mark.fault("cgi-rfc-3875")
def test_keep_alive_stays_in_step(scripts: Scripts) -> None:
    """With HTTP/1.1 http.server left the end of the output to guess."""
    scripts.add("cgi-bin/a.sh", PLAIN + "printf 'hello'")
    one = b"GET /cgi-bin/a.sh HTTP/1.1\r\nHost: h\r\n"
    with serving(scripts.handler()) as server:
        answers = talk(server, one + b"\r\n" + one + b"Connection: close\r\n\r\n")
    assert answers.count(b"5\r\nhello\r\n0\r\n\r\n") == 2


def test_http_1_0_ends_with_the_connection(scripts: Scripts) -> None:
    scripts.add("cgi-bin/a.sh", PLAIN + "printf 'hello'")
    with serving(scripts.handler(protocol_version="HTTP/1.0")) as server:
        answer = talk(server, b"GET /cgi-bin/a.sh HTTP/1.0\r\n\r\n")
    assert body_of(answer) == b"hello"
    assert "transfer-encoding" not in fields_of(answer)


@pytest.mark.point(109)
@pytest.mark.fault("cgi-rfc-3875")
@PROFILES
def test_a_script_decides_about_its_status(scripts: Scripts, strict: bool) -> None:
    scripts.add("cgi-bin/a.sh", "printf 'Status: 404 None\\nContent-Type: text/plain\\n\\nno'")
    assert status_of(scripts.ask("/cgi-bin/a.sh", handler=scripts.handler(strict=strict))) == 404


@pytest.mark.point(109)
@pytest.mark.fault("cgi-rfc-3875")
def test_an_absolute_location_is_302(scripts: Scripts) -> None:
    scripts.add("cgi-bin/a.sh", "printf 'Location: https://example.org/\\n\\n'")
    answer = scripts.ask("/cgi-bin/a.sh")
    assert (status_of(answer), fields_of(answer)["location"]) == (302, "https://example.org/")


@pytest.mark.point(109)
@pytest.mark.fault("cgi-rfc-3875")
def test_a_local_location_is_followed_here(scripts: Scripts) -> None:
    scripts.add("cgi-bin/a.sh", "printf 'Location: /cgi-bin/b.sh?x=1\\n\\n'")
    scripts.add("cgi-bin/b.sh", PLAIN + 'printf "$QUERY_STRING"')
    scripts.add("cgi-bin/c.sh", "printf 'Location: /plain.txt\\n\\n'")
    (scripts.folder / "plain.txt").write_text("plain")
    assert unchunked(scripts.ask("/cgi-bin/a.sh")) == b"x=1"
    assert body_of(scripts.ask("/cgi-bin/c.sh")) == b"plain"


@pytest.mark.point(109)
def test_a_circle_of_locations_is_502(scripts: Scripts) -> None:
    scripts.add("cgi-bin/a.sh", "printf 'Location: /cgi-bin/a.sh\\n\\n'")
    assert status_of(scripts.ask("/cgi-bin/a.sh")) == 502


@pytest.mark.point(109)
@pytest.mark.parametrize(
    "output", ["", "printf 'no header'", "printf 'X: y\\n\\nno type'", "printf 'X: \\001\\nContent-Type: a/b\\n\\n'"]
)
def test_what_is_no_cgi_output_is_502(scripts: Scripts, output: str) -> None:
    scripts.add("cgi-bin/a.sh", output)
    assert status_of(scripts.ask("/cgi-bin/a.sh")) == 502


@pytest.mark.point(110)
@pytest.mark.fault("cgi-rfc-3875")
def test_head_has_no_body(scripts: Scripts) -> None:
    scripts.add("cgi-bin/a.sh", PLAIN + "printf 'hello'")
    answer = scripts.ask("/cgi-bin/a.sh", "HEAD")
    assert (status_of(answer), body_of(answer)) == (200, b"")


@pytest.mark.fault("gh-157951")
@pytest.mark.parametrize("status", [204, 304])
def test_an_answer_that_has_no_body_gets_none_and_no_framing(scripts: Scripts, status: int) -> None:
    """gh-157951: clients wait for the chunks that were announced."""
    scripts.add("cgi-bin/a.sh", f"printf 'Status: {status}\\nContent-Type: text/plain\\n\\nbody'")
    answer = scripts.ask("/cgi-bin/a.sh")
    assert (status_of(answer), body_of(answer)) == (status, b"")
    assert fields_of(answer).keys().isdisjoint({"transfer-encoding", "content-length"})


@pytest.mark.point(107)
@pytest.mark.fault("gh-81482")
@pytest.mark.parametrize("size", [3, 300_000])
def test_a_script_reads_the_whole_body(scripts: Scripts, size: int) -> None:
    """gh-81482."""
    scripts.add("cgi-bin/a.sh", PLAIN + 'printf "$CONTENT_LENGTH "; wc -c')
    handler = scripts.handler(protocol_version="HTTP/1.0")
    told = body_of(scripts.ask("/cgi-bin/a.sh", "POST", body="x" * size, handler=handler)).split()
    assert told == [str(size).encode()] * 2


@pytest.mark.point(107)
def test_a_chunked_body_has_a_length_for_the_script(scripts: Scripts) -> None:
    scripts.add("cgi-bin/a.sh", PLAIN + 'printf "$CONTENT_LENGTH "; cat')
    with serving(scripts.handler(protocol_version="HTTP/1.0")) as server:
        head = b"POST /cgi-bin/a.sh HTTP/1.1\r\nHost: h\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
        assert b"5 hello" in talk(server, head + b"5\r\nhello\r\n0\r\n\r\n")


class TestEnvironment:
    def environment(self, scripts: Scripts, target: str, *fields: str, strict: bool = False) -> dict[str, str]:
        scripts.add("cgi-bin/env.sh", PLAIN + "exec env")
        handler = scripts.handler(strict=strict, protocol_version="HTTP/1.0")
        lines = body_of(scripts.ask(target, "GET", *fields, handler=handler)).decode().splitlines()
        return dict(line.partition("=")[::2] for line in lines)

    @pytest.mark.point(106)
    def test_it_is_the_requests(self, scripts: Scripts) -> None:
        told = self.environment(scripts, "/cgi-bin/env.sh/rest/%ED%95%9C?a=b?c=d", "X-Own: 1")
        wanted = {
            "GATEWAY_INTERFACE": "CGI/1.1",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "SERVER_NAME": "h",
            "SERVER_PORT": "1",
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "/cgi-bin/env.sh",
            "PATH_INFO": "/rest/한",
            "PATH_TRANSLATED": f"{scripts.folder}/rest/한",
            "QUERY_STRING": "a=b?c=d",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_X_OWN": "1",
            "PWD": str(scripts.folder / "cgi-bin"),
        }
        assert {name: told.get(name) for name in wanted} == wanted

    @pytest.mark.point(105)
    @pytest.mark.fault("cgi-rfc-3875")
    def test_it_holds_no_secret_of_the_server(self, scripts: Scripts, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SECRET", "s")
        told = self.environment(scripts, "/cgi-bin/env.sh", "Proxy: evil", "Authorization: Basic dTpw", "A_B: c")
        assert told.keys().isdisjoint({"SECRET", "HTTP_PROXY", "HTTP_AUTHORIZATION", "REMOTE_USER", "HTTP_A_B"})

    @pytest.mark.parametrize(("strict", "accept"), [(False, "a/b,c/d"), (True, "a/b, c/d")])
    def test_repeated_fields_are_joined(self, scripts: Scripts, strict: bool, accept: str) -> None:
        told = self.environment(scripts, "/cgi-bin/env.sh", "Accept: a/b", "Accept: c/d", strict=strict)
        assert told["HTTP_ACCEPT"] == accept


class TestLimits:
    @pytest.mark.point(111)
    def test_a_script_that_takes_too_long_is_504(self, scripts: Scripts) -> None:
        scripts.add("cgi-bin/a.sh", "exec sleep 60")
        assert status_of(scripts.ask("/cgi-bin/a.sh", handler=scripts.handler(limits=Limits(cgi_seconds=0.3)))) == 504

    def test_output_that_takes_too_long_is_cut_off(self, scripts: Scripts) -> None:
        scripts.add("cgi-bin/a.sh", PLAIN + "printf 'hello'; exec sleep 60")
        answer = scripts.ask("/cgi-bin/a.sh", handler=scripts.handler(limits=Limits(cgi_seconds=0.5)))
        assert not answer.endswith(b"0\r\n\r\n")

    @pytest.mark.point(111)
    def test_errors_and_exit_codes_are_logged(self, scripts: Scripts) -> None:
        scripts.add("cgi-bin/a.sh", PLAIN + "echo oops >&2; exit 3")
        handler = scripts.handler()
        scripts.ask("/cgi-bin/a.sh", handler=handler)
        log = "\n".join(handler.func.lines)
        assert "oops" in log
        assert "exit code 3" in log


class TestSources:
    """bpo-26657, bpo-19435, CVE-2011-1015, CVE-2014-4650, gh-104711."""

    TARGETS = (
        "/cgi-bin/a.sh", "/cgi-bin%2fa.sh", "/%63gi-bin/a.sh", "//cgi-bin/a.sh", "/x/../cgi-bin/a.sh",
        "/./cgi-bin/a.sh", "cgi-bin/a.sh", "/cgi-bin/./a.sh", "/cgi-bin//a.sh", "/cgi-bin/x/../a.sh",
        "/link/a.sh", "/cgi-bin/a.sh/", "http://h/cgi-bin/a.sh", "/%2fcgi-bin/a.sh", "/cgi-bin/%2e/a.sh",
        "/a/..%2fcgi-bin/a.sh",
    )  # fmt: skip

    @pytest.mark.fault("bpo-19435", "gh-104711")
    @PROFILES
    @pytest.mark.parametrize("target", TARGETS)
    def test_no_spelling_shows_a_source(self, scripts: Scripts, strict: bool, target: str) -> None:
        scripts.add("cgi-bin/a.sh", PLAIN + "printf 'output' # SOURCE")
        (scripts.folder / "x").mkdir()
        (scripts.folder / "link").symlink_to("cgi-bin")
        answer = scripts.ask(target, handler=scripts.handler(strict=strict))
        assert b"SOURCE" not in answer
        assert status_of(answer) in (200, 400, 403, 404)

    @pytest.mark.parametrize("target", ["/x/../cgi-bin/a.sh", "/cgi-bin%2fa.sh", "/cgi-bin/b/%2e%2e/a.sh"])
    def test_only_one_path_leads_to_a_script_in_the_strict_profile(self, scripts: Scripts, target: str) -> None:
        scripts.add("cgi-bin/a.sh", PLAIN)
        assert status_of(scripts.ask(target, handler=scripts.handler(strict=True))) == 404
        assert status_of(scripts.ask(target)) == 200

    @PROFILES
    def test_an_absolute_target_leads_to_a_script(self, scripts: Scripts, strict: bool) -> None:
        scripts.add("cgi-bin/a.sh", PLAIN + "printf '%s' \"$SCRIPT_NAME?$QUERY_STRING\"")
        answer = scripts.ask("http://other/cgi-bin/a.sh?a=b", handler=scripts.handler(strict=strict))
        assert unchunked(answer) == b"/cgi-bin/a.sh?a=b"

    @pytest.mark.fault("gh-103223")
    @PROFILES
    @pytest.mark.parametrize(
        "target", ["/%00", "/a%00b.txt", "/cgi-bin/%00", "/%ED%A0%80", "/\xed\xa0\x80", "/cgi-bin/%ff"]
    )
    def test_what_no_path_can_hold_is_refused(self, scripts: Scripts, strict: bool, target: str) -> None:
        answer = scripts.ask(target, handler=scripts.handler(strict=strict))
        assert status_of(answer) in (400, 404)

    @pytest.mark.fault("bpo-19435")
    @PROFILES
    def test_a_script_folder_is_not_listed(self, scripts: Scripts, strict: bool) -> None:
        scripts.add("cgi-bin/a.sh", PLAIN)
        answer = scripts.ask("/cgi-bin/", handler=scripts.handler(strict=strict))
        assert status_of(answer) == 403
        assert b"a.sh" not in answer

    @pytest.mark.parametrize(("strict", "status"), [(False, 200), (True, 404)])
    def test_a_link_out_of_the_folder_is_run_only_leniently(self, scripts: Scripts, strict: bool, status: int) -> None:
        outside = scripts.add("outside/a.sh", PLAIN)
        inside = Scripts(scripts.folder / "inside")
        (inside.folder / "cgi-bin").mkdir(parents=True)
        (inside.folder / "cgi-bin" / "a.sh").symlink_to(outside)
        assert status_of(inside.ask("/cgi-bin/a.sh", handler=inside.handler(strict=strict))) == status


@PROFILES
def test_what_cannot_be_run_is_refused(scripts: Scripts, strict: bool) -> None:
    scripts.add("cgi-bin/plain.sh", PLAIN, mode=0o644)
    handler = scripts.handler(strict=strict)
    assert status_of(scripts.ask("/cgi-bin/plain.sh", handler=handler)) == 403
    assert status_of(scripts.ask("/cgi-bin/none.sh", handler=handler)) == 404
    assert status_of(scripts.ask("/cgi-bin/../../x", handler=handler)) == 404


def test_other_posts_are_501(scripts: Scripts) -> None:
    assert b" 501 Can only POST to CGI scripts\r\n" in scripts.ask("/x", "POST", body="a=b")


def test_folders_of_scripts_may_be_nested_and_anywhere(scripts: Scripts) -> None:
    scripts.add("sub/run/deep/a.sh", PLAIN + "printf '%s' \"$SCRIPT_NAME\"")
    handler = scripts.handler(cgi_directories=["/sub/run"])
    assert unchunked(scripts.ask("/sub/run/deep/a.sh/info", handler=handler)) == b"/sub/run/deep/a.sh"


def test_is_cgi_may_be_overridden(scripts: Scripts) -> None:
    def is_cgi(self: Any) -> bool:
        self.cgi_info = "", "any.sh"
        return True

    scripts.add("any.sh", PLAIN + "printf 'any'")
    assert unchunked(scripts.ask("/x", handler=scripts.handler(is_cgi=is_cgi))) == b"any"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give rights away")
def test_as_root_a_script_is_nobody(scripts: Scripts) -> None:
    scripts.add("cgi-bin/a.sh", PLAIN + "id -u; id -G")
    told = unchunked(scripts.ask("/cgi-bin/a.sh")).split()
    assert told[0] == str(nobody_uid()).encode()
    assert b"0" not in told


@pytest.mark.parametrize(
    ("path", "collapsed"),
    [("", "//"), ("/a", "//a"), ("a/b", "/a/b"), ("/a/b/", "/a/b/"), ("/a/./b/../c", "/a/c"), ("/a/b/..", "/a/"),
     ("/a%2fb?c=%2f", "/a/b?c=%2f"), ("/a//b", "/a/b")],
)  # fmt: skip
def test_a_path_is_collapsed(path: str, collapsed: str) -> None:
    assert _url_collapse_path(path) == collapsed


@pytest.mark.parametrize("path", ["..", "/../a", "/a/../../b", "/%2e%2e/a"])
def test_a_path_above_the_root_is_an_index_error(path: str) -> None:
    with pytest.raises(IndexError):
        _url_collapse_path(path)


def test_executable_is_about_this_user(tmp_path: Path) -> None:
    assert executable("/bin/sh")
    assert not executable(str(tmp_path / "none"))
