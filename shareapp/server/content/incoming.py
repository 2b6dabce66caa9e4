"""Files that arrive: the one way in, for every kind of upload.

Bytes are collected in a hidden file of the very folder they are for. Only a whole one, on disk, gets its name, in one
step that never replaces what somebody else put there meanwhile. The way to the folder is ``paths``' way, without links,
and everything on it is done relative to the open folder where the system can.
"""

# ruff: noqa: PTH118 - names reach the system as they are, relative to an open folder; pathlib can do neither.

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final, Literal

from shareapp.server.content.paths import Directory, Root
from shareapp.server.content.place import Place, refusals
from shareapp.server.content.portable import new_token, numbered, unfinished_name
from shareapp.server.errors import HTTPError
from shareapp.server.limits import GIB, MIB
from shareapp.server.message import Body

Existing = Literal["keep", "skip", "replace"]
"""What happens to a file whose name is taken: both are kept, the new one is not taken, it replaces the old one."""

CONTENT: Final = "part"
"""Suffix of the hidden file that collects the bytes."""

_BUFFER_BYTES: Final = 1 * MIB
_LOOK_BYTES: Final = 64 * MIB  # written between two looks at the space left, when no length was announced
_SETTLED_BYTES: Final = 8 * MIB  # written before the disk is told to begin; a smaller file stays in memory
_MOST_NAMESAKES: Final = 1000

if sys.platform == "win32":
    import msvcrt

    def lock(descriptor: int) -> bool:
        """Make this descriptor the only writer until it is closed; False when another one is."""
        os.lseek(descriptor, 1 << 62, os.SEEK_SET)  # a byte that no file has: only its lock counts
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def lock(descriptor: int) -> bool:
        """Make this descriptor the only writer until it is closed; False when another one is."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What may come in, and where. ``root`` follows no links and has the script folders sealed."""

    root: Root
    file_bytes: int = 2 * GIB  # the largest file; a larger one is 413
    reserve_bytes: int = 256 * MIB  # left free on the disk; what would take of it is 507
    existing: Existing = "keep"
    blind: bool = False  # nobody may learn what is there already: only the root is open, and no answer depends on it

    def folder(self, names: tuple[str, ...]) -> Directory:
        """The folder at ``names``, for its taker to close. Raises HTTPError like ``Root.open``; 405 for a file."""
        opened = self.root.open(names)
        if isinstance(opened, Directory):
            return opened
        opened.close()
        raise HTTPError(405, "not a folder", [("Allow", "GET, HEAD, OPTIONS, PUT")])

    def check_way(self, names: tuple[str, ...]) -> None:
        """Raises HTTPError 404 for every folder but the root where nobody may learn which ones there are."""
        if self.blind and names:
            raise HTTPError(404)

    def check_names(self, names: tuple[str, ...]) -> None:
        """Raises HTTPError 403 when nothing may be put at ``names``: hidden, or where scripts are run."""
        if not self.root.admits_all(names):
            raise HTTPError(403, "nothing can be put there")

    def check_size(self, size: int) -> None:
        """Raises HTTPError 413 when a file of ``size`` bytes is more than may come in."""
        if size > self.file_bytes:
            raise HTTPError(413, "file over the limit", close=True)

    def check_space(self, folder: Directory, size: int) -> None:
        """Raises HTTPError 507 (RFC 4918 section 11.5) when ``size`` more bytes would take of the reserve."""
        if size + self.reserve_bytes > shutil.disk_usage(folder.path).free:
            raise HTTPError(507, "too little space", close=True)


class Incoming:
    """The hidden file of one upload while this process writes it. Close it, or let ``publish`` or ``discard`` do so."""

    def __init__(self, intake: Intake, place: Place, token: str, descriptor: int) -> None:
        self.intake = intake
        self.place = place
        self.token = token
        self._name = unfinished_name(token, CONTENT)
        self._descriptor = descriptor
        self.size = os.fstat(descriptor).st_size

    @classmethod
    def create(cls, intake: Intake, folder: Directory) -> "Incoming":
        """An empty one in ``folder``, which must stay open. Raises HTTPError 403, 404 or 507."""
        place, token = Place(folder), new_token()
        with refusals():
            descriptor = place.open(unfinished_name(token, CONTENT), create=True)
            if not lock(descriptor):
                raise HTTPError(423)
        return cls(intake, place, token, descriptor)

    @classmethod
    def reopen(cls, intake: Intake, folder: Directory, token: str) -> "Incoming":
        """One that was begun before, perhaps by a process that was killed. Raises HTTPError 404 when there is none, 423
        while somebody else writes it (RFC 4918 section 11.3)."""
        place, name = Place(folder), unfinished_name(token, CONTENT)
        with refusals():
            descriptor = place.open(name, create=False)
            try:
                _take_over(place, name, descriptor)
            except BaseException:
                os.close(descriptor)
                raise
        return cls(intake, place, token, descriptor)

    def receive(self, body: Body, most: int, each: Callable[[memoryview], object] | None = None) -> None:
        """Append the whole ``body`` of at most ``most`` bytes; ``each`` is shown the pieces. What has come stays
        when it breaks off.

        Raises HTTPError of the body, 413 beyond the largest file, 507 when the disk is full.
        """
        self.intake.check_size(self.size + (body.length or 0))
        self.intake.check_space(self.place.folder, body.length or 0)
        body.allow(most)
        buffer = memoryview(bytearray(_BUFFER_BYTES if body.length is None else min(body.length, _BUFFER_BYTES)))
        while count := body.readinto(buffer):
            most -= count
            if most < 0:
                raise HTTPError(413, "more than was announced", close=True)
            if each is not None:
                each(buffer[:count])
            self.write(buffer[:count])

    def write(self, data: bytes | memoryview) -> None:
        """Append ``data``. Raises HTTPError 413 and 507."""
        self.intake.check_size(self.size + len(data))
        before = self.size
        if before // _LOOK_BYTES != (before + len(data)) // _LOOK_BYTES:
            self.intake.check_space(self.place.folder, 0)
        view = memoryview(data)
        with refusals():
            while view:
                written = os.write(self._descriptor, view)
                self.size += written
                view = view[written:]
        if before // _SETTLED_BYTES != self.size // _SETTLED_BYTES:
            _settle_early(self._descriptor, self.size)

    def shorten(self, size: int) -> None:
        """Take back everything after the first ``size`` bytes."""
        os.ftruncate(self._descriptor, size)
        self.size = size

    def complete(self, modified: float | None = None) -> None:
        """Put the bytes on the disk, with the time of their last change in seconds since the epoch when it is known."""
        with refusals():
            if modified is not None:
                os.utime(self._descriptor if os.utime in os.supports_fd else self._path(), (modified, modified))
            os.fsync(self._descriptor)

    def publish(self, way: tuple[str, ...], name: str) -> tuple[str, ...] | None:
        """Let the complete file appear as ``name`` in the folder ``way`` below its own; the names from the root to it.

        None when the name is taken and taken names are skipped. Raises HTTPError 404 for a way that is none, 409 for a
        folder of that name. The upload is at its end whatever happens.
        """
        if sys.platform == "win32":
            self.close()  # an open file cannot be renamed there
        try:
            with refusals(), below(self.intake, self.place, way) as target:
                shown = self._appear(target, name)
                target.settle()
        finally:
            self.discard()
        return None if shown is None else (*target.folder.names, shown)

    def discard(self) -> None:
        """Remove what has come so far. Harmless after ``publish``."""
        with suppress(OSError):  # what cannot be removed now is removed as a leftover later
            self.place.remove(self._name)
        self.close()

    def close(self) -> None:
        """Let others go on with it; harmless twice."""
        if self._descriptor >= 0:
            descriptor, self._descriptor = self._descriptor, -1
            os.close(descriptor)

    def _path(self) -> str:
        return os.path.join(self.place.folder.path, self._name)

    def _appear(self, target: Place, name: str) -> str | None:
        if self.intake.existing == "replace":
            self.intake.check_names((*target.folder.names, name))
            self.place.move(self._name, target, name, replace=True)
            return name
        for candidate in _candidates(name, self.intake.existing):
            self.intake.check_names((*target.folder.names, candidate))
            try:
                self.place.move(self._name, target, candidate, replace=False)
            except FileExistsError:
                continue
            return candidate
        if self.intake.existing == "skip":
            return None
        raise HTTPError(409, "too many files of this name")


def _settle_early(descriptor: int, size: int) -> None:
    """Let the disk begin with the last of ``size`` bytes, and memory forget those before them, where the system can.

    So the disk writes while more arrives, and little is left to wait for in the end. And a film that is larger than the
    memory passes through it instead of driving everything else out. (The advice says "not needed": Linux begins to
    write what it has not written, and forgets the rest.)
    """
    if sys.platform == "linux":
        start = max(0, size - 3 * _SETTLED_BYTES)
        with suppress(OSError):  # an advice: a disk that takes none is only slower
            os.posix_fadvise(descriptor, start, size - start, os.POSIX_FADV_DONTNEED)


def _take_over(place: Place, name: str, descriptor: int) -> None:
    if not lock(descriptor):
        raise HTTPError(423, "another connection is sending this file", [("Retry-After", "1")])
    there = place.status(name)
    if there is None or not os.path.samestat(there, os.fstat(descriptor)):
        raise HTTPError(404)  # it was published between the open and the lock


def _candidates(name: str, existing: Existing) -> Iterator[str]:
    yield name
    if existing == "keep":
        yield from (numbered(name, number) for number in range(2, _MOST_NAMESAKES))


@contextmanager
def below(intake: Intake, place: Place, way: tuple[str, ...]) -> Iterator[Place]:
    """The folder at ``way`` below ``place``, made where it is missing."""
    folder = place.folder
    try:
        for name in way:
            inner = _enter(intake, folder, name)
            if folder is not place.folder:
                folder.close()
            folder = inner
        yield Place(folder)
    finally:
        if folder is not place.folder:
            folder.close()


def _enter(intake: Intake, folder: Directory, name: str) -> Directory:
    """The folder ``name`` in ``folder``, made unless it is there. Raises HTTPError 403 to 405 for what cannot be
    entered; where that would tell what is there, another name is taken instead."""
    for candidate in _candidates(name, "keep" if intake.blind else "skip"):
        names = (*folder.names, candidate)
        intake.check_names(names)
        with suppress(FileExistsError):
            Place(folder).make_folder(candidate)
        try:
            inner = intake.folder(names)
        except HTTPError:
            if not intake.blind:
                raise
            continue
        if not intake.blind or os.access(inner.path, os.W_OK | os.X_OK):
            return inner
        inner.close()
    raise HTTPError(409, "too many folders of this name")
