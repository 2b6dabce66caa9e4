"""The request target of a file handler: decoded to a name, refused, or written again into a Location."""

import os
import re
from typing import Final, NamedTuple
from urllib.parse import quote_from_bytes, unquote, unquote_to_bytes

from shareapp.server.content.names import NameRules, names_in
from shareapp.server.errors import HTTPError

_AUTHORITY: Final = re.compile(r"[Hh][Tt][Tt][Pp][Ss]?://[^/?#]*")
_PATH_SAFE: Final = "%/:@!$&'()*+,;=~"  # RFC 3986 section 3.3; what is percent-encoded stays as it is
_QUERY_SAFE: Final = _PATH_SAFE + "?"


class Target(NamedTuple):
    """The parts of a request target, as sent. ``origin`` is an absolute-form's "https://host", otherwise ""."""

    origin: str
    path: str
    query: str

    @classmethod
    def of(cls, target: str) -> "Target":
        """Take ``target`` apart; a fragment, which never travels, is dropped."""
        match = _AUTHORITY.match(target)
        origin = match[0] if match else ""
        path, _, query = target[len(origin) :].partition("#")[0].partition("?")
        return cls(origin, path, query)

    def ends_with_slash(self) -> bool:
        """Whether the path names a folder as such."""
        return self.path.endswith(("/", "%2f", "%2F"))

    def with_slash(self) -> str:
        """The same with a slash behind its path, percent-encoded anew, so that no browser reads "/\\host" as another
        site (gh-132826)."""
        query = f"?{_quoted(self.query, _QUERY_SAFE)}" if self.query else ""
        return f"{self.origin}{_quoted(self.path, _PATH_SAFE)}/{query}"


def decoded(path: str) -> str:
    """The name that a URL path stands for, decoded once.

    Bytes are UTF-8, or else the disk's own. A character a byte, as requests have them, is understood as well as text.
    """
    try:
        octets = unquote_to_bytes(path.encode("latin-1"))
    except UnicodeEncodeError:
        return unquote(path, errors="surrogatepass")
    try:
        return octets.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return os.fsdecode(octets)


def refuse_strictly(path: str, rules: NameRules) -> None:
    """Raise HTTPError 400 or 404 for a path that is not the plain way down to a file (see ``content.names``)."""
    names_in(path, rules)


def refuse_leniently(path: str, rules: NameRules) -> None:
    """Raise HTTPError only for what harms: a raw backslash, a NUL, and on Windows names that are more than a name."""
    if "\\" in path:
        raise HTTPError(400, "backslash in the path")
    text = decoded(path)
    if "\0" in text:
        raise HTTPError(400, "control character in the path")
    names = (name for name in text.split("/") if name not in ("", ".", ".."))
    if rules.windows and any(map(rules.refuses, names)):
        raise HTTPError(404, "File not found")


def _quoted(text: str, safe: str) -> str:
    return quote_from_bytes(text.encode("latin-1", "replace"), safe)
