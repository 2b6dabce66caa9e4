"""Entries of a folder, read from the disk as far as a visitor could open them, and put in order."""

import os
import re
import stat

from shareapp.server.content.rows import Entry

SORTS = ("name", "date", "size")
_ENTERABLE = stat.S_IROTH | stat.S_IXOTH
_DIGITS = re.compile("([0-9]+)")
_LENGTHS = tuple(f"{length:03}" for length in range(256))  # of numbers: no disk has longer names


def entry_of(found: os.DirEntry[str], folder: str) -> Entry | None:
    """``found`` in ``folder`` with its size and date; None for what a visitor could not open anyway."""
    status = status_for_visitor(found, folder)
    if status is None:
        return None
    if stat.S_ISDIR(status.st_mode):
        return Entry(found.name, True, 0, status.st_mtime)
    return Entry(found.name, False, status.st_size, status.st_mtime)


def status_for_visitor(found: os.DirEntry[str], folder: str) -> os.stat_result | None:
    """What ``found`` in ``folder`` leads to, a file or a folder; None for what a visitor could not open."""
    try:
        status = found.stat()
    except OSError:  # vanished meanwhile, or a link that leads nowhere
        return None
    mode = status.st_mode
    if stat.S_ISREG(mode):
        is_open = mode & stat.S_IROTH or _may(folder, found.name, os.R_OK)
    else:
        is_open = stat.S_ISDIR(mode) and (
            mode & _ENTERABLE == _ENTERABLE or _may(folder, found.name, os.R_OK | os.X_OK)
        )
    return status if is_open else None


def _may(folder: str, name: str, right: int) -> bool:
    """Whether we may open it. Asked only about what is not open to all, so that the usual folder costs no call."""
    return os.access(f"{folder}{os.sep}{name}", right)


def in_order(entries: list[Entry], sort: str) -> list[Entry]:
    """Folders first, then by name, by date with the newest first, or by size with the largest first. What is equal
    stays in the order of names."""
    entries.sort(key=_natural)
    if sort == "date":
        entries.sort(key=lambda entry: entry.modified, reverse=True)
    if sort == "size":
        entries.sort(key=lambda entry: entry.size, reverse=True)
    return [entry for entry in entries if entry.is_folder] + [entry for entry in entries if not entry.is_folder]


def _natural(entry: Entry) -> str:
    """A key that sorts as people count: "2.jpg" before "10.jpg", without regard to case.

    One string, as that is what list.sort compares fastest: each number with its length before it, and the name as it
    is at the end for those that differ in nothing else.
    """
    name = entry.name
    parts = _DIGITS.split(name.casefold())
    if len(parts) == 3:  # one number, as in most names: without a loop it takes half the time
        before, digits, after = parts
        return f"{before}{_counted(digits)}{after}\0{name}"
    parts[1::2] = map(_counted, parts[1::2])
    return f"{''.join(parts)}\0{name}"


def _counted(digits: str) -> str:
    number = digits.lstrip("0")
    return _LENGTHS[len(number)] + number if len(number) < len(_LENGTHS) else f"{_LENGTHS[-1]}{number}"
