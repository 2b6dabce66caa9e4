"""The answer to a search: links that lead there, for people and for programs."""

import json
from pathlib import Path
from urllib.parse import urljoin

import pytest

from shareapp.server.content import found as module
from shareapp.server.content.found import SearchPage
from shareapp.server.content.page import PageFacts
from shareapp.server.content.paths import Directory, File, Root
from shareapp.server.content.search import Search
from shareapp.server.errors import HTTPError
from shareapp.server.message import Response
from tests.support.asking import ask, body_of
from tests.support.markup import Element, parse
from tests.support.trees import nasty_names, write

FACTS = PageFacts(computer="jimin-laptop", share="Photos", zip=True, uploads=True)


def respond(share: Path, wanted: str, path: str = "/", *, language: str = "en", as_json: bool = False) -> Response:
    folder = Root.at(share).resolve(path)
    assert isinstance(folder, Directory)
    return SearchPage(FACTS)(ask(path), folder, wanted, language, as_json=as_json)


def page(share: Path, wanted: str, path: str = "/", language: str = "en") -> Element:
    return parse(body_of(respond(share, wanted, path, language=language)))


def test_the_page_tells_what_was_asked_and_how_much_is_there(tmp_path: Path) -> None:
    write(tmp_path / "a" / "sea.jpg")
    document = page(tmp_path, "<Sea>")
    assert document.one("h1").text == document.one("title").text == "<Sea>"
    assert document.one("input").attributes["value"] == "<Sea>"
    assert document.one("p", "summary").text == "0 items found"
    assert document.one("h2").text == "Nothing found"
    assert page(tmp_path, "sea").one("p", "summary").text == "1 item found"
    assert page(tmp_path, "sea", language="ko").one("p", "summary").text == "항목 1개를 찾았습니다"


def test_the_way_back_leads_to_the_folder_itself_too(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b" / "c.txt")
    links = [(link.text.strip(), link.attributes["href"]) for link in page(tmp_path, "x", "/a/b/").one("nav").all("a")]
    assert links == [("Photos", "../../"), ("a", "../"), ("b", "./")]
    assert [link.text.strip() for link in page(tmp_path, "x").one("nav").all("a")] == ["Photos"]


def test_every_nasty_name_in_every_nasty_folder_leads_to_its_file(tmp_path: Path) -> None:
    root = Root.at(tmp_path)
    reachable = [name for name in nasty_names() if not name.startswith("..")]
    for name in reachable:
        write(tmp_path / name / f"needle {name[:40]}", name.encode("utf-8", "surrogateescape"))
    links = page(tmp_path, "needle").all("a", "open")
    objects = json.loads(body_of(respond(tmp_path, "needle", as_json=True)))["entries"]
    assert len(links) == len(objects) == len(reachable)
    for addresses in ([link.attributes["href"] for link in links], [each["href"] for each in objects]):
        contents = []
        for address in addresses:
            opened = root.resolve(urljoin("http://x/", address).removeprefix("http://x"))
            assert isinstance(opened, File)
            contents.append(Path(opened.path).read_bytes().decode("utf-8", "surrogateescape"))
            opened.close()
        assert sorted(contents) == sorted(reachable)


def test_groups_are_called_by_their_folders(tmp_path: Path) -> None:
    for name in ("sea.jpg", "a/sea.jpg", "a/b/sea.jpg"):
        write(tmp_path / name)
    document = page(tmp_path, "sea")
    assert [heading.text for heading in document.all("h2")] == ["a", "a / b"]
    assert [heading.one("a").attributes["href"] for heading in document.all("h2")] == ["./a/", "./a/b/"]
    assert [group.attributes["aria-label"] for group in document.all("ul")] == ["Files and folders", "a", "a / b"]


def test_an_end_before_the_end_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        write(tmp_path / f"sea {number}.jpg")
    monkeypatch.setattr(module, "Search", lambda *args: Search(*args, results=2))
    assert "2" in page(tmp_path, "sea").one("p", "cut").text
    assert json.loads(body_of(respond(tmp_path, "sea", as_json=True)))["cut"] is True


def test_only_so_many_search_at_a_time(tmp_path: Path) -> None:
    answers = SearchPage(FACTS)
    places = answers._slots
    while places.take():
        pass
    folder = Root.at(tmp_path).resolve("/")
    assert isinstance(folder, Directory)
    with pytest.raises(HTTPError) as refusal:
        answers(ask("/"), folder, "x", "en", as_json=False)
    assert refusal.value.status == 503
    assert folder.descriptor == -1
