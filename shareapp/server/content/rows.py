"""Entries of a folder as text: one row of the page, or one object of the JSON, for each. The tight loop of a listing.

The rows are written by hand, as a template would take ten times as long for a folder of 100,000 entries. Whatever
comes from a file name passes through ``_written``, the only maker of markup from names.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from shareapp.server.content.mediatypes import kind
from shareapp.server.content.names import quote_name, quote_value
from shareapp.server.content.words import Dates, format_size, iso_time, words

_AT_ONCE = 100
# Names that mean the same in an attribute and in text, and but for their blanks also in a URL. "%", "&", "<", quotes
# and all beyond ASCII do not.
_PLAIN = re.compile(r"[A-Za-z0-9_.~ -]+").fullmatch
_UNREADABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_EXTENSION = re.compile(r"[A-Za-z0-9]{1,5}").fullmatch
_FITS_CHARACTERS = 24  # a name that two lines hold on the narrowest phone, also in Hangul; longer ones get a title


class Entry(NamedTuple):
    """One file or folder of a listing."""

    name: str  # as the disk has it: undecodable bytes are surrogates (PEP 383)
    is_folder: bool
    size: int  # bytes, 0 for a folder
    modified: float  # seconds since the epoch


def link(name: str) -> str:
    """A relative reference to ``name`` from its folder; a bare colon would end a scheme (RFC 3986 section 4.2)."""
    quoted = quote_name(name)
    return f"./{quoted}" if ":" in quoted else quoted


def _written(name: str) -> tuple[str, str]:
    """``name`` as a link and as text, each safe as text and within a quoted attribute."""
    if _PLAIN(name):
        return name.replace(" ", "%20"), name
    return _escaped(link(name)), _escaped(readable(name))


def _escaped(text: str) -> str:
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
        .replace("'", "&#39;")
    )


def readable(name: str) -> str:
    """``name`` as text that can be encoded and shown: undecodable bytes and controls become U+FFFD."""
    return _UNREADABLE.sub("\ufffd", name)


def html_rows(
    entries: Iterable[Entry], language: str, folder_query: str = "", *, managed: bool = False, prefix: str = ""
) -> Iterator[str]:
    """List items, many in a piece. ``folder_query`` is appended to the links that lead to folders, ``prefix`` is the
    address of the folder that the entries are in; those that are ``managed`` have a link to what can be done with
    them."""
    row = _row_writer(language, folder_query, managed=managed, prefix=_escaped(prefix))
    remaining = iter(entries)
    while batch := list(islice(remaining, _AT_ONCE)):
        yield "".join(map(row, batch))


def _row_writer(language: str, folder_query: str, *, managed: bool, prefix: str) -> Callable[[Entry], str]:
    """The one function that a long folder calls for each entry: names are looked up once, here."""
    text = words(language)
    folder, file = text["folder"], text["file"]
    download_before, download_after = text["download"].split("{name}")
    more_before, more_after = text["more"].split("{name}")
    date = Dates(language)

    def row(entry: Entry) -> str:
        name, is_folder, size, modified = entry
        href, shown = _written(name)
        title = f' title="{shown}"' if len(name) > _FITS_CHARACTERS else ""
        iso, day = date(modified)
        time = f'<time datetime="{iso}">{day}</time></small></a>'
        if managed:
            label = f"{more_before}{shown}{more_after}"
            time += f'<a class=more href="?manage={quote_value(name)}" aria-label="{label}"></a>'
        if is_folder:
            return (
                f'<li class=folder><a class=open href="{prefix}{href}/{folder_query}"><bdi{title}>{shown}</bdi> '
                f"<small><span>{folder}</span> {time}\n"
            )
        suffix = name.rpartition(".")[2]
        label = suffix.upper() if "." in name and _EXTENSION(suffix) else file
        return (
            f'<li class={kind(name)}><a class=open href="{prefix}{href}"><bdi{title}>{shown}</bdi> '
            f"<small><span>{label}</span> <span>{format_size(size)}</span> {time}"
            f'<a class=get href="{prefix}{href}?download" download '
            f'aria-label="{download_before}{shown}{download_after}"></a>\n'
        )

    return row


def json_rows(entries: Iterable[Entry], prefix: str = "") -> Iterator[str]:
    """The same entries as JSON objects with commas between, many in a piece."""
    separator = ""
    remaining = iter(entries)
    while batch := list(islice(remaining, _AT_ONCE)):
        yield separator + ",\n".join([_json_object(entry, prefix) for entry in batch])
        separator = ",\n"


def _json_object(entry: Entry, prefix: str) -> str:
    name, is_folder, size, modified = entry
    return json.dumps(
        {
            "name": readable(name),
            "kind": "folder" if is_folder else kind(name),
            "size": None if is_folder else size,
            "modified": iso_time(modified),
            "href": prefix + link(name) + "/" * is_folder,
        },
        ensure_ascii=False,
    )
