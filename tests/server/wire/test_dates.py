"""HTTP dates both ways."""

from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shareapp.server.wire.dates import format_http_date, parse_http_date

NOW = 1_790_000_000  # September 2026
MOMENT = 784_111_777


@pytest.mark.parametrize(
    "text",
    ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"],
)
def test_all_three_forms_are_read(text: str) -> None:
    assert parse_http_date(text, NOW) == MOMENT


def test_the_standard_form_is_written() -> None:
    assert format_http_date(MOMENT) == "Sun, 06 Nov 1994 08:49:37 GMT"
    assert format_http_date(MOMENT + 0.999) == "Sun, 06 Nov 1994 08:49:37 GMT"
    assert format_http_date(-0.5) == "Wed, 31 Dec 1969 23:59:59 GMT"


@given(st.integers(0, 2**36))
def test_dates_are_written_like_the_standard_library_does(seconds: int) -> None:
    assert format_http_date(seconds) == formatdate(seconds, usegmt=True)


@given(st.integers(-62_135_596_800, 253_402_300_799))
def test_what_is_written_is_what_is_read(seconds: int) -> None:
    assert parse_http_date(format_http_date(seconds), NOW) == seconds


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (1e300, "Fri, 31 Dec 9999 23:59:59 GMT"),
        (-1e300, "Mon, 01 Jan 0001 00:00:00 GMT"),
        (float("inf"), "Fri, 31 Dec 9999 23:59:59 GMT"),
    ],
)
def test_a_moment_out_of_reach_becomes_the_nearest(seconds: float, text: str) -> None:
    assert format_http_date(seconds) == text


@pytest.mark.point(38)
@pytest.mark.parametrize(("digits", "year"), [(0, 2000), (26, 2026), (76, 2076), (77, 1977), (99, 1999)])
def test_two_digits_of_year_are_at_most_fifty_years_ahead(digits: int, year: int) -> None:
    read = parse_http_date(f"Sunday, 06-Nov-{digits:02} 08:49:37 GMT", NOW)
    assert read == parse_http_date(f"Sun, 06 Nov {year} 08:49:37 GMT", NOW)


def test_an_absurd_now_is_no_error() -> None:
    assert parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT", 1e300) == parse_http_date(
        "Sun, 06 Nov 9994 08:49:37 GMT", 0
    )
    assert parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT", -1e300) is None


def test_a_leap_second_is_the_next_minute() -> None:
    assert parse_http_date("Sat, 31 Dec 2016 23:59:60 GMT", NOW) == parse_http_date(
        "Sun, 01 Jan 2017 00:00:00 GMT", NOW
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "784111777",
        "1994-11-06T08:49:37Z",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 +0000",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "sun, 06 nov 1994 08:49:37 gmt",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08:60:37 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sun, 06 Nov 0000 08:49:37 GMT",
        "Sun, ٠٦ Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT ",
        "Sun Nov 6 08:49:37 1994",
        "Sun, 06-Nov-94 08:49:37 GMT",
    ],
)
def test_anything_else_is_no_date(text: str) -> None:
    assert parse_http_date(text, NOW) is None


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    parse_http_date(text, NOW)
