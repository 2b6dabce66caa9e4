"""SimpleHTTPRequestHandler over real sockets: files, folders, ranges, and paths that must lead nowhere else."""

import io
import mimetypes
import os
import shutil
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from shareapp.server import SimpleHTTPRequestHandler
from shareapp.server.content.names import WINDOWS
from tests.support.handling import Quiet, body_of, connect, fields_of, files_of, read_all, serving, status_of, talk

CONTENT = bytes(range(256)) * 16
PROFILES = pytest.mark.parametrize("strict", [False, True], ids=["lenient", "strict"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file, a page, a nested folder, and a secret beside it."""
    root = tmp_path / "root"
    (root / "sub" / "inner").mkdir(parents=True)
    (root / "file.bin").write_bytes(CONTENT)
    (root / "sub" / "page.html").write_text("<p>")
    (root / "한글.txt").write_text("한글")
    (tmp_path / "secret").write_text("secret")
    for path in root.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    return root


def ask(handler: Any, target: str, *fields: str, method: str = "GET") -> bytes:
    """The answer to one request."""
    head = "\r\n".join([f"{method} {target} HTTP/1.1", "Host: h", "Connection: close", *fields, "", ""])
    with serving(handler) as server:
        return talk(server, head.encode())


@PROFILES
def test_a_file_is_sent_with_its_validators(folder: Path, strict: bool) -> None:
    answer = ask(files_of(folder, strict=strict), "/file.bin")
    fields = fields_of(answer)
    assert (status_of(answer), body_of(answer)) == (200, CONTENT)
    assert fields["content-length"] == str(len(CONTENT))
    assert fields["content-type"] == "application/octet-stream"
    assert fields["last-modified"] == "Sun, 09 Sep 2001 01:46:40 GMT"
    assert fields["accept-ranges"] == "bytes"
    assert fields["etag"].startswith('"')


@PROFILES
@pytest.mark.parametrize("target", ["/file.bin", "/sub/", "/sub", "/none"])
def test_head_is_get_without_a_body(folder: Path, strict: bool, target: str) -> None:
    handler = files_of(folder, strict=strict)
    got, headed = ask(handler, target), ask(handler, target, method="HEAD")
    same = {name: value for name, value in fields_of(got).items() if name != "date"}
    assert {name: value for name, value in fields_of(headed).items() if name != "date"} == same
    assert status_of(headed) == status_of(got)
    assert body_of(headed) == b""


class TestRanges:
    def test_one_range_is_206(self, folder: Path) -> None:
        """gh-86809: Safari plays no video without it."""
        answer = ask(files_of(folder), "/file.bin", "Range: bytes=10-19")
        assert (status_of(answer), body_of(answer)) == (206, CONTENT[10:20])
        assert fields_of(answer)["content-range"] == f"bytes 10-19/{len(CONTENT)}"

    def test_several_are_multipart_with_an_exact_length(self, folder: Path) -> None:
        answer = ask(files_of(folder), "/file.bin", "Range: bytes=0-1,100-101")
        fields = fields_of(answer)
        assert fields["content-type"].startswith("multipart/byteranges")
        assert int(fields["content-length"]) == len(body_of(answer))
        assert body_of(answer).count(b"Content-Range") == 2

    def test_none_satisfiable_is_416_with_the_size(self, folder: Path) -> None:
        answer = ask(files_of(folder), "/file.bin", "Range: bytes=9999-")
        assert (status_of(answer), fields_of(answer)["content-range"]) == (416, f"bytes */{len(CONTENT)}")

    def test_range_means_nothing_to_head(self, folder: Path) -> None:
        assert status_of(ask(files_of(folder), "/file.bin", "Range: bytes=0-1", method="HEAD")) == 200


class TestConditions:
    def test_a_known_tag_is_304(self, folder: Path) -> None:
        handler = files_of(folder)
        tag = fields_of(ask(handler, "/file.bin"))["etag"]
        answer = ask(handler, "/file.bin", f'If-None-Match: "x", {tag}')
        assert (status_of(answer), body_of(answer)) == (304, b"")
        assert "content-length" not in fields_of(answer)
        assert fields_of(answer)["etag"] == tag

    def test_a_failed_precondition_is_412(self, folder: Path) -> None:
        assert status_of(ask(files_of(folder), "/file.bin", 'If-Match: "x"')) == 412

    @pytest.mark.parametrize(("strict", "status"), [(False, 200), (True, 304)])
    def test_any_tag_is_304_only_in_the_strict_profile(self, folder: Path, strict: bool, status: int) -> None:
        """CPython's suite wants 200, RFC 9110 section 13.1.2 wants 304."""
        assert status_of(ask(files_of(folder, strict=strict), "/file.bin", "If-None-Match: *")) == status

    def test_fields_that_a_subclass_removed_do_not_count(self, folder: Path) -> None:
        class Fresh(Quiet, SimpleHTTPRequestHandler):
            def send_head(self) -> Any:
                del self.headers["If-Modified-Since"]
                return super().send_head()

        fresh = partial(Fresh, directory=folder)
        assert status_of(ask(fresh, "/file.bin", "If-Modified-Since: Sun, 09 Sep 2001 01:46:40 GMT")) == 200


@PROFILES
@pytest.mark.parametrize("target", ["/file.bin", "/none", "/"])
def test_a_log_of_ones_own_gets_the_status_with_its_phrase(folder: Path, strict: bool, target: str) -> None:
    logged: list[str] = []

    class Own(Quiet, SimpleHTTPRequestHandler):
        def log_request(self, code: Any = "-", size: int | str = "-") -> None:
            logged.append(code.phrase)

    Own.strict = strict
    ask(partial(Own, directory=folder), target)
    assert logged == ["Not Found" if target == "/none" else "OK"]


class TestPaths:
    @PROFILES
    @pytest.mark.parametrize(
        "target",
        ["/../secret", "/%2e%2e/secret", "/..%2fsecret", "/sub/../../secret", "/%252e%252e/secret", "/....//secret",
         "/%c0%ae%c0%ae/secret", "/.%2e/secret", "//../secret"],
    )  # fmt: skip
    def test_nothing_leads_out_of_the_folder(self, folder: Path, strict: bool, target: str) -> None:
        answer = ask(files_of(folder, strict=strict), target)
        assert status_of(answer) == 404
        assert b"secret</" not in answer

    @PROFILES
    @pytest.mark.parametrize("target", ["/%00", "/file.bin%00", "/\\host/%2e%2e%2f"])
    def test_a_nul_and_a_raw_backslash_are_400(self, folder: Path, strict: bool, target: str) -> None:
        """gh-103223: it was an empty reply and a traceback. gh-132826: a redirect to another site."""
        assert status_of(ask(files_of(folder, strict=strict), target)) == 400

    @PROFILES
    @pytest.mark.parametrize("target", ["/file.bin/", "/file.bin%2f"])
    def test_a_slash_behind_a_file_is_404(self, folder: Path, strict: bool, target: str) -> None:
        """bpo-17324, bpo-34711."""
        assert status_of(ask(files_of(folder, strict=strict), target)) == 404

    @PROFILES
    @pytest.mark.parametrize("slashes", ["/", "//", "///"])
    @pytest.mark.parametrize("tail", ["", "?a=//b"])
    def test_a_redirect_stays_on_this_site(self, folder: Path, strict: bool, slashes: str, tail: str) -> None:
        """gh-87389 (CVE-2021-28861), gh-76265, gh-118312."""
        answer = ask(files_of(folder, strict=strict), f"{slashes}sub{tail}")
        assert (status_of(answer), fields_of(answer)["location"]) == (301, f"/sub/{tail}")
        assert fields_of(answer)["content-length"] == "0"

    def test_a_lenient_redirect_through_dots_stays_on_this_site(self, folder: Path) -> None:
        location = fields_of(ask(files_of(folder), "//host/..%2f../sub"))["location"]
        assert location == "/host/..%2f../sub/"

    @PROFILES
    def test_an_absolute_target_names_the_same_file(self, folder: Path, strict: bool) -> None:
        assert body_of(ask(files_of(folder, strict=strict), "http://h/file.bin")) == CONTENT

    @PROFILES
    @pytest.mark.parametrize("target", ["/한글.txt", "/%ED%95%9C%EA%B8%80.txt"])
    def test_raw_and_encoded_korean_names_are_found(self, folder: Path, strict: bool, target: str) -> None:
        assert body_of(ask(files_of(folder, strict=strict), target)).decode() == "한글"

    @pytest.mark.parametrize(("strict", "status"), [(False, 200), (True, 404)])
    def test_links_out_of_the_folder_are_followed_only_leniently(self, folder: Path, strict: bool, status: int) -> None:
        """gh-132142, gh-81054."""
        (folder / "link").symlink_to(folder.parent / "secret")
        assert status_of(ask(files_of(folder, strict=strict), "/link")) == status

    @PROFILES
    def test_links_inside_are_followed(self, folder: Path, strict: bool) -> None:
        (folder / "link").symlink_to("file.bin")
        assert body_of(ask(files_of(folder, strict=strict), "/link")) == CONTENT

    @PROFILES
    def test_a_fifo_blocks_nobody(self, folder: Path, strict: bool) -> None:
        os.mkfifo(folder / "fifo")
        assert status_of(ask(files_of(folder, strict=strict), "/fifo")) == 404

    def test_windows_rules_hold_wherever_they_are_asked_for(self, folder: Path) -> None:
        (folder / "con").write_text("x")

        class OnWindows(Quiet, SimpleHTTPRequestHandler):
            name_rules = WINDOWS

        assert status_of(ask(partial(OnWindows, directory=folder), "/con")) == 404

    @PROFILES
    def test_a_folder_that_is_gone_is_404(self, folder: Path, strict: bool) -> None:
        assert status_of(ask(files_of(folder / "gone", strict=strict), "/x")) == 404


class TestChangingFiles:
    def changing(self, folder: Path, change: Any) -> Any:
        class Changing(Quiet, SimpleHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def copyfile(self, source: Any, outputfile: Any) -> None:
                change()
                super().copyfile(source, outputfile)

        return partial(Changing, directory=folder)

    @pytest.mark.point(71)
    @pytest.mark.fault("changing-files")
    def test_a_file_that_grows_is_sent_as_announced(self, folder: Path) -> None:
        def grow() -> None:
            with (folder / "file.bin").open("ab") as file:
                file.write(b"more")

        again = b"GET /sub/page.html HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
        with serving(self.changing(folder, grow)) as server:
            answers = talk(server, b"GET /file.bin HTTP/1.1\r\nHost: h\r\n\r\n" + again)
        assert body_of(answers).startswith(CONTENT + b"HTTP/1.1 200")

    @pytest.mark.point(71)
    @pytest.mark.fault("changing-files")
    @pytest.mark.parametrize("plain_copy", [False, True])
    def test_a_file_that_shrinks_ends_the_connection(self, folder: Path, plain_copy: bool) -> None:
        def shrink() -> None:
            os.truncate(folder / "file.bin", 10)

        class Plain(Quiet, SimpleHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def copyfile(self, source: Any, outputfile: Any) -> None:
                shrink()
                shutil.copyfileobj(source, outputfile)

        handler = partial(Plain, directory=folder) if plain_copy else self.changing(folder, shrink)
        with serving(handler) as server, connect(server) as client:
            client.sendall(b"GET /file.bin HTTP/1.1\r\nHost: h\r\n\r\n" * 2)
            answer = read_all(client)
        assert body_of(answer) == CONTENT[:10]


class TestListing:
    @pytest.mark.point(122)
    @pytest.mark.fault("gh-104049")
    @PROFILES
    def test_it_tells_no_place_on_disk(self, folder: Path, strict: bool) -> None:
        """gh-104049: a bad %xx in the query made it print the directory."""
        answer = ask(files_of(folder, strict=strict), "/sub/?%ff=%bb")
        assert status_of(answer) == 200
        assert str(folder).encode() not in answer
        assert b"Directory listing for /sub/<" in answer

    def test_it_may_not_be_possible(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def deny(_path: object) -> list[str]:
            raise PermissionError

        monkeypatch.setattr(os, "listdir", deny)
        assert b"404 No permission to list directory" in ask(files_of(folder), "/sub/")

    def test_an_index_page_comes_first(self, folder: Path) -> None:
        (folder / "sub" / "index.htm").write_text("index")
        assert body_of(ask(files_of(folder), "/sub/")) == b"index"
        handler = partial(
            type("Own", (Quiet, SimpleHTTPRequestHandler), {"index_pages": ("page.html",)}), directory=folder
        )
        assert body_of(ask(handler, "/sub/")) == b"<p>"

    @PROFILES
    def test_a_folder_named_like_a_page_is_no_page(self, folder: Path, strict: bool) -> None:
        (folder / "sub" / "index.html").mkdir()
        assert b"Directory listing" in ask(files_of(folder, strict=strict), "/sub/")


class TestHooks:
    def test_every_override_is_honoured(self, folder: Path) -> None:
        class Own(Quiet, SimpleHTTPRequestHandler):
            strict = True

            def translate_path(self, path: str) -> str:
                return str(folder / "file.bin")

            def guess_type(self, path: Any) -> str:
                return "x/y"

            def copyfile(self, source: Any, outputfile: Any) -> None:
                outputfile.write(source.read()[::-1])

        answer = ask(partial(Own, directory=folder), "/whatever")
        assert fields_of(answer)["content-type"] == "x/y"
        assert body_of(answer) == CONTENT[::-1]

    def test_send_head_and_list_directory_may_return_any_file(self, folder: Path) -> None:
        class Own(Quiet, SimpleHTTPRequestHandler):
            def list_directory(self, path: Any) -> io.BytesIO:
                self.send_response(200)
                self.end_headers()
                return io.BytesIO(b"own page")

        assert body_of(ask(partial(Own, directory=folder), "/sub/")) == b"own page"

    @pytest.mark.fault("gh-135056")
    def test_extra_fields_are_on_files_and_listings_only(self, folder: Path) -> None:
        handler = partial(
            type("Extra", (Quiet, SimpleHTTPRequestHandler), {}),
            directory=folder,
            extra_response_headers=[("X-A", "1"), ("X-A", "2")],
        )
        with_them = [ask(handler, target).count(b"X-A: ") for target in ("/file.bin", "/sub/", "/sub", "/none")]
        assert with_them == [2, 2, 0, 0]

    def test_the_folder_may_be_the_fourth_argument_as_the_document_writes_it(self, folder: Path) -> None:
        class Fourth(Quiet, SimpleHTTPRequestHandler):
            def __init__(self, request: Any, client_address: Any, server: Any) -> None:
                super().__init__(request, client_address, server, folder)

        assert body_of(ask(Fourth, "/file.bin")) == CONTENT

    def test_the_current_folder_is_the_default(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(folder)
        assert body_of(ask(type("Here", (Quiet, SimpleHTTPRequestHandler), {}), "/file.bin")) == CONTENT


class Unconnected(SimpleHTTPRequestHandler):
    """For the methods that need no connection."""

    def __init__(self) -> None:
        self.directory = "root"


@pytest.mark.fault("gh-88141", "media-types")
@pytest.mark.parametrize(
    ("name", "lenient", "strict"),
    [
        ("a.html", "text/html", "text/html; charset=utf-8"),
        ("a.JS", "text/javascript", "text/javascript; charset=utf-8"),
        ("a.tar.gz", "application/gzip", "application/gzip"),
        ("a.Z", "application/octet-stream", "application/octet-stream"),
        ("README", "application/octet-stream", "text/plain; charset=utf-8"),
        (".html", "application/octet-stream", "text/html; charset=utf-8"),
        ("a.mkv", "video/matroska", "video/matroska"),
        ("a.unheard", "application/octet-stream", "application/octet-stream"),
    ],
)
def test_types_are_the_same_on_every_computer(name: str, lenient: str, strict: str) -> None:
    """gh-88141: on Windows the registry made scripts text/plain."""
    handler = Unconnected()
    assert handler.guess_type(f"/x/{name}") == lenient
    handler.strict = True
    assert handler.guess_type(f"/x/{name}") == strict


def test_types_that_the_program_has_taught_mimetypes_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mimetypes, "guess_type", lambda _name, **_options: ("x/taught", None))
    assert Unconnected().guess_type("a.unheard") == "x/taught"


@pytest.mark.fault("gh-135056")
def test_unknown_types_are_the_default() -> None:
    handler = Unconnected()
    handler.default_content_type = "x/y"
    assert handler.guess_type("a") == "x/y"


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/", "root/"),
        ("/a/b?c#d", "root/a/b"),
        ("/a#b?c", "root/a"),
        ("/a/./b/../c/", "root/a/c/"),
        ("/a%2f", "root/a/"),
        ("a", "root/a"),
        ("http://h/a", "root/a"),
        ("/../../a", "root/a"),
    ],
)
def test_a_path_is_translated_as_http_server_does(target: str, path: str) -> None:
    assert Unconnected().translate_path(target) == path
