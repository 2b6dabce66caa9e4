"""Names that visitors bring, made fit for every disk: what one system stores must be readable on all others.

The names of unfinished uploads are decided here too, as nothing that a visitor names may look like one.
"""

import re
import secrets
import unicodedata
from pathlib import PurePosixPath
from typing import Final

from shareapp.server.content.names import UNFINISHED, WINDOWS, is_hidden

NAME_BYTES: Final = 255  # of UTF-8, the shortest of the usual limits (ext4, APFS, NTFS)

_SEPARATOR: Final = re.compile(r"[/\\]")
# What Windows refuses, controls, halves of surrogate pairs, and the marks that make a name read in another order than
# it is written ("gpj.exe").
_REPLACED: Final = re.compile('[<>:"|?*\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]')
_TOKEN: Final = re.compile("[0-9a-f]{32}")
_NAMELESS: Final = "upload"


def last_part(path: str) -> str:
    """The name at the end of what a browser sends as a file's name, some with the folders of the device before it
    (RFC 7578 section 4.2)."""
    return _SEPARATOR.split(path)[-1]


def portable(name: str) -> str:
    """``name`` as every disk can hold it, in NFC; itself when it is so already. Never hidden, never a device, never
    more than one path part."""
    text = unicodedata.normalize("NFC", name)
    text = _REPLACED.sub("_", _SEPARATOR.sub("_", text)).rstrip(". ").lstrip(" ")
    text = _shortened(text or _NAMELESS)
    if is_hidden(text) or WINDOWS.refuses(text):
        # "_" before it is enough for devices and hidden names; a short name of Windows is one because of its "~".
        text = _shortened("_" + text.replace("~", "_"))
    return text


def numbered(name: str, number: int) -> str:
    """The name for the ``number``th file called ``name``: "photo (2).jpg"."""
    stem, extension = _split(name)
    suffix = f" ({number}){extension}"
    if len(suffix.encode()) > NAME_BYTES // 2:  # an endless "extension" is part of the name
        stem, suffix = name, f" ({number})"
    return _cut(stem, NAME_BYTES - len(suffix.encode())) + suffix


def new_token() -> str:
    """What tells one unfinished upload from all others; whoever knows it may go on with it."""
    return secrets.token_hex(16)


def is_token(text: str) -> bool:
    """Whether ``text`` can be one."""
    return _TOKEN.fullmatch(text) is not None


def unfinished_name(token: str, part: str) -> str:
    """The hidden name of one file of an unfinished upload."""
    return f"{UNFINISHED}{token}.{part}"


def token_of(name: str) -> str | None:
    """The token in a hidden name, None when ``name`` is none."""
    token = name.removeprefix(UNFINISHED).partition(".")[0]
    return token if name.startswith(UNFINISHED) and is_token(token) else None


def _split(name: str) -> tuple[str, str]:
    extension = PurePosixPath(name).suffix
    return name.removesuffix(extension), extension


def _shortened(name: str) -> str:
    if len(name.encode()) <= NAME_BYTES:
        return name
    stem, extension = _split(name)
    if len(extension.encode()) > NAME_BYTES // 2:
        stem, extension = name, ""
    return _cut(stem, NAME_BYTES - len(extension.encode())) + extension


def _cut(text: str, size: int) -> str:
    """The beginning of ``text`` that fits into ``size`` bytes of UTF-8, without the blanks that end up last."""
    return text.encode()[:size].decode("utf-8", "ignore").rstrip(". ")
