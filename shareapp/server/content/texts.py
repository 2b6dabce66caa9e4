"""Which letters the bytes of a text file stand for. UTF-8, or what Korean computers wrote before it."""

import codecs
from typing import Final

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16le"), (codecs.BOM_UTF16_BE, "utf-16be"))
_HANGUL: Final = range(0xAC00, 0xD7A4)
_PYTHON_NAMES: Final = {"utf-8": "utf-8-sig", "utf-16le": "utf-16", "utf-16be": "utf-16", "euc-kr": "cp949"}


def charset_of(start: bytes, *, whole: bool) -> str | None:
    """The charset of a text that begins with ``start``, by its name on the web; None when it is none of ours.

    https://encoding.spec.whatwg.org: "euc-kr" there is Windows' code page 949. Only a text that reads as Korean is
    taken for that, because other old encodings can be misread as it without a fault.
    """
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    if _decodes(start, "utf-8", whole=whole) is not None:
        return "utf-8"
    text = _decodes(start, "cp949", whole=whole)
    if text is not None:
        foreign = [ord(letter) for letter in text if not letter.isascii()]
        if foreign and sum(letter in _HANGUL for letter in foreign) * 2 > len(foreign):
            return "euc-kr"
    return None


def decoded(content: bytes) -> str | None:
    """The whole text, None when it is not one that can be read here."""
    if b"\0" in content and not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    name = charset_of(content, whole=True)
    return None if name is None else content.decode(_PYTHON_NAMES[name], "replace")


def _decodes(start: bytes, encoding: str, *, whole: bool) -> str | None:
    """The text, when not a byte of it is wrong; the last letter may be cut unless this is the ``whole``."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        return decoder.decode(start, final=whole)
    except UnicodeDecodeError:
        return None
