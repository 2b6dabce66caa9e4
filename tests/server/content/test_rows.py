import json
import os
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from urllib.parse import parse_qs, unquote_to_bytes, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shareapp.server.content.rows import Entry, html_rows, json_rows, link, readable
from tests.support.markup import Element, parse
from tests.support.trees import NASTY_NAMES, UNDECODABLE

NAMES = st.one_of(
    st.binary(min_size=1, max_size=80).filter(lambda name: not {0, ord("/")} & set(name)).map(os.fsdecode),
    st.text(st.sampled_from("<>&\"'`=%?#:;/\\ \u202e가é😀aA1.").filter(lambda c: c != "/"), min_size=1, max_size=60),
    st.sampled_from([*NASTY_NAMES, UNDECODABLE]),
).filter(lambda name: name not in {".", ".."})


def file(name: str, size: int = 3_200_000) -> Entry:
    return Entry(name, False, size, 1726117331.0)


def folder(name: str) -> Entry:
    return Entry(name, True, 0, 1726117331.0)


def row(entry: Entry, language: str = "en", query: str = "") -> Element:
    return parse("".join(html_rows([entry], language, query))).one("li")


def target_of(href: str) -> bytes:
    """The bytes of the name that a browser asks for when it follows ``href`` from the folder /a/b/."""
    followed = urlsplit(urljoin("http://phone/a/b/", href))
    assert (followed.scheme, followed.netloc, followed.fragment) == ("http", "phone", "")
    assert followed.path.startswith("/a/b/")
    return unquote_to_bytes(followed.path.removeprefix("/a/b/"))


@given(NAMES)
def test_every_name_is_a_link_to_exactly_its_bytes(name: str) -> None:
    assert target_of(link(name)) == os.fsencode(name)


@pytest.mark.fault("CVE-2011-4940")
@given(NAMES)
def test_a_row_is_text_whatever_the_name_says(name: str) -> None:
    written = "".join(html_rows([file(name)], "en"))
    assert written.count("<") == "".join(html_rows([file("plain")], "en")).count("<")
    parsed = parse(written).one("li")
    assert parsed.one("bdi").text == readable(name)
    assert {element.tag for element in parse(written).all("li")[0].children} == {"a"}
    for anchor in parsed.all("a"):
        assert set(anchor.attributes) <= {"class", "href", "download", "aria-label"}
    assert target_of(parsed.one("a", "open").attributes["href"]) == os.fsencode(name)
    assert target_of(parsed.one("a", "get").attributes["href"]) == os.fsencode(name)
    assert parsed.one("a", "get").attributes["aria-label"] == f"Download {readable(name)}"


@given(NAMES)
def test_a_managed_row_leads_to_what_can_be_done_with_exactly_that_name(name: str) -> None:
    for entry in (file(name), folder(name)):
        more = parse("".join(html_rows([entry], "en", managed=True))).one("a", "more")
        assert more.attributes["aria-label"] == f"Rename or delete {readable(name)}"
        query = urlsplit(urljoin("http://phone/a/b/", more.attributes["href"])).query
        assert parse_qs(query, keep_blank_values=True, encoding="latin-1") == {
            "manage": [os.fsencode(name).decode("latin-1")]
        }


@given(NAMES)
def test_a_folder_row_is_text_whatever_the_name_says(name: str) -> None:
    parsed = row(folder(name), query="?sort=date")
    assert parsed.one("bdi").text == readable(name)
    href = parsed.one("a").attributes["href"]
    assert target_of(href) == os.fsencode(name) + b"/"
    assert urlsplit(href).query == "sort=date"


@given(NAMES)
def test_readable_names_can_be_sent_and_hold_no_controls(name: str) -> None:
    shown = readable(name)
    shown.encode("utf-8")
    assert not [character for character in shown if ord(character) < 32 or 127 <= ord(character) < 160]


def test_a_file_shows_type_size_and_date_in_this_order() -> None:
    parsed = row(file("IMG_2031.jpg"))
    type_, size = parsed.one("small").all("span")
    assert (type_.text, size.text) == ("JPG", "3.2 MB")
    time = parsed.one("time")
    assert time.text.endswith(time.attributes["datetime"][-5:])
    assert parsed.attributes["class"] == "image"
    assert "download" in parsed.one("a", "get").attributes
    assert parsed.one("a", "get").attributes["href"] == "IMG_2031.jpg?download"


def test_a_folder_has_neither_size_nor_download() -> None:
    parsed = row(folder("Lecture notes"), "ko")
    assert [span.text for span in parsed.one("small").all("span")] == ["폴더"]
    assert parsed.attributes["class"] == "folder"
    assert parsed.all("a", "get") == []


@pytest.mark.parametrize(
    ("name", "label", "kind"),
    [
        ("a.pdf", "PDF", "document"),
        ("a.tar.gz", "GZ", "archive"),
        ("README", "File", "document"),
        ("no extension", "File", "other"),
        ("ends with.", "File", "other"),
        ("a.notatype", "File", "other"),
        ("a.<b>", "File", "other"),
        ("a.한글", "File", "other"),
        ("MOV_1.MP4", "MP4", "video"),
    ],
)
def test_the_type_label_is_the_extension_when_it_looks_like_one(name: str, label: str, kind: str) -> None:
    parsed = row(file(name))
    assert parsed.one("small").all("span")[0].text == label
    assert parsed.attributes["class"] == kind


def test_a_name_that_may_be_cut_has_a_title() -> None:
    long = "Itinerary and packing list for the whole family (final).pdf"
    assert row(file(long)).one("bdi").attributes == {"title": long}
    assert row(file("short.pdf")).one("bdi").attributes == {}


def test_json_says_the_same_in_values() -> None:
    entries = [folder("2024 제주 여행"), file("100%?.jpg", 7), file(UNDECODABLE, 0)]
    assert json.loads(f"[{''.join(json_rows(entries))}]") == [
        {
            "name": "2024 제주 여행",
            "kind": "folder",
            "size": None,
            "modified": "2024-09-12T05:02:11Z",
            "href": "2024%20%EC%A0%9C%EC%A3%BC%20%EC%97%AC%ED%96%89/",
        },
        {
            "name": "100%?.jpg",
            "kind": "image",
            "size": 7,
            "modified": "2024-09-12T05:02:11Z",
            "href": "100%25%3F.jpg",
        },
        {
            "name": readable(UNDECODABLE),
            "kind": "document",
            "size": 0,
            "modified": "2024-09-12T05:02:11Z",
            "href": link(UNDECODABLE),
        },
    ]


@given(st.lists(NAMES, max_size=5))
def test_json_is_json_whatever_the_names_say(names: list[str]) -> None:
    objects = json.loads(f"[{''.join(json_rows(map(file, names)))}]")
    assert [target_of(one["href"]) for one in objects] == [os.fsencode(name) for name in names]
    assert [one["name"] for one in objects] == [readable(name) for name in names]


@pytest.mark.parametrize("rows", [partial(html_rows, language="en"), json_rows])
def test_rows_are_made_only_while_they_are_taken(rows: Callable[[Iterable[Entry]], Iterator[str]]) -> None:
    numbers = iter(range(100_000))
    tracemalloc.start()
    try:
        assert len(list(islice(rows(file(f"IMG_{number}.jpg") for number in numbers), 3))) == 3
        assert next(numbers) == 300
        assert tracemalloc.get_traced_memory()[1] < 500_000
    finally:
        tracemalloc.stop()
