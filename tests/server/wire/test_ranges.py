"""Byte ranges: what is sent for which Range, and the exact length of several parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shareapp.server.limits import Limits
from shareapp.server.wire.ranges import (
    ByteRange,
    NoRanges,
    content_range,
    parse_range,
    plan_multipart,
    unsatisfied_content_range,
)

LIMITS = Limits()
NINES = "9" * 100


def parse(value: str, size: int = 100) -> tuple[tuple[int, int], ...] | NoRanges:
    return parse_range(value, size, LIMITS)


@pytest.mark.parametrize(
    ("value", "ranges"),
    [
        ("bytes=0-9", [(0, 9)]),
        ("bytes=0-0", [(0, 0)]),
        ("bytes=90-", [(90, 99)]),
        ("bytes=-10", [(90, 99)]),
        ("bytes=-1000", [(0, 99)]),
        ("bytes=50-1000", [(50, 99)]),
        (f"bytes=50-{NINES}", [(50, 99)]),
        (f"bytes=-{NINES}", [(0, 99)]),
        ("bytes=00000-00009", [(0, 9)]),
        ("BYTES=0-9", [(0, 9)]),
        ("bytes= 0-9 ,\t20-29,,", [(0, 9), (20, 29)]),
        ("bytes=50-59,0-9", [(50, 59), (0, 9)]),
        ("bytes=0-9,200-300", [(0, 9)]),
        ("bytes=0-9,-0", [(0, 9)]),
    ],
)
def test_satisfiable_ranges_are_clamped_and_kept_in_order(value: str, ranges: list[tuple[int, int]]) -> None:
    assert parse(value) == tuple(ranges)


@pytest.mark.parametrize(
    ("value", "ranges"),
    [
        ("bytes=0-9,10-19", [(0, 19)]),
        ("bytes=10-19,0-9", [(0, 19)]),
        ("bytes=0-9,5-14", [(0, 14)]),
        ("bytes=0-50,10-20", [(0, 50)]),
        ("bytes=0-9,20-29,10-19", [(0, 29)]),
        ("bytes=80-89,0-9,90-99", [(80, 99), (0, 9)]),
        ("bytes=0-9,11-19", [(0, 9), (11, 19)]),
        ("bytes=0-9,40-49,5-44", [(0, 49)]),
    ],
)
def test_overlapping_and_adjacent_ranges_are_joined(value: str, ranges: list[tuple[int, int]]) -> None:
    assert parse(value) == tuple(ranges)


@pytest.mark.parametrize("value", ["bytes=100-", "bytes=100-200", "bytes=-0", f"bytes={NINES}-", "bytes=100-,200-300"])
def test_nothing_satisfiable_is_416(value: str) -> None:
    assert parse(value) is NoRanges.UNSATISFIABLE


@pytest.mark.parametrize(
    "value",
    [
        "",
        "bytes",
        "bytes=",
        "bytes=,",
        "bytes=-",
        "bytes=9-0",
        "bytes=0-9,9-0",
        "bytes=a-b",
        "bytes=0-9-",
        "bytes=--1",
        "bytes=+0-9",
        "bytes=0 - 9",
        "bytes=0_0-9",
        "bytes=٠-٩",
        "bytes =0-9",
        " bytes=0-9",
        "bytes:0-9",
        "items=0-9",
        "bytes=0-9;",
        "bytes=0-" + "9" * 5000,
    ],
)
def test_other_units_and_bad_syntax_are_ignored(value: str) -> None:
    assert parse(value) is NoRanges.IGNORED


def test_more_ranges_than_the_limit_are_ignored() -> None:
    sixteen = ",".join(f"{number * 5}-{number * 5 + 1}" for number in range(16))
    assert len(parse_range(f"bytes={sixteen}", 100, LIMITS)) == 16  # type: ignore[arg-type]
    assert parse(f"bytes={sixteen},90-91") is NoRanges.IGNORED


def test_more_than_two_overlaps_are_ignored() -> None:
    assert parse("bytes=0-9,5-14,10-19") == ((0, 19),)
    assert parse("bytes=0-9,0-9,0-9,0-9") is NoRanges.IGNORED


@pytest.mark.parametrize(
    ("value", "outcome"),
    [("bytes=0-", NoRanges.UNSATISFIABLE), ("bytes=-5", NoRanges.IGNORED), ("bytes=-0", NoRanges.UNSATISFIABLE)],
)
def test_an_empty_file_has_no_ranges(value: str, outcome: NoRanges) -> None:
    assert parse(value, 0) is outcome


SPECIFIERS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted).map(lambda ends: (ends[0], ends[1]))


@given(st.lists(SPECIFIERS, min_size=1, max_size=16), st.integers(1, 50))
def test_exactly_the_bytes_asked_for_are_sent_once_each(asked: list[tuple[int, int]], size: int) -> None:
    wanted = {index for first, last in asked for index in range(first, last + 1) if index < size}
    outcome = parse_range("bytes=" + ",".join(f"{first}-{last}" for first, last in asked), size, LIMITS)
    if outcome is NoRanges.UNSATISFIABLE:
        assert not wanted
    elif outcome is not NoRanges.IGNORED:
        sent = [index for first, last in outcome for index in range(first, last + 1)]
        assert len(sent) == len(set(sent))
        assert set(sent) == wanted


@given(st.text(max_size=40), st.integers(0, 10**18))
def test_any_value_is_ranges_or_a_reason(value: str, size: int) -> None:
    outcome = parse_range("bytes=" + value, size, LIMITS)
    if not isinstance(outcome, NoRanges):
        assert all(0 <= part.first <= part.last < size for part in outcome)


def test_content_range_names_the_part_and_the_size() -> None:
    assert content_range(0, 9, 100) == "bytes 0-9/100"
    assert unsatisfied_content_range(100) == "bytes */100"
    assert ByteRange(0, 9).length == 10


def test_several_parts_have_the_length_that_was_announced() -> None:
    content = bytes(range(100))
    plan = plan_multipart("b0", "text/plain", 100, [ByteRange(0, 4), ByteRange(90, 99)])
    body = b"".join(head + content[part.first : part.last + 1] for head, part in plan.parts) + plan.end
    assert body == (
        b"--b0\r\nContent-Type: text/plain\r\nContent-Range: bytes 0-4/100\r\n\r\n" + content[:5] + b"\r\n"
        b"--b0\r\nContent-Type: text/plain\r\nContent-Range: bytes 90-99/100\r\n\r\n" + content[90:] + b"\r\n"
        b"--b0--\r\n"
    )
    assert plan.length == len(body)
    assert plan.content_type == 'multipart/byteranges; boundary="b0"'


@pytest.mark.parametrize("boundary", ["", "a" * 71, "a ", "a\r\nb", 'a"b', "é"])
def test_a_boundary_obeys_its_grammar(boundary: str) -> None:
    with pytest.raises(ValueError, match="not a boundary"):
        plan_multipart(boundary, "text/plain", 1, [ByteRange(0, 0)])


def test_a_content_type_cannot_split_a_part() -> None:
    with pytest.raises(ValueError, match="not a field value"):
        plan_multipart("b", "text/plain\r\nA: b", 1, [ByteRange(0, 0)])
