import re
import string
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shareapp.server.content.words import LANGUAGES, Dates, count, format_size, iso_time, web_text, words

MOMENT = 1726117331.5  # 2024-09-12 05:02:11 UTC


@pytest.fixture
def seoul(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("this system cannot change its time zone for one process")
    monkeypatch.setenv("TZ", "KST-9")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_key_has_words_in_both_languages() -> None:
    assert list(words("en")) == list(words("ko"))
    assert all(text for language in LANGUAGES for text in words(language).values())


@pytest.mark.parametrize("key", words("en"))
def test_words_speak_of_the_same_values_in_both_languages(key: str) -> None:
    assert placeholders(words("en")[key]) == placeholders(words("ko")[key])


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_text_not_markup(language: str) -> None:
    assert not [text for text in words(language).values() if re.search('[<>&"]', text)]


@pytest.mark.parametrize("template", ["frame.html", "listing.html", "error.html"])
def test_pages_ask_for_words_that_exist(template: str) -> None:
    asked = re.findall(r'words(?:\.([a-z]+)|\["([a-z-]+)"\])', web_text(template))
    assert {dotted or quoted for dotted, quoted in asked} <= set(words("en"))
    assert not [dotted for dotted, _ in asked if hasattr(dict, dotted)]  # words.items would be the method


def test_months_are_twelve() -> None:
    assert [len(words(language)["months"].split()) for language in LANGUAGES] == [12, 12]


@pytest.mark.parametrize(
    ("language", "number", "text"),
    [
        ("en", 0, "0 files"),
        ("en", 1, "1 file"),
        ("en", 9, "9 files"),
        ("en", 12345, "12,345 files"),
        ("ko", 1, "파일 1개"),
        ("ko", 12345, "파일 12,345개"),
    ],
)
def test_counts(language: str, number: int, text: str) -> None:
    assert count(language, "files", number) == text


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 KB"),
        (3_200_000, "3.2 MB"),
        (12_400_000, "12.4 MB"),
        (99_949, "99.9 KB"),
        (99_950, "100 KB"),
        (884_000, "884 KB"),
        (999_499, "999 KB"),
        (999_500, "1.0 MB"),
        (1_200_000_000, "1.2 GB"),
        (10**18, "1.0 EB"),
        (10**22, "10,000 EB"),
    ],
)
def test_sizes_are_si_with_one_decimal(size: int, text: str) -> None:
    assert format_size(size) == text


@given(st.integers(min_value=0, max_value=10**24))
def test_no_size_is_too_long_for_its_column(size: int) -> None:
    assert len(format_size(size)) <= 12


def test_machines_read_utc() -> None:
    assert iso_time(MOMENT) == "2024-09-12T05:02:11Z"


@given(st.floats(min_value=0, max_value=4e9))
def test_machines_read_the_second(seconds: float) -> None:
    assert datetime.fromisoformat(iso_time(seconds)) == datetime.fromtimestamp(int(seconds), UTC)


@pytest.mark.parametrize(("language", "text"), [("en", "12 Sep 2024, 14:02"), ("ko", "2024. 9. 12. 14:02")])
def test_people_read_the_time_of_this_computer(seoul: None, language: str, text: str) -> None:
    assert Dates(language)(MOMENT) == ("2024-09-12T14:02", text)


@pytest.mark.parametrize("seconds", [-1e18, -1.0, 0.0, 1e12, 1e300, float("inf")])
def test_impossible_dates_of_damaged_disks_are_survived(seconds: float) -> None:
    iso, text = Dates("en")(seconds)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d", iso)
    assert text
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", iso_time(seconds))


def test_the_memory_of_days_is_bounded() -> None:
    date = Dates("en")
    for day in range(5000):
        date(day * 86400.0)
    assert len(vars(date)["_days"]) <= 4096
