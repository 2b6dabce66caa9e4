"""What a folder says about itself: its README as a part of the page, with nothing in it that could do anything.

Markdown is CommonMark with tables. Markup of HTML is shown as it is written; a link leads to this share, to the web or
to a mail program; a picture comes from this share or is left out.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from shareapp.server.content.paths import Directory, File
from shareapp.server.content.rows import readable
from shareapp.server.content.texts import decoded
from shareapp.server.errors import HTTPError
from shareapp.server.limits import KIB
from shareapp.server.message import read_at

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token

README_BYTES: Final = 256 * KIB  # a larger one is a book
MARKS: Final = 10_000  # signs of Markdown in one text; trying how they belong together takes the square of their number

_NAMES: Final = ("readme.md", "readme.markdown", "readme.txt", "readme")
_SIGNS: Final = "[]()*_~|`<>&!\\"
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ALLOWED: Final = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_ALIGNED: Final = re.compile(r"text-align:(left|right|center)")
_LOWEST_HEADING: Final = 6


def readme_of(names: Iterable[str], language: str) -> str | None:
    """The README among the file ``names`` of a folder: in ``language`` if there is one, Markdown before plain text."""
    found: dict[str, str] = {}
    for name in names:
        if name[:6].lower() == "readme":
            found.setdefault(name.lower(), name)
    wanted = (f"readme.{language}.md", *_NAMES)
    return next((found[name] for name in wanted if name in found), None)


def rendered(folder: Directory, name: str) -> str:
    """The README ``name`` of ``folder`` as HTML, "" for one that cannot be read, is too long or is no text."""
    try:
        opened = folder.open(name)
    except HTTPError:  # gone meanwhile, or not for visitors: the folder is still worth its page
        return ""
    try:
        if not isinstance(opened, File) or opened.stat.st_size > README_BYTES:
            return ""
        content = read_at(opened.descriptor, README_BYTES, 0)
    except OSError:
        return ""
    finally:
        opened.close()
    text = decoded(content)
    if text is None:
        return ""
    text = readable_text(text)
    is_markdown = name.lower().endswith((".md", ".markdown")) and sum(map(text.count, _SIGNS)) <= MARKS
    return _html(text) if is_markdown else _plain(text)


def readable_text(text: str) -> str:
    """``text`` without characters that cannot be shown."""
    return "\n".join(map(readable, text.expandtabs(4).splitlines()))


def _plain(text: str) -> str:
    from html import escape

    return f"<pre>{escape(text)}</pre>"


@lru_cache(maxsize=16)
def _html(text: str) -> str:
    html: str = _markdown().render(text)
    return html


@lru_cache(maxsize=1)
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # late: most folders have no README

    markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    markdown.validateLink = _is_harmless  # type: ignore[assignment, method-assign]
    markdown.add_render_rule("image", _image)
    for kind in ("heading_open", "heading_close"):
        markdown.add_render_rule(kind, _heading)
    for kind in ("th_open", "td_open"):
        markdown.add_render_rule(kind, _cell)
    return markdown


def _is_harmless(address: str) -> bool:
    return _ALLOWED.match(address) is not None or _is_relative(address)


def _is_relative(address: str) -> bool:
    return _SCHEME.match(address) is None and not address.startswith("//")


def _image(renderer: "RendererHTML", tokens: "Sequence[Token]", index: int, options: Any, env: Any) -> str:
    """A picture of this share, loaded when it comes into view; of any other, its description."""
    from html import escape

    token = tokens[index]
    text = escape(renderer.renderInlineAsText(token.children or [], options, env))
    source = str(token.attrGet("src"))
    if not _is_relative(source):
        return text
    return f'<img src="{escape(source)}" alt="{text}" loading="lazy">'


def _heading(_renderer: "RendererHTML", tokens: "Sequence[Token]", index: int, _options: Any, _env: Any) -> str:
    """One level lower: the page has its own first heading."""
    token = tokens[index]
    level = min(int(token.tag[1:]) + 1, _LOWEST_HEADING)
    return f"<h{level}>" if token.nesting > 0 else f"</h{level}>\n"


def _cell(_renderer: "RendererHTML", tokens: "Sequence[Token]", index: int, _options: Any, _env: Any) -> str:
    """Its alignment as a class: styles inside the markup are not let through."""
    token = tokens[index]
    aligned = _ALIGNED.fullmatch(str(token.attrGet("style") or ""))
    return f'<{token.tag} class="{aligned[1]}">' if aligned else f"<{token.tag}>"
