"""One folder as a page for people or as JSON for programs, streamed: an entry is text only while it is on its way."""

import os
import re
import stat
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import NamedTuple
from urllib.parse import parse_qsl

from shareapp.server.content.negotiation import preferred_language, preferred_type
from shareapp.server.content.page import GENERATED, PageFacts, chunks, page_headers, render
from shareapp.server.content.paths import Directory
from shareapp.server.content.rows import Entry, html_rows, json_rows, readable
from shareapp.server.content.words import LANGUAGES, count, format_size, words
from shareapp.server.limits import Limits
from shareapp.server.message import Request, Response
from shareapp.server.wire.grammar import strict_int

SORTS = ("name", "date", "size")
_MANY = 2000  # entries from which on a browser should lay out only the rows in view
_HTML = "text/html"
_JSON = "application/json"
_ENTERABLE = stat.S_IROTH | stat.S_IXOTH
_DIGITS = re.compile("([0-9]+)")


class _Wish(NamedTuple):
    """What the query and the header fields ask for."""

    as_json: bool
    sort: str
    language: str
    outcomes: tuple[str, ...] = ()  # sentences about the form that was sent before


class Listing:
    """Answers for open folders of one share; may be used by many threads."""

    def __init__(self, facts: PageFacts | None = None, entries: int = Limits().listing_entries) -> None:
        self._facts = facts or PageFacts()
        self._entries = entries

    def __call__(self, request: Request, directory: Directory) -> Response:
        """The listing of ``directory``, which the response owns and closes. Raises HTTPError like ``Root.open``.

        ``?sort=name|date|size`` orders it, folders first; ``?format=json`` or an ``Accept`` that prefers
        application/json gets objects of name, kind, size, modified and href. The folder is read when the body is taken,
        so a HEAD request costs next to nothing.
        """
        wish = _wish(request)
        try:
            folder = _Folder(directory, wish, self._entries)
            folder.takes_files = self._facts.uploads and _takes_files(directory)
            folder.is_managed = self._facts.manage and folder.takes_files
        except BaseException:
            directory.close()
            raise
        if wish.as_json:
            headers, body = [("Content-Type", _JSON), *GENERATED], chunks(folder.as_json())
        else:
            headers, body = page_headers(wish.language), self._page(folder, wish)
        return Response(200, headers, body, on_close=directory.close)

    def _page(self, folder: "_Folder", wish: _Wish) -> Iterator[bytes]:
        names = folder.names
        return render(
            "listing.html",
            wish.language,
            name=readable(names[-1]) if names else self._facts.share or "/",
            ancestors=self._ancestors(names, folder.query),
            computer=self._facts.computer,
            shared_from=words(wish.language)["shared-from"].format(computer=self._facts.computer),
            folder=folder,
            offers_zip=self._facts.zip,
            uploading=uploading_words(wish.language),
            outcomes=wish.outcomes,
            sorts=SORTS,
            chosen=wish.sort,
        )

    def _ancestors(self, names: tuple[str, ...], query: str) -> list[dict[str, str]]:
        """The folders above, outermost first, by relative links."""
        above = (self._facts.share or "/", *map(readable, names))[: len(names)]
        return [{"name": name, "href": "../" * (len(names) - depth) + query} for depth, name in enumerate(above)]


class _Folder:
    """The entries of one folder, read and sorted when the page comes to them."""

    def __init__(self, directory: Directory, wish: _Wish, limit: int) -> None:
        self.names = directory.names
        self.query = "" if wish.sort == SORTS[0] else f"?sort={wish.sort}"
        self._path = directory.path
        self._wish = wish
        self._limit = limit
        self._is_cut = False
        self.takes_files = False
        self.is_managed = False
        found = directory.visible()
        # The first step opens the folder: a refusal is then still an answer, not a page that breaks off.
        self._found = chain((entry for entry in (next(found, None),) if entry), found)

    @cached_property
    def entries(self) -> list[Entry]:
        """At most ``limit`` entries in the order that was asked for."""
        entries: list[Entry] = []
        for found in self._found:
            if len(entries) == self._limit:
                self._is_cut = True
                break
            if (entry := _entry(found, self._path)) is not None:
                entries.append(entry)
        return _in_order(entries, self._wish.sort)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to list."""
        return not self.entries

    @property
    def many(self) -> bool:
        """Whether the page should spare the browser."""
        return len(self.entries) > _MANY

    @property
    def cut(self) -> str:
        """A sentence when the folder holds more than may be listed."""
        return words(self._wish.language)["cut"].format(n=f"{self._limit:,}") if self._is_cut else ""

    @property
    def summary(self) -> str:
        """ "2 folders, 9 files · 1.2 GB"."""
        folders = sum(entry.is_folder for entry in self.entries)
        language = self._wish.language
        return words(language)["summary"].format(
            folders=count(language, "folders", folders),
            files=count(language, "files", len(self.entries) - folders),
            size=format_size(sum(entry.size for entry in self.entries)),
        )

    @property
    def archive(self) -> str:
        """ "ZIP · 1.2 GB". Without the size where it is not known: folders inside would have to be walked through."""
        text = words(self._wish.language)
        if self._is_cut or any(entry.is_folder for entry in self.entries):
            return text["zip"]
        return text["zip-size"].format(size=format_size(sum(entry.size for entry in self.entries)))

    @property
    def rows(self) -> Iterator[str]:
        """The list items, escaped."""
        return html_rows(self.entries, self._wish.language, self.query, managed=self.is_managed)

    def as_json(self) -> Iterator[str]:
        """The whole JSON text; ``cut`` tells that entries are missing."""
        yield '{"entries":[\n'
        yield from json_rows(self.entries)
        yield f'\n],"cut":{"true" if self._is_cut else "false"}}}\n'


def _wish(request: Request) -> _Wish:
    query = dict(parse_qsl(request.query))
    sort = query.get("sort", SORTS[0])
    wanted = query.get("format")
    if wanted not in {"json", "html"}:
        wanted = "json" if preferred_type(request.headers, (_HTML, _JSON)) == _JSON else "html"
    language = preferred_language(request.headers, LANGUAGES)
    outcomes = tuple(outcomes_of(query, language))
    return _Wish(wanted == "json", sort if sort in SORTS else SORTS[0], language, outcomes)


def outcomes_of(query: Mapping[str, str], language: str) -> Iterator[str]:
    """What became of the form that led here, in sentences."""
    for key in ("added", "skipped", "made", "renamed", "deleted", "refused"):
        number = strict_int(query.get(key, ""), 4)
        if number:
            yield count(language, key, number)


def _takes_files(directory: Directory) -> bool:
    """Whether a visitor may put files there: we may, and no link led to it."""
    return not directory.is_linked and os.access(directory.path, os.W_OK | os.X_OK)


def uploading_words(language: str) -> dict[str, str]:
    """What the script that sends files says."""
    prefix = "uploading."
    return {key.removeprefix(prefix): text for key, text in words(language).items() if key.startswith(prefix)}


def _entry(found: os.DirEntry[str], folder: str) -> Entry | None:
    """``found`` in ``folder`` with its size and date; None for what a visitor could not open anyway."""
    status = status_for_visitor(found, folder)
    if status is None:
        return None
    if stat.S_ISDIR(status.st_mode):
        return Entry(found.name, True, 0, status.st_mtime)
    return Entry(found.name, False, status.st_size, status.st_mtime)


def status_for_visitor(found: os.DirEntry[str], folder: str) -> os.stat_result | None:
    """What ``found`` in ``folder`` leads to, a file or a folder; None for what a visitor could not open."""
    try:
        status = found.stat()
    except OSError:  # vanished meanwhile, or a link that leads nowhere
        return None
    mode = status.st_mode
    if stat.S_ISREG(mode):
        is_open = mode & stat.S_IROTH or _may(folder, found.name, os.R_OK)
    else:
        is_open = stat.S_ISDIR(mode) and (
            mode & _ENTERABLE == _ENTERABLE or _may(folder, found.name, os.R_OK | os.X_OK)
        )
    return status if is_open else None


def _may(folder: str, name: str, right: int) -> bool:
    """Whether we may open it. Asked only about what is not open to all, so that the usual folder costs no call."""
    return os.access(f"{folder}{os.sep}{name}", right)


def _in_order(entries: list[Entry], sort: str) -> list[Entry]:
    """Folders first, then by name, by date with the newest first, or by size with the largest first. What is equal
    stays in the order of names."""
    entries.sort(key=_natural)
    if sort == "date":
        entries.sort(key=lambda entry: entry.modified, reverse=True)
    if sort == "size":
        entries.sort(key=lambda entry: entry.size, reverse=True)
    return [*(entry for entry in entries if entry.is_folder), *(entry for entry in entries if not entry.is_folder)]


def _natural(entry: Entry) -> str:
    """A key that sorts as people count: "2.jpg" before "10.jpg", without regard to case.

    One string, as that is what list.sort compares fastest: each number with its length before it, and the name as it
    is at the end for those that differ in nothing else.
    """
    name = entry.name
    parts = _DIGITS.split(name.casefold())
    if len(parts) > 1:
        parts[1::2] = [f"{len(number):03}{number}" for digits in parts[1::2] for number in (digits.lstrip("0"),)]
    parts += "\0", name
    return "".join(parts)
