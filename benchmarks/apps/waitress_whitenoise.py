"""waitress serving a folder through whitenoise: ``waitress_whitenoise.py FOLDER PORT``."""

import sys
from collections.abc import Callable, Iterable

import waitress  # type: ignore[import-untyped,unused-ignore]
from whitenoise import WhiteNoise  # type: ignore[import-not-found,unused-ignore]


def nothing(_environment: dict[str, object], start: Callable[[str, list[tuple[str, str]]], object]) -> Iterable[bytes]:
    """What whitenoise does not find."""
    start("404 Not Found", [("Content-Length", "0")])
    return []


waitress.serve(WhiteNoise(nothing, root=sys.argv[1], autorefresh=False), listen=f"127.0.0.1:{sys.argv[2]}", threads=8)
