"""The grammar of HTTP as compiled patterns: one per rule, its section beside it.

Patterns over ``str`` are for text decoded as ISO-8859-1 (one character per byte), so that ``\\x80-\\xff`` is obs-text.
Nothing here uses ``\\s``, ``\\w`` or ``\\d``: those match more than HTTP's octets.
"""

import re
from typing import Final

CRLF: Final = b"\r\n"
BLANKS: Final = " \t"  # OWS, RFC 9110 section 5.6.3; the only characters ever stripped

_TCHAR = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]"  # RFC 9110 section 5.6.2
TOKEN: Final = re.compile(rf"{_TCHAR}+")

# field-vchar, SP and HTAB (RFC 9110 section 5.5): all that may stand in a field line.
FIELD_BYTES: Final = bytes(code for code in range(256) if code >= 0x20 or code == 0x09).replace(b"\x7f", b"")
FIELD_TEXT: Final = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
REASON_PHRASE: Final = FIELD_TEXT  # RFC 9112 section 4

# A CR or LF alone, or another control: nowhere in a head (RFC 9112 section 2.2, RFC 9110 section 5.5). A CR at the very
# end may still get its LF.
STRAY_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|(?<!\r)\n|\r(?=[^\n])")

# Empty lines before a request line are skipped (RFC 9112 section 2.2), a few of them.
LEADING_LINES: Final = re.compile(rb"(?:\r\n){0,8}")

# origin-form, RFC 9112 section 3.2.1. Wider than RFC 3986, as browsers leave | ^ { } alone and curl sends raw UTF-8;
# but no blank, control, "#" (a fragment never travels) nor backslash (browsers read it as "/").
ORIGIN_FORM: Final = re.compile(r"/[!\"$-\[\]-~\x80-\xff]*")

_PCT = r"%[0-9A-Fa-f]{2}"  # RFC 3986 section 2.1
_REG_NAME = rf"(?:[0-9A-Za-z\-._~!$&'()*+,;=]++|{_PCT})++"  # section 3.2.2
_IP_LITERAL = r"\[[0-9A-Fa-f:.]+(?:%25[0-9A-Za-z._~\-]+)?\]"  # section 3.2.2, RFC 6874
HOST: Final = re.compile(rf"(?:{_REG_NAME}|{_IP_LITERAL})(?::[0-9]{{0,5}})?")  # RFC 9110 section 7.2

# absolute-form, RFC 9112 section 3.2.2: authority, then path and query. Userinfo is refused (RFC 9110 section 4.2.4).
ABSOLUTE_FORM: Final = re.compile(
    rf"[Hh][Tt][Tt][Pp][Ss]?://(?P<host>{HOST.pattern})(?P<path>/[!\"$->@-\[\]-~\x80-\xff]*)?"
    r"(?:\?(?P<query>[!\"$-\[\]-~\x80-\xff]*))?"
)

HTTP_VERSION: Final = re.compile(r"HTTP/([0-9])\.([0-9])")  # RFC 9112 section 2.3

# chunk-size and its ignored extensions, RFC 9112 sections 7.1 and 7.1.1. Sixteen digits are 64 bits.
CHUNK_LINE: Final = re.compile(rb"([0-9A-Fa-f]{1,16})(?:[ \t]*;[\t\x20-\x7e\x80-\xff]*)?")

# opaque-tag, RFC 9110 section 8.8.3
_ENTITY_TAG = r'(?:W/)?"[!#-~\x80-\xff]*"'
ENTITY_TAG: Final = re.compile(_ENTITY_TAG)
ENTITY_TAG_LIST: Final = re.compile(rf"[ \t,]*{_ENTITY_TAG}(?:[ \t]*,[ \t,]*{_ENTITY_TAG})*[ \t,]*")

# ranges-specifier, RFC 9110 sections 14.1.1 and 14.1.2
BYTE_RANGES: Final = re.compile(r"[Bb][Yy][Tt][Ee][Ss]=([0-9\-, \t]*)")
BYTE_RANGE: Final = re.compile(r"([0-9]*)-([0-9]*)")

BOUNDARY: Final = re.compile(r"[0-9A-Za-z'()+_,\-./:=? ]{0,69}[0-9A-Za-z'()+_,\-./:=?]")  # RFC 2046 section 5.1.1

_DIGITS = re.compile(r"[0-9]+")


def strict_int(text: str, digits: int) -> int | None:
    """The number written as 1 to ``digits`` ASCII digits, else None. The only place where text becomes a number.

    ``int`` alone takes signs, blanks, underscores and the digits of every script.
    """
    if len(text) > digits or _DIGITS.fullmatch(text) is None:
        return None
    return int(text)
