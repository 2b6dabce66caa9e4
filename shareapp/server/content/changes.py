"""What visitors may change beside adding files: new folders, other names, and deleting into the recycle folder.

Always one entry of one folder: nothing moves from folder to folder, nothing is put over anything, no link is followed
or touched, and where scripts are run nothing changes, neither in there nor by renaming what leads there.
"""

import re
import unicodedata
from contextlib import closing
from typing import Final

from shareapp.server.content.incoming import Intake
from shareapp.server.content.names import fold
from shareapp.server.content.paths import Directory
from shareapp.server.content.place import Place, refusals
from shareapp.server.content.portable import portable
from shareapp.server.content.recycle import Recycle
from shareapp.server.errors import HTTPError

_EXTENSION: Final = re.compile(r"(?:\.tar)?\.[A-Za-z0-9]{1,10}$")


class Changes:
    """Carries them out, below the root of ``intake``."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._recycle = Recycle(intake.root)

    def folder(self, names: tuple[str, ...]) -> Directory:
        """The folder to change something in, for its taker to close. Raises HTTPError like ``Intake.folder``."""
        return self._intake.folder(names)

    def make_folder(self, folder: Directory, name: str) -> str:
        """A new folder; what it is called. Raises HTTPError 400 for what is no name, 409 for a taken one, and 403."""
        name = _checked(name)
        self._check((*folder.names, name))
        with refusals("this name is taken"):
            Place(folder).make_folder(name)
            Place(folder).settle()
        return name

    def rename(self, folder: Directory, old: str, new: str) -> str:
        """Give an entry another name; what it is called now. Raises HTTPError as above, and 404 when it is not there.

        A file keeps its extension when the new name brings none.
        """
        is_folder = self.is_folder(folder, old)
        name = _checked(new if is_folder else with_extension(new, old))
        if name == old:
            return name
        self._check((*folder.names, name))
        place = Place(folder)
        with refusals("this name is taken"):
            if _is_respelled(place, old, name):
                place.rename(old, place, name)
            elif is_folder:
                place.move_folder(old, place, name)
            else:
                place.move(old, place, name, replace=False)
            place.settle()
        return name

    def delete(self, folder: Directory, name: str) -> None:
        """Move an entry into the recycle folder. Raises HTTPError 403, 404, 409."""
        self.is_folder(folder, name)
        self._recycle.put(folder, name)

    def is_folder(self, folder: Directory, name: str) -> bool:
        """Whether ``name`` is a folder, not a file. Raises HTTPError 403 or 404 for what may not be changed."""
        names = (*folder.names, name)
        self._check(names)
        with closing(self._intake.root.open(names)) as opened:
            return isinstance(opened, Directory)

    def _check(self, names: tuple[str, ...]) -> None:
        self._intake.check_names(names)
        folded = tuple(map(fold, names))
        if any(sealed[: len(folded)] == folded for sealed in self._intake.root.sealed):
            raise HTTPError(403, "scripts are run below it")


def with_extension(new: str, old: str) -> str:
    """``new`` with the extension of ``old``, unless it brings one."""
    kept = _EXTENSION.search(old)
    # Not "kept.start() and": a name that begins with the dot has no extension.
    return new if kept is None or not kept.start() or _EXTENSION.search(new.strip()) else new.strip() + kept[0]


def _checked(name: str) -> str:
    """``name`` as it is stored. Raises HTTPError 400 when not every disk could hold it."""
    text = unicodedata.normalize("NFC", name.strip())
    if not text or portable(text) != text:
        raise HTTPError(400, "not every disk can hold this name")
    return text


def _is_respelled(place: Place, old: str, new: str) -> bool:
    """Whether both are names of the same entry to this disk, which a rename would find taken by itself."""
    if fold(old) != fold(new):
        return False
    there, here = place.status(new), place.status(old)
    return there is not None and here is not None and (there.st_ino, there.st_dev) == (here.st_ino, here.st_dev)
