"""Promises of typed times and sizes."""

import pytest

from shareapp.sharing.quantities import moment, seconds, size


@pytest.mark.parametrize(
    ("text", "value"),
    [("90s", 90), ("15m", 900), ("15 min", 900), ("2h", 7200), ("1.5H", 5400), ("7d", 604_800), ("1w", 604_800)],
)
def test_a_time_has_a_number_and_a_unit(text: str, value: float) -> None:
    assert seconds(text) == value


@pytest.mark.parametrize("text", ["", "2", "h", "0h", "-1h", "2 hours ago", "1e3s", "２h", "2h30m", "99999999999999d"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert seconds(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("1024", 1024), ("500MB", 500_000_000), ("2 gb", 2_000_000_000), ("1.5GiB", 1_610_612_736), ("10k", 10_000)],
)
def test_a_size_is_bytes_or_has_a_unit(text: str, value: int) -> None:
    assert size(text) == value


def test_a_moment_is_a_day_and_a_time() -> None:
    assert moment(1_700_000_000.0).startswith("2023-11-1")
    assert moment(1e30) == ""


@pytest.mark.parametrize("text", ["", "GB", "0", "0.5", "-1", "2 gigs", "1,5GB", "0x10"])
def test_what_is_no_size_is_none(text: str) -> None:
    assert size(text) is None
