"""An open folder as the place where entries are made, named and removed: never through a link, never over another.

Names reach the system as they are, relative to the open folder where the system can do that.
"""

# ruff: noqa: PTH118 - pathlib knows no names relative to an open folder.

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

from shareapp.server.content.paths import Directory, refusal
from shareapp.server.errors import HTTPError

_MODE: Final = 0o666  # as the umask allows; never executable
_BASE: Final = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)
_OPEN: Final = _BASE | getattr(os, "O_NOFOLLOW", 0) | os.O_RDWR | os.O_APPEND
_FULL: Final = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}
_UNLINKABLE: Final = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}


class Place:
    """An open folder, to make and name entries in. Names are plain ones; links are never followed."""

    def __init__(self, folder: Directory) -> None:
        self.folder = folder
        self._dir_fd = folder.descriptor if folder.descriptor >= 0 else None

    def open(self, name: str, *, create: bool) -> int:
        """A descriptor to read and append. Raises OSError, FileExistsError for a file that is to be created."""
        flags = _OPEN | os.O_CREAT | os.O_EXCL if create else _OPEN
        return os.open(self._at(name), flags, _MODE, dir_fd=self._dir_fd)

    def status(self, name: str) -> os.stat_result | None:
        """What is called ``name``, None when nothing is."""
        try:
            return os.stat(self._at(name), dir_fd=self._dir_fd, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def make_folder(self, name: str, mode: int = 0o777) -> None:
        """A new folder. Raises FileExistsError when there is anything of that name."""
        os.mkdir(self._at(name), mode, dir_fd=self._dir_fd)

    def remove(self, name: str) -> None:
        """Remove a file; harmless when it is gone."""
        with suppress(FileNotFoundError):
            os.unlink(self._at(name), dir_fd=self._dir_fd)

    def move(self, source: str, target: "Place", name: str, *, replace: bool) -> None:
        """Give the file ``source`` its name. Raises FileExistsError when that is taken, unless ``replace``."""
        if replace:
            self._rename(os.replace, source, target, name)
        elif sys.platform == "win32":
            self._rename(os.rename, source, target, name)  # which replaces nothing on Windows
        else:
            self._link(source, target, name)

    def move_folder(self, source: str, target: "Place", name: str) -> None:
        """Give the folder ``source`` its name. Raises FileExistsError when that is taken."""
        if sys.platform == "win32":
            self.rename(source, target, name)  # which replaces nothing on Windows
            return
        # An empty folder keeps the place: to rename over one is one step, over anything that came into it an error.
        target.make_folder(name)
        try:
            self.rename(source, target, name)
        except OSError:
            with suppress(OSError):
                os.rmdir(target._at(name), dir_fd=target._dir_fd)
            raise

    def rename(self, source: str, target: "Place", name: str) -> None:
        """Give an entry another name, one that nobody else can have taken."""
        self._rename(os.rename, source, target, name)

    def settle(self) -> None:
        """Put the names on the disk: a renamed file must not be gone after a power cut."""
        if self._dir_fd is None:
            return  # Windows keeps a folder's changes by itself
        descriptor = os.open(".", os.O_RDONLY | _BASE, dir_fd=self._dir_fd)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno != errno.EINVAL:  # a file system without this notion
                raise
        finally:
            os.close(descriptor)

    def _at(self, name: str) -> str:
        return name if self._dir_fd is not None else os.path.join(self.folder.path, name)

    def _rename(self, rename: Callable[..., None], source: str, target: "Place", name: str) -> None:
        rename(self._at(source), target._at(name), src_dir_fd=self._dir_fd, dst_dir_fd=target._dir_fd)

    def _link(self, source: str, target: "Place", name: str) -> None:
        """A second name, which fails when it is taken, then the first one away: rename alone would replace."""
        try:
            os.link(
                self._at(source), target._at(name), src_dir_fd=self._dir_fd, dst_dir_fd=target._dir_fd,
                follow_symlinks=False,
            )  # fmt: skip
        except OSError as error:
            if error.errno not in _UNLINKABLE:
                raise
            # FAT and some network disks know one name for each file: an empty file keeps the place.
            os.close(target.open(name, create=True))
            try:
                self._rename(os.replace, source, target, name)
            except OSError:
                target.remove(name)
                raise
            return
        self.remove(source)


@contextmanager
def refusals(taken: str = "a folder has this name") -> Iterator[None]:
    """Raise what the system refuses as the HTTPError that tells the client: 403, 404, 409, 503 or 507."""
    try:
        yield
    except ConnectionError:
        raise
    except OSError as error:
        if error.errno in _FULL:
            raise HTTPError(507, "the disk is full", close=True) from error
        if error.errno == errno.EROFS:
            raise HTTPError(403) from error
        if error.errno in {errno.EISDIR, errno.ENOTEMPTY, errno.EEXIST}:
            raise HTTPError(409, taken) from error
        raise refusal(error) from error


def is_file(status: os.stat_result | None) -> bool:
    """Whether a file is there, and not a folder, a link or something else."""
    return status is not None and stat.S_ISREG(status.st_mode)
