"""The words of the pages, in the visitor's language, and how that language writes numbers, sizes and dates."""

import json
import math
import time
from collections.abc import Mapping
from functools import cache

LANGUAGES = ("en", "ko")
"""Tags of the languages that have words; the first one is for everybody else."""

_UNITS = ("KB", "MB", "GB", "TB", "PB", "EB")
_MINUTES = tuple(f"{minute // 60:02}:{minute % 60:02}" for minute in range(24 * 60))
_LAST_SECOND = 253_402_214_400  # 9999-12-31: what a damaged disk may say beyond it has no date
_DAY_CACHE = 4096


@cache
def web_text(name: str) -> str:
    """A text file of ``resources/web``."""
    from importlib import (
        resources,
    )  # late, like all that only pages need: it doubles the time this package takes to load

    return (resources.files("shareapp.resources") / "web" / name).read_text("utf-8")


def web_bytes(name: str) -> bytes:
    """A file of ``resources/web`` that is no text."""
    from importlib import resources  # late, as above

    return (resources.files("shareapp.resources") / "web" / name).read_bytes()


@cache
def words(language: str) -> Mapping[str, str]:
    """Key to words in ``language``, one of ``LANGUAGES``."""
    loaded: dict[str, str] = json.loads(web_text(f"words.{language}.json"))
    return loaded


def count(language: str, key: str, number: int) -> str:
    """``number`` with its noun: "1 file", "9 files", "파일 9개"."""
    form = "one" if number == 1 else "other"
    return words(language)[f"{key}.{form}"].format(n=f"{number:,}")


def format_size(size: int) -> str:
    """Bytes in SI units, as phones and disks are sold: "512 B", "3.2 MB", "884 KB"."""
    if size < 1000:
        return f"{size} B"
    value = size / 1000
    for unit in _UNITS:
        if value < 99.95:
            return f"{value:.1f} {unit}"
        if value < 999.5:
            return f"{value:.0f} {unit}"
        value /= 1000
    return f"{value * 1000:,.0f} {_UNITS[-1]}"


def iso_time(seconds: float) -> str:
    """Seconds since the epoch as ISO 8601 in UTC: "2024-09-12T05:02:11Z"."""
    year, month, day, hour, minute, second, *_ = time.gmtime(_on_calendar(seconds))
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"


class Dates:
    """Writes moments in this computer's time, as ``language`` does. One for each page: it remembers the days met."""

    def __init__(self, language: str) -> None:
        self._format = words(language)["date"]
        self._months = words(language)["months"].split()
        self._days: dict[tuple[int, int, int], tuple[str, str]] = {}
        self._last: tuple[float, tuple[str, str]] = (math.nan, ("", ""))  # what came in one go has one time

    def __call__(self, seconds: float) -> tuple[str, str]:
        """``seconds`` since the epoch, to the minute: as <time datetime> wants it, and as people read it."""
        whole = seconds // 60
        if self._last[0] != whole:
            year, month, day, hour, minute, _, _, _, _ = time.localtime(_on_calendar(seconds))
            iso, text = self._days.get((year, month, day)) or self._write_day(year, month, day)
            clock = _MINUTES[hour * 60 + minute]
            self._last = whole, (iso + clock, text + clock)
        return self._last[1]

    def _write_day(self, year: int, month: int, day: int) -> tuple[str, str]:
        text = self._format.format(year=year, month=self._months[month - 1], day=day)
        written = f"{year:04}-{month:02}-{day:02}T", text
        if len(self._days) < _DAY_CACHE:
            self._days[year, month, day] = written
        return written


def _on_calendar(seconds: float) -> float:
    return min(max(seconds, 0.0), _LAST_SECOND)
