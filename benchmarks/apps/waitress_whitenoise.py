"""waitress serving a folder through whitenoise: ``waitress_whitenoise.py FOLDER PORT``."""

import os
import sys
from collections.abc import Callable, Iterable

import waitress  # type: ignore[import-untyped,unused-ignore]
from whitenoise import WhiteNoise  # type: ignore[import-not-found,unused-ignore]


def nothing(_environment: dict[str, object], start: Callable[[str, list[tuple[str, str]]], object]) -> Iterable[bytes]:
    """What whitenoise does not find."""
    start("404 Not Found", [("Content-Length", "0")])
    return []


files = WhiteNoise(nothing)
for entry in os.scandir(sys.argv[1]):
    if entry.is_file():  # the files of folders are never asked for here, and to look at 100,000 takes it ten seconds
        files.add_file_to_dictionary(f"/{entry.name}", entry.path)
waitress.serve(files, listen=f"127.0.0.1:{sys.argv[2]}", threads=8)
