"""Managing by requests: forms for people, JSON for programs, and nothing but what was asked for."""

import json
import os
from pathlib import Path
from urllib.parse import urlencode

import pytest

from shareapp.server.content.changes import Changes
from shareapp.server.content.incoming import Intake
from shareapp.server.content.paths import Root
from shareapp.server.content.recycle import Recycle
from shareapp.server.errors import HTTPError
from shareapp.server.layers.manage import Manage
from shareapp.server.message import Request, Response
from tests.support.asking import ask, body_of
from tests.support.bodies import MemoryBody
from tests.support.markup import parse

FORM = "application/x-www-form-urlencoded"
PAGE = "text/html,application/xhtml+xml,*/*;q=0.8"


def inner(request: Request) -> Response:
    return Response(299)


class Share:
    """A folder with the layer over it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = Root.at(folder, "never")
        self.layer = Manage(Changes(Intake(root=self.root)), self.root.rules)

    def names(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir() if not path.name.startswith("."))

    def post(self, target: str, *, accept: str = "*/*", content_type: str = FORM, **fields: str) -> Response:
        request = ask(target, "POST", {"Content_Type": content_type, "Accept": accept})
        return self.layer(request._replace(body=MemoryBody(urlencode(fields).encode())), inner)

    def get(self, target: str, method: str = "GET", **fields: str) -> Response:
        return self.layer(ask(target, method, fields), inner)

    def refuses(self, target: str, *, content_type: str = FORM, **fields: str) -> int:
        with pytest.raises(HTTPError) as refused:
            self.post(target, content_type=content_type, **fields)
        return refused.value.status


@pytest.fixture
def share(tmp_path: Path) -> Share:
    (tmp_path / "photo.jpg").write_bytes(b"photo")
    (tmp_path / "note & more+.txt").write_bytes(b"note")
    (tmp_path / "trip").mkdir()
    return Share(tmp_path)


def told(response: Response) -> dict[str, object]:
    assert response.header("content-type") == "application/json"
    content = json.loads(body_of(response))
    assert isinstance(content, dict)
    return content


@pytest.mark.parametrize(
    "target", ["/", "/?added=1", "/?x&delete=photo.jpg", "/photo.jpg?delete=photo.jpg", "/?manage"]
)
def test_other_posts_pass(share: Share, target: str) -> None:
    assert share.post(target).status == 299


@pytest.mark.parametrize("target", ["/", "/?sort=name", "/?delete=photo.jpg", "/?new-folder", "/photo.jpg?manage"])
def test_looking_changes_nothing(share: Share, target: str) -> None:
    for method in ("GET", "HEAD", "PUT", "DELETE", "OPTIONS"):
        assert share.get(target, method).status == 299
    assert share.names() == ["note & more+.txt", "photo.jpg", "trip"]


def test_a_program_makes_renames_and_deletes(share: Share) -> None:
    made = share.post("/?new-folder", name="새 폴더")
    assert (made.status, told(made)) == (201, {"name": "새 폴더", "href": "/%EC%83%88%20%ED%8F%B4%EB%8D%94"})
    renamed = share.post("/?rename=photo.jpg", name="sea")
    assert (renamed.status, told(renamed)) == (200, {"name": "sea.jpg", "href": "/sea.jpg"})
    deleted = share.post("/?delete=sea.jpg&delete=note%20%26%20more%2B.txt&delete=missing")
    assert (deleted.status, told(deleted)) == (200, {"deleted": 2, "refused": 1})
    assert share.names() == ["trip", "새 폴더"]


def test_it_happens_in_the_folder_that_is_asked(share: Share) -> None:
    share.post("/trip/?new-folder", name="inner")
    assert (share.folder / "trip" / "inner").is_dir()
    assert share.refuses("/missing/?new-folder", name="x") == 404
    assert share.refuses("/trip/?delete=photo.jpg") == 404


def test_a_form_leads_back_to_the_folder_which_tells_what_was_done(share: Share) -> None:
    for target, fields, location in (
        ("/trip/?new-folder", {"name": "x"}, "/trip/?made=1"),
        ("/?rename=photo.jpg", {"name": "y.jpg"}, "/?renamed=1"),
        ("/?delete=y.jpg&delete=missing", {}, "/?deleted=1&refused=1"),
    ):
        response = share.post(target, accept=PAGE, **fields)
        assert (response.status, response.header("location")) == (303, location)


def test_the_page_has_the_forms_for_one_entry(share: Share) -> None:
    document = parse(body_of(share.get("/?manage=note%20%26%20more%2B.txt", Accept=PAGE)))
    assert document.one("h1").text == "note & more+.txt"
    rename, delete = document.all("form")
    assert rename.attributes["action"] == "?rename=note%20%26%20more%2B.txt"
    assert rename.one("input").attributes["value"] == "note & more+.txt"
    assert delete.attributes["action"] == "?delete=note%20%26%20more%2B.txt"
    assert [form.attributes["method"] for form in (rename, delete)] == ["post", "post"]
    new = parse(body_of(share.get("/?manage", Accept_Language="ko")))
    assert new.one("h1").text == "새 폴더"
    assert new.one("form").attributes["action"] == "?new-folder"


@pytest.mark.parametrize("name", ["missing", ".git", "..", "a/b"])
def test_there_is_no_page_for_what_cannot_be_changed(share: Share, name: str) -> None:
    with pytest.raises(HTTPError) as refused:
        share.get(f"/?manage={name}")
    assert refused.value.status in {403, 404}


@pytest.mark.parametrize(("name", "status", "words"), [("trip", 409, "already"), ("a:b", 400, "every computer")])
def test_what_went_wrong_is_said_where_it_can_be_mended(share: Share, name: str, status: int, words: str) -> None:
    response = share.post(
        "/?rename=photo.jpg", accept=PAGE, name=f"{name}.jpg" if status == 400 else "note & more+.txt"
    )
    assert response.status == status
    document = parse(body_of(response))
    assert words in document.one("p", "problem").text
    assert document.all("input")[0].attributes["value"] in {"a:b.jpg", "note & more+.txt"}
    assert share.refuses("/?new-folder", name=name) == status


@pytest.mark.skipif(os.name == "nt", reason="names are text on Windows")
def test_names_that_are_no_text_can_be_deleted_too(share: Share) -> None:
    (share.folder / os.fsdecode(b"\xff.txt")).touch()
    assert "\ufffd.txt" in body_of(share.get("/?manage=%FF.txt")).decode()
    share.post("/?delete=%FF.txt")
    assert Recycle(share.root).items()[0].names == (os.fsdecode(b"\xff.txt"),)


@pytest.mark.parametrize("content_type", ["text/plain", "multipart/form-data; boundary=x", ""])
def test_only_a_form_changes_anything(share: Share, content_type: str) -> None:
    assert share.refuses("/?delete=photo.jpg", content_type=content_type) == 415
    assert "photo.jpg" in share.names()


def test_no_more_than_a_thousand_names_at_once(share: Share) -> None:
    assert share.refuses("/?" + "&".join(["delete=x"] * 1001)) == 400


def test_a_name_in_the_page_is_text_and_nothing_else(share: Share) -> None:
    name = '"><script>alert(1)<'
    if os.name != "nt":
        (share.folder / name).touch()
    page = body_of(share.post("/?new-folder", accept=PAGE, name=name)).decode()
    assert "<script>alert" not in page
