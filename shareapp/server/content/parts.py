"""What a page fetches only when somebody needs it: the larger scripts, and what a home screen shows of the share.

A page carries all of its first look, so that it is there with one answer and works when nothing else comes. A viewer
of pictures or the sending of files is not part of that look, and inside every page it would be paid for by everybody.
Each part's address holds a digest of its content: browsers keep it for ever and ask for it once.
"""

import json
import re
from functools import cache
from typing import Final, NamedTuple

from shareapp.server.content.words import web_bytes, web_text

PREFIX: Final = "/~page/"
"""Answered by ``layers.parts``: a folder of this name at the root is not seen."""

SCRIPTS: Final = ("viewer", "upload", "manage", "select")
"""Scripts that the page's own script fetches when they are needed."""

_PICTURES: Final = ("icon", "touch")
_COMMENT = re.compile(r"(^|\s+)// .*$")
_ROOMY = re.compile(r'("[^"]*"|`[^`]*`)| *([=(){},;?:+*<>&|]+) *')  # strings stay as they are


class Part(NamedTuple):
    """One thing to fetch."""

    media_type: str
    content: bytes


@cache
def parts() -> dict[str, Part]:
    """Address to part, of all that are the same in every share."""
    scripts = {f"{name}.js": Part("text/javascript; charset=utf-8", script(name).encode()) for name in SCRIPTS}
    pictures = {f"{name}.png": Part("image/png", web_bytes(f"{name}.png")) for name in _PICTURES}
    return {_address(name, part.content): part for name, part in (scripts | pictures).items()}


@cache
def addresses() -> dict[str, str]:
    """Name to address: "viewer" to "/~page/viewer.1a2b3c4d.js"."""
    return {address.removeprefix(PREFIX).partition(".")[0]: address for address in parts()}


MANIFEST: Final = PREFIX + "manifest.json"
"""What a browser asks when the share is put on a home screen; it differs from share to share."""


def manifest(share: str) -> Part:
    """The web manifest of the share called ``share`` (W3C Application Manifest)."""
    content = {
        "name": share,
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",  # files open in place: there must be a way back
        "background_color": "#f4f6f8",
        "theme_color": "#0b6e75",
        "icons": [
            {"src": addresses()["icon"], "sizes": "512x512", "type": "image/png", "purpose": "any"},
            {"src": addresses()["touch"], "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
        ],
    }
    return Part("application/manifest+json", json.dumps(content, ensure_ascii=False).encode())


@cache
def script(name: str) -> str:
    """A script without what only helps its readers here: comments, indentation, blanks around signs."""
    lines = (_COMMENT.sub("", line.strip()) for line in web_text(f"{name}.js").splitlines())
    return "\n".join(_ROOMY.sub(lambda found: found[1] or found[2], line) for line in lines if line)


def _address(name: str, content: bytes) -> str:
    import hashlib  # late, like all that only pages need

    stem, _, suffix = name.rpartition(".")
    return f"{PREFIX}{stem}.{hashlib.sha256(content).hexdigest()[:8]}.{suffix}"
