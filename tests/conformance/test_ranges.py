"""Points 52 to 63 over real sockets: parts of files."""

import email.message
import email.parser
import email.policy
from pathlib import Path

import pytest

from tests.support.targets import ALL, CONTENT, Target
from tests.support.trees import write
from tests.support.wire_client import Answer

pytestmark = pytest.mark.fault("gh-86809")

SIZE = len(CONTENT)
WHOLE = (200, CONTENT)


def part(target: Target, ranges: str, *fields: tuple[str, str], path: str = "/song.txt") -> Answer:
    """The answer to a request with this Range field."""
    return target.get(path, ("Range", ranges), *fields)


def parts_of(answer: Answer) -> list[email.message.MIMEPart]:
    """The parts of a multipart answer, read by the standard library."""
    head = f"Content-Type: {answer.field('Content-Type')}\r\n\r\n".encode()
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + answer.body)
    assert message.is_multipart()
    assert not message.defects
    return list(message.iter_parts())


@pytest.mark.point(52)
@ALL
def test_a_file_says_that_it_has_ranges_and_a_page_does_not(target: Target) -> None:
    assert target.get().field("Accept-Ranges") == "bytes"
    assert target.get("/empty.txt").field("Accept-Ranges") in ("bytes", "none", None)
    for page in ("/folder/", "/nothing"):
        assert target.get(page).field("Accept-Ranges") in ("none", None)
        assert part(target, "bytes=0-1", path=page).status == target.get(page).status


FORMS = {"0-3": (0, 3), "10-": (10, SIZE - 1), "-5": (SIZE - 5, SIZE - 1), "30-999": (30, SIZE - 1)}
FORMS |= {"-999": (0, SIZE - 1), "0-": (0, SIZE - 1), f"{SIZE - 1}-{SIZE - 1}": (SIZE - 1, SIZE - 1), " 1-1 ": (1, 1)}


@pytest.mark.point(53, 54)
@ALL
def test_one_range_in_any_form_is_206_cut_to_the_file_and_never_multipart(target: Target) -> None:
    for form, (first, last) in FORMS.items():
        answer = part(target, f"bytes={form}")
        assert (answer.status, answer.body) == (206, CONTENT[first : last + 1]), form
        assert answer.field("Content-Range") == f"bytes {first}-{last}/{SIZE}"
        assert answer.field("Content-Length") == str(last - first + 1)
        assert (answer.field("Content-Type") or "").startswith("text/plain")


@pytest.mark.point(55)
@ALL
def test_several_ranges_are_parts_in_the_order_asked_for(target: Target) -> None:
    answer = part(target, "bytes=20-24, 0-3,-2")
    assert answer.status == 206
    assert answer.field("Content-Range") is None
    assert answer.field("Content-Length") == str(len(answer.body))
    assert (answer.field("Content-Type") or "").startswith("multipart/byteranges; boundary=")
    parts = parts_of(answer)
    wanted = [(20, 24), (0, 3), (SIZE - 2, SIZE - 1)]
    assert [one["Content-Range"] for one in parts] == [f"bytes {first}-{last}/{SIZE}" for first, last in wanted]
    assert {one["Content-Type"].partition(";")[0] for one in parts} == {"text/plain"}
    for first, last in wanted:
        assert b"\r\n\r\n" + CONTENT[first : last + 1] + b"\r\n--" in answer.body
    assert b"\n" not in answer.body.replace(b"\r\n", b"")


@pytest.mark.point(56)
@ALL
def test_overlapping_ranges_are_joined_and_too_many_give_the_whole_file(target: Target) -> None:
    for joined in ("bytes=0-5,3-9", "bytes=0-4,5-9", "bytes=0-9,2-3"):
        answer = part(target, joined)
        assert (answer.status, answer.body) == (206, CONTENT[:10]), joined
    for too_many in (
        "bytes=" + ",".join(f"{at}-{at}" for at in range(0, 34, 2)),
        "bytes=0-,0-,0-,0-",
        "bytes=" + "0-0," * 1000,
    ):
        answer = part(target, too_many)
        assert (answer.status, answer.body) == WHOLE, too_many


@pytest.mark.point(57)
@ALL
def test_nothing_satisfiable_is_416_with_the_size(target: Target) -> None:
    for nothing in (f"bytes={SIZE}-", "bytes=999-1000", "bytes=-0", "bytes=100-,200-300"):
        answer = part(target, nothing)
        assert (answer.status, answer.field("Content-Range")) == (416, f"bytes */{SIZE}"), nothing
    assert part(target, "bytes=999-, 0-1").status == 206


@pytest.mark.point(58)
@ALL
def test_another_unit_or_bad_syntax_is_ignored(target: Target) -> None:
    for ignored in (
        "lines=0-1",
        "bytes",
        "bytes=",
        "bytes=a-b",
        "bytes=5-2",
        "bytes=0-1,x",
        "bytes=-",
        "bytes=+1-2",
        "0-1",
    ):
        answer = part(target, ignored)
        assert (answer.status, answer.body) == WHOLE, ignored


@pytest.mark.point(59)
@ALL
def test_numbers_of_a_hundred_digits_cost_nothing(target: Target) -> None:
    huge = "9" * 100
    assert part(target, f"bytes={huge}-").status == 416
    assert part(target, f"bytes=0-{huge}").body == CONTENT
    assert part(target, f"bytes=-{huge}").body == CONTENT
    assert part(target, f"bytes={huge}-{huge},0-0").body == CONTENT[:1]


@pytest.mark.point(60)
@ALL
def test_if_range_wants_a_strong_tag_or_the_exact_date(target: Target) -> None:
    plain = target.get()
    tag, date = plain.field("ETag") or "", plain.field("Last-Modified") or ""
    for condition in (tag, date):
        assert part(target, "bytes=0-1", ("If-Range", condition)).status == 206, condition
    for condition in (f"W/{tag}", '"other"', "Thu, 01 Jan 1970 00:00:00 GMT", "nonsense", f"{tag}, {tag}"):
        answer = part(target, "bytes=0-1", ("If-Range", condition))
        assert (answer.status, answer.body) == WHOLE, condition
    assert target.get("/song.txt", ("If-Range", '"other"')).status == 200


@pytest.mark.point(60)
@ALL
def test_a_weak_tag_of_our_own_gives_no_part(target: Target, share: Path) -> None:
    write(share / "song.txt", CONTENT, age=0)
    tag = target.get().field("ETag") or ""
    assert part(target, "bytes=0-1", ("If-Range", tag)).status == 200


@pytest.mark.point(61)
@ALL
def test_a_part_keeps_the_fields_of_the_whole(target: Target) -> None:
    whole, answer = target.get(), part(target, "bytes=0-1")
    for name in ("ETag", "Cache-Control", "Vary", "Last-Modified"):
        assert answer.field(name) == whole.field(name), name
    assert answer.field("Date") is not None


@pytest.mark.point(62)
@ALL
def test_an_empty_file_has_no_ranges(target: Target) -> None:
    assert part(target, "bytes=0-", path="/empty.txt").status == 416
    last_five = part(target, "bytes=-5", path="/empty.txt")
    assert (last_five.status, last_five.body) == (200, b"")


@pytest.mark.point(63)
@ALL
def test_ranges_count_the_bytes_of_the_file_itself(target: Target) -> None:
    answer = part(target, "bytes=0-1", ("Accept-Encoding", "gzip"), path="/packed.tar.gz")
    assert (answer.status, answer.body) == (206, b"\x1f\x8b")
    assert answer.field("Content-Encoding") is None
