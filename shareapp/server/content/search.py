"""Names in a folder and in all folders below it: a walk with an end, whatever the tree and however few the matches."""

import time
import unicodedata
from collections import deque
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from shareapp.server.content.entries import entry_of, in_order
from shareapp.server.content.paths import Directory, File
from shareapp.server.content.rows import Entry
from shareapp.server.errors import HTTPError

RESULTS: Final = 500  # more than anybody looks through
SECONDS: Final = 5.0  # a person waits
_LOOK_UP_EVERY: Final = 500  # entries between two looks at the clock and the client

_ABSENT: Final = {403, 404}  # denied, or gone meanwhile


class Found(NamedTuple):
    """What matches in one folder."""

    folder: tuple[str, ...]  # names below the folder where the search began
    entries: list[Entry]


class Search:
    """The matches for ``wanted`` in ``top`` and below, nearest folders first; ``top`` stays the caller's.

    A name matches when each word of ``wanted`` is somewhere in it, without regard to case. What a visitor could not
    see page by page is not found either. ``is_cut`` tells that there may be more. Raises HTTPError like ``Root.open``
    for ``top`` alone, and 408 when ``is_connected`` denies.
    """

    def __init__(
        self,
        top: Directory,
        wanted: str,
        is_connected: Callable[[], bool] = lambda: True,
        *,
        results: int = RESULTS,
        seconds: float = SECONDS,
    ) -> None:
        self._top = top
        self._words = plain(wanted).split()
        self._is_connected = is_connected
        self._results = results
        self._deadline = time.monotonic() + seconds
        self._seen = 0
        self._visited: set[tuple[int, int]] = set()  # a link may lead to a folder that is here already
        self.count = 0
        self.is_cut = False
        self.found = tuple(found for found in self._walk() if found.entries) if self._words else ()

    def _walk(self) -> Iterator[Found]:
        waiting = deque[tuple[str, ...]]([()])
        while waiting and not self.is_cut:
            names = waiting.popleft()
            folder = self._open(names)
            if folder is None:
                continue
            try:
                entries, inner = self._read(folder)
            except HTTPError as error:
                if not names or error.status not in _ABSENT:
                    raise
                continue
            finally:
                if names:
                    folder.close()
            yield Found(names, in_order(entries, "name"))
            waiting += ((*names, name) for name in sorted(inner))

    def _open(self, names: tuple[str, ...]) -> Directory | None:
        """The folder, None when there is none any more or it has been looked through."""
        if not names:
            opened: File | Directory = self._top
        else:
            try:
                opened = self._top.root.open((*self._top.names, *names))
            except HTTPError as error:
                if error.status in _ABSENT:
                    return None
                raise
        mark = (opened.stat.st_dev, opened.stat.st_ino)
        if isinstance(opened, Directory) and mark not in self._visited:
            self._visited.add(mark)
            return opened
        opened.close()
        return None

    def _read(self, folder: Directory) -> tuple[list[Entry], list[str]]:
        """The matching entries, and the names of all folders."""
        entries: list[Entry] = []
        inner: list[str] = []
        for found in folder.visible():
            self._seen += 1
            if self._seen % _LOOK_UP_EVERY == 0 and self._is_over():
                break
            if found.is_dir():
                inner.append(found.name)
            name = plain(found.name)
            if all(word in name for word in self._words) and (entry := entry_of(found, folder.path)) is not None:
                if self.count == self._results:
                    self.is_cut = True
                    break
                entries.append(entry)
                self.count += 1
        return entries, inner

    def _is_over(self) -> bool:
        if not self._is_connected():
            raise HTTPError(408, "the client left")
        self.is_cut = time.monotonic() > self._deadline
        return self.is_cut


def plain(text: str) -> str:
    """``text`` as it is compared: one of Unicode's forms, no case. The page's script does the same."""
    return unicodedata.normalize("NFC", text).lower()
