"""What can they see? The shared folder as a visitor would find it, before anybody comes.

It is asked with the very objects that serve (``Root``, ``Directory``), so what is told is what the server does: which
names are left out, which links are followed, what the system denies. Only names and sizes are looked at.
"""

import os
import stat
import time
from collections import deque
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, NamedTuple

from shareapp.server.content.entries import status_for_visitor
from shareapp.server.content.paths import Directory
from shareapp.server.content.rows import readable
from shareapp.server.errors import HTTPError
from shareapp.sharing.config import ShareConfig
from shareapp.sharing.root import served_root
from shareapp.sharing.secret_names import looks_secret

MOST_ENTRIES = 200_000
MOST_SECONDS = 30.0  # of looking; a folder on a slow drive is told about as far as that went
EXAMPLES = 8

# Seconds of a processor between two rests, and of a rest: Python runs one thread at a time, and a share that is asked
# meanwhile shall answer at its usual pace.
_BURST = 0.004
_REST = 0.008

Place = Literal["", "disk", "homes", "home"]
"""What a folder is that nobody should share as a whole: a disk's root, the folder of all homes, a person's home."""


class Names(NamedTuple):
    """How many there are, and the paths of the first of them, below the shared folder."""

    total: int = 0
    examples: tuple[str, ...] = ()


_NONE = Names()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """What is known so far. Counts are exact when ``is_whole``; otherwise there is more than they say."""

    files: int = 0
    folders: int = 0  # below the shared one
    size: int = 0  # bytes of all files
    hidden: Names = _NONE  # left out, or handed out when ``ShareConfig.hidden``
    links: Names = _NONE  # not followed, or leading out when ``ShareConfig.links`` is "anywhere"
    secrets: Names = _NONE  # handed out, though their names look secret
    denied: Names = _NONE  # folders that the system keeps even from us
    place: Place = ""
    is_done: bool = False
    is_whole: bool = False


@dataclass(slots=True)
class _Tally:
    """Names while they are being counted."""

    count: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, names: tuple[str, ...]) -> None:
        self.count += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(readable("/".join(names)))

    def names(self) -> Names:
        return Names(self.count, tuple(self.examples))


class Survey:
    """A walk through what ``config`` shares, in pieces. One thread at a time.

    The folders nearest to the top come first; one that several links lead to is counted once. ``entries`` and
    ``seconds`` bound the whole of it.
    """

    def __init__(self, config: ShareConfig, *, entries: int = MOST_ENTRIES, seconds: float = MOST_SECONDS) -> None:
        self._config = config
        self._entries_left = entries
        self._seconds_left = seconds
        self._files = self._folders = self._size = 0
        self._hidden, self._links, self._secrets, self._denied = _Tally(), _Tally(), _Tally(), _Tally()
        self._is_done = self._is_whole = False
        self._walk = self._visit_all()

    def advance(self, seconds: float) -> Exposure:
        """Go on for about ``seconds``, then say what is known.

        A single look at a dead network drive can take longer: call it in a thread that nobody waits for.
        Raises RootUnreadable when the folder is not there.
        """
        began = time.monotonic()
        deadline = began + min(seconds, self._seconds_left)
        rested = time.thread_time()
        for _ in self._walk:
            if time.monotonic() >= deadline:
                break
            if time.thread_time() - rested >= _BURST:
                time.sleep(_REST)
                rested = time.thread_time()
        self._seconds_left -= time.monotonic() - began
        if self._seconds_left <= 0 and not self._is_done:
            self._is_done = True
            self._walk.close()
        return self._so_far()

    def finish(self) -> Exposure:
        """Go on to the end."""
        return self.advance(self._seconds_left)

    def _so_far(self) -> Exposure:
        return Exposure(
            files=self._files,
            folders=self._folders,
            size=self._size,
            hidden=self._hidden.names(),
            links=self._links.names(),
            secrets=self._secrets.names(),
            denied=self._denied.names(),
            place=place_of(self._config.root),
            is_done=self._is_done,
            is_whole=self._is_whole,
        )

    def _visit_all(self) -> Generator[None, None, None]:
        """One step for each entry that was counted."""
        served = served_root(self._config)
        waiting: deque[tuple[str, ...]] = deque([()])
        seen: set[tuple[int, int]] = set()
        while waiting:
            names = waiting.popleft()
            try:
                with closing(served.open(names)) as folder:
                    mark = (folder.stat.st_dev, folder.stat.st_ino)
                    if not isinstance(folder, Directory) or mark in seen:
                        continue  # a file took its place, or another way led here before
                    seen.add(mark)
                    for _ in self._visit(folder, waiting):
                        if not self._entries_left:
                            self._is_done = True
                            return
                        self._entries_left -= 1
                        yield
            except (HTTPError, OSError):
                # Gone meanwhile, denied, or a disk that fails: whatever it is, a visitor does not get in either.
                self._denied.add(names)
        self._is_done = self._is_whole = True

    def _visit(self, folder: Directory, waiting: deque[tuple[str, ...]]) -> Generator[None, None, None]:
        """One step before each entry is counted."""
        shown = set()
        for entry in folder.visible():
            yield
            shown.add(entry.name)
            self._count(folder, entry, waiting)
        for entry in _everything(folder):
            names = (*folder.names, entry.name)
            if entry.name in shown or (folder.root.admits(entry.name) and not folder.root.admits_all(names)):
                continue  # served, or a folder of scripts, which are run and not read
            yield
            is_link = folder.root.admits(entry.name) and entry.is_symlink()
            (self._links if is_link else self._hidden).add(names)

    def _count(self, folder: Directory, entry: os.DirEntry[str], waiting: deque[tuple[str, ...]]) -> None:
        """Take an entry that is served."""
        status = status_for_visitor(entry, folder.path)
        names = (*folder.names, entry.name)
        if status is None:
            if entry.is_dir(follow_symlinks=False):
                self._denied.add(names)
            return
        is_folder = stat.S_ISDIR(status.st_mode)
        if is_folder:
            self._folders += 1
            waiting.append(names)
        else:
            self._files += 1
            self._size += status.st_size
        if looks_secret(entry.name, 0 if is_folder else status.st_size):
            self._secrets.add(names)
        if self._config.hidden and not replace(folder.root, hidden=False).admits(entry.name):
            self._hidden.add(names)
        if self._config.links == "anywhere" and entry.is_symlink() and _leads_out(folder, entry):
            self._links.add(names)


def _everything(folder: Directory) -> Generator[os.DirEntry[str], None, None]:
    """All entries that any setting could serve."""
    open_root = replace(folder.root, hidden=True, links="anywhere", sealed=frozenset())
    with closing(open_root.open(folder.names)) as again:
        if isinstance(again, Directory):
            yield from again.visible()


def _leads_out(folder: Directory, link: os.DirEntry[str]) -> bool:
    try:
        replace(folder.root, links="inside").way_of_link(f"{folder.path}{os.sep}{link.name}")
    except HTTPError:
        return True
    return False


def place_of(root: Path, home: Path | None = None) -> Place:
    """Whether ``root`` is a whole disk, or a home, or holds all of them."""
    root, home = root.absolute(), (home or Path.home()).absolute()
    if root == root.parent:
        return "disk"
    if root == home:
        return "home"
    return "homes" if root in home.parents else ""
