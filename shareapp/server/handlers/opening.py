"""From a path on disk to an open regular file: any path in the lenient profile, below the root in the strict one."""

# ruff: noqa: PTH112, PTH113, PTH118 - the paths come from translate_path, which others override: they stay as they are.

import os
import stat
from typing import NamedTuple, Protocol

from shareapp.server.content.names import names_in
from shareapp.server.content.paths import Directory, Root
from shareapp.server.errors import HTTPError

# Without O_NONBLOCK a FIFO would block for ever.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOINHERIT", 0)
)


class OpenFile(NamedTuple):
    """A regular file. Whoever has it closes the descriptor."""

    path: str
    descriptor: int
    stat: os.stat_result


class Folder(NamedTuple):
    """Where a folder is."""

    path: str


class Place(Protocol):
    """What a request's path names."""

    def open(self) -> OpenFile | Folder:
        """Open it. Raises HTTPError 403 or 404."""

    def page(self, name: str) -> OpenFile | None:
        """The file ``name`` in this folder, if there is one."""


class AnyPlace(NamedTuple):
    """Wherever ``path`` leads, links included: the lenient profile."""

    path: str

    def open(self) -> OpenFile | Folder:
        """Open it. Raises HTTPError 404 for whatever cannot be read."""
        if os.path.isdir(self.path):
            return Folder(self.path)
        if self.path.endswith("/"):
            raise _not_found()
        try:
            return _regular(self.path, os.open(self.path, _FLAGS))
        except (OSError, ValueError) as error:  # ValueError: a NUL, or what this disk cannot write
            raise _not_found() from error

    def page(self, name: str) -> OpenFile | None:
        """The file ``name`` in this folder, if there is one."""
        inside = AnyPlace(os.path.join(self.path, name))
        if not os.path.isfile(inside.path):
            return None
        found = inside.open()
        return found if isinstance(found, OpenFile) else None


class PlaceBelow(NamedTuple):
    """What a URL path names below ``root``, by the rules of ``content.paths``: the strict profile."""

    root: Root
    names: tuple[str, ...]
    is_folder: bool  # the path ends with a slash

    @classmethod
    def of(cls, root: Root, path: str) -> "PlaceBelow":
        """The place that the URL path ``path`` names. Raises HTTPError 400 and 404."""
        return cls(root, names_in(path, root.rules), path.endswith("/"))

    def open(self) -> OpenFile | Folder:
        """Open it. Raises HTTPError 403 or 404."""
        found = self.root.open(self.names)
        try:
            if isinstance(found, Directory):
                return Folder(found.path)
            if self.is_folder:
                raise _not_found()
            return OpenFile(found.path, found.detach(), found.stat)
        finally:
            found.close()

    def page(self, name: str) -> OpenFile | None:
        """The file ``name`` in this folder, if there is one."""
        try:
            found = PlaceBelow(self.root, (*self.names, name), is_folder=False).open()
        except HTTPError as error:
            if error.status == 404:
                return None
            raise
        return found if isinstance(found, OpenFile) else None


def _regular(path: str, descriptor: int) -> OpenFile:
    status = os.fstat(descriptor)
    if stat.S_ISREG(status.st_mode):
        return OpenFile(path, descriptor, status)
    os.close(descriptor)
    raise _not_found()


def _not_found() -> HTTPError:
    return HTTPError(404, "File not found")
