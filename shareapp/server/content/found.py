"""What a search below a folder found, as a page for people or as JSON for programs."""

from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from typing import Final

from shareapp.server.content.names import quote_path
from shareapp.server.content.page import GENERATED, JSON, PageFacts, above, chunks, page_headers, render
from shareapp.server.content.paths import Directory
from shareapp.server.content.rows import html_rows, json_rows, readable
from shareapp.server.content.search import Found, Search
from shareapp.server.content.words import count, words
from shareapp.server.errors import HTTPError
from shareapp.server.message import Request, Response
from shareapp.server.process import Slots

SEARCHES: Final = 8  # at once: each keeps a worker and the disk busy
_BUSY: Final = [("Retry-After", "2")]


class SearchPage:
    """Answers for searches in the folders of one share; may be used by many threads."""

    def __init__(self, facts: PageFacts) -> None:
        self._facts = facts
        self._slots = Slots(SEARCHES)

    def __call__(
        self, request: Request, directory: Directory, wanted: str, language: str, *, as_json: bool
    ) -> Response:
        """What is called like ``wanted`` below ``directory``, which is closed. Raises HTTPError 408 and 503, and like
        ``Root.open``."""
        with closing(directory):
            search = self._search(request, directory, wanted)
        if as_json:
            return Response(200, [("Content-Type", JSON), *GENERATED], chunks(_json(search)))
        return Response(200, page_headers(language), self._page(search, directory.names, wanted, language))

    def _search(self, request: Request, directory: Directory, wanted: str) -> Search:
        if not self._slots.take():
            raise HTTPError(503, "too many searches", _BUSY)
        try:
            return Search(directory, wanted, request.is_connected)
        finally:
            self._slots.give_back()

    def _page(self, search: Search, names: tuple[str, ...], wanted: str, language: str) -> Iterator[bytes]:
        text = words(language)
        here = readable(names[-1]) if names else self._facts.share or "/"
        return render(
            "found.html",
            language,
            wanted=readable(wanted),
            folder=None,
            sorts=(),
            ancestors=[*above(self._facts, names), {"name": here, "href": "./"}],
            computer=self._facts.computer,
            shared_from=text["shared-from"].format(computer=self._facts.computer),
            summary=count(language, "found", search.count),
            cut=text["found-cut"].format(n=f"{search.count:,}") if search.is_cut else "",
            groups=(_group(found, language) for found in search.found),
        )


def _group(found: Found, language: str) -> dict[str, object]:
    href = _relative(found)
    return {
        "name": " / ".join(map(readable, found.folder)),
        "href": href,
        "rows": html_rows(found.entries, language, prefix=href),
    }


def _relative(found: Found) -> str:
    """The address of its folder from where the search began, "" for that folder itself."""
    return f".{quote_path(found.folder)}/" if found.folder else ""


def _json(search: Search) -> Iterator[str]:
    """The same objects as in a listing, their addresses relative to where the search began."""
    yield '{"entries":[\n'
    separator = ""
    for rows in chain.from_iterable(json_rows(found.entries, prefix=_relative(found)) for found in search.found):
        yield rows if rows.startswith(",") else separator + rows
        separator = ",\n"
    yield f'\n],"cut":{"true" if search.is_cut else "false"}}}\n'
