"""Folders full of names that break careless servers, and files that are old enough to be trusted."""

import os
import platform
import time
from pathlib import Path

AN_HOUR_AGO = 3600.0

NASTY_NAMES: tuple[str, ...] = (
    "plain.txt",
    "한글 사진.txt",  # NFC
    "한글 사진 nfd.txt",  # NFD: base letters apart
    "😀👨‍👩‍👧.txt",
    'it\'s "quoted".txt',
    "100%.txt",
    "%41.txt",
    "%2e%2e",
    "a#b.txt",
    "what?.txt",
    "a&b;c=d.txt",
    "C:drive.txt",
    "back\\slash.txt",
    " blank ",
    "-rf",
    "~tilde",
    "a+b,c@d!$'()*.txt",
    "<script>.html",
    "...",
    "..name",
    "trailing.",
    "con",
    "\u202egpj.exe",
    "n" * 255,
    "가" * 85,  # 255 bytes of UTF-8
)
"""Names that a request must reach (the hidden "..." and "..name" only when hidden files are shown)."""

UNDECODABLE = os.fsdecode(b"caf\xe9-\xff.txt")
"""A name that is no UTF-8, as ISO-8859-1 archives leave them behind. Only Linux disks take it."""

UNREACHABLE = "new\nline.txt"
"""A name that no request may carry (a control character)."""


def nasty_names() -> tuple[str, ...]:
    """The reachable nasty names that this system's disks can hold."""
    if platform.system() == "Linux":
        return (*NASTY_NAMES, UNDECODABLE)
    return tuple(name for name in NASTY_NAMES if not set(name) & set('<>:"\\|?*') and name[-1] not in ". ")


def open_to_scripts(folder: Path) -> Path:
    """``folder``, which the powerless user that scripts of a share of root's run as may enter."""
    if os.name == "posix" and os.geteuid() == 0:
        for parent in (folder, *folder.parents):
            if not parent.stat().st_mode & 0o001:
                parent.chmod(parent.stat().st_mode | 0o011)
    return folder


def write(path: Path, content: bytes = b"content", *, age: float = AN_HOUR_AGO) -> Path:
    """A file with ``content``, its folders made, last modified ``age`` seconds ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    moment = time.time() - age
    os.utime(path, (moment, moment))
    return path


def is_refused_nothing(folder: Path) -> bool:
    """Whether this process may read whatever it likes, as an administrator does: then no mode can refuse it a file."""
    locked = write(folder / "locked")
    locked.chmod(0)
    try:
        locked.read_bytes()
    except PermissionError:
        return False
    finally:
        locked.unlink()
    return True
