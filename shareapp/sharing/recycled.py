"""What devices have deleted from a shared folder, for its owner: look at it, bring it back, or let it go for good."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from shareapp.server.content.paths import Root
from shareapp.server.content.recycle import Deleted, Recycle
from shareapp.server.content.rows import readable
from shareapp.server.errors import HTTPError


class Kept(NamedTuple):
    """One deleted file or folder, and how much of the disk it holds."""

    item: Deleted
    size: int  # bytes

    @property
    def name(self) -> str:
        """What it was called."""
        return readable(self.item.names[-1])

    @property
    def place(self) -> str:
        """The folder it was in, below the shared one; "" for that itself."""
        return readable("/".join(self.item.names[:-1]))


def look_into(root: Path) -> tuple[Kept, ...]:
    """All of it, the last one first. Walks through deleted folders, so it may take a while; nothing for no folder."""
    recycle = _recycle(root)
    return () if recycle is None else tuple(Kept(item, size_of(Path(item.path))) for item in recycle.items())


def folder_of(root: Path) -> Path:
    """Where it lies, whether or not there is anything."""
    recycle = _recycle(root)
    return root if recycle is None else Path(recycle.path)


def restore(root: Path, items: Iterable[Deleted]) -> str:
    """Bring ``items`` back; "" or why one of them could not be."""
    trouble = ""
    for item in items:
        try:
            Recycle(Root.at(root)).restore(item)
        except (HTTPError, OSError) as error:
            trouble = _reason(error)
    return trouble


def empty(root: Path) -> str:
    """Remove all of it for good; "" or why something could not be."""
    try:
        Recycle(Root.at(root)).empty()
    except OSError as error:
        return _reason(error)
    return ""


def size_of(path: Path) -> int:
    """The bytes of a file, or of all files below a folder; what cannot be looked at counts nothing."""
    try:
        if path.is_symlink() or not path.is_dir():
            return path.lstat().st_size
        return sum(map(size_of, path.iterdir()))
    except OSError:
        return 0


def _recycle(root: Path) -> Recycle | None:
    try:
        return Recycle(Root.at(root))
    except OSError:
        return None


def _reason(error: HTTPError | OSError) -> str:
    if isinstance(error, HTTPError):
        cause = error.__cause__
        return error.reason or (str(cause) if cause else str(error.status))
    return error.strerror or type(error).__name__
