"""Conditional requests in the order of RFC 9110 section 13.2.2."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shareapp.server.message import Headers
from shareapp.server.wire.conditions import (
    EntityTag,
    Outcome,
    evaluate_preconditions,
    parse_entity_tags,
    range_applies,
)
from shareapp.server.wire.dates import format_http_date

ETAG = EntityTag("a-1")
WEAK = EntityTag("a-1", weak=True)
MODIFIED = 784_111_777
SAME = format_http_date(MODIFIED)
BEFORE = format_http_date(MODIFIED - 1)
AFTER = format_http_date(MODIFIED + 1)
PROCEED, NOT_MODIFIED, FAILED = Outcome


def headers(**fields: str) -> Headers:
    return Headers([(name.replace("_", "-"), value) for name, value in fields.items()])


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({}, PROCEED),
        ({"Range": "bytes=0-"}, PROCEED),
        # If-Match: strong comparison (point 45)
        ({"If_Match": '"a-1"'}, PROCEED),
        ({"If_Match": "*"}, PROCEED),
        ({"If_Match": '"x", "a-1"'}, PROCEED),
        ({"If_Match": '"x"'}, FAILED),
        ({"If_Match": 'W/"a-1"'}, FAILED),
        ({"If_Match": "a-1"}, FAILED),
        # If-Unmodified-Since, without If-Match only (point 48)
        ({"If_Unmodified_Since": SAME}, PROCEED),
        ({"If_Unmodified_Since": BEFORE}, FAILED),
        ({"If_Unmodified_Since": "never"}, PROCEED),
        ({"If_Match": '"a-1"', "If_Unmodified_Since": BEFORE}, PROCEED),
        # If-None-Match: weak comparison (point 46)
        ({"If_None_Match": '"a-1"'}, NOT_MODIFIED),
        ({"If_None_Match": 'W/"a-1"'}, NOT_MODIFIED),
        ({"If_None_Match": "*"}, NOT_MODIFIED),
        ({"If_None_Match": '"x" , W/"a-1"'}, NOT_MODIFIED),
        ({"If_None_Match": '"x"'}, PROCEED),
        ({"If_None_Match": "a-1"}, PROCEED),
        ({"If_None_Match": '"a-1'}, PROCEED),
        # If-Modified-Since, without If-None-Match only (point 47)
        ({"If_Modified_Since": SAME}, NOT_MODIFIED),
        ({"If_Modified_Since": AFTER}, NOT_MODIFIED),
        ({"If_Modified_Since": BEFORE}, PROCEED),
        ({"If_Modified_Since": "yesterday"}, PROCEED),
        ({"If_Modified_Since": "Sunday, 06-Nov-94 08:49:37 GMT"}, NOT_MODIFIED),
        ({"If_None_Match": '"x"', "If_Modified_Since": SAME}, PROCEED),
        # The order (point 44)
        ({"If_Match": '"x"', "If_None_Match": '"a-1"'}, FAILED),
        ({"If_Unmodified_Since": BEFORE, "If_None_Match": '"a-1"'}, FAILED),
        ({"If_Match": '"a-1"', "If_None_Match": '"a-1"'}, NOT_MODIFIED),
        ({"If_Unmodified_Since": SAME, "If_Modified_Since": SAME}, NOT_MODIFIED),
    ],
)
def test_get(fields: dict[str, str], outcome: Outcome) -> None:
    assert evaluate_preconditions("GET", headers(**fields), ETAG, MODIFIED) is outcome
    assert evaluate_preconditions("HEAD", headers(**fields), ETAG, MODIFIED) is outcome


@pytest.mark.point(46, 47)
@pytest.mark.parametrize(
    ("fields", "exists", "outcome"),
    [
        ({"If_None_Match": "*"}, True, FAILED),
        ({"If_None_Match": "*"}, False, PROCEED),
        ({"If_None_Match": '"a-1"'}, True, FAILED),
        ({"If_Match": "*"}, True, PROCEED),
        ({"If_Match": "*"}, False, FAILED),
        ({"If_Modified_Since": SAME}, True, PROCEED),
    ],
)
def test_put_and_delete_never_answer_304(fields: dict[str, str], exists: bool, outcome: Outcome) -> None:
    etag, modified = (ETAG, MODIFIED) if exists else (None, None)
    for method in ("PUT", "DELETE"):
        assert evaluate_preconditions(method, headers(**fields), etag, modified, exists=exists) is outcome


def test_without_validators_nothing_matches_but_a_star() -> None:
    assert evaluate_preconditions("GET", headers(If_Match='"a"'), None, None) is FAILED
    assert evaluate_preconditions("GET", headers(If_Match="*"), None, None) is PROCEED
    assert evaluate_preconditions("GET", headers(If_None_Match='"a"'), None, None) is PROCEED
    assert evaluate_preconditions("GET", headers(If_Modified_Since=SAME), None, None) is PROCEED
    assert evaluate_preconditions("GET", headers(If_Unmodified_Since=SAME), None, None) is PROCEED


def test_a_list_may_be_spread_over_fields() -> None:
    fields = Headers([("If-None-Match", '"x"'), ("if-none-match", '"a-1"')])
    assert evaluate_preconditions("GET", fields, ETAG, None) is NOT_MODIFIED


def test_a_weak_tag_never_satisfies_if_match() -> None:
    assert evaluate_preconditions("PUT", headers(If_Match=str(WEAK)), WEAK, None) is FAILED
    assert evaluate_preconditions("GET", headers(If_None_Match=str(WEAK)), WEAK, None) is NOT_MODIFIED


@pytest.mark.parametrize(
    ("condition", "etag", "applies"),
    [
        (None, ETAG, True),
        ('"a-1"', ETAG, True),
        ('"x"', ETAG, False),
        ('W/"a-1"', ETAG, False),
        ('W/"a-1"', WEAK, False),
        ('"a-1"', WEAK, False),
        ('"a-1"', None, False),
        (SAME, ETAG, True),
        (SAME, None, True),
        (SAME, WEAK, False),
        (BEFORE, ETAG, False),
        (AFTER, ETAG, False),
        ("tomorrow", ETAG, False),
        ("", ETAG, False),
    ],
)
def test_if_range_wants_a_strong_and_exact_validator(
    condition: str | None, etag: EntityTag | None, applies: bool
) -> None:
    fields = Headers() if condition is None else headers(If_Range=condition)
    assert range_applies(fields, etag, MODIFIED) is applies


def test_if_range_by_date_needs_a_date_to_compare_with() -> None:
    assert not range_applies(headers(If_Range=SAME), None, None)


OPAQUE = st.text(st.characters(codec="latin-1", exclude_categories=["Cc", "Zs"], exclude_characters='"'), max_size=10)
TAGS = st.builds(EntityTag, OPAQUE, st.booleans())


@given(TAGS)
def test_a_tag_is_read_as_it_was_written(tag: EntityTag) -> None:
    assert EntityTag.parse(str(tag)) == tag


@given(st.lists(TAGS, min_size=1), st.sampled_from([",", ", ", " ,\t", ", , "]))
def test_a_list_of_tags_is_read_as_it_was_written(tags: list[EntityTag], separator: str) -> None:
    assert parse_entity_tags(separator.join(map(str, tags))) == tags


@pytest.mark.parametrize("text", ["", "a", '"a', 'a"', 'w/"a"', 'W/ "a"', '"a"b"', '"a b"', '"\x00"', "*"])
def test_not_a_tag(text: str) -> None:
    assert EntityTag.parse(text) is None
    assert parse_entity_tags(text) == []


@pytest.mark.point(45, 46)
@pytest.mark.parametrize(
    ("one", "other", "strongly", "weakly"),
    [
        (EntityTag("1", weak=True), EntityTag("1", weak=True), False, True),
        (EntityTag("1", weak=True), EntityTag("2", weak=True), False, False),
        (EntityTag("1", weak=True), EntityTag("1"), False, True),
        (EntityTag("1"), EntityTag("1"), True, True),
    ],
)
def test_the_table_of_comparisons(one: EntityTag, other: EntityTag, strongly: bool, weakly: bool) -> None:
    """RFC 9110 section 8.8.3.2, its example."""
    assert one.matches_strongly(other) is strongly
    assert one.matches_weakly(other) is weakly
