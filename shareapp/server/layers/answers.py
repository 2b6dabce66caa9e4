"""The outermost layer: whatever is raised inside becomes an answer, in words and form that the client understands.

A page tells what happened and the way out, never a local path, a traceback or a version.
"""

import json
import secrets
from collections.abc import Callable
from http import HTTPStatus

from shareapp.server.content.negotiation import preferred_language, preferred_type
from shareapp.server.content.page import GENERATED, page_headers, render
from shareapp.server.content.words import LANGUAGES, count, words
from shareapp.server.errors import HTTPError
from shareapp.server.layers.chain import Responder
from shareapp.server.message import Field, Headers, Request, Response

Report = Callable[[str, BaseException], None]
"""Takes the number shown on the error page and the exception, with its traceback, for the log."""

_HTML, _JSON, _TEXT = "text/html", "application/json", "text/plain"
_HARDENING: tuple[Field, ...] = (("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin"))
_BUSY_S = 5  # how soon to come back to a computer that is busy
_NO_FIELDS = Headers()


class Answers:
    """Turns HTTPError into its error page, and any other exception into a 500 that ``report`` is told about."""

    is_steady = True

    def __init__(self, report: Report) -> None:
        self._report = report

    def __call__(self, request: Request, inner: Responder) -> Response:
        """The inner answer, or the error page. A lost connection passes through: nobody is left to be answered."""
        try:
            return inner(request)
        except HTTPError as error:
            return error_response(error, request)
        except ConnectionError:
            raise
        except Exception as error:  # noqa: BLE001 - a fault of ours must not end the connection without a word
            number = secrets.token_hex(4)
            self._report(number, error)
            return error_response(HTTPError(500), request, number)


def error_response(error: HTTPError, request: Request | None = None, number: str = "") -> Response:
    """The answer that ``error`` stands for, with its header fields.

    HTML, JSON or plain text, as ``request`` prefers; plain text when there is no usable request. ``number`` is shown
    so that a visitor can tell it to the owner of the log.
    """
    fields = request.headers if request else _NO_FIELDS
    language = preferred_language(fields, LANGUAGES)
    wanted = preferred_type(fields, (_HTML, _JSON, _TEXT)) if request else _TEXT
    extra = _error_fields(error)
    if wanted == _HTML:
        return Response(error.status, [*page_headers(language), *extra], _page(error, language, number))
    if wanted == _JSON:
        return Response(error.status, [("Content-Type", _JSON), *GENERATED, *extra], _as_json(error, number).encode())
    headers = [("Content-Type", f"{_TEXT}; charset=utf-8"), *GENERATED, ("Content-Language", language), *extra]
    return Response(error.status, headers, _as_text(error, language, number).encode())


def _error_fields(error: HTTPError) -> list[Field]:
    fields = [*_HARDENING, *error.headers]
    if error.status == 503 and not any(name.lower() == "retry-after" for name, _ in fields):
        fields.append(("Retry-After", str(_BUSY_S)))
    return fields


def _page(error: HTTPError, language: str, number: str) -> bytes:
    text = words(language)
    try_again = error.status in {401, 408, 410, 429, 503}
    pieces = render(
        "error.html",
        language,
        title=_title(error.status, language),
        hint=_hint(error, language),
        number=text["crash-id"].format(id=number) if number else "",
        status=_status_line(error),
        href="" if try_again else "/",
        action=text["retry" if try_again else "home"],
    )
    return b"".join(pieces)


def _as_text(error: HTTPError, language: str, number: str) -> str:
    lines = [_status_line(error), _title(error.status, language) + ".", _hint(error, language)]
    if number:
        lines.append(words(language)["crash-id"].format(id=number))
    return "\n".join([*lines, ""])


def _as_json(error: HTTPError, number: str) -> str:
    content = {"status": error.status, "reason": error.reason or _phrase(error.status)}
    return json.dumps(content | ({"id": number} if number else {})) + "\n"


def _title(status: int, language: str) -> str:
    return words(language)[_key(status, language)]


def _hint(error: HTTPError, language: str) -> str:
    wait = next((value for name, value in error.headers if name.lower() == "retry-after"), "")
    if wait.isascii() and wait.isdigit():
        return count(language, "retry-after", int(wait))
    return words(language)[_key(error.status, language) + ".hint"]


def _key(status: int, language: str) -> str:
    own = f"error.{status}"
    return own if own in words(language) else f"error.{status // 100}xx"


def _status_line(error: HTTPError) -> str:
    """For those who know what it means: "404 Not Found", and the cause when the raiser gave one."""
    line = f"{error.status} {_phrase(error.status)}"
    return f"{line} · {error.reason}" if error.reason else line


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Error"
