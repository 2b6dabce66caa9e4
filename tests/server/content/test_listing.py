import base64
import dataclasses
import gc
import hashlib
import json
import os
import re
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from shareapp.server.content import listing
from shareapp.server.content.listing import Listing
from shareapp.server.content.page import PageFacts
from shareapp.server.content.paths import Directory, LinkPolicy, Root
from shareapp.server.errors import HTTPError
from shareapp.server.message import Response
from tests.support.asking import ask, body_of
from tests.support.markup import Element, parse
from tests.support.trees import nasty_names, write

FACTS = PageFacts(computer="jimin-laptop", share="Photos")
DAY = 86400.0


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """The folder of the design's picture, or nearly."""
    for name in ("2024 제주 여행", "Lecture notes"):
        (tmp_path / name).mkdir()
    for number, (name, size) in enumerate(
        [("IMG_10.jpg", 10), ("IMG_9.jpg", 3000), ("img_9b.JPG", 20), ("바닷소리.m4a", 400), ("index-maker.py", 5)]
    ):
        write(tmp_path / name, b"x" * size, age=(number + 1) * DAY)
    return tmp_path


def open_folder(root: Root, path: str = "/") -> Directory:
    opened = root.resolve(path)
    assert isinstance(opened, Directory)
    return opened


def respond(
    folder: Path, target: str = "/", method: str = "GET", *, links: LinkPolicy = "inside", hidden: bool = False,
    entries: int = 1000, facts: PageFacts = FACTS, **fields: str,
) -> Response:  # fmt: skip
    request = ask(target, method, fields)
    return Listing(facts, entries)(request, open_folder(Root.at(folder, links, hidden=hidden), request.path))


def page(folder: Path, target: str = "/", **options: str) -> Element:
    return parse(body_of(respond(folder, target, **options)))  # type: ignore[arg-type]


def names(folder: Path, target: str = "/", **options: object) -> list[str]:
    document = parse(body_of(respond(folder, target, **options)))  # type: ignore[arg-type]
    return [row.one("bdi").text for row in document.all("li")]


def objects(folder: Path, target: str = "/?format=json") -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(body_of(respond(folder, target)))["entries"]
    return found


def open_descriptors() -> int:
    return len(list(Path("/dev/fd").iterdir()))


# The page


def actions(folder: Path, target: str = "/", **options: object) -> list[str]:
    document = parse(body_of(respond(folder, target, facts=dataclasses.replace(FACTS, zip=True), **options)))  # type: ignore[arg-type]
    return [link.text for bar in document.all("div", "actions") for link in bar.all("a")]


def test_a_folder_is_offered_as_one_download_with_its_size_when_that_is_known(photos: Path) -> None:
    write(photos / "Lecture notes" / "a.pdf", b"x" * 1500)
    write(photos / "Lecture notes" / "b.pdf", b"x" * 1500)
    assert actions(photos, "/Lecture%20notes/") == ["Download all ZIP · 3.0 KB"]
    assert actions(photos, "/Lecture%20notes/", Accept_Language="ko") == ["모두 다운로드 ZIP · 3.0 KB"]
    assert actions(photos) == ["Download all ZIP"]  # what the folders in it hold is not known
    assert actions(photos, "/Lecture%20notes/", entries=1) == ["Download all ZIP"]


def test_nothing_is_offered_where_nothing_is_or_nobody_wants_to(photos: Path) -> None:
    assert actions(photos, "/2024%20%EC%A0%9C%EC%A3%BC%20%EC%97%AC%ED%96%89/") == []
    assert page(photos).all("div", "actions") == []


def test_the_root_tells_whose_folder_it_is(photos: Path) -> None:
    top = page(photos).one("header")
    assert top.one("p", "computer").text == "jimin-laptop"
    assert top.one("h1").text == "Photos"
    assert top.all("p")[-1].text == "2 folders, 5 files · 3.4 KB"
    assert top.all("nav") == []


def test_a_deep_folder_shows_the_way_back(tmp_path: Path) -> None:
    (tmp_path / "a b" / "c" / "d").mkdir(parents=True)
    top = page(tmp_path, "/a%20b/c/d/").one("header")
    assert top.one("h1").text == "d"
    assert [(link.text.strip(), link.attributes["href"]) for link in top.one("nav").all("a")] == [
        ("Photos", "../../../"),
        ("a b", "../../"),
        ("c", "../"),
    ]
    assert page(tmp_path, "/a%20b/c/d/").one("title").text == "d"


def test_the_order_follows_into_folders_and_back(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    document = page(tmp_path, "/a/?sort=size")
    assert document.one("nav", "path").one("a").attributes["href"] == "../?sort=size"
    assert document.one("li").one("a").attributes["href"] == "b/?sort=size"


def test_a_share_without_facts_still_has_a_page(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    (tmp_path / "b").mkdir()
    document = parse(body_of(respond(tmp_path, facts=PageFacts())))
    assert document.one("h1").text == "/"
    assert document.all("footer") == []
    assert parse(body_of(respond(tmp_path, "/b/", facts=PageFacts()))).one("nav", "path").one("a").text.strip() == "/"


def test_facts_are_text_whatever_they_say(tmp_path: Path) -> None:
    facts = PageFacts(computer="<b>&lt;\"'", share="</title><script>")
    document = parse(body_of(respond(tmp_path, facts=facts)))
    assert document.one("h1").text == document.one("title").text == facts.share
    assert document.one("p", "computer").text == facts.computer
    assert facts.computer in document.one("footer").text


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    document = page(tmp_path, accept_language="ko-KR")
    assert document.one("h2").text == "빈 폴더입니다"
    assert document.all("p")[1].text == "폴더 0개, 파일 0개 · 0 B"
    assert document.all("ul") == document.all("form") == document.all("noscript") == []


def test_the_language_is_the_visitors(photos: Path) -> None:
    korean = respond(photos, accept_language="ko-KR,ko;q=0.9,en;q=0.8")
    assert korean.header("content-language") == "ko"
    document = parse(body_of(korean))
    assert document.one("html").attributes["lang"] == "ko"
    assert [option.text for option in document.all("option")] == ["이름순", "최신순", "큰 파일순"]
    assert page(photos).one("html").attributes["lang"] == "en"


def test_without_scripts_the_tools_are_hidden_and_links_sort(photos: Path) -> None:
    document = page(photos, "/?sort=date")
    tools = document.one("form", "tools")
    assert "hidden" in tools.one("select").attributes
    assert ["hidden" in button.attributes for button in tools.all("button")] == [True, False]  # searching needs none
    links = document.one("noscript").all("a")
    assert [link.attributes["href"] for link in links] == ["?sort=name", "?sort=date", "?sort=size"]
    assert [link.text for link in links if "aria-current" in link.attributes] == ["Newest"]
    (chosen,) = (option for option in document.all("option") if "selected" in option.attributes)
    assert chosen.attributes["value"] == "date"


def test_everything_to_press_has_a_name(photos: Path) -> None:
    document = page(photos)
    for tag in ("a", "button", "select", "input", "dialog", "nav", "ul"):
        for element in document.all(tag):
            assert element.text.strip() or element.attributes.get("aria-label"), element


def test_many_entries_spare_the_browser(tmp_path: Path) -> None:
    assert "class" not in page(photos_of(tmp_path, 3)).one("ul").attributes
    many = parse(body_of(respond(photos_of(tmp_path, 201))))
    assert many.one("ul").attributes["class"] == "many"


def photos_of(folder: Path, number: int) -> Path:
    for index in range(number):
        (folder / f"{index}.jpg").touch()
    return folder


def test_a_page_of_eleven_entries_is_small(tmp_path: Path) -> None:
    for number in range(11):
        write(tmp_path / f"IMG_20240912_1402{number:02}.jpg")
    for language in ("en", "ko"):
        assert len(body_of(respond(tmp_path, accept_language=language))) <= 40_000


def test_a_long_folder_comes_in_pages_for_people_and_whole_for_programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PAGE_ENTRIES", 3)
    photos_of(tmp_path, 7)
    write(tmp_path / "README.md", b"# About")
    seen, target, told = [], "/?sort=name", []
    while target:
        document = page(tmp_path, target)
        seen += [row.one("bdi").text for row in document.all("ul")[0].all("li")]
        pager = document.one("nav", "pager")
        told.append(pager.one("span").text)
        assert document.one("p", "summary").text.startswith("0 folders, 8 files")
        assert len(document.all("article")) == (len(told) == 1)
        following = [link for link in pager.all("a") if link.attributes["rel"] == "next"]
        target = "/" + following[0].attributes["href"] if following else ""
    assert seen == [*(f"{number}.jpg" for number in range(7)), "README.md"]
    assert told == ["1–3 of 8", "4–6 of 8", "7–8 of 8"]
    assert len(objects(tmp_path)) == 8
    last = page(tmp_path, "/?page=99&sort=size").one("nav", "pager")
    assert last.one("a").attributes["href"] == "?sort=size&page=2"


def test_a_short_folder_is_one_page_whatever_is_asked(photos: Path) -> None:
    for wish in ("", "?page=2", "?page=0", "?page=-1", "?page=x", "?page=" + "9" * 100):
        document = page(photos, f"/{wish}")
        assert len(document.all("li")) == 7
        assert document.all("nav", "pager") == []


def test_the_readme_of_the_folder_is_below_its_list(photos: Path) -> None:
    assert page(photos).all("article") == []
    write(photos / "README.md", b"# About these <b>photos</b>\n\n![sea](IMG_9.jpg)")
    write(photos / "readme.ko.md", "# 사진 소개".encode())
    readme = page(photos).one("article", "readme")
    assert readme.one("h2").text == "About these <b>photos</b>"
    assert readme.one("img").attributes["src"] == "IMG_9.jpg"
    assert page(photos, accept_language="ko").one("article", "readme").one("h2").text == "사진 소개"


def test_a_search_is_answered_by_what_it_finds(photos: Path) -> None:
    write(photos / "Lecture notes" / "img.pdf")
    assert names(photos, "/?search=img") == ["IMG_9.jpg", "img_9b.JPG", "IMG_10.jpg", "img.pdf"]
    assert len(objects(photos, "/?search=img&format=json")) == 4
    assert len(names(photos, "/?search=%20&sort=name")) == 7  # nothing was asked for


def test_files_are_asked_for_only_where_they_may_be_put(photos: Path) -> None:
    taking = dataclasses.replace(FACTS, uploads=True)
    (photos / "link").symlink_to(photos / "Lecture notes")
    assert page(photos).all("form", "upload") == []
    for target in ("/", "/Lecture%20notes/"):
        form = page(photos, target, facts=taking).one("form", "upload")  # type: ignore[arg-type]
        assert form.attributes["enctype"] == "multipart/form-data"
        assert form.attributes["method"] == "post"
    assert page(photos, "/link/", facts=taking).all("form", "upload") == []  # type: ignore[arg-type]


def test_changes_are_offered_only_where_they_may_be_made(photos: Path) -> None:
    managing = dataclasses.replace(FACTS, uploads=True, manage=True)
    (photos / "link").symlink_to(photos / "Lecture notes")
    shown = page(photos, facts=managing)  # type: ignore[arg-type]
    assert shown.one("p", "make").one("a").attributes["href"] == "?manage"
    assert len(shown.all("a", "more")) == len(shown.all("li")) - 1  # one is the model of a row of uploads
    for facts, target in ((managing, "/link/"), (dataclasses.replace(FACTS, uploads=True), "/")):
        assert page(photos, target, facts=facts).all("a", "more") == []  # type: ignore[arg-type]


def test_an_empty_folder_asks_for_its_first_file(tmp_path: Path) -> None:
    taking = dataclasses.replace(FACTS, uploads=True)
    shown = page(tmp_path, facts=taking, accept_language="ko")  # type: ignore[arg-type]
    assert "이 기기에서 첫 파일을 추가해 보세요." in shown.one("div", "notice").text


def test_the_script_of_the_page_is_the_one_that_may_run_and_fetch_others(photos: Path) -> None:
    response = respond(photos, facts=dataclasses.replace(FACTS, uploads=True))
    policy = response.header("content-security-policy") or ""
    scripts = [script.text for script in parse(body_of(response)).all("script")]
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    assert len(scripts) == 1
    assert re.findall("script-src ([^;]*)", policy) == [f"'strict-dynamic' 'sha256-{hashes[0]}'"]


def test_a_page_of_eleven_entries_is_small_with_all_that_visitors_may_do_too(tmp_path: Path) -> None:
    for number in range(11):
        write(tmp_path / f"IMG_20240912_1402{number:02}.jpg")
    taking = dataclasses.replace(FACTS, uploads=True, zip=True, manage=True)
    for language in ("en", "ko"):
        assert len(body_of(respond(tmp_path, facts=taking, accept_language=language))) <= 40_000


@pytest.mark.parametrize(
    ("query", "sentences"),
    [
        ("added=1", ["1 file added"]),
        ("added=3&skipped=2", ["3 files added", "2 files were here already"]),
        ("added=0", []),
        ("added=<b>&skipped=99999", []),
    ],
)
def test_a_form_that_was_sent_is_answered_by_a_sentence(photos: Path, query: str, sentences: list[str]) -> None:
    assert [told.text for told in page(photos, f"/?{query}").all("p", "outcome")] == sentences


def test_a_folder_over_the_limit_is_cut_and_says_so(tmp_path: Path) -> None:
    photos_of(tmp_path, 5)
    cut = parse(body_of(respond(tmp_path, entries=3)))
    assert len(cut.all("li")) == 3
    assert "only 3 items" in cut.one("p", "cut").text
    assert cut.one("p", "summary").text == "more than 3 items"
    assert json.loads(body_of(respond(tmp_path, "/?format=json", entries=3)))["cut"] is True
    assert parse(body_of(respond(tmp_path, entries=5))).all("p", "cut") == []


# Order


@pytest.mark.parametrize(
    ("sort", "files"),
    [
        ("name", ["IMG_9.jpg", "img_9b.JPG", "IMG_10.jpg", "index-maker.py", "바닷소리.m4a"]),
        ("date", ["IMG_10.jpg", "IMG_9.jpg", "img_9b.JPG", "바닷소리.m4a", "index-maker.py"]),
        ("size", ["IMG_9.jpg", "바닷소리.m4a", "img_9b.JPG", "IMG_10.jpg", "index-maker.py"]),
        ("bogus", ["IMG_9.jpg", "img_9b.JPG", "IMG_10.jpg", "index-maker.py", "바닷소리.m4a"]),
    ],
)
def test_folders_come_first_then_files_in_the_order_asked_for(photos: Path, sort: str, files: list[str]) -> None:
    os.utime(photos / "2024 제주 여행", (2e9, 2e9))  # the newest, so that only the date could put it second
    assert names(photos, f"/?sort={sort}") == ["2024 제주 여행", "Lecture notes", *files]


def test_numbers_count_as_numbers(tmp_path: Path) -> None:
    ordered = ["1.txt", "02.txt", "2b.txt", "10.txt", "0100.txt", "a1b2.txt", "a1b10.txt", "A2.txt", "b", "ß", "ß2"]
    for name in reversed(ordered):
        write(tmp_path / name)
    assert names(tmp_path) == ordered


# What is shown


@pytest.mark.point(85)
def test_every_nasty_name_leads_back_to_its_file(tmp_path: Path) -> None:
    for name in nasty_names():
        write(tmp_path / name, name.encode("utf-8", "surrogateescape"))
    root = Root.at(tmp_path, hidden=True)
    response = Listing(FACTS)(ask("/"), open_folder(root))
    links = [row.one("a", "open").attributes["href"] for row in parse(body_of(response)).all("li")]
    assert len(links) == len(nasty_names())
    for link in links:
        file = root.resolve("/" + link.removeprefix("./"))
        assert not isinstance(file, Directory)
        with os.fdopen(file.detach(), "rb") as content:
            assert content.read() == os.fsencode(file.names[-1])


def test_hidden_files_are_listed_only_when_they_are_shared(tmp_path: Path) -> None:
    write(tmp_path / ".secret")
    write(tmp_path / "open.txt")
    assert names(tmp_path) == ["open.txt"]
    assert names(tmp_path, hidden=True) == [".secret", "open.txt"]


@pytest.mark.parametrize(
    ("links", "shown"), [("never", ["own"]), ("inside", ["in", "own"]), ("anywhere", ["in", "out", "own"])]
)
def test_links_are_listed_only_when_they_are_followed(tmp_path: Path, links: LinkPolicy, shown: list[str]) -> None:
    write(tmp_path / "elsewhere" / "target")
    share = tmp_path / "share"
    write(share / "own")
    (share / "in").symlink_to("own")
    (share / "out").symlink_to(tmp_path / "elsewhere" / "target")
    (share / "broken").symlink_to("nowhere")
    assert names(share, links=links) == shown


def test_a_link_is_shown_with_what_it_leads_to(tmp_path: Path) -> None:
    write(tmp_path / "real" / "file", b"12345")
    (tmp_path / "folder").symlink_to("real")
    (tmp_path / "file").symlink_to("real/file")
    assert [(entry["name"], entry["kind"], entry["size"]) for entry in objects(tmp_path)] == [
        ("folder", "folder", None),
        ("real", "folder", None),
        ("file", "other", 5),
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no FIFOs")
def test_devices_are_not_promised(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert names(tmp_path) == []


def test_what_may_not_be_read_is_not_promised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("open", "closed"):
        write(tmp_path / name)
        write(tmp_path / f"{name}-folder" / "inside")
    (tmp_path / "closed").chmod(0o600)
    (tmp_path / "closed-folder").chmod(0o700)
    assert names(tmp_path) == ["closed-folder", "open-folder", "closed", "open"]
    # Root may read everything, so the system's refusal is played.
    monkeypatch.setattr(os, "access", lambda path, _right: not Path(path).name.startswith("closed"))
    assert names(tmp_path) == ["open-folder", "open"]


def test_a_file_that_vanishes_meanwhile_is_left_out(tmp_path: Path) -> None:
    write(tmp_path / "first")
    write(tmp_path / "second")
    response = respond(tmp_path, "/?format=json")
    (tmp_path / "first").unlink()
    (tmp_path / "second").unlink()
    assert json.loads(body_of(response))["entries"] == []


# JSON


def test_json_by_accept_or_by_query(photos: Path) -> None:
    for options in ({"accept": "application/json"}, {"target": "/?format=json", "accept": "text/html"}):
        response = respond(photos, **options)  # type: ignore[arg-type]
        assert response.header("content-type") == "application/json"
        content = json.loads(body_of(response))
        assert [entry["href"] for entry in content["entries"]][:3] == [
            "2024%20%EC%A0%9C%EC%A3%BC%20%EC%97%AC%ED%96%89/", "Lecture%20notes/", "IMG_9.jpg",
        ]  # fmt: skip
        assert content["cut"] is False
    html = respond(photos, "/?format=html", accept="application/json")
    assert html.header("content-type") == "text/html; charset=utf-8"
    html.close()


def test_json_is_sorted_like_the_page(photos: Path) -> None:
    assert [entry["name"] for entry in objects(photos, "/?sort=size&format=json")] == names(photos, "/?sort=size")


def test_json_of_an_empty_folder(tmp_path: Path) -> None:
    assert json.loads(body_of(respond(tmp_path, "/?format=json"))) == {"entries": [], "cut": False}


# The response


@pytest.mark.parametrize("target", ["/", "/?format=json"])
def test_listings_are_not_stored_and_vary(photos: Path, target: str) -> None:
    response = respond(photos, target)
    assert response.status == 200
    assert response.header("cache-control") == "no-store"
    assert response.header("vary") == "Accept, Accept-Language"
    response.close()


def test_head_has_the_fields_of_get(photos: Path) -> None:
    head, get = respond(photos, method="HEAD"), respond(photos)
    assert head.headers == get.headers
    assert head.body_length() == get.body_length() is None
    head.close()
    get.close()


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="this system does not count descriptors")
@pytest.mark.parametrize("taken", [0, 1, None])
def test_no_descriptor_outlives_the_response(photos: Path, taken: int | None) -> None:
    before = open_descriptors()
    response = respond(photos)
    assert isinstance(response.body, Iterator)
    for _ in response.body if taken is None else range(taken):
        next(response.body, None)
    response.close()
    del response
    gc.collect()
    assert open_descriptors() == before


def test_the_head_of_the_page_leaves_before_the_folder_is_read(photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(listing, "entry_of", lambda found, _folder: read.append(found.name))
    response = respond(photos)
    assert isinstance(response.body, Iterator)
    early = next(response.body)
    assert b"<style>" in early
    while b"</h1>" not in early:
        early += next(response.body)
    assert b"Photos" in early
    assert read == []
    assert b"".join(response.body).endswith(b"</html>")
    assert len(read) == 7
    response.close()


def test_a_refused_folder_is_refused_before_the_answer_begins(photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_directory: Directory) -> Iterator[os.DirEntry[str]]:
        yield from ()
        raise HTTPError(403)

    monkeypatch.setattr(Directory, "visible", refused)
    directory = open_folder(Root.at(photos))
    with pytest.raises(HTTPError) as caught:
        Listing(FACTS)(ask("/"), directory)
    assert caught.value.status == 403
    assert directory.descriptor == -1


@pytest.mark.point(104)
def test_memory_is_that_of_the_entries_alone(tmp_path: Path) -> None:
    photos_of(tmp_path, 5000)
    body_of(respond(tmp_path, entries=10))  # templates and words are read once
    tracemalloc.start()
    try:
        response = respond(tmp_path, "/?format=json", entries=10_000)
        assert isinstance(response.body, Iterator)
        length = sum(map(len, response.body))
        peak = tracemalloc.get_traced_memory()[1]
        response.close()
    finally:
        tracemalloc.stop()
    assert length > 480_000
    assert peak < 1_900_000  # about 350 bytes an entry with its sort key, nothing for its markup


@pytest.mark.fault("gh-104049")
def test_no_local_path_is_on_the_page(photos: Path) -> None:
    for target in ("/", "/?format=json", "/?sort=%22%3E%3Cscript%3E"):
        assert str(photos).encode() not in body_of(respond(photos, target))


@pytest.mark.parametrize(
    "query", ["sort=%22%3E%3Cscript%3E", '"><script>', "sort[]=date", "sort=", "format=xml", "%", "&&=;", "\xe9=%ff"]
)
def test_an_unknown_wish_is_the_usual_page(photos: Path, query: str) -> None:
    assert body_of(respond(photos, f"/?{query}")) == body_of(respond(photos))
