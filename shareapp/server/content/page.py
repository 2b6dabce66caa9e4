"""The frame of every page that the engine writes itself: one document that is complete as it is, and its headers.

Style and script stand inside the document and are named in its Content-Security-Policy by their hashes, so whatever a
file name or an address might smuggle into the markup would not run. That script may fetch more of ours when it is
needed (``parts``): 'strict-dynamic' trusts what a trusted script adds, and no address, so a script among the shared
files is no script of the page.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from shareapp.server.content.parts import MANIFEST, addresses, script
from shareapp.server.content.rows import readable
from shareapp.server.content.words import web_text, words
from shareapp.server.message import Field

if TYPE_CHECKING:
    from jinja2 import Environment

_ICONS = (
    "archive", "audio", "check", "chevron", "close", "code", "document", "download", "folder", "grid", "home", "image",
    "laptop", "other", "retry", "search", "upload", "video", "warn",
)  # fmt: skip
_FURTHER_STYLES = ("login", "manage")
_FLUSH = "<!-- -->"  # in a template: what stands before it is shown while the rest is being made
_CHUNK_CHARACTERS = 8 * 1024  # the style alone is more: the first chunk leaves before a folder is read

JSON: Final = "application/json"

GENERATED: tuple[Field, ...] = (("Cache-Control", "no-store"), ("Vary", "Accept, Accept-Language"))
"""Fields of every answer that was made for one visitor, page or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What pages say about the share they belong to; the names may be empty."""

    computer: str = ""  # the name of this computer
    share: str = ""  # the name of the shared folder
    zip: bool = False  # whether a folder is offered as one archive
    uploads: bool = False  # whether visitors may add files
    manage: bool = False  # whether they may change what is there


def above(facts: PageFacts, names: tuple[str, ...], query: str = "") -> list[dict[str, str]]:
    """The folders above the one at ``names``, outermost first, by relative links that end in ``query``."""
    shown = (facts.share or "/", *map(readable, names))[: len(names)]
    return [{"name": name, "href": "../" * (len(names) - depth) + query} for depth, name in enumerate(shown)]


def page_headers(language: str) -> list[Field]:
    """The fields of every generated page in ``language``: never stored, never framed, nothing run but our script."""
    return [
        ("Content-Type", "text/html; charset=utf-8"),
        *GENERATED,
        ("Content-Language", language),
        ("Content-Security-Policy", _policy()),
    ]


def render(template: str, language: str, **values: object) -> Iterator[bytes]:
    """The page in pieces, made while they are taken. Every value is escaped unless the template calls it safe."""
    frame = {"language": language, "words": words(language)}
    return chunks(_environment().get_template(template).generate(frame | values))


def chunks(pieces: Iterable[str]) -> Iterator[bytes]:
    """``pieces`` joined to chunks worth a packet, as UTF-8."""
    waiting: list[str] = []
    length = 0
    for piece in pieces:
        waiting.append(piece)
        length += len(piece)
        if length >= _CHUNK_CHARACTERS or piece == _FLUSH:
            yield "".join(waiting).encode()
            waiting.clear()
            length = 0
    if waiting:
        yield "".join(waiting).encode()


@cache
def _environment() -> "Environment":
    from jinja2 import (
        Environment,
        FunctionLoader,
        StrictUndefined,
    )  # late: a share that only sends files never pays for it

    environment = Environment(
        loader=FunctionLoader(web_text),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals.update(
        style=_style(),
        login_style=_further_style("login"),
        manage_style=_further_style("manage"),
        script=_script(),
        favicon=_favicon(),
        flush=_FLUSH,
        manifest=MANIFEST,
        touch_icon=addresses()["touch"],
    )
    return environment


@cache
def _policy() -> str:
    return "; ".join((
        "default-src 'none'",
        "style-src " + " ".join(f"'{_hash(style)}'" for style in (_style(), *map(_further_style, _FURTHER_STYLES))),
        f"script-src 'strict-dynamic' '{_hash(_script())}'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ))  # fmt: skip


@cache
def _style() -> str:
    icons = "".join(f'--icon-{name}:url("{_icon(name)}");' for name in _ICONS)
    return f":root{{{icons}}}" + web_text("page.css").replace("\n", "")  # no value there goes over a line's end


@cache
def _further_style(name: str) -> str:
    """What only the pages of one kind need."""
    return web_text(f"{name}.css").replace("\n", "")


@cache
def _script() -> str:
    """The page's own script, which knows where the others are."""
    import json

    return script("page").replace('"the addresses"', json.dumps(addresses(), separators=(",", ":")))


def _icon(name: str) -> str:
    """A picture as an address of its own, short enough to stand in the style sheet."""
    drawing = web_text(f"icons/{name}.svg").strip().replace('"', "'").replace("#000", "red")  # only its shape counts
    return "data:image/svg+xml," + quote(drawing, safe=" =:/'<>,-.")


def _favicon() -> str:
    colour = '<svg fill="#0b6e75" '
    drawing = web_text("icons/folder.svg").strip().replace("<svg ", colour, 1)
    return "data:image/svg+xml," + quote(drawing, safe="=:/,-.")


def _hash(text: str) -> str:
    import base64
    import hashlib

    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
