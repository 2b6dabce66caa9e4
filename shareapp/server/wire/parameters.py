"""A field value with parameters: ``form-data; name="files"`` (RFC 9110 section 5.6.6)."""

import re
from typing import Final

from shareapp.server.errors import HTTPError
from shareapp.server.wire.grammar import BLANKS, TOKEN

_QUOTED: Final = r'"((?:[^"\\]|\\.)*)"'
_PARAMETER: Final = re.compile(rf"[ \t]*;[ \t]*(?:({TOKEN.pattern})=(?:({TOKEN.pattern})|{_QUOTED}))?")
# Browsers leave other backslashes alone, as they stand between the folders of a Windows path.
_ESCAPED: Final = re.compile(r'\\(["\\])')
_COUNT: Final = 16


def parse_parameters(value: str) -> tuple[str, dict[str, str]]:
    """What stands before the parameters, and these by their names in lower case.

    Raises HTTPError 400 for what is not of this form, a repeated name among them, as two readers would take different
    ones.
    """
    start = value.find(";")
    first = value if start < 0 else value[:start]
    found: dict[str, str] = {}
    at = len(first)
    while at < len(value.rstrip(BLANKS)):
        match = _PARAMETER.match(value, at)
        if match is None or len(found) >= _COUNT:
            raise HTTPError(400, "malformed parameters")
        at = match.end()
        name, token, quoted = match.groups()
        if name is None:
            continue
        if name.lower() in found:
            raise HTTPError(400, "repeated parameter")
        found[name.lower()] = _ESCAPED.sub(r"\1", quoted) if token is None else token
    return first.strip(BLANKS), found
