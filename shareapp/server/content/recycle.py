"""What visitors have deleted: nothing is gone until the owner of the folder says so.

All of it lies in one hidden folder at the root, hence on the same disk: to delete is to rename, however large a folder
is. Each deleted thing keeps its name, in a folder of its own; beside that a small file says where it was and when.
"""

# ruff: noqa: PTH118, PTH123 - names reach the system as they are, relative to an open folder.

import errno
import json
import os
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from typing import Final, NamedTuple

from shareapp.server.content.incoming import Intake, below
from shareapp.server.content.names import RECYCLED
from shareapp.server.content.paths import Directory, File, Root
from shareapp.server.content.place import Place, refusals
from shareapp.server.content.portable import is_token, new_token, numbered
from shareapp.server.errors import HTTPError

_FACTS: Final = ".json"
_FACTS_BYTES: Final = 64 * 1024
_PRIVATE: Final = 0o700  # it may hold what no other user of this computer could read where it was
_MOST_NAMESAKES: Final = 1000


class Deleted(NamedTuple):
    """One deleted file or folder."""

    token: str  # what it is called in here
    names: tuple[str, ...]  # where it was, below the root
    at: float  # seconds since the epoch
    path: str  # where it is now


class Recycle:
    """The recycle folder of one shared folder. May be used by many threads and by several programs at once."""

    def __init__(self, root: Root) -> None:
        # Its own root: no rule of the share hides or seals what is in here, and no link leads out of it.
        self._root = Root.at(root.path, "never", hidden=True, rules=root.rules, walks=root.walks)
        self.path = os.path.join(self._root.path, RECYCLED)
        self._inside = Root(self.path, "never", hidden=True, rules=root.rules, walks=root.walks)

    def put(self, folder: Directory, name: str) -> None:
        """Move ``name`` out of ``folder`` into here. Raises HTTPError 403, 404, 409 or 507."""
        token = new_token()
        with refusals(), closing(self._opened(())) as top:
            place = Place(top)
            place.make_folder(token, _PRIVATE)
            try:
                _write(place, token + _FACTS, {"names": [*folder.names, name], "at": time.time()})
                with closing(self._opened((token,))) as slot:
                    _move(Place(folder), name, Place(slot))
            except BaseException:
                self._forget(place, token)
                raise

    def items(self) -> list[Deleted]:
        """What is in here, the last one to come first."""
        with suppress(FileNotFoundError), os.scandir(self.path) as entries:
            tokens = [entry.name for entry in entries if is_token(entry.name)]
            found = [item for item in map(self._item, tokens) if item is not None]
            return sorted(found, key=lambda item: item.at, reverse=True)
        return []

    def restore(self, item: Deleted) -> tuple[str, ...]:
        """Put ``item`` back where it was, beside what has its name now, or at the root when there is no way any more.

        Returns the names that lead to it. Raises HTTPError like ``Root.open``.
        """
        intake = Intake(root=self._root)
        with closing(self._opened((item.token,))) as slot, closing(intake.folder(())) as top:
            try:
                shown = self._put_back(intake, Place(top), item.names[:-1], Place(slot), item.names[-1])
            except HTTPError as error:
                if error.status not in {403, 404, 405, 409} or len(item.names) == 1:
                    raise
                shown = self._put_back(intake, Place(top), (), Place(slot), item.names[-1])
        with closing(self._opened(())) as inside:
            self._forget(Place(inside), item.token)
        return shown

    def remove(self, item: Deleted) -> None:
        """Remove ``item`` for good. Raises OSError for what cannot be removed."""
        shutil.rmtree(os.path.join(self.path, item.token))
        with suppress(FileNotFoundError):
            os.unlink(os.path.join(self.path, item.token + _FACTS))  # noqa: PTH108 - see above

    def empty(self) -> None:
        """Remove everything for good. Raises OSError for what cannot be removed, when all the rest is."""
        fault: OSError | None = None
        for item in self.items():
            try:
                self.remove(item)
            except OSError as error:
                fault = fault or error
        if fault is not None:
            raise fault
        with suppress(OSError):  # not there, or something came meanwhile
            os.rmdir(self.path)  # noqa: PTH106 - see above

    def _opened(self, names: tuple[str, ...]) -> Directory:
        """A folder in here, made when it is the topmost. Raises HTTPError 403, or 404 for a link in its place."""
        if not names:
            with suppress(FileExistsError), closing(Intake(root=self._root).folder(())) as top:
                Place(top).make_folder(RECYCLED, _PRIVATE)
        opened = self._inside.open(names)
        if isinstance(opened, File):
            opened.close()
            raise HTTPError(404)
        return opened

    def _item(self, token: str) -> Deleted | None:
        """What lies under ``token``; None when nothing does, as for a moment while it is put in."""
        with suppress(OSError), os.scandir(os.path.join(self.path, token)) as entries:
            entry = next(entries, None)
            if entry is None:
                return None
            names, at = _read(os.path.join(self.path, token + _FACTS))
            # Facts that a power cut took: its name is known all the same.
            names = names if names and names[-1] == entry.name else (entry.name,)
            return Deleted(token, names, at or entry.stat(follow_symlinks=False).st_ctime, entry.path)
        return None

    def _put_back(self, intake: Intake, top: Place, way: tuple[str, ...], slot: Place, name: str) -> tuple[str, ...]:
        status = slot.status(name)
        is_folder = status is not None and stat.S_ISDIR(status.st_mode)
        with refusals(), below(intake, top, way) as target:
            for candidate in _candidates(name):
                try:
                    if is_folder:
                        slot.move_folder(name, target, candidate)
                    else:
                        slot.move(name, target, candidate, replace=False)
                except FileExistsError:
                    continue
                target.settle()
                return (*target.folder.names, candidate)
        raise HTTPError(409, "too many of this name")

    def _forget(self, place: Place, token: str) -> None:
        """Remove the empty folder and the facts of ``token``; nothing happens while something is left in it."""
        with suppress(OSError):
            os.rmdir(os.path.join(self.path, token))  # noqa: PTH106 - see above
            place.remove(token + _FACTS)


def _move(source: Place, name: str, target: Place) -> None:
    try:
        source.rename(name, target, name)
    except OSError as error:
        if error.errno == errno.EXDEV:
            raise HTTPError(409, "on another disk than the shared folder") from error
        raise
    target.settle()
    source.settle()


def _candidates(name: str) -> Iterator[str]:
    yield name
    yield from (numbered(name, number) for number in range(2, _MOST_NAMESAKES))


def _write(place: Place, name: str, facts: object) -> None:
    with open(place.open(name, create=True), "wb") as file:
        file.write(json.dumps(facts).encode())
        file.flush()
        os.fsync(file.fileno())


def _read(path: str) -> tuple[tuple[str, ...], float]:
    """Names and time; nothing of either when they cannot be read."""
    try:
        with open(path, "rb") as file:
            facts = json.loads(file.read(_FACTS_BYTES))
        names, at = facts["names"], facts["at"]
    except (OSError, ValueError, TypeError, KeyError):
        return (), 0.0
    is_right = isinstance(at, int | float) and isinstance(names, list) and all(isinstance(name, str) for name in names)
    return (tuple(names), float(at)) if is_right else ((), 0.0)
