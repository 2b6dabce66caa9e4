"""Which scripts a share would run, found by the rules that run them. For worker threads."""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

SECONDS = 2.0
MOST = 200
_RUN_ON_WINDOWS = {".py", ".pyw", ".exe"}


class Script(NamedTuple):
    """One file below a script folder: its name below the shared folder, and whether it would be started."""

    name: str
    is_executable: bool


class Scripts(NamedTuple):
    """What was found; ``more`` when the search was cut short by time or number."""

    found: tuple[Script, ...]
    more: bool


def find_scripts(root: Path, folders: Sequence[str], *, hidden: bool) -> Scripts:
    """The files below these folders ("/cgi-bin") of ``root``, sorted, for a bounded time."""
    deadline = time.monotonic() + SECONDS
    found: list[Script] = []
    for file in _files(root, folders, hidden=hidden):
        if len(found) == MOST or time.monotonic() > deadline:
            return Scripts(tuple(sorted(found)), more=True)
        found.append(Script(file.relative_to(root).as_posix(), _is_executable(file)))
    return Scripts(tuple(sorted(found)), more=False)


def _files(root: Path, folders: Sequence[str], *, hidden: bool) -> Iterator[Path]:
    for folder in dict.fromkeys(folders):
        for place, below, names in os.walk(root / folder.strip("/")):
            below[:] = sorted(name for name in below if hidden or not name.startswith("."))
            yield from (Path(place, name) for name in names if hidden or not name.startswith("."))


def _is_executable(file: Path) -> bool:
    if sys.platform == "win32":
        return file.suffix.lower() in _RUN_ON_WINDOWS
    return os.access(file, os.X_OK)
