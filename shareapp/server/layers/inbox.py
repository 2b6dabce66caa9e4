"""The innermost responder of a share that only takes files: one page with the form, and nothing else."""

from typing import Final
from urllib.parse import parse_qsl

from shareapp.server.content.listing import outcomes_of, uploading_words
from shareapp.server.content.negotiation import preferred_language
from shareapp.server.content.page import page_headers, render
from shareapp.server.content.words import LANGUAGES
from shareapp.server.errors import HTTPError
from shareapp.server.message import Field, Request, Response

_ALLOW: Final[Field] = ("Allow", "GET, HEAD, OPTIONS, POST, PUT")
_KNOWN_METHODS: Final = frozenset({"POST", "PUT", "DELETE", "TRACE", "PATCH"})


class Inbox:
    """Answers without ever looking at the disk, so no answer can tell what is there.

    The layers around it take the files in, by a blind ``Intake``. ``computer`` is the name that people read.
    """

    def __init__(self, computer: str) -> None:
        self._computer = computer

    def __call__(self, request: Request) -> Response:
        """The page at the root. Raises HTTPError 404 everywhere else, 405 or 501 for other methods."""
        if request.method == "OPTIONS":
            return Response(204, [_ALLOW])
        if request.method not in {"GET", "HEAD"}:
            raise HTTPError(405, headers=[_ALLOW]) if request.method in _KNOWN_METHODS else HTTPError(501)
        if request.path != "/":
            raise HTTPError(404)
        language = preferred_language(request.headers, LANGUAGES)
        pieces = render(
            "inbox.html",
            language,
            computer=self._computer,
            outcomes=tuple(outcomes_of(dict(parse_qsl(request.query)), language)),
            uploading=uploading_words(language),
        )
        return Response(200, page_headers(language), b"".join(pieces))
