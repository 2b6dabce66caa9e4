"""Clients from npm: what tests/end2end/npm pins, installed into a folder of the run, and a way to start them."""

import json
import queue
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

_PINNED = Path(__file__).parents[1] / "end2end" / "npm"
_UNREACHABLE = re.compile("ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT")
_INSTALL = ("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
_PATIENCE_S = 20.0


def install(folder: Path) -> Path:
    """Install the pinned packages beside our scripts in ``folder``; skip when there is no npm, or no way to it."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            pytest.skip(f"not installed: {program}")
    shutil.copytree(_PINNED, folder, dirs_exist_ok=True)
    done = subprocess.run(_INSTALL, cwd=folder, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode and _UNREACHABLE.search(done.stderr):
        pytest.skip("npm does not reach its packages")
    assert done.returncode == 0, done.stderr
    return folder


class Script:
    """One running script of ours, and the JSON it tells line by line."""

    def __init__(self, folder: Path, name: str, arguments: dict[str, Any]) -> None:
        self.process = subprocess.Popen(
            ["node", name, json.dumps(arguments)], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, encoding="utf-8",
        )  # fmt: skip
        self._told: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def await_word(self, *words: str) -> dict[str, Any]:
        """The next line with one of ``words``; raises queue.Empty when none comes."""
        while not (told := self._told.get(timeout=_PATIENCE_S)).keys() & set(words):
            pass
        return told

    def end(self, *, kill: bool = False) -> None:
        """Wait for the end, or bring it about."""
        if kill:
            self.process.kill()
        self.process.wait(_PATIENCE_S)
        self._reader.join(_PATIENCE_S)

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self._told.put(json.loads(line) if line.startswith("{") else {"stray": line, "error": line})


@contextmanager
def script(folder: Path, name: str, **arguments: Any) -> Iterator[Script]:
    """Run the script ``name`` for the length of a with block."""
    running = Script(folder, name, arguments)
    try:
        yield running
    finally:
        running.end(kill=running.process.poll() is None)
