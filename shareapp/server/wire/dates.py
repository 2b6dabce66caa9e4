"""HTTP dates (RFC 9110 section 5.6.7): written as IMF-fixdate, read in all three forms. No clock, no locale."""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_NUMBERS: Final = {name: number for number, name in enumerate(_MONTHS, 1)}

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND: Final = timedelta(seconds=1)
_DAY_SECONDS: Final = 86_400
_EARLIEST: Final = (datetime.min.replace(tzinfo=UTC) - _EPOCH) // _SECOND
_LATEST: Final = (datetime.max.replace(tzinfo=UTC) - _EPOCH) // _SECOND

_DAY_NAME = rf"(?:{'|'.join(_WEEKDAYS)})"
_LONG_DAY_NAME = "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_TIME = "(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})"
_FORMS: Final = (
    re.compile(rf"{_DAY_NAME}, (?P<day>[0-9]{{2}}) {_MONTH} (?P<year>[0-9]{{4}}) {_TIME} GMT"),  # IMF-fixdate
    re.compile(rf"{_LONG_DAY_NAME}, (?P<day>[0-9]{{2}})-{_MONTH}-(?P<year>[0-9]{{2}}) {_TIME} GMT"),  # rfc850-date
    re.compile(rf"{_DAY_NAME} {_MONTH} (?P<day>[0-9]{{2}}| [0-9]) {_TIME} (?P<year>[0-9]{{4}})"),  # asctime-date
)


def format_http_date(seconds: float) -> str:
    """The moment ``seconds`` after the epoch as IMF-fixdate, such as "Sun, 06 Nov 1994 08:49:37 GMT".

    Fractions are cut off. What four digits of year cannot tell becomes the nearest moment that they can: a file system
    may hold any number.
    """
    days, second = divmod(int(_clamped(seconds) // 1), _DAY_SECONDS)
    return f"{_day(days)} {second // 3600:02}:{second // 60 % 60:02}:{second % 60:02} GMT"


def parse_http_date(text: str, now: float) -> int | None:
    """Seconds from the epoch to the moment that ``text`` names, None when it is no HTTP date.

    ``now`` (seconds since the epoch) decides the century of the obsolete form with two digits of year.
    """
    for form in _FORMS:
        match = form.fullmatch(text)
        if match is not None:
            return _seconds(match, now)
    return None


def _clamped(seconds: float) -> float:
    return min(max(seconds, _EARLIEST), _LATEST)


@lru_cache(maxsize=64)
def _day(days: int) -> str:
    """The date part ``days`` after the epoch. Remembered, as the files of a folder share their days."""
    day = _EPOCH + timedelta(days=days)
    return f"{_WEEKDAYS[day.weekday()]}, {day.day:02} {_MONTHS[day.month - 1]} {day.year:04}"


def _seconds(match: re.Match[str], now: float) -> int | None:
    year = int(match["year"])
    try:
        minute = datetime(
            year if len(match["year"]) == 4 else _with_century(year, now),
            _MONTH_NUMBERS[match["month"]],
            int(match["day"]),
            int(match["hour"]),
            int(match["minute"]),
            tzinfo=UTC,
        )
    except ValueError:  # the 30th of February, the hour 25
        return None
    second = int(match["second"])
    return (minute - _EPOCH) // _SECOND + second if second <= 60 else None  # 60 is a leap second


def _with_century(two_digits: int, now: float) -> int:
    """The year that ends so and lies at most fifty years ahead of ``now``, latest first."""
    limit = (_EPOCH + timedelta(seconds=_clamped(now))).year + 50
    return limit - (limit - two_digits) % 100
