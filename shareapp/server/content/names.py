"""A URL path to file names and back: decoded once, refused rather than repaired.

The names are judged by the rules of the disk they are for. The Windows rules are plain data, so that their table is
tested on every system.
"""

import os
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote_from_bytes, unquote_to_bytes

from shareapp.server.errors import HTTPError

_CONTROL = re.compile(rb"[\x00-\x1f\x7f]")
_CONTROL_TEXT = re.compile("[\x00-\x1f\x7f]")
_ENCODED_SLASH = re.compile("%2f", re.IGNORECASE)

# https://learn.microsoft.com/windows/win32/fileio/naming-a-file: a device name stays one with any suffix, blanks
# before that suffix are ignored, and the superscript digits of ISO 8859-1 count as digits.
_WINDOWS_DEVICE = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:[.:].*)?", re.IGNORECASE | re.DOTALL
)
_WINDOWS_SHORT = re.compile(r"(?=[^.]{1,8}(?:\.|$))[^.]*~[0-9]+(?:\.[^.]{0,3})?")
_WINDOWS_FORBIDDEN = frozenset('<>:"/\\|?*')

# Files that systems leave behind in folders; nobody means to share them.
_SYSTEM_NAMES = frozenset({"desktop.ini", "thumbs.db", "$recycle.bin", "system volume information"})
# Code points that HFS+ leaves out when it compares names: with one of them inside, ".git" would not look hidden.
_IGNORED = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"))
_IGNORED |= dict.fromkeys(range(0x206A, 0x2070))

RESERVED = ".shareapp-"
"""How the names begin that are ours: nothing of that name is ever listed, served or taken."""

UNFINISHED = RESERVED + "upload-"
"""How the hidden files of unfinished uploads begin."""

RECYCLED = RESERVED + "recycle"
"""The hidden folder, at the root, of what visitors have deleted."""

# All but what may stand in a path segment as it is (RFC 3986 section 3.3); ";" is left out, as some take it for an end.
_QUOTED = re.compile(rb"[^A-Za-z0-9\-._~!$&'()*+,=:@]+")


@dataclass(frozen=True, slots=True)
class NameRules:
    """Which names a disk understands as a plain entry of one folder.

    Windows maps several spellings to one file and some to devices (gh-157504, gh-104711, gh-104712); all of those are
    refused. Elsewhere every byte string without a slash is a name.
    """

    windows: bool

    def refuses(self, name: str) -> bool:
        """Whether ``name`` could be anything but one entry below its folder."""
        if name in {"", ".", ".."} or "/" in name:
            return True
        return self.windows and _is_special_on_windows(name)

    def decode(self, octets: bytes) -> str:
        """The file name for these octets; raises HTTPError 404 when no name can have them.

        POSIX names are bytes and survive as they are (PEP 383); Windows names are text, written as UTF-8.
        """
        if not self.windows:
            return os.fsdecode(octets)
        try:
            return octets.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            raise HTTPError(404) from error


POSIX = NameRules(windows=False)
WINDOWS = NameRules(windows=True)
NATIVE = WINDOWS if os.name == "nt" else POSIX


def _is_special_on_windows(name: str) -> bool:
    return (
        name[-1] in ". "
        or not _WINDOWS_FORBIDDEN.isdisjoint(name)
        or _WINDOWS_DEVICE.fullmatch(name) is not None
        or _WINDOWS_SHORT.fullmatch(name) is not None
    )


def names_in(path: str, rules: NameRules = NATIVE) -> tuple[str, ...]:
    """The file names a URL path asks for, outermost first; empty for "/". Doubled slashes count as one.

    ``path`` is percent-encoded (RFC 3986 section 2.1) with one character per byte; bytes from 0x80 up stand for
    themselves, as curl sends them. Decoding happens once: "%252e" is the name "%2e". Raises HTTPError 400 for control
    characters and raw backslashes (browsers read them as slashes), 404 for everything that cannot be a name here:
    "..", "%2f", and on Windows devices, streams and short names.
    """
    if "\\" in path:
        raise HTTPError(400, "backslash in the path")
    if "%" in path and _ENCODED_SLASH.search(path):
        raise HTTPError(404)
    try:
        octets = unquote_to_bytes(path.encode("latin-1"))
    except UnicodeEncodeError as error:
        raise HTTPError(400, "not a byte in the path") from error
    if _CONTROL.search(octets):
        raise HTTPError(400, "control character in the path")
    names = tuple(name for name in rules.decode(octets).split("/") if name)
    if any(map(rules.refuses, names)):
        raise HTTPError(404)
    return names


def is_reachable(name: str, rules: NameRules = NATIVE) -> bool:
    """Whether some URL path leads to ``name``: what ``names_in`` would not let through need not be listed."""
    return not rules.refuses(name) and (name.isprintable() or _CONTROL_TEXT.search(name) is None)


def fold(name: str) -> str:
    """What is equal for all names that some disk takes for one: without regard to case and to Unicode's forms."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", name.translate(_IGNORED)).casefold()


def is_hidden(name: str) -> bool:
    """Whether people expect not to see ``name``: a leading dot, or a file of the system's own."""
    folded = fold(name)
    return folded.startswith(".") or folded in _SYSTEM_NAMES


def is_reserved(name: str) -> bool:
    """Whether ``name`` is, or could pass for, one that is ours."""
    return fold(name).startswith(RESERVED)


def quote_name(name: str) -> str:
    """``name`` as one segment of a URL path. ``names_in`` reads it back to the same bytes."""
    return _QUOTED.sub(_percent_encoded, _encode(name)).decode("ascii")


def quote_value(name: str) -> str:
    """``name`` as a value in a query, where more signs than in a path mean something."""
    return quote_from_bytes(_encode(name), "")


def _percent_encoded(found: re.Match[bytes]) -> bytes:
    return f"%{found.group().hex('%', 1).upper()}".encode()


def quote_path(names: Iterable[str]) -> str:
    """``names`` as an absolute URL path without a final slash; "" for the root."""
    return "".join(f"/{quote_name(name)}" for name in names)


def _encode(name: str) -> bytes:
    try:
        return os.fsencode(name)
    except UnicodeEncodeError:  # a lone surrogate that no byte stands for: a Windows name
        return name.encode("utf-8", "surrogatepass")
