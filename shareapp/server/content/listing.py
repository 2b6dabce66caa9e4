"""One folder as a page for people or as JSON for programs, streamed: an entry is text only while it is on its way."""

import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import NamedTuple
from urllib.parse import parse_qsl

from shareapp.server.content.entries import SORTS, entry_of, in_order
from shareapp.server.content.found import SearchPage
from shareapp.server.content.negotiation import preferred_language, preferred_type
from shareapp.server.content.page import GENERATED, JSON, PageFacts, above, chunks, page_headers, render
from shareapp.server.content.paths import Directory
from shareapp.server.content.readme import readme_of, rendered
from shareapp.server.content.rows import Entry, html_rows, json_rows, readable
from shareapp.server.content.words import LANGUAGES, count, format_size, words
from shareapp.server.limits import Limits
from shareapp.server.message import Request, Response
from shareapp.server.wire.grammar import strict_int

PAGE_ENTRIES = 1000  # of one page: a phone lays them out in a moment, and it is more than a person scrolls through
_MANY = 200  # entries from which on a browser should lay out only the rows in view
_HTML = "text/html"
_SEARCH_CHARACTERS = 200


class _Wish(NamedTuple):
    """What the query and the header fields ask for."""

    as_json: bool
    sort: str
    language: str
    outcomes: tuple[str, ...] = ()  # sentences about the form that was sent before
    search: str = ""
    page: int = 1


class Listing:
    """Answers for open folders of one share; may be used by many threads."""

    def __init__(self, facts: PageFacts | None = None, entries: int = Limits().listing_entries) -> None:
        self._facts = facts or PageFacts()
        self._entries = entries
        self._search = SearchPage(self._facts)

    def __call__(self, request: Request, directory: Directory) -> Response:
        """The listing of ``directory``, which the response owns and closes. Raises HTTPError like ``Root.open``.

        ``?sort=name|date|size`` orders it, folders first; ``?format=json`` or an ``Accept`` that prefers
        application/json gets objects of name, kind, size, modified and href. The folder is read when the body is taken,
        so a HEAD request costs next to nothing. ``?page=`` is one of the pages that a long folder has for people;
        ``?search=`` looks for names in it and in all folders below.
        """
        wish = _wish(request)
        if wish.search:
            return self._search(request, directory, wish.search, wish.language, as_json=wish.as_json)
        try:
            folder = _Folder(directory, wish, self._entries)
            folder.takes_files = self._facts.uploads and _takes_files(directory)
            folder.is_managed = self._facts.manage and folder.takes_files
        except BaseException:
            directory.close()
            raise
        if wish.as_json:
            headers, body = [("Content-Type", JSON), *GENERATED], chunks(folder.as_json())
        else:
            headers, body = page_headers(wish.language), self._page(folder, wish)
        return Response(200, headers, body, on_close=directory.close)

    def _page(self, folder: "_Folder", wish: _Wish) -> Iterator[bytes]:
        names = folder.names
        return render(
            "listing.html",
            wish.language,
            name=readable(names[-1]) if names else self._facts.share or "/",
            ancestors=above(self._facts, names, folder.query),
            computer=self._facts.computer,
            shared_from=words(wish.language)["shared-from"].format(computer=self._facts.computer),
            folder=folder,
            offers_zip=self._facts.zip,
            uploading=uploading_words(wish.language),
            choosing=words_under("choosing.", wish.language),
            outcomes=wish.outcomes,
            wanted="",
            sorts=SORTS,
            chosen=wish.sort,
        )


class _Folder:
    """The entries of one folder, read and sorted when the page comes to them."""

    def __init__(self, directory: Directory, wish: _Wish, limit: int) -> None:
        self.names = directory.names
        self.query = "" if wish.sort == SORTS[0] else f"?sort={wish.sort}"
        self._directory = directory
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
            if (entry := entry_of(found, self._directory.path)) is not None:
                entries.append(entry)
        return in_order(entries, self._wish.sort)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to list."""
        return not self.entries

    @property
    def many(self) -> bool:
        """Whether the page should spare the browser."""
        return len(self.entries) > _MANY

    @property
    def deep(self) -> bool:
        """Whether a search finds more than this page shows."""
        return self._pages > 1 or any(entry.is_folder for entry in self.entries)

    @property
    def pager(self) -> dict[str, str] | None:
        """The way to the pages before and after this one, None when there is only one."""
        if self._pages == 1:
            return None
        first = (self._page - 1) * PAGE_ENTRIES
        shown = words(self._wish.language)["shown"].format(
            first=f"{first + 1:,}", last=f"{first + len(self.shown):,}", all=f"{len(self.entries):,}"
        )
        links = {"previous": self._page - 1, "next": self._page + 1 if self._page < self._pages else 0}
        hrefs = {name: f"?sort={self._wish.sort}&page={page}" if page else "" for name, page in links.items()}
        return {"shown": shown} | hrefs

    @property
    def shown(self) -> list[Entry]:
        """The entries of this page."""
        return self.entries[(self._page - 1) * PAGE_ENTRIES : self._page * PAGE_ENTRIES]

    @property
    def _pages(self) -> int:
        return max(-(-len(self.entries) // PAGE_ENTRIES), 1)

    @property
    def _page(self) -> int:
        return min(self._wish.page, self._pages)

    @cached_property
    def readme(self) -> str:
        """What the folder says about itself, as markup; "" when it says nothing."""
        if self._page > 1:
            return ""
        name = readme_of((entry.name for entry in self.entries if not entry.is_folder), self._wish.language)
        return rendered(self._directory, name) if name else ""

    @property
    def cut(self) -> str:
        """A sentence when the folder holds more than may be listed."""
        return words(self._wish.language)["cut"].format(n=f"{self._limit:,}") if self._is_cut else ""

    @property
    def summary(self) -> str:
        """ "2 folders, 9 files · 1.2 GB"; of a folder that was not read to its end only that there is more."""
        folders = sum(entry.is_folder for entry in self.entries)
        language = self._wish.language
        if self._is_cut:
            return words(language)["summary-cut"].format(n=f"{self._limit:,}")
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
        return html_rows(self.shown, self._wish.language, self.query, managed=self.is_managed)

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
        wanted = "json" if preferred_type(request.headers, (_HTML, JSON)) == JSON else "html"
    language = preferred_language(request.headers, LANGUAGES)
    outcomes = tuple(outcomes_of(query, language))
    search = query.get("search", "").strip()[:_SEARCH_CHARACTERS]
    page = max(strict_int(query.get("page", ""), 6) or 1, 1)
    return _Wish(wanted == "json", sort if sort in SORTS else SORTS[0], language, outcomes, search, page)


def outcomes_of(query: Mapping[str, str], language: str) -> Iterator[str]:
    """What became of the form that led here, in sentences."""
    for key in ("added", "skipped", "checked", "made", "renamed", "deleted", "refused"):
        number = strict_int(query.get(key, ""), 4)
        if number:
            yield count(language, key, number)


def _takes_files(directory: Directory) -> bool:
    """Whether a visitor may put files there: we may, and no link led to it."""
    return not directory.is_linked and os.access(directory.path, os.W_OK | os.X_OK)


def uploading_words(language: str) -> dict[str, str]:
    """What the script that sends files says."""
    return words_under("uploading.", language)


def words_under(prefix: str, language: str) -> dict[str, str]:
    """The words whose keys begin with ``prefix``, by the rest of the key."""
    return {key.removeprefix(prefix): text for key, text in words(language).items() if key.startswith(prefix)}
