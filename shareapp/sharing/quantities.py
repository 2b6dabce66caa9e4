"""Times and sizes as people type them: "90s", "2h", "7d"; "500MB", "2GB". And moments as they read them."""

import re
import time
from typing import Final

_QUANTITY: Final = re.compile(r"(?P<number>[0-9]{1,12}(?:\.[0-9]{1,3})?) ?(?P<unit>[A-Za-z]*)")
_SECONDS: Final = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86_400, "w": 604_800}
_BYTES: Final = {
    "": 1, "b": 1,
    "k": 1000, "kb": 1000, "m": 1000**2, "mb": 1000**2, "g": 1000**3, "gb": 1000**3, "t": 1000**4, "tb": 1000**4,
    "kib": 1024, "mib": 1024**2, "gib": 1024**3, "tib": 1024**4,
}  # fmt: skip
_MOST: Final = 1e18  # what a file can hold, and more than any calendar


def seconds(text: str) -> float | None:
    """A time above 0, None for what is none. A unit is needed: nobody knows what "2" would be."""
    return _read(text, _SECONDS)


def size(text: str) -> int | None:
    """Bytes, None for what is no size above 0."""
    value = _read(text, _BYTES)
    return None if value is None or value < 1 else int(value)


def moment(at: float) -> str:
    """Seconds since the epoch as day and time, "" beyond any calendar."""
    try:
        return time.strftime("%Y-%m-%d %H:%M", time.localtime(at))
    except (OverflowError, OSError, ValueError):
        return ""


def _read(text: str, units: dict[str, int]) -> float | None:
    found = _QUANTITY.fullmatch(text.strip())
    factor = units.get(found["unit"].lower()) if found else None
    value = float(found["number"]) * factor if found and factor is not None else 0.0
    return value if 0 < value < _MOST else None
