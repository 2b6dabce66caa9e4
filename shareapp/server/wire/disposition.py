"""Content-Disposition (RFC 6266): what a browser does with an answer, and the name it saves it under."""

import re
from typing import Final, Literal
from urllib.parse import quote

_ATTR_CHARACTERS: Final = "!#$&+-.^_`|~"  # RFC 8187 section 3.2.1, besides letters and digits
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
# Quoting and percent signs are read differently by different browsers (RFC 6266 appendix D), so they stay out.
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
