"""New folders, other names and deleting, from the page or by a program.

Each is a POST to the folder it happens in: ``?new-folder`` and ``?rename=OLD`` with the name in a form field "name",
``?delete=NAME`` as often as there are names. ``?manage=NAME`` is the page with these forms for browsers without script.
Names in the query are percent-encoded bytes, as in paths, so that every entry can be named.
"""

import json
from collections.abc import Iterable
from contextlib import closing
from typing import Final
from urllib.parse import parse_qsl

from shareapp.server.content.changes import Changes
from shareapp.server.content.names import NameRules, names_in, quote_path, quote_value
from shareapp.server.content.negotiation import preferred_language, preferred_type
from shareapp.server.content.page import GENERATED, page_headers, render
from shareapp.server.content.paths import Directory
from shareapp.server.content.rows import readable
from shareapp.server.content.words import LANGUAGES, words
from shareapp.server.errors import HTTPError
from shareapp.server.layers.chain import Responder
from shareapp.server.layers.forms import form_fields
from shareapp.server.message import Request, Response

_HTML, _JSON = "text/html", "application/json"
ACTIONS: Final = frozenset({"new-folder", "rename", "delete"})
"""What can be asked for, as the first key of a query."""

_PROBLEMS: Final = frozenset({400, 403, 409})  # a person can do something about these where they were made
_MOST_AT_ONCE: Final = 1000


class Manage:
    """The layer; every other request passes."""

    is_steady = True

    def __init__(self, changes: Changes, rules: NameRules) -> None:
        self._changes = changes
        self._rules = rules

    def __call__(self, request: Request, inner: Responder) -> Response:
        """Carry out what the query asks for. Raises HTTPError 400, 403, 404, 405, 409, 413, 415 or 507."""
        if not request.query or not request.path.endswith("/"):
            return inner(request)
        action, values = self._wish(request.query)
        if request.method == "POST" and action in ACTIONS:
            return self._change(request, action, values)
        if request.method in {"GET", "HEAD"} and action == "manage":
            with closing(self._folder(request)) as folder:
                return self._page(request, folder, values[0])
        return inner(request)

    def _wish(self, query: str) -> tuple[str, list[str]]:
        """The first key of the query, and all values it has."""
        try:
            pairs = parse_qsl(query, keep_blank_values=True, encoding="latin-1", max_num_fields=_MOST_AT_ONCE)
        except ValueError as error:
            raise HTTPError(400, "too many names at once") from error
        action = pairs[0][0] if pairs else ""
        return action, [self._rules.decode(value.encode("latin-1")) for key, value in pairs if key == action]

    def _folder(self, request: Request) -> Directory:
        return self._changes.folder(names_in(request.path, self._rules))

    def _change(self, request: Request, action: str, values: list[str]) -> Response:
        fields = dict(form_fields(request))
        with closing(self._folder(request)) as folder:
            if action == "delete":
                return self._delete(request, folder, values)
            old, wanted = values[0], fields.get("name", "")
            try:
                if action == "rename":
                    return _done(request, folder, "renamed", self._changes.rename(folder, old, wanted), 200)
                return _done(request, folder, "made", self._changes.make_folder(folder, wanted), 201)
            except HTTPError as error:
                if error.status not in _PROBLEMS or not _wants_page(request):
                    raise
                return self._page(request, folder, old, error, wanted)

    def _delete(self, request: Request, folder: Directory, names: Iterable[str]) -> Response:
        deleted, refused = 0, []
        for name in names:
            try:
                self._changes.delete(folder, name)
                deleted += 1
            except HTTPError as error:
                refused.append(error)
        if refused and not deleted:
            raise refused[0]
        if _wants_page(request):
            return _back(folder, f"?deleted={deleted}" + (f"&refused={len(refused)}" if refused else ""))
        return _as_json(200, {"deleted": deleted, "refused": len(refused)})

    def _page(
        self, request: Request, folder: Directory, name: str, error: HTTPError | None = None, typed: str = ""
    ) -> Response:
        """The forms for ``name``, or the one for a new folder. ``error`` is what became of it, with what was typed."""
        language = preferred_language(request.headers, LANGUAGES)
        text = words(language)
        if name:
            self._changes.is_folder(folder, name)
        pieces = render(
            "manage.html",
            language,
            name=readable(name),
            value=typed or readable(name),
            rename=f"?rename={quote_value(name)}" if name else "?new-folder",
            delete=f"?delete={quote_value(name)}" if name else "",
            problem=text[f"manage.{error.status}"] if error else "",
        )
        return Response(error.status if error else 200, page_headers(language), b"".join(pieces))


def _done(request: Request, folder: Directory, what: str, name: str, status: int) -> Response:
    if _wants_page(request):
        return _back(folder, f"?{what}=1")
    return _as_json(status, {"name": readable(name), "href": quote_path((*folder.names, name))})


def _back(folder: Directory, query: str) -> Response:
    """To the folder's page, which tells the result and changes nothing again when reloaded."""
    return Response(303, [("Location", f"{quote_path(folder.names)}/{query}"), ("Cache-Control", "no-store")])


def _as_json(status: int, content: object) -> Response:
    return Response(status, [("Content-Type", _JSON), *GENERATED], json.dumps(content).encode() + b"\n")


def _wants_page(request: Request) -> bool:
    return "accept" in request.headers and preferred_type(request.headers, (_JSON, _HTML)) == _HTML
