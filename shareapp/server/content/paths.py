"""The only way from a URL path to a file below a root.

Where the system can open names relative to an open folder, the way down is walked one name at a time and never
through a link. A link is answered by asking where the whole path really leads, judging that, and walking there, again
without links. So whatever is renamed or replaced meanwhile, each descriptor was reached from the root by plain names.
Elsewhere (Windows) the real path is judged before opening and once more after it.
"""

# ruff: noqa: PTH116, PTH118, PTH206 - pathlib drops and repairs parts of a path; here every name must reach the system as it is.

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from shareapp.server.content.names import NATIVE, NameRules, fold, is_hidden, is_reachable, is_reserved, names_in
from shareapp.server.errors import HTTPError

LinkPolicy = Literal["inside", "never", "anywhere"]
"""Which symbolic links are followed: those that stay below the root, none, or all."""

_CLOEXEC = getattr(os, "O_CLOEXEC", 0)
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_DIRECTORY = getattr(os, "O_DIRECTORY", 0)
# O_PATH needs the right to pass through a folder but not to list it, as any other program's open() does.
_FOLDER = getattr(os, "O_PATH", os.O_RDONLY) | _DIRECTORY | _NOFOLLOW | _CLOEXEC
_LISTED_FOLDER = os.O_RDONLY | _DIRECTORY | _CLOEXEC
# Without O_NONBLOCK a FIFO that takes a regular file's place after the stat would block a worker for ever.
_FILE = (
    os.O_RDONLY
    | _NOFOLLOW
    | _CLOEXEC
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOINHERIT", 0)
)
_WALKS = {os.open, os.stat} <= os.supports_dir_fd and bool(_NOFOLLOW)
_HAS_FLAGS = hasattr(os.stat_result, "st_flags") or hasattr(os.stat_result, "st_file_attributes")

_LINK_MET = {errno.ELOOP, errno.ENOTDIR, errno.EMLINK}  # how systems say "a link" under O_NOFOLLOW
_NOTHING_THERE = {
    errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EMLINK, errno.ENAMETOOLONG, errno.EILSEQ, errno.EINVAL,
    errno.ENXIO, errno.ENODEV, errno.ESTALE, errno.EISDIR,
}  # fmt: skip
_EXHAUSTED = {errno.EMFILE, errno.ENFILE, errno.ENOMEM}


Identity = tuple[int, int, int, int, int]


def identity(status: os.stat_result) -> Identity:
    """What tells one version of one file from every other: device, inode, size, times of change in nanoseconds.

    Beyond the ETag's facts it has the change time, which a program that sets the modification time cannot set.
    """
    return (status.st_ino, status.st_mtime_ns, status.st_size, status.st_ctime_ns, status.st_dev)


class Sighting(NamedTuple):
    """Where a file was seen, reached by plain names from the root, and what tells that it is still the same."""

    path: str
    folders: tuple[str, ...]  # between the root and the file
    identity: Identity

    def is_current(self) -> bool:
        """Whether plain names still lead to the very file, unchanged: one lstat for it and one for each folder.

        The folders are asked because one that was moved out of the root, with a link left in its place, changes
        nothing in the file itself.
        """
        try:
            for folder in self.folders:
                if not _is_plain_folder(os.lstat(folder)):
                    return False
            return identity(os.lstat(self.path)) == self.identity
        except OSError:  # gone or denied now: the full way down finds out and says so
            return False

    def reopen(self) -> int | None:
        """A descriptor of the very file, None when something else took its place.

        Ask ``is_current`` first, so that nothing else is opened but in a race, after which it is closed unread.
        """
        try:
            descriptor = os.open(self.path, _FILE)
        except OSError:
            return None
        if identity(os.fstat(descriptor)) == self.identity:
            return descriptor
        os.close(descriptor)
        return None


@dataclass(slots=True)
class File:
    """An open regular file. Length, validators and bytes are all taken from ``descriptor``."""

    names: tuple[str, ...]  # as asked for, below the root
    path: str  # where it really is, without links
    descriptor: int
    stat: os.stat_result
    start: str  # where plain ``names`` led from: the root's path; "" when a link was followed

    def sighting(self) -> Sighting | None:
        """How to know that the same URL still leads to the same file. None when a link led to it, which may lead
        elsewhere the next moment, and when the system's own mark, which no time of change tells of, decides."""
        if not self.start or _is_flagged_hidden(self.stat):
            return None
        folders = tuple(os.path.join(self.start, *self.names[:depth]) for depth in range(1, len(self.names)))
        return Sighting(self.path, folders, identity(self.stat))

    def close(self) -> None:
        """Release the descriptor; harmless twice."""
        self.descriptor = _release(self.descriptor)

    def detach(self) -> int:
        """Hand the descriptor to a new owner."""
        descriptor, self.descriptor = self.descriptor, -1
        return descriptor


@dataclass(slots=True)
class Directory:
    """An open folder below ``root``. Close it after use."""

    root: "Root"
    names: tuple[str, ...]  # as asked for, below the root; () is the root itself
    path: str  # where it really is, without links
    descriptor: int  # -1 where folders cannot be opened (Windows)
    stat: os.stat_result
    _listed: int = field(default=-1, init=False)

    @property
    def is_linked(self) -> bool:
        """Whether a link led here."""
        return self.path != os.path.join(self.root.path, *self.names)

    def visible(self) -> Iterator[os.DirEntry[str]]:
        """The entries that ``root`` would serve by the look of their names and links, in the disk's order.

        Stat them only while the directory is open. Raises HTTPError like ``Root.open``.
        """
        try:
            with os.scandir(self._listable()) as entries:
                for entry in entries:
                    if self._admits(entry):
                        yield entry
        except OSError as error:
            raise refusal(error) from error

    def open(self, name: str) -> "File | Directory":
        """The entry ``name``, opened by the same rules as from a URL."""
        return self.root.open((*self.names, name))

    def close(self) -> None:
        """Release the descriptors; harmless twice."""
        self.descriptor, self._listed = _release(self.descriptor), _release(self._listed)

    def _listable(self) -> int | str:
        """A descriptor of its own: reading entries moves it, and scandir's entries stat relative to it later."""
        if self.descriptor < 0:
            return self.path
        if self._listed < 0:
            self._listed = os.open(".", _LISTED_FOLDER, dir_fd=self.descriptor)
        return self._listed

    def _admits(self, entry: os.DirEntry[str]) -> bool:
        root = self.root
        if not root.admits(entry.name) or (root.sealed and not root.admits_all((*self.names, entry.name))):
            return False
        try:
            if entry.is_symlink():
                root.way_of_link(os.path.join(self.path, entry.name))
            elif _HAS_FLAGS and not root.hidden:
                return not _is_flagged_hidden(entry.stat(follow_symlinks=False))
        except (HTTPError, OSError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class Root:
    """One shared folder and what may be reached in it. Make it with ``Root.at``; it may be used by many threads.

    ``path`` is real (without links) and opened anew for each request, so a folder that was removed and made again
    (a build's output, a USB stick) is served again.
    """

    path: str
    links: LinkPolicy = "inside"
    hidden: bool = False
    rules: NameRules = NATIVE
    walks: bool = _WALKS  # False judges real paths instead of walking, as Windows must
    sealed: frozenset[tuple[str, ...]] = frozenset()  # folded names of folders that nothing is served from

    @classmethod
    def at(
        cls,
        folder: str | os.PathLike[str],
        links: LinkPolicy = "inside",
        *,
        hidden: bool = False,
        rules: NameRules = NATIVE,
        walks: bool = _WALKS,
    ) -> "Root":
        """The root at ``folder``. Raises OSError when it does not exist."""
        return cls(os.path.realpath(folder, strict=True), links, hidden, rules, walks)

    def sealing(self, folders: Iterable[tuple[str, ...]]) -> "Root":
        """The same root without ``folders`` and all below them, by whatever spelling or link they are asked for. So
        the source of scripts is never served as a file (gh-104711)."""
        return replace(self, sealed=frozenset(tuple(map(fold, names)) for names in folders))

    def resolve(self, path: str) -> File | Directory:
        """What the URL path ``path`` names, opened; the caller closes it.

        Raises HTTPError 400 for a path that is no path, 404 for what is not there or must not be known (hidden,
        outside, a device, a file with a slash behind it), 403 when the system denies reading, 503 when descriptors
        have run out.
        """
        opened = self.open(names_in(path, self.rules))
        if path.endswith("/") and isinstance(opened, File):
            opened.close()
            raise HTTPError(404)
        return opened

    def open(self, names: tuple[str, ...]) -> File | Directory:
        """The file or folder at ``names`` below the root. Raises HTTPError like ``resolve``."""
        if not self.admits_all(names):
            raise HTTPError(404)
        try:
            return self._walk_or_follow(names) if self.walks else self._open_by_path(names)
        except OSError as error:
            raise refusal(error) from error
        except UnicodeEncodeError as error:  # a name that this disk cannot write
            raise HTTPError(404) from error

    def admits(self, name: str) -> bool:
        """Whether an entry of this name may be reached at all."""
        if not is_reachable(name, self.rules):
            return False
        return not (is_reserved(name) if self.hidden else is_hidden(name))

    def admits_all(self, names: tuple[str, ...]) -> bool:
        """Whether the names of a whole way below the root may be reached."""
        if self.sealed:
            folded = tuple(map(fold, names))
            if any(folded[: len(folder)] == folder for folder in self.sealed):
                return False
        return all(map(self.admits, names))

    def way_of_link(self, path: str) -> tuple[str, tuple[str, ...]]:
        """The way without links to where ``path``, with a link in it, leads: a folder to start from and names.

        Raises HTTPError 404 when it may not be followed, or leads to something hidden or to nothing.
        """
        if self.links == "never":
            raise HTTPError(404)
        try:
            real = os.path.realpath(path, strict=True)
        except OSError as error:  # also what may not be looked into: nothing about the outside becomes known
            raise HTTPError(404) from error
        below = self._names_below(real)
        if below is not None and self.admits_all(below):
            return self.path, below
        if below is None and self.links == "anywhere":
            return os.sep, tuple(real.split(os.sep)[1:])
        raise HTTPError(404)

    def _names_below(self, real: str) -> tuple[str, ...] | None:
        """The names that lead from the root to the real path ``real``, None when it lies outside."""
        if os.path.normcase(real) == os.path.normcase(self.path):
            return ()
        base = os.path.join(self.path, "")  # with the separator, so that /share-private is not below /share
        if not os.path.normcase(real).startswith(os.path.normcase(base)):
            return None
        return tuple(real[len(base) :].split(os.sep))

    def _walk_or_follow(self, names: tuple[str, ...]) -> File | Directory:
        try:
            return self._walk(self.path, names, names)
        except OSError as error:
            if error.errno not in _LINK_MET or self.links == "never":
                raise
        start, way = self.way_of_link(os.path.join(self.path, *names))
        return self._walk(start, way, names)

    def _walk(self, start: str, names: tuple[str, ...], asked: tuple[str, ...]) -> File | Directory:
        """Open ``names`` below ``start``, one at a time, links refused (OSError, one of ``_LINK_MET``)."""
        folder = os.open(start, _FOLDER)
        try:
            for name in names[:-1]:
                inner = os.open(name, _FOLDER, dir_fd=folder)
                os.close(folder)
                folder = inner
                if _HAS_FLAGS:
                    self._refuse_flagged(os.fstat(folder))
            return self._open_last(folder, start, names, asked)
        finally:
            os.close(folder)

    def _open_last(self, folder: int, start: str, names: tuple[str, ...], asked: tuple[str, ...]) -> File | Directory:
        path = os.path.join(start, *names)
        name = names[-1] if names else "."
        found = os.stat(name, dir_fd=folder, follow_symlinks=False)
        if stat.S_ISLNK(found.st_mode):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        is_folder = stat.S_ISDIR(found.st_mode)
        if not is_folder and not stat.S_ISREG(found.st_mode):
            raise HTTPError(404)  # before opening: to open a device is to act on it
        descriptor = os.open(name, _FOLDER if is_folder else _FILE, dir_fd=folder)
        try:
            status = os.fstat(descriptor)
            if names:  # the root itself was chosen by its owner, hidden or not
                self._refuse_flagged(status)
            if is_folder:
                return Directory(self, asked, path, descriptor, status)
            return _file(asked, path, descriptor, status, start if names is asked else "")
        except BaseException:
            os.close(descriptor)
            raise

    def _open_by_path(self, names: tuple[str, ...]) -> File | Directory:
        real, found = self._judge(asked := os.path.join(self.path, *names))
        if stat.S_ISDIR(found.st_mode):
            return Directory(self, names, real, -1, found)
        if not stat.S_ISREG(found.st_mode):
            raise HTTPError(404)
        descriptor = os.open(real, _FILE)
        try:
            status = os.fstat(descriptor)
            self._refuse_other(self._judge(asked), (real, status))
            return _file(names, real, descriptor, status, self.path if real == asked else "")
        except BaseException:
            os.close(descriptor)
            raise

    def _judge(self, asked: str) -> tuple[str, os.stat_result]:
        """Where ``asked`` really leads and what is there; raises HTTPError 404 unless the policy allows that."""
        real = os.path.realpath(asked, strict=True)
        if os.path.normcase(real) != os.path.normcase(asked):
            self.way_of_link(asked)
        found = os.stat(real)
        if real != self.path:
            self._refuse_flagged(found)
        return real, found

    @staticmethod
    def _refuse_other(now: tuple[str, os.stat_result], opened: tuple[str, os.stat_result]) -> None:
        if now[0] != opened[0] or not os.path.samestat(now[1], opened[1]):
            raise HTTPError(404)

    def _refuse_flagged(self, status: os.stat_result) -> None:
        if not self.hidden and _is_flagged_hidden(status):
            raise HTTPError(404)


def refusal(error: OSError) -> HTTPError:
    """The answer to a file operation that failed. Raises ``error`` again when no client can be told what it means."""
    if isinstance(error, PermissionError):
        return HTTPError(403)
    if error.errno in _NOTHING_THERE:
        return HTTPError(404)
    if error.errno in _EXHAUSTED:
        return HTTPError(503, headers=[("Retry-After", "1")])
    raise error


def _file(names: tuple[str, ...], path: str, descriptor: int, status: os.stat_result, start: str) -> File:
    if not stat.S_ISREG(status.st_mode):
        raise HTTPError(404)
    return File(names, path, descriptor, status, start)


def _is_plain_folder(status: os.stat_result) -> bool:
    """A folder that is no link, no Windows junction, and not marked as hidden."""
    return (
        stat.S_ISDIR(status.st_mode)
        and not getattr(status, "st_reparse_tag", 0)
        and not (_HAS_FLAGS and _is_flagged_hidden(status))
    )


def _release(descriptor: int) -> int:
    if descriptor >= 0:
        os.close(descriptor)
    return -1


def _is_flagged_hidden(status: os.stat_result) -> bool:
    """Whether the system's own mark says hidden: the attribute on Windows, the flag on macOS."""
    return bool(
        getattr(status, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_HIDDEN
        or getattr(status, "st_flags", 0) & stat.UF_HIDDEN
    )
