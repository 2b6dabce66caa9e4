"""tus 1.0.0: core, creation, creation-with-upload, termination, checksum and expiration."""

import base64
import hashlib
import os
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shareapp.server.content.incoming import Intake
from shareapp.server.content.paths import Root
from shareapp.server.errors import HTTPError
from shareapp.server.events import Arriving
from shareapp.server.layers.tus import Tus
from shareapp.server.limits import Limits
from shareapp.server.message import Request, Response
from shareapp.server.wire.dates import parse_http_date
from tests.support.asking import ask
from tests.support.bodies import MemoryBody

BYTES = "application/offset+octet-stream"
DAY = 86400.0


def inner(request: Request) -> Response:
    return Response(299)


def encoded(text: str | bytes) -> str:
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


def checksum(content: bytes, algorithm: str = "sha1") -> str:
    digest = (
        zlib.crc32(content).to_bytes(4, "big") if algorithm == "crc32" else hashlib.new(algorithm, content).digest()
    )
    return f"{algorithm} {encoded(digest)}"


class Share:
    """A folder with the layer over it."""

    def __init__(self, folder: Path, **intake: Any) -> None:
        self.folder = folder
        self.now = 1_700_000_000.0
        root = Root.at(folder, "never").sealing([("cgi-bin",)])
        self.intake = Intake(root=root, **dict[str, Any](reserve_bytes=0) | intake)
        self.restart()

    def restart(self) -> None:
        """Another process takes over: nothing but the disk is left."""
        self.layer = Tus(self.intake, Limits(), lambda: self.now)

    def names(self, *, hidden: bool = False) -> list[str]:
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return sorted(str(path.relative_to(self.folder)) for path in files if hidden or path.name[0] != ".")

    def ask(self, target: str, method: str, body: MemoryBody | bytes = b"", **fields: str) -> Response:
        body = body if isinstance(body, MemoryBody) else MemoryBody(body)
        sent = {"Tus_Resumable": "1.0.0"} | fields
        return self.layer(ask(target, method, sent)._replace(body=body), inner)

    def create(self, length: int, target: str = "/", body: MemoryBody | bytes = b"", **values: str | None) -> Response:
        metadata = ",".join(f"{key} {encoded(value)}" for key, value in values.items() if value is not None)
        fields = {"Upload_Length": str(length), "Upload_Metadata": metadata} | ({"Content_Type": BYTES} if body else {})
        response = self.ask(target, "POST", body, **fields)
        assert response.status == 201
        return response

    def new(self, length: int, target: str = "/", **values: str | None) -> str:
        return self.create(length, target, b"", **({"filename": "a.bin"} | values)).header("location") or ""

    def append(self, url: str, offset: int, body: MemoryBody | bytes, **fields: str) -> Response:
        return self.ask(url, "PATCH", body, Upload_Offset=str(offset), Content_Type=BYTES, **fields)

    def offset(self, url: str) -> int:
        return int(self.ask(url, "HEAD").header("upload-offset") or -1)

    def refuses(self, target: str, method: str, body: MemoryBody | bytes = b"", **fields: str) -> HTTPError:
        with pytest.raises(HTTPError) as refused:
            self.ask(target, method, body, **fields)
        assert ("Tus-Resumable", "1.0.0") in refused.value.headers
        return refused.value

    def refuses_append(self, url: str, offset: int, body: MemoryBody | bytes, **fields: str) -> HTTPError:
        return self.refuses(url, "PATCH", body, Upload_Offset=str(offset), Content_Type=BYTES, **fields)


@pytest.fixture
def share(tmp_path: Path) -> Share:
    (tmp_path / "inner").mkdir()
    return Share(tmp_path)


class WatchedBody(MemoryBody):
    """A body that keeps what is said of it."""

    arriving: Arriving | None = None
    give_up: Callable[[], None] | None = None


def test_each_request_tells_the_file_it_is_a_part_of(share: Share) -> None:
    url = share.new(7, filename="여름.mp4")
    share.append(url, 0, b"abc")
    body = WatchedBody(b"defg")
    share.append(url, 3, body)
    assert body.arriving == Arriving("여름.mp4", url.rpartition("=")[2], 3, 7)


def test_what_the_owner_gives_up_is_refused_from_then_on_and_leaves_nothing(share: Share) -> None:
    url, other = share.new(7), share.new(3, filename="other.txt")
    body = WatchedBody(b"abc")
    share.append(url, 0, body)
    assert body.give_up is not None
    body.give_up()
    assert share.refuses(url, "HEAD").status == 403
    assert share.refuses_append(url, 3, b"defg").status == 403
    share.append(other, 0, b"abc")
    assert share.names(hidden=True) == ["other.txt"]


def test_requests_without_the_protocols_field_pass(share: Share) -> None:
    for method in ("GET", "HEAD", "POST", "PATCH", "DELETE", "PUT"):
        assert share.layer(ask("/", method), inner).status == 299
    assert share.ask("/", "GET").status == 299


def test_options_tell_what_is_possible(tmp_path: Path) -> None:
    response = Share(tmp_path, file_bytes=1000).layer(ask("/", "OPTIONS"), inner)
    assert response.header("tus-version") == "1.0.0"
    assert response.header("tus-max-size") == "1000"
    extensions = (response.header("tus-extension") or "").split(",")
    assert set(extensions) == {"creation", "creation-with-upload", "termination", "checksum", "expiration"}
    assert response.header("tus-checksum-algorithm") == "crc32,sha1,sha256"


def test_another_version_is_412(share: Share) -> None:
    assert ("Tus-Version", "1.0.0") in share.refuses("/", "POST", Tus_Resumable="2.0.0").headers


def test_a_file_comes_in_pieces_and_appears_when_it_is_whole(share: Share) -> None:
    url = share.new(6, "/inner/", filename="사진.jpg", lastModified="1000000000500")
    assert url.startswith("/inner/?upload=")
    response = share.append(url, 0, b"abc")
    assert (response.status, response.header("upload-offset"), response.added) == (204, "3", 0)
    assert response.header("tus-resumable") == "1.0.0"
    told = share.ask(url, "HEAD")
    assert (told.header("upload-offset"), told.header("upload-length")) == ("3", "6")
    assert told.header("cache-control") == "no-store"
    assert told.header("upload-metadata")
    assert share.names() == []
    last = share.append(url, 3, b"def")
    assert last.added == 1
    assert (last.header("upload-offset"), last.header("content-location")) == ("6", "/inner/%EC%82%AC%EC%A7%84.jpg")
    path = share.folder / "inner" / "사진.jpg"
    assert path.read_bytes() == b"abcdef"
    assert path.stat().st_mtime == 1_000_000_000.5
    assert share.names(hidden=True) == ["inner/사진.jpg"]


def test_a_broken_connection_or_a_killed_server_costs_nothing_that_came(share: Share) -> None:
    content = os.urandom(1000)
    url = share.new(1000)
    at = 0
    while at < 1000:
        share.restart()
        assert share.offset(url) == at
        if at < 900:
            assert share.refuses_append(url, at, MemoryBody(content[at : at + 300], cut=True)).status == 400
        else:
            share.append(url, at, content[at:])
        at = min(at + 300, 1000)
    assert (share.folder / "a.bin").read_bytes() == content


def test_a_client_that_may_only_post_says_what_it_means(share: Share) -> None:
    url = share.new(3)
    meant = {"X_HTTP_Method_Override": "PATCH", "Upload_Offset": "0", "Content_Type": BYTES}
    assert share.ask(url, "POST", b"abc", **meant).status == 204
    assert share.names() == ["a.bin"]
    url = share.new(3)
    assert share.ask(url, "POST", X_HTTP_Method_Override="DELETE").status == 204
    assert share.refuses(url, "HEAD").status == 404


def test_what_any_page_may_send_means_nothing_else(share: Share) -> None:
    url = share.new(3)
    share.ask(url, "GET", X_HTTP_Method_Override="DELETE")
    share.ask(url, "HEAD", X_HTTP_Method_Override="DELETE")
    assert share.offset(url) == 0


def test_whoever_lost_the_last_answer_may_ask_again(share: Share) -> None:
    url = share.new(3)
    share.append(url, 0, b"abc")
    told = share.ask(url, "HEAD")
    assert (told.status, told.header("upload-offset"), told.header("upload-length")) == (200, "3", "3")
    assert share.append(url, 3, b"").header("content-location") == "/a.bin"
    assert share.refuses_append(url, 0, b"abc").status == 409
    assert share.names() == ["a.bin"]


def test_an_empty_file_is_complete_at_once(share: Share) -> None:
    created = share.create(0, filename="empty")
    assert (created.header("upload-offset"), created.added) == ("0", 1)
    assert share.names(hidden=True) == ["empty"]


@pytest.mark.point(118)
def test_another_offset_is_409_and_told(share: Share) -> None:
    url = share.new(6)
    share.append(url, 0, b"abc")
    for offset in (0, 2, 4, 6):
        assert ("Upload-Offset", "3") in share.refuses_append(url, offset, b"x").headers
    assert share.offset(url) == 3


@pytest.mark.point(118)
def test_two_writers_cannot_interleave(share: Share) -> None:
    url = share.new(6)
    statuses = []

    def meanwhile() -> None:
        statuses.append(share.refuses_append(url, share.offset(url), b"zzz").status)
        statuses.append(share.refuses(url, "DELETE").status)

    share.append(url, 0, MemoryBody(b"abcdef", piece=3, reading=meanwhile))
    assert set(statuses) == {423}
    assert (share.folder / "a.bin").read_bytes() == b"abcdef"


def test_more_bytes_than_announced_are_413_and_the_upload_survives(share: Share) -> None:
    url = share.new(3)
    assert share.refuses_append(url, 0, b"abcd").status == 413
    assert share.refuses_append(url, 0, MemoryBody(b"abcd", announced=False, piece=1)).status == 413
    assert share.offset(url) == 3


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"Upload_Offset": "0"}, 415),
        ({"Upload_Offset": "0", "Content_Type": "text/plain"}, 415),
        ({"Content_Type": BYTES}, 400),
        ({"Content_Type": BYTES, "Upload_Offset": "-1"}, 400),
        ({"Content_Type": BYTES, "Upload_Offset": "1_0"}, 400),
    ],
)
def test_a_malformed_patch_is_refused_unread(share: Share, fields: dict[str, str], status: int) -> None:
    url, body = share.new(3), MemoryBody(b"abc")
    assert share.refuses(url, "PATCH", body, **fields).status == status
    assert body.reads == 0


def test_creation_may_bring_the_first_bytes(share: Share) -> None:
    response = share.create(6, body=b"abc", filename="a.bin")
    assert response.header("upload-offset") == "3"
    share.append(response.header("location") or "", 3, b"def")
    assert (share.folder / "a.bin").read_bytes() == b"abcdef"
    assert share.create(3, body=b"xyz", filename="b.bin").header("content-location") == "/b.bin"


def test_a_creation_that_breaks_off_leaves_nothing(share: Share) -> None:
    body = MemoryBody(b"abc", cut=True)
    assert share.refuses("/", "POST", body, Upload_Length="6", Content_Type=BYTES).status == 400
    assert share.names(hidden=True) == []


@pytest.mark.parametrize("algorithm", ["crc32", "sha1", "sha256"])
def test_a_checksum_is_compared(share: Share, algorithm: str) -> None:
    url = share.new(6)
    assert share.refuses_append(url, 0, b"abx", Upload_Checksum=checksum(b"abc", algorithm)).status == 460
    assert share.offset(url) == 0
    share.append(url, 0, b"abc", Upload_Checksum=checksum(b"abc", algorithm))
    assert share.offset(url) == 3
    share.append(url, 3, b"def", Upload_Checksum=checksum(b"def", algorithm))
    assert share.names(hidden=True) == ["a.bin"]


def test_a_piece_that_breaks_off_before_its_checksum_is_compared_does_not_count(share: Share) -> None:
    url = share.new(6)
    share.append(url, 0, b"ab")
    broken = MemoryBody(b"c", cut=True)
    assert share.refuses_append(url, 2, broken, Upload_Checksum=checksum(b"cd")).status == 400
    assert share.offset(url) == 2


@pytest.mark.parametrize("value", ["md5 eA==", "sha1 !", "sha1"])
def test_a_checksum_of_an_unknown_kind_is_400(share: Share, value: str) -> None:
    url, body = share.new(6), MemoryBody(b"abc")
    expected = 460 if value == "sha1" else 400
    assert share.refuses_append(url, 0, body, Upload_Checksum=value).status == expected


@pytest.mark.point(36)
def test_an_upload_can_be_given_up(share: Share) -> None:
    url = share.new(6)
    share.append(url, 0, b"abc")
    assert share.ask(url, "DELETE").status == 204
    assert share.names(hidden=True) == []
    for method in ("HEAD", "DELETE"):
        assert share.refuses(url, method).status == 404
    assert share.refuses_append(url, 3, b"def").status == 404


def test_what_is_given_up_silently_expires(share: Share) -> None:
    response = share.create(6, filename="a.bin")
    expires = parse_http_date(response.header("upload-expires") or "", share.now)
    assert expires == share.now + DAY
    for path in share.folder.iterdir():
        if path.is_file():
            os.utime(path, (share.now, share.now))
    share.now += DAY - 10
    share.layer(ask("/"), inner)
    assert share.offset(response.header("location") or "") == 0
    share.now += 3600
    share.layer(ask("/"), inner)
    assert share.names(hidden=True) == []


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 400),
        ({"Upload_Length": "-1"}, 400),
        ({"Upload_Length": "1e3"}, 400),
        ({"Upload_Defer_Length": "1"}, 400),
        ({"Upload_Length": "1001"}, 413),
        ({"Upload_Length": "1", "Upload_Metadata": "filename !"}, 400),
        ({"Upload_Length": "1", "Upload_Metadata": "filename eA==,filename eA=="}, 400),
    ],
)
def test_a_malformed_creation_is_refused(tmp_path: Path, fields: dict[str, str], status: int) -> None:
    share = Share(tmp_path, file_bytes=1000)
    assert share.refuses("/", "POST", b"", **fields).status == status
    assert share.names(hidden=True) == []


def test_a_creation_that_would_fill_the_disk_is_507(tmp_path: Path) -> None:
    share = Share(tmp_path, reserve_bytes=1 << 60)
    assert share.refuses("/", "POST", Upload_Length="1").status == 507
    assert share.names(hidden=True) == []


def test_a_folder_comes_with_its_folders(share: Share) -> None:
    (share.folder / "inner" / "Trip").mkdir()
    for name, waiting in (("a.jpg", "/inner/Trip/"), ("b.jpg", "/inner/Trip/day%201/")):
        url = share.new(1, "/inner/", filename=name, relativePath=f"Trip/day 1/{name}")
        assert url.startswith(f"{waiting}?upload=")  # the deepest folder that was there
        share.append(url, 0, b"x")
    assert share.names(hidden=True) == ["inner/Trip/day 1/a.jpg", "inner/Trip/day 1/b.jpg"]


@pytest.mark.point(119)
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("../a", 400),
        ("x/../../a", 400),
        ("/".join(["x"] * 40), 400),
        ("cgi-bin/a.py", 403),
        ("CGI-Bin/a.py", 403),
        ("link/a", 404),
        ("file/a", 405),
    ],
)
def test_a_relative_path_stays_where_files_may_be_put(
    share: Share, tmp_path_factory: pytest.TempPathFactory, path: str, status: int
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (share.folder / "link").symlink_to(outside)
    (share.folder / "file").touch()
    metadata = f"relativePath {encoded(path)}"
    assert share.refuses("/", "POST", Upload_Length="1", Upload_Metadata=metadata).status == status
    assert list(outside.iterdir()) == []
    assert share.names(hidden=True) == ["file"]


def test_hidden_folders_in_a_relative_path_become_visible_ones(share: Share) -> None:
    share.append(share.new(1, relativePath=".git/hooks\\post-commit", filename=None), 0, b"x")
    assert share.names(hidden=True) == ["_.git/hooks/post-commit"]


def test_taken_names_are_kept_skipped_or_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"old")
    share = Share(tmp_path)
    share.append(share.new(3), 0, b"new")
    assert (tmp_path / "a (2).bin").read_bytes() == b"new"
    skipping = Share(tmp_path, existing="skip")
    metadata = f"filename {encoded('a.bin')}"
    assert skipping.refuses("/", "POST", Upload_Length="1", Upload_Metadata=metadata).status == 409
    url = skipping.new(3, filename="late.bin")
    (tmp_path / "late.bin").write_bytes(b"old")
    assert skipping.refuses_append(url, 0, b"new").status == 409
    replacing = Share(tmp_path, existing="replace")
    replacing.append(replacing.new(3), 0, b"new")
    assert [(tmp_path / name).read_bytes() for name in ("a.bin", "late.bin")] == [b"new", b"old"]
    assert share.names(hidden=True) == ["a (2).bin", "a.bin", "late.bin"]


@pytest.mark.parametrize("query", ["", "?upload=", "?upload=../x", "?upload=" + "0" * 32, "?upload=" + "Z" * 32])
def test_an_unknown_upload_is_404(share: Share, query: str) -> None:
    assert share.refuses(f"/{query}", "HEAD").status == 404


def test_an_upload_is_found_in_its_own_folder_only(share: Share) -> None:
    url = share.new(3, "/inner/")
    assert share.refuses(url.removeprefix("/inner"), "HEAD").status == 404
    assert share.refuses("/missing" + url.removeprefix("/inner"), "HEAD").status == 404


def test_other_methods_are_405(share: Share) -> None:
    assert share.refuses("/a", "PUT").status == 405
