"""A folder of small files that may be made again at any time: bounded, and without anything but its folder to keep."""

import os
import secrets
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

_MARK_S: Final = 24 * 3600.0  # how exactly the time of the last use is kept
_LEFT: Final = 0.75  # of the limit, after the oldest have been removed
_BLOCK: Final = 4096  # what disks give out: an empty file costs something, too


class FileCache:
    """Bytes by key in ``folder``, which is made when it is needed; the longest unused ones go beyond ``limit`` bytes.

    Keys are file names; the limit counts whole blocks of the disk. May be used by many threads and by several
    programs: files appear whole or not at all, and each step copes with a file that somebody else has just removed. A
    disk that takes nothing costs only the work that would have been spared.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder = folder
        self._limit = limit
        self._written = limit  # since the last count; at first nobody has counted

    def get(self, key: str) -> bytes | None:
        """What was put there, None when there is nothing (any more)."""
        path = self._folder / key
        try:
            content = path.read_bytes()
            if path.stat().st_mtime < time.time() - _MARK_S:
                os.utime(path)
        except OSError:
            return None
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep ``content``, if the disk takes it."""
        part = self._folder / f"{key}.{secrets.token_hex(4)}.part"
        with suppress(OSError):  # not kept: made again the next time
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                part.write_bytes(content)
                part.replace(self._folder / key)
            except OSError:
                part.unlink(missing_ok=True)
                raise
            self._written += _on_disk(len(content))
            if self._written > self._limit * (1 - _LEFT):
                self._shrink()

    def _shrink(self) -> None:
        """Remove the longest unused files until there is room again."""
        found = []
        with os.scandir(self._folder) as entries:
            for entry in entries:
                with suppress(OSError):
                    status = entry.stat(follow_symlinks=False)
                    found.append((status.st_mtime, _on_disk(status.st_size), entry.path))
        found.sort(reverse=True)
        kept = 0
        for _, size, path in found:
            kept += size
            if kept > self._limit * _LEFT:
                kept -= size
                Path(path).unlink(missing_ok=True)
        self._written = 0


def _on_disk(size: int) -> int:
    return _BLOCK * (1 + size // _BLOCK)
