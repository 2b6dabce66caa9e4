"""The plain listing of ``http.server``: names and nothing else, in the disk's own encoding."""

# ruff: noqa: PTH112, PTH114, PTH118 - names as the disk has them, undecodable ones included.

import html
import os
import sys
import urllib.parse
from collections.abc import Callable, Iterable, Iterator


def as_http_server_quotes(name: str) -> str:
    """``name`` as one segment of a URL path, the bytes of an undecodable name as the surrogates that stand for them."""
    return urllib.parse.quote(name, errors="surrogatepass")


def folder_page(
    path: str, names: Iterable[str], shown_path: str, quoted: Callable[[str], str] = as_http_server_quotes
) -> tuple[bytes, str]:
    """The page for the folder at ``path`` with its entries ``names``, and its charset.

    ``shown_path`` is the decoded URL path: the place on disk is nobody's business (gh-104049). ``quoted`` makes the
    links: as the reader of their paths understands them.
    """
    charset = sys.getfilesystemencoding()
    title = f"Directory listing for {html.escape(shown_path, quote=False)}"
    page = "\n".join([
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        f'<meta charset="{charset}">',
        "<style>:root { color-scheme: light dark; }</style>",
        f"<title>{title}</title>",
        "</head>",
        "<body>",
        f"<h1>{title}</h1>",
        "<hr>",
        "<ul>",
        *_entries(path, names, quoted),
        "</ul>",
        "<hr>",
        "</body>",
        "</html>",
        "",
    ])  # fmt: skip
    return page.encode(charset, "surrogateescape"), charset


def _entries(path: str, names: Iterable[str], quoted: Callable[[str], str]) -> Iterator[str]:
    for name in sorted(names, key=str.lower):
        full = os.path.join(path, name)
        is_folder, is_link = os.path.isdir(full), os.path.islink(full)
        link = quoted(name) + "/" * is_folder
        # A link to a folder is shown as a link, and leads to a folder.
        shown = name + ("@" if is_link else "/" * is_folder)
        yield f'<li><a href="{link}">{html.escape(shown, quote=False)}</a></li>'
