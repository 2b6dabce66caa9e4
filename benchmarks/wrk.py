"""The load generator ``wrk`` for everything that is many requests a second."""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.running import Target


class LoadError(Exception):
    """Answers were errors, or connections broke: the rate would mean nothing."""


class NoAnswersError(LoadError):
    """Not a single one came."""


def rate(
    target: Target, path: str, seconds: float, arguments: Sequence[str | Path] = (), connections: int = 16
) -> float:
    """Requests a second over ``connections`` connections. Raises LoadError."""
    whole = max(1, round(seconds))
    command = ["wrk", "-t1", f"-c{connections}", f"-d{whole}s", *map(str, arguments), target.url(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if trouble := re.search(r"Non-2xx.*", said):
        raise LoadError(f"{target.name}: {trouble.group()}")
    found = re.search(r"Requests/sec:\s*([0-9.]+)", said)
    if found is None or float(found[1]) == 0:
        raise NoAnswersError(f"{target.name}: no answers")
    return float(found[1])


def rate_or_none(target: Target, path: str, seconds: float, connections: int) -> float:
    """The same, 0 where others keep the server from answering at all."""
    try:
        return rate(target, path, seconds, connections=connections)
    except NoAnswersError:
        return 0.0


def fields(*lines: str) -> list[str]:
    """The arguments that add header fields to each request."""
    return [argument for line in lines for argument in ("-H", line)]


def script(target: Target, name: str, text: str) -> list[str | Path]:
    """The arguments that make wrk follow a Lua script."""
    file = target.share.work / name
    file.write_text(text)
    return ["-s", file]
