"""Content-Disposition both ways: the name a browser saves an answer under (RFC 6266) or sends a file by (RFC 7578)."""

import re
from typing import Final, Literal, NamedTuple
from urllib.parse import quote, unquote_to_bytes

from shareapp.server.errors import HTTPError
from shareapp.server.wire.parameters import parse_parameters

_ATTR_CHARACTERS: Final = "!#$&+-.^_`|~"  # RFC 8187 section 3.2.1, besides letters and digits
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
# Quoting and percent signs are read differently by different browsers (RFC 6266 appendix D), so they stay out.
_EXTENDED: Final = re.compile(r"(utf-8|iso-8859-1)'[A-Za-z0-9\-]*'([!#$%&+\-.^_`|~0-9A-Za-z]*)", re.IGNORECASE)
# How browsers write what would end a quoted name (WHATWG HTML, "multipart/form-data encoding algorithm").
_WRITTEN: Final = {"%22": '"', "%0D": "\r", "%0A": "\n"}
_AMBIGUOUS: Final = re.compile(r'[^\x20-\x7e]|["%\\]')


def content_disposition(kind: Literal["attachment", "inline"], file_name: str) -> str:
    """The field's value: ``kind``, an ASCII name for old clients, and the exact one where they differ.

    Folders before the name are cut off; controls and undecodable bytes become "_" (section 4.3).
    """
    name = _CONTROLS.sub("_", re.split(r"[/\\]", file_name)[-1])
    if name in ("", ".", ".."):
        return kind
    fallback = _AMBIGUOUS.sub("_", name)
    if fallback == name:
        return f'{kind}; filename="{name}"'
    return f"{kind}; filename=\"{fallback}\"; filename*=UTF-8''{quote(name, safe=_ATTR_CHARACTERS)}"


class Disposition(NamedTuple):
    """The parts of a Content-Disposition field."""

    kind: str  # in lower case
    name: str | None
    file_name: str | None  # as the client calls it, perhaps with folders; None when it says nothing


def parse_disposition(value: str) -> Disposition:
    """What a field of a form's part says (RFC 7578 section 4.2), ``filename*`` before ``filename`` (RFC 6266 section
    4.3). Raises HTTPError 400 when it is malformed."""
    kind, parameters = parse_parameters(value)
    file_name = parameters.get("filename")
    extended = parameters.get("filename*")
    if extended is not None:
        file_name = _extended(extended)
    elif file_name is not None:
        file_name = re.sub("%(?:22|0D|0A)", lambda match: _WRITTEN[match[0]], _as_utf8(file_name))
    return Disposition(kind.lower(), parameters.get("name"), file_name)


def _extended(value: str) -> str:
    """An ext-value (RFC 8187 section 3.2.1) as text."""
    match = _EXTENDED.fullmatch(value)
    if match is None:
        raise HTTPError(400, "malformed extended parameter")
    return unquote_to_bytes(match[2]).decode(match[1], "replace")


def _as_utf8(text: str) -> str:
    return text.encode("latin-1").decode("utf-8", "replace")
