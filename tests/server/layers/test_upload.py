"""Forms and PUT: point by point what the conformance list asks of uploads (113 to 117)."""

import json
import os
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from shareapp.server.content.files import Files
from shareapp.server.content.incoming import Intake
from shareapp.server.content.paths import File, Root
from shareapp.server.errors import HTTPError
from shareapp.server.events import Arriving
from shareapp.server.layers.upload import Upload
from shareapp.server.limits import Limits
from shareapp.server.message import Request, Response
from tests.support.asking import ask
from tests.support.bodies import BOUNDARY, MemoryBody, form, part

FORM = {"Content_Type": f"multipart/form-data; boundary={BOUNDARY}"}
BROWSER = FORM | {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
END = f"--{BOUNDARY}--\r\n".encode()


def inner(request: Request) -> Response:
    return Response(299)


class Share:
    """A folder with the layer over it."""

    def __init__(self, folder: Path, limits: Limits = Limits(), **intake: Any) -> None:  # noqa: B008 - frozen
        self.folder = folder
        root = Root.at(folder, "never").sealing([("cgi-bin",)])
        self.layer = Upload(Intake(root=root, **dict[str, Any](reserve_bytes=0) | intake), limits)

    def names(self) -> list[str]:
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file())

    def ask(
        self, target: str, method: str, body: MemoryBody | bytes, fields: Mapping[str, str] | None = None
    ) -> Response:
        body = body if isinstance(body, MemoryBody) else MemoryBody(body)
        return self.layer(ask(target, method, fields or {})._replace(body=body), inner)

    def put(self, target: str, content: bytes | MemoryBody = b"content", **fields: str) -> Response:
        return self.ask(target, "PUT", content, fields)

    def post(self, content: bytes | MemoryBody, target: str = "/", fields: Mapping[str, str] = FORM) -> Response:
        return self.ask(target, "POST", content, fields)

    def refuses(self, target: str, method: str, body: MemoryBody | bytes = b"x", **fields: str) -> int:
        with pytest.raises(HTTPError) as refused:
            self.ask(target, method, body, fields)
        return refused.value.status


@pytest.fixture
def share(tmp_path: Path) -> Share:
    for name in ("inner", "cgi-bin", ".git"):
        (tmp_path / name).mkdir()
    return Share(tmp_path)


def hrefs(response: Response) -> list[str]:
    assert isinstance(response.body, bytes)
    return [file["href"] for file in json.loads(response.body)["files"]]


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "DELETE", "PATCH"])
def test_other_methods_pass(share: Share, method: str) -> None:
    assert share.ask("/", method, b"").status == 299


# PUT


@pytest.mark.point(35)
def test_a_put_creates_a_file_and_says_where(share: Share) -> None:
    response = share.put("/inner/%EC%82%AC%EC%A7%84%201.jpg", b"abc")
    assert (response.status, response.header("location")) == (201, "/inner/%EC%82%AC%EC%A7%84%201.jpg")
    assert response.added == 1
    assert (share.folder / "inner" / "사진 1.jpg").read_bytes() == b"abc"


@pytest.mark.point(35, 117)
def test_a_put_replaces_nothing_unless_its_owner_wants_it(share: Share) -> None:
    assert share.put("/a.txt", b"1").header("location") == "/a.txt"
    response = share.put("/a.txt", b"2")
    assert (response.status, response.header("location")) == (201, "/a%20(2).txt")
    replacing = Share(share.folder, existing="replace")
    replaced = replacing.put("/a.txt", b"3")
    assert (replaced.status, replaced.added) == (204, 1)
    assert replacing.put("/b.txt", b"3").status == 201
    skipping = Share(share.folder, existing="skip")
    assert skipping.refuses("/a.txt", "PUT") == 409
    assert [(share.folder / name).read_bytes() for name in ("a.txt", "a (2).txt")] == [b"3", b"2"]


@pytest.mark.point(35)
def test_a_part_of_a_file_cannot_be_put(share: Share) -> None:
    assert share.refuses("/a", "PUT", Content_Range="bytes 0-0/10") == 400


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/", 405),
        ("/inner/", 405),
        ("/inner", 409),
        ("/missing/a", 404),
        ("/../a", 404),
        ("/inner/%2e%2e/%2e%2e/a", 404),
        ("/inner%2fa", 404),
        ("/a%00b", 400),
        ("/a%0ab", 400),
        ("/.htaccess", 403),
        ("/.git/config", 403),
        ("/cgi-bin/run.py", 403),
        ("/CGI-BIN/run.py", 403),
        ("/.shareapp-upload-00000000000000000000000000000000.part", 403),
        ("/con", 403),
        ("/a:b", 403),
        ("/trailing.", 403),
        ("/%FF", 403),
        ("/" + "n" * 256, 403),
    ],
)
def test_nothing_can_be_put_there(share: Share, target: str, status: int) -> None:
    body = MemoryBody(b"x")
    assert share.refuses(target, "PUT", body) == status
    assert body.reads == 0
    assert share.names() == []


def test_another_spelling_of_a_name_is_the_same_name(share: Share) -> None:
    target = "/" + "".join(f"%{byte:02X}" for byte in unicodedata.normalize("NFD", "사진.jpg").encode())
    assert share.put(target).header("location") == "/%EC%82%AC%EC%A7%84.jpg"


def test_a_link_is_no_folder_to_put_into(share: Share, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (share.folder / "link").symlink_to(outside)
    (share.folder / "scripts").symlink_to(share.folder / "cgi-bin")
    (share.folder / "file").symlink_to(outside / "new")
    assert share.refuses("/link/a", "PUT") == 404
    assert share.refuses("/scripts/a", "PUT") == 404
    assert share.refuses("/file", "PUT") == 409
    assert list(outside.iterdir()) == list((share.folder / "cgi-bin").iterdir()) == []


@pytest.mark.parametrize(
    ("fields", "modified"),
    [
        ({"X_OC_Mtime": "1000000000"}, 1_000_000_000),
        ({"Last_Modified": "Sun, 09 Sep 2001 01:46:40 GMT"}, 1_000_000_000),
        ({"X_OC_Mtime": "soon", "Last_Modified": "yesterday"}, None),
    ],
)
def test_the_modification_time_is_kept(share: Share, fields: dict[str, str], modified: int | None) -> None:
    share.put("/a", b"x", **fields)
    found = (share.folder / "a").stat().st_mtime
    assert found == modified if modified else found > 1_700_000_000


@pytest.mark.point(45, 46)
def test_preconditions_hold_for_a_put(share: Share) -> None:
    share.put("/a", b"1")
    os.utime(share.folder / "a", (1_000_000_000, 1_000_000_000))
    file = Root.at(share.folder).resolve("/a")
    assert isinstance(file, File)
    etag = Files().respond(ask("/a"), file).header("etag") or ""
    replacing = Share(share.folder, existing="replace")
    assert replacing.refuses("/a", "PUT", If_None_Match="*") == 412
    assert replacing.refuses("/a", "PUT", If_Match='"other"') == 412
    assert replacing.refuses("/new", "PUT", If_Match="*") == 412
    assert replacing.put("/a", b"2", If_Match=etag).status == 204
    assert replacing.put("/new", b"2", If_None_Match="*").status == 201


@pytest.mark.point(116)
def test_a_file_over_the_limit_is_413_before_it_is_read(tmp_path: Path) -> None:
    share = Share(tmp_path, file_bytes=10)
    body = MemoryBody(b"x" * 11)
    assert share.refuses("/a", "PUT", body) == 413
    assert body.reads == 0
    assert share.refuses("/a", "PUT", MemoryBody(b"x" * 11, announced=False)) == 413
    assert share.put("/a", MemoryBody(b"x" * 10, announced=False)).status == 201
    assert share.names() == ["a"]


@pytest.mark.point(116)
def test_a_file_that_would_fill_the_disk_is_507_before_it_is_read(tmp_path: Path) -> None:
    share = Share(tmp_path, reserve_bytes=1 << 60)
    for method, fields in (("PUT", {}), ("POST", FORM)):
        body = MemoryBody(b"x")
        assert share.refuses("/" if fields else "/a", method, body, **fields) == 507
        assert body.reads == 0
    assert share.names() == []


@pytest.mark.point(117)
def test_a_cut_connection_leaves_nothing(share: Share) -> None:
    assert share.refuses("/a", "PUT", MemoryBody(b"half", cut=True)) == 400
    whole = form([("a", b"1" * 100), ("b", b"2" * 100)])
    for cut in (0, 10, 150, 250, len(whole) - 10):
        assert share.refuses("/", "POST", MemoryBody(whole[:cut], cut=True), **FORM) == 400
        assert share.refuses("/", "POST", MemoryBody(whole[:cut]), **FORM) == 400
    assert share.names() == []


# Forms


@pytest.mark.point(114)
def test_the_files_of_a_form_appear_and_the_browser_goes_back_to_the_folder(share: Share) -> None:
    response = share.post(form([("사진.jpg", b"1"), ("b.txt", b"")]), "/inner/", BROWSER)
    assert (response.status, response.header("location")) == (303, "/inner/?added=2")
    assert share.names() == ["inner/b.txt", "inner/사진.jpg"]
    assert (share.folder / "inner" / "사진.jpg").read_bytes() == b"1"


@pytest.mark.point(36)
def test_a_program_is_told_where_its_files_are(share: Share) -> None:
    response = share.post(form([("a.txt", b"1")]))
    assert (response.status, response.header("location")) == (201, "/a.txt")
    response = share.post(form([("a.txt", b"1"), ("한.txt", b"2")]))
    assert (response.status, response.header("location")) == (201, "/")
    assert hrefs(response) == ["/a%20(2).txt", "/%ED%95%9C.txt"]
    assert response.added == 2


def test_skipped_files_are_told(share: Share) -> None:
    skipping = Share(share.folder, existing="skip")
    assert skipping.post(form([("a", b"1")]), fields=BROWSER).header("location") == "/?added=1"
    response = skipping.post(form([("a", b"2"), ("b", b"2")]), fields=BROWSER)
    assert (response.header("location"), response.added) == ("/?added=1&skipped=1", 1)
    assert skipping.refuses("/", "POST", form([("a", b"3")]), **FORM) == 409
    assert (share.folder / "a").read_bytes() == b"1"


@pytest.mark.point(115)
@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\\\Users\\\\me\\\\photo.jpg", "photo.jpg"),
        (".htaccess", "_.htaccess"),
        ("nul.txt", "_nul.txt"),
        ("a%0D%0Ab.txt", "a__b.txt"),
        ("<b>.html", "_b_.html"),
        ("..", "upload"),
    ],
)
def test_a_file_name_is_the_last_part_of_what_was_sent_and_made_safe(share: Share, sent: str, stored: str) -> None:
    share.post(form([(sent, b"x")]), "/inner/")
    assert share.names() == [f"inner/{stored}"]


def test_text_fields_and_empty_file_fields_are_no_files(share: Share) -> None:
    text = part('form-data; name="title"', b"x" * 100_000)
    response = share.post(text + part('form-data; name="f"; filename=""', b"") + form([("a", b"1")]), fields=BROWSER)
    assert response.header("location") == "/?added=1"
    assert share.post(text + END, fields=BROWSER).header("location") == "/?added=0"
    assert share.refuses("/", "POST", text + END, **FORM) == 400


def test_one_file_of_a_form_over_the_limit_is_413_and_none_appears(tmp_path: Path) -> None:
    share = Share(tmp_path, file_bytes=1000)
    assert share.refuses("/", "POST", form([("a", b"1"), ("b", b"x" * 1001)]), **FORM) == 413
    assert share.names() == []
    assert share.post(form([("a", b"x" * 1000), ("b", b"x" * 1000)])).status == 201


def test_a_form_of_too_many_parts_is_413(tmp_path: Path) -> None:
    share = Share(tmp_path, Limits(form_parts=2))
    assert share.refuses("/", "POST", form([("a", b"")] * 3), **FORM) == 413
    assert share.names() == []


@pytest.mark.parametrize(
    ("target", "fields", "status"),
    [
        ("/", {}, 415),
        ("/", {"Content_Type": "application/x-www-form-urlencoded"}, 415),
        ("/", {"Content_Type": "multipart/form-data"}, 400),
        ("/file", FORM, 405),
        ("/missing/", FORM, 404),
        ("/cgi-bin/", FORM, 404),
        ("/.git/", FORM, 404),
    ],
)
def test_a_form_that_cannot_be_taken_is_not_read(
    share: Share, target: str, fields: dict[str, str], status: int
) -> None:
    (share.folder / "file").touch()
    body = MemoryBody(form([("a", b"x")]))
    assert share.refuses(target, "POST", body, **fields) == status
    assert body.reads == 0
    assert share.names() == ["file"]


class WatchedBody(MemoryBody):
    """A body that keeps what is said of it."""

    arriving: Arriving | None = None
    give_up: Callable[[], None] | None = None


def test_those_who_watch_learn_which_file_is_coming(tmp_path: Path) -> None:
    share = Share(tmp_path)
    body = WatchedBody(b"content")
    share.put("/a%20b.txt", body)
    assert body.arriving == Arriving("a b.txt", length=7)
    seen: list[Arriving | None] = []
    files = WatchedBody(form([("a.txt", b"1"), ("b.txt", b"2")]), piece=40, reading=lambda: seen.append(files.arriving))
    share.post(files)
    assert [*dict.fromkeys(seen), files.arriving] == [None, Arriving("a.txt"), Arriving("b.txt"), Arriving("b.txt")]
