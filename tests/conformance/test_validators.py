"""Points 37 to 51 over real sockets: dates, tags, types, and requests on condition."""

import datetime as dt
import gzip
import os
import re
import time
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path

import pytest

from tests.support import targets
from tests.support.targets import ALL, CONTENT, HOST, STRICT, Target
from tests.support.trees import write

IMF = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT"
)
NEVER = formatdate(0, usegmt=True)
LATER = formatdate(time.time() + 86_400, usegmt=True)


def tag_of(target: Target) -> str:
    """The song's ETag."""
    tag = target.get().field("ETag")
    assert tag is not None
    assert re.fullmatch(r'"[^"]+"', tag)
    return tag


def date_of(target: Target) -> str:
    """The song's Last-Modified."""
    date = target.get().field("Last-Modified")
    assert date is not None
    return date


def status(target: Target, *fields: tuple[str, str], method: str = "GET") -> int:
    """Of a request for the song on these conditions."""
    return target.get("/song.txt", *fields, method=method).status


@pytest.mark.point(37)
@ALL
def test_every_answer_has_a_date_in_the_one_form(target: Target) -> None:
    answers = [
        target.get(),
        target.get("/song.txt", ("Range", "bytes=0-1")),
        target.get("/folder"),
        target.get("/song.txt", ("If-None-Match", tag_of(target))),
        target.get("/nothing"),
        target.get("/song.txt", ("If-Match", '"other"')),
        target.get("/song.txt", ("Range", "bytes=99-")),
        target.get("/", method="BREW"),
        target.get("/%00"),
    ]
    statuses = [answer.status for answer in answers]
    assert statuses == [200, 206, 301, 304, 404, 412, 416, 501, 400]
    for answer in answers:
        assert IMF.fullmatch(answer.field("Date") or ""), answer
    refused = target.talk("GET /song.txt HTTP/1.1\r\n", HOST, "X : y\r\n\r\n")
    assert re.search(rb"\r\nDate: " + IMF.pattern.encode() + rb"\r\n", refused)


@pytest.mark.point(38)
@ALL
def test_all_three_forms_of_a_date_are_understood(target: Target, share: Path) -> None:
    moment = dt.datetime(2019, 3, 5, 6, 7, 8, tzinfo=dt.UTC)
    os.utime(share / "song.txt", (moment.timestamp(), moment.timestamp()))
    forms = ("Tue, 05 Mar 2019 06:07:08 GMT", "Tuesday, 05-Mar-19 06:07:08 GMT", "Tue Mar  5 06:07:08 2019")
    for form in forms:
        assert status(target, ("If-Modified-Since", form)) == 304, form
    earlier = ("Tue, 05 Mar 2019 06:07:07 GMT", "Tuesday, 05-Mar-19 06:07:07 GMT", "Tue Mar  5 06:07:07 2019")
    for form in earlier:
        assert status(target, ("If-Modified-Since", form)) == 200, form


@pytest.mark.point(39)
@ALL
def test_last_modified_is_never_later_than_date(target: Target, share: Path) -> None:
    write(share / "song.txt", CONTENT, age=-86_400)
    answer = target.get()
    dates = [parsedate_to_datetime(answer.field(name) or "") for name in ("Last-Modified", "Date")]
    assert dates[0] <= dates[1]


@pytest.mark.point(40)
@ALL
def test_files_have_a_strong_tag_in_200_206_and_304(target: Target) -> None:
    tag = tag_of(target)
    assert target.get("/song.txt", ("Range", "bytes=0-1")).field("ETag") == tag
    assert target.get("/song.txt", ("If-None-Match", tag)).field("ETag") == tag


@pytest.mark.point(40)
@ALL
def test_a_file_of_this_moment_has_a_weak_tag(target: Target, share: Path) -> None:
    write(share / "song.txt", CONTENT, age=0)
    assert (target.get().field("ETag") or "").startswith('W/"')


@pytest.mark.point(41)
@ALL
def test_nothing_is_coded_unless_the_owner_wants_it(target: Target) -> None:
    for path in ("/song.txt", "/packed.tar.gz", "/folder/"):
        plain, asked = target.get(path), target.get(path, ("Accept-Encoding", "gzip, br, *"))
        assert asked.field("Content-Encoding") is None
        assert (asked.body, asked.field("ETag")) == (plain.body, plain.field("ETag"))


GZIP = ("Accept-Encoding", "gzip")


@pytest.mark.point(41)
@pytest.mark.fault("gh-74761")
def test_coded_text_has_a_tag_of_its_own_and_vary_always_says_that_it_depends(share: Path) -> None:
    text = CONTENT * 1000
    write(share / "long.txt", text)
    with targets.serving("product", share, compress=True) as target:
        plain, coded = target.get("/long.txt"), target.get("/long.txt", GZIP)
        assert (plain.body, plain.field("Content-Encoding")) == (text, None)
        assert (gzip.decompress(coded.body), coded.field("Content-Encoding")) == (text, "gzip")
        assert len(coded.body) < len(text) / 10
        tags = plain.field("ETag") or "", coded.field("ETag") or ""
        assert tags[0] != tags[1]
        known = [target.get("/long.txt", GZIP, ("If-None-Match", tags[1]))]
        known += [target.get("/long.txt", ("If-None-Match", tags[0]))]
        assert [answer.status for answer in known] == [304, 304]
        assert [answer.field("ETag") for answer in known] == [tags[1], tags[0]]
        assert target.get("/long.txt", ("If-None-Match", tags[1])).status == 200
        for answer in (plain, coded, *known, target.get("/", GZIP), target.get("/long.txt", GZIP, method="HEAD")):
            assert "Accept-Encoding" in (answer.field("Vary") or "").split(", ")
        page = target.get("/folder/", GZIP)
        assert b"inside.txt" in gzip.decompress(page.body)
        assert target.get("/song.txt", GZIP).body == CONTENT  # too short to gain anything
        assert target.get("/packed.tar.gz", GZIP).field("Content-Encoding") is None


@pytest.mark.point(63)
@pytest.mark.fault("gh-74761")
def test_no_part_of_a_file_is_ever_coded(share: Path) -> None:
    write(share / "long.txt", CONTENT * 1000)
    with targets.serving("product", share, compress=True) as target:
        coded = target.get("/long.txt", GZIP)
        assert coded.field("Accept-Ranges") == "none"
        answer = target.get("/long.txt", GZIP, ("Range", "bytes=36-71"))
        assert (answer.status, answer.body, answer.field("Content-Encoding")) == (206, CONTENT, None)
        tag = ("If-Range", coded.field("ETag") or "")
        assert target.get("/long.txt", GZIP, ("Range", "bytes=0-1"), tag).status == 200


@pytest.mark.point(29)
@pytest.mark.fault("gh-74761")
def test_head_of_coded_text_has_the_fields_of_get(share: Path) -> None:
    write(share / "long.txt", CONTENT * 1000)
    with targets.serving("product", share, compress=True) as target:
        framing = ("Date", "Content-Length", "Transfer-Encoding")
        for path in ("/long.txt", "/folder/"):
            got, asked = target.get(path, GZIP), target.get(path, GZIP, method="HEAD")
            fields = [[field for field in answer.fields if field[0] not in framing] for answer in (got, asked)]
            assert fields[0] == fields[1]


@pytest.mark.point(41)
def test_a_page_that_is_chosen_by_accept_says_so_in_vary(product: Target) -> None:
    for path in ("/folder/", "/nothing"):
        page, values = product.get(path), product.get(path, ("Accept", "application/json"))
        assert page.field("Content-Type") != values.field("Content-Type")
        for answer in (page, values):
            assert {"Accept", "Accept-Language"} <= set((answer.field("Vary") or "").split(", "))


@pytest.mark.point(42)
@ALL
def test_content_has_a_type_and_text_a_charset_where_browsers_may_not_guess(target: Target) -> None:
    wanted = "text/plain" if target.kind == "lenient" else "text/plain; charset=utf-8"
    answers = [target.get(path) for path in ("/song.txt", "/page/", "/folder/", "/nothing", "/packed.tar.gz")]
    assert answers[0].field("Content-Type") == wanted
    for answer in answers:
        assert "/" in (answer.field("Content-Type") or "")
        if target.kind == "product":
            assert answer.field("X-Content-Type-Options") == "nosniff"


@pytest.mark.point(43)
@ALL
def test_a_gz_file_is_a_file_and_no_coding(target: Target) -> None:
    answer = target.get("/packed.tar.gz")
    assert answer.field("Content-Encoding") is None
    assert answer.field("Content-Type") in ("application/gzip", "application/x-gzip")
    assert answer.body.startswith(b"\x1f\x8b")


@pytest.mark.point(44)
@ALL
def test_preconditions_are_judged_in_the_standards_order(target: Target) -> None:
    """Each row would end in another status if any other order were followed."""
    tag, other = tag_of(target), '"other"'
    part = ("Range", "bytes=0-1")
    assert status(target, ("If-Match", other), ("If-None-Match", tag)) == 412
    assert status(target, ("If-Match", tag), ("If-Unmodified-Since", NEVER)) == 200
    assert status(target, ("If-Unmodified-Since", NEVER), ("If-None-Match", tag)) == 412
    assert status(target, ("If-None-Match", other), ("If-Modified-Since", LATER)) == 200
    assert status(target, ("If-None-Match", tag), part, ("If-Range", tag)) == 304
    assert status(target, ("If-Match", tag), part, ("If-Range", other)) == 200
    assert status(target, ("If-Match", tag), part, ("If-Range", tag)) == 206


@pytest.mark.point(45)
@ALL
def test_if_match_compares_strongly_and_false_is_412(target: Target) -> None:
    tag = tag_of(target)
    rows = {tag: 200, f'"a", {tag}': 200, "*": 200, f"W/{tag}": 412, '"a", "b"': 412}
    assert {value: status(target, ("If-Match", value)) for value in rows} == rows


@pytest.mark.point(46)
@ALL
def test_if_none_match_compares_weakly_and_a_match_is_304(target: Target) -> None:
    """CPython's suite wants 200 for a star, so that is what the lenient profile says."""
    tag = tag_of(target)
    star = 200 if target.kind == "lenient" else 304
    rows = {tag: 304, f"W/{tag}": 304, f'"a", W/"b", {tag}': 304, '"a"': 200, "*": star}
    assert {value: status(target, ("If-None-Match", value)) for value in rows} == rows
    assert status(target, ("If-None-Match", tag), method="HEAD") == 304


@pytest.mark.point(47)
@ALL
def test_if_modified_since_is_ignored_beside_a_tag_and_when_it_is_no_date(target: Target) -> None:
    assert status(target, ("If-Modified-Since", date_of(target))) == 304
    assert status(target, ("If-Modified-Since", LATER), ("If-None-Match", '"a"')) == 200
    for nonsense in ("yesterday", "", "0", "Tue, 05 Mar 2019 06:07:08 KST", "Tue, 35 Mar 2019 06:07:08 GMT"):
        assert status(target, ("If-Modified-Since", nonsense)) == 200, nonsense


@pytest.mark.point(48)
@ALL
def test_if_unmodified_since_is_ignored_beside_if_match_and_false_is_412(target: Target) -> None:
    assert status(target, ("If-Unmodified-Since", NEVER)) == 412
    assert status(target, ("If-Unmodified-Since", date_of(target))) == 200
    assert status(target, ("If-Unmodified-Since", NEVER), ("If-Match", tag_of(target))) == 200
    assert status(target, ("If-Unmodified-Since", "never")) == 200


@pytest.mark.point(49)
@ALL
def test_preconditions_do_not_count_where_the_plain_answer_is_an_error(target: Target) -> None:
    for condition in (("If-Match", '"a"'), ("If-None-Match", "*"), ("If-Unmodified-Since", NEVER)):
        assert target.get("/nothing", condition).status == 404
        assert target.get("/folder", condition).status == 301
        assert target.get("/song.txt/", condition).status == 404


@pytest.mark.point(50)
@ALL
def test_304_repeats_the_fields_that_caches_need_and_has_no_body(target: Target) -> None:
    whole = target.get()
    with target.client() as client:
        client.request("/song.txt", fields=[("If-None-Match", tag_of(target)), ("Connection", "close")])
        answer = client.answer()
        assert client.is_closed()  # not one byte of a body
    assert answer.status == 304
    for name in ("ETag", "Cache-Control", "Vary"):
        assert answer.field(name) == whole.field(name), name
    assert IMF.fullmatch(answer.field("Date") or "")
    assert answer.field("Transfer-Encoding") is None


@pytest.mark.point(51)
@ALL
def test_content_length_of_304_and_head_is_that_of_the_200_or_absent(target: Target) -> None:
    for path in ("/song.txt", "/folder/", "/nothing"):
        length = target.get(path).field("Content-Length")
        assert target.get(path, method="HEAD").field("Content-Length") in (None, length), path
    not_modified = target.get("/song.txt", ("If-None-Match", tag_of(target)))
    assert not_modified.field("Content-Length") in (None, str(len(CONTENT)))


@pytest.mark.point(51)
@STRICT
def test_204_and_100_have_no_content_length(target: Target) -> None:
    assert target.get("/", method="OPTIONS").field("Content-Length") is None
    with target.client() as client:
        client.send(f"POST /echo HTTP/1.1\r\n{HOST}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n")
        interim = client.answer()
        client.send("ok")
        assert (interim.status, interim.fields, client.answer().body) == (100, [], b"ok")
