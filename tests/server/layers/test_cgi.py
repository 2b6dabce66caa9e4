"""The CGI layer: real scripts in a real folder, run by the rules of RFC 3875."""

import os
import stat
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from shareapp.server.content.paths import Root
from shareapp.server.errors import HTTPError
from shareapp.server.layers.cgi import Cgi
from shareapp.server.limits import Limits
from shareapp.server.message import Headers, Request, Response
from shareapp.server.process import ProcessTimeout

if TYPE_CHECKING:
    from shareapp.server.events import TroubleCode

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the scripts are shell scripts")

PLAIN = "printf 'Content-Type: text/plain\\n\\n'\n"


class FixedBody:
    """A request's body from memory."""

    def __init__(self, content: bytes, length: int | None) -> None:
        self.length = length
        self._rest = content

    def allow(self, limit: int) -> None:
        pass

    def read(self, size: int = -1) -> bytes:
        size = len(self._rest) if size < 0 else size
        piece, self._rest = self._rest[:size], self._rest[size:]
        return piece

    def readinto(self, buffer: memoryview) -> int:
        piece = self.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


class Share:
    """A folder with scripts, and the layer over it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reports: list[tuple[TroubleCode, tuple[str, ...]]] = []

    def script(self, path: str, body: str, *, mode: int = 0o755, interpreter: str = "/bin/sh") -> Path:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"#!{interpreter}\n{body}")
        file.chmod(mode)
        return file

    def layer(self, *, seconds: float = 20.0, limits: Limits | None = None) -> Cgi:
        return Cgi(
            root=Root.at(self.folder),
            folders=(("cgi-bin",), ("deep", "scripts")),
            software="shareapp",
            report=lambda code, _client, params: self.reports.append((code, params)),
            seconds=seconds,
            limits=limits or Limits(),
        )

    def ask(self, target: str, *, method: str = "GET", body: bytes | None = None, layer: Cgi | None = None) -> Response:
        return (layer or self.layer())(request(target, method=method, body=body), not_found)

    def text(self, target: str, **about: object) -> str:
        response = self.ask(target, **about)  # type: ignore[arg-type]
        try:
            return content(response).decode()
        finally:
            response.close()

    def refused(self, target: str, **about: object) -> int:
        with pytest.raises(HTTPError) as caught:
            self.ask(target, **about)  # type: ignore[arg-type]
        return caught.value.status


def request(
    target: str,
    *,
    method: str = "GET",
    body: bytes | None = None,
    fields: Iterable[tuple[str, str]] = (),
    is_connected: Callable[[], bool] = lambda: True,
) -> Request:
    path, _, query = target.partition("?")
    sent = list(fields) + ([] if body is None else [("Content-Length", str(len(body)))])
    asked = Request(method, target, path, query, (1, 1), Headers(sent), host="h:80", client="192.0.2.1")
    if body is not None:
        asked = asked._replace(body=FixedBody(body, len(body)))
    return asked._replace(is_connected=is_connected)


def content(response: Response) -> bytes:
    assert not isinstance(response.body, bytes) or response.body == b""
    return b"" if isinstance(response.body, bytes) else b"".join(response.body)  # type: ignore[arg-type]


def not_found(asked: Request) -> Response:
    return Response(404, body=asked.path.encode())


@pytest.fixture
def share(tmp_path: Path) -> Share:
    return Share(tmp_path)


@pytest.mark.fault("gh-133810")
def test_a_script_answers_with_its_output(share: Share) -> None:
    share.script("cgi-bin/hello", PLAIN + "printf hello")
    response = share.ask("/cgi-bin/hello")
    assert (response.status, response.headers) == (200, [("Content-Type", "text/plain")])
    assert content(response) == b"hello"
    response.close()
    assert [(code, params[:2]) for code, params in share.reports] == [("cgi-exit", ("/cgi-bin/hello", "0"))]


def test_no_script_gets_the_cookie_that_opens_a_share_of_this_computer(share: Share) -> None:
    share.script("cgi-bin/cookies", PLAIN + 'printf "%s" "$HTTP_COOKIE"')
    asked = request("/cgi-bin/cookies", fields=[("Cookie", "a=1; shareapp-8000=1.2.3; __Host-shareapp-443=1.2.3; b=2")])
    response = share.layer()(asked, not_found)
    assert content(response) == b"a=1; b=2"
    response.close()


def test_other_paths_are_passed_on(share: Share) -> None:
    assert share.ask("/other").body == b"/other"
    assert share.ask("/cgi-bin2/x").body == b"/cgi-bin2/x"


def test_a_nested_script_folder_works(share: Share) -> None:
    share.script("deep/scripts/sub/hello", PLAIN + 'printf "$SCRIPT_NAME|$PATH_INFO"')
    assert share.text("/deep/scripts/sub/hello/more/info") == "/deep/scripts/sub/hello|/more/info"


@pytest.mark.parametrize(
    ("target", "info"),
    [("/cgi-bin/s/", "/"), ("/cgi-bin/s/a%20b/%EA%B9%80", "/a b/김"), ("/cgi-bin/s/x/?q", "/x/"), ("/cgi-bin/s?q", "")],
)
def test_path_info_is_decoded_once(share: Share, target: str, info: str) -> None:
    share.script("cgi-bin/s", PLAIN + 'printf "%s" "$PATH_INFO"')
    assert share.text(target) == info


@pytest.mark.point(107)
@pytest.mark.fault("gh-81482")
def test_post_reaches_standard_input_exactly(share: Share) -> None:
    share.script("cgi-bin/wc", PLAIN + 'printf "$CONTENT_LENGTH "; wc -c')
    assert share.text("/cgi-bin/wc", method="POST", body=b"x" * 300_000).split() == ["300000", "300000"]


@pytest.mark.parametrize("size", [1, 70_000, 300_000])
def test_a_script_may_open_its_input_once_more(share: Share, size: int) -> None:
    share.script("cgi-bin/again", PLAIN + "wc -c < /dev/stdin; cat | wc -c")
    assert share.text("/cgi-bin/again", method="POST", body=b"x" * size).split() == [str(size), str(size)]


@pytest.mark.point(107)
def test_a_chunked_body_gets_its_length(share: Share) -> None:
    share.script("cgi-bin/wc", PLAIN + 'printf "$CONTENT_LENGTH"; cat')
    asked = request("/cgi-bin/wc", method="POST")._replace(body=FixedBody(b"abc", None))
    response = share.layer()(asked, not_found)
    assert content(response) == b"3abc"
    response.close()


@pytest.mark.point(111)
def test_the_working_folder_is_the_scripts(share: Share) -> None:
    share.script("cgi-bin/sub/where", PLAIN + "pwd")
    assert share.text("/cgi-bin/sub/where").strip() == os.path.realpath(share.folder / "cgi-bin/sub")


@pytest.mark.point(105)
@pytest.mark.fault("cgi-rfc-3875")
def test_the_servers_secrets_stay_with_the_server(share: Share, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "s3cret")
    share.script("cgi-bin/env", PLAIN + "env")
    asked = request("/cgi-bin/env", fields=[("Proxy", "http://evil"), ("Authorization", "Basic eDp5")])
    response = share.layer()(asked, not_found)
    shown = content(response).decode()
    response.close()
    for secret in ("s3cret", "HTTP_PROXY", "eDp5", "HOME="):
        assert secret not in shown


@pytest.mark.point(109)
@pytest.mark.fault("cgi-rfc-3875")
def test_status_and_fields_are_the_scripts(share: Share) -> None:
    share.script("cgi-bin/s", "printf 'Status: 418 Teapot\\r\\nContent-Type: a/b\\r\\nX-A: b\\r\\n\\r\\n'")
    response = share.ask("/cgi-bin/s")
    assert (response.status, response.header("X-A"), content(response)) == (418, "b", b"")
    response.close()


@pytest.mark.point(109)
@pytest.mark.fault("cgi-rfc-3875")
def test_a_local_location_is_answered_without_the_client(share: Share) -> None:
    share.script("cgi-bin/s", "printf 'Location: /else/where?x=1\\n\\n'")
    assert share.ask("/cgi-bin/s", method="POST", body=b"ignored").body == b"/else/where"


@pytest.mark.point(109)
@pytest.mark.fault("cgi-rfc-3875")
def test_an_absolute_location_redirects(share: Share) -> None:
    share.script("cgi-bin/s", "printf 'Location: https://example.org/\\n\\n'")
    response = share.ask("/cgi-bin/s")
    assert (response.status, response.header("Location")) == (302, "https://example.org/")
    response.close()


def test_a_status_of_its_own_keeps_a_location_for_the_client(share: Share) -> None:
    share.script("cgi-bin/s", "printf 'Status: 303 See Other\\nLocation: /there\\n\\n'")
    response = share.ask("/cgi-bin/s")
    assert (response.status, response.header("Location")) == (303, "/there")
    response.close()


@pytest.mark.point(109)
def test_local_locations_in_a_circle_end(share: Share) -> None:
    share.script("cgi-bin/s", "printf 'Location: /cgi-bin/s\\n\\n'")
    assert share.refused("/cgi-bin/s") == 502


@pytest.mark.point(109)
@pytest.mark.parametrize(
    "script",
    [
        "exit 0",
        "printf 'no head'",
        "printf '\\nbody without a type'",
        "printf 'X-A: b\\n\\nbody without a type'",
        "printf 'X-A: b\\n\\n'",
        "printf 'Location: //evil.example/\\n\\n'",
        "printf 'Location: javascript\\n\\n'",
        "printf 'Content-Type: a/b\\nX: y\\rInjected: z\\n\\n'",
        "printf 'Status: 1000\\nContent-Type: a/b\\n\\n'",
    ],
)
def test_output_that_is_no_cgi_response_is_502(share: Share, script: str) -> None:
    share.script("cgi-bin/s", script)
    assert share.refused("/cgi-bin/s") == 502
    assert any(code == "cgi-stderr" and "bad output" in params[1] for code, params in share.reports)


def test_a_status_without_content_needs_no_type(share: Share) -> None:
    share.script("cgi-bin/s", "printf 'Status: 204 No Content\\n\\n'")
    response = share.ask("/cgi-bin/s")
    assert (response.status, content(response)) == (204, b"")
    response.close()


@pytest.mark.point(110)
@pytest.mark.fault("cgi-rfc-3875")
def test_head_discards_the_output_but_lets_the_script_end(share: Share) -> None:
    share.script("cgi-bin/s", PLAIN + "head -c 200000 /dev/zero; touch done")
    response = share.ask("/cgi-bin/s", method="HEAD")
    assert (response.status, response.body) == (200, b"")
    assert (share.folder / "cgi-bin/done").exists()
    response.close()


@pytest.mark.point(111)
def test_a_silent_script_is_504(share: Share) -> None:
    share.script("cgi-bin/s", "exec sleep 60")
    assert share.refused("/cgi-bin/s", layer=share.layer(seconds=0.2)) == 504


def test_a_script_that_stalls_in_its_body_cuts_the_answer(share: Share) -> None:
    share.script("cgi-bin/s", PLAIN + "printf begin; exec sleep 60")
    response = share.ask("/cgi-bin/s", layer=share.layer(seconds=0.5))
    with pytest.raises(ProcessTimeout):
        content(response)
    response.close()


@pytest.mark.point(111)
def test_too_much_output_cuts_the_answer(share: Share) -> None:
    share.script("cgi-bin/s", PLAIN + "exec yes")
    response = share.ask("/cgi-bin/s", layer=share.layer(limits=Limits(cgi_output_bytes=100_000)))
    with pytest.raises(HTTPError):
        content(response)
    response.close()


@pytest.mark.point(111)
def test_too_many_scripts_at_once_are_503_and_places_come_back(share: Share) -> None:
    share.script("cgi-bin/s", PLAIN + "printf x")
    layer = share.layer(limits=Limits(cgi_processes=1))
    first = share.ask("/cgi-bin/s", layer=layer)
    assert share.refused("/cgi-bin/s", layer=layer) == 503
    first.close()
    assert share.text("/cgi-bin/s", layer=layer) == "x"


def test_a_client_that_left_ends_the_script(share: Share) -> None:
    share.script("cgi-bin/s", "exec sleep 60")
    with pytest.raises(HTTPError) as caught:
        share.layer()(request("/cgi-bin/s", is_connected=lambda: False), not_found)
    assert caught.value.status == 408
    assert share.reports[-1][0] == "cgi-exit"


@pytest.mark.point(111)
def test_errors_go_to_the_log_line_by_line(share: Share) -> None:
    share.script("cgi-bin/s", PLAIN + "echo one >&2; echo two >&2; exit 7")
    share.text("/cgi-bin/s")
    assert [params for code, params in share.reports if code == "cgi-stderr"] == [
        ("/cgi-bin/s", "one"),
        ("/cgi-bin/s", "two"),
    ]
    name, code, _seconds, told = share.reports[-1][1]
    assert (name, code, told) == ("/cgi-bin/s", "7", "one\ntwo")


def test_a_script_that_shouts_for_ever_does_not_fill_the_log(share: Share) -> None:
    share.script("cgi-bin/s", PLAIN + "yes | head -n 5000 >&2")
    share.text("/cgi-bin/s")
    assert len(share.reports) <= 1001
    assert len(share.reports[-1][1][3]) <= 8_000


@pytest.mark.parametrize("target", ["/cgi-bin", "/cgi-bin/", "/cgi-bin/sub", "/cgi-bin/sub/"])
def test_a_script_folder_is_never_listed(share: Share, target: str) -> None:
    share.script("cgi-bin/sub/s", PLAIN)
    assert share.refused(target) == 403


@pytest.mark.fault("bpo-19435")
def test_a_file_that_is_not_executable_is_403_not_source(share: Share) -> None:
    share.script("cgi-bin/s", PLAIN, mode=stat.S_IRUSR | stat.S_IWUSR)
    assert share.refused("/cgi-bin/s") == 403


def test_an_executable_that_cannot_start_is_502_and_logged(share: Share) -> None:
    share.script("cgi-bin/s", "", interpreter="/missing/interpreter")
    assert share.refused("/cgi-bin/s") == 502
    assert share.reports[-1][0] == "cgi-stderr"


@pytest.mark.parametrize(
    "target", ["/cgi-bin/missing", "/cgi-bin/.hidden", "/cgi-bin/%2e%2e/cgi-bin/s", "/cgi-bin/a%2fs"]
)
def test_what_is_not_there_is_404(share: Share, target: str) -> None:
    share.script("cgi-bin/.hidden", PLAIN)
    share.script("cgi-bin/s", PLAIN)
    assert share.refused(target) == 404


def test_a_link_out_of_the_share_is_not_run(share: Share, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = Share(tmp_path_factory.mktemp("outside")).script("s", PLAIN)
    (share.folder / "cgi-bin").mkdir()
    (share.folder / "cgi-bin/link").symlink_to(outside)
    assert share.refused("/cgi-bin/link") == 404
