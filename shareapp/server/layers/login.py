"""The doors for browsers: a page that asks for the password, and the address that the QR code carries."""

import re
from collections.abc import Callable, Sequence
from typing import Final
from urllib.parse import quote

from shareapp.server.content.negotiation import preferred_language
from shareapp.server.content.page import page_headers, render
from shareapp.server.content.words import LANGUAGES, count, words
from shareapp.server.errors import HTTPError
from shareapp.server.layers.auth import quotable
from shareapp.server.layers.chain import Responder
from shareapp.server.layers.forms import form_fields
from shareapp.server.layers.sessions import KEY_PREFIX, Sessions
from shareapp.server.layers.throttle import Throttle
from shareapp.server.message import Field, Request, Response
from shareapp.server.process import Slots

LOGIN_PATH: Final = "/~login"
"""Answered here while a password is asked for, as ``KEY_PREFIX`` is: a file of such a name at the root is not seen."""

_FORMS_AT_ONCE: Final = 16
_FROM_BROWSERS: Final = frozenset({"sec-fetch-mode", "origin", "referer", "cookie"})
_NOT_STORED: Field = ("Cache-Control", "no-store")
# The text browser Lynx drops the page of a 401 whose challenge it does not know, and nobody could come in.
_SHOWS_NO_401: Final = "Lynx/"
# One slash: two would name another computer, and browsers read a backslash as a slash and overlook blanks.
_OWN_PATH: Final = re.compile(r"/(?!/)[!-\[\]-~]*")


class Login:
    """A layer that knows visitors by their cookie, gives one for the password or the key, and asks browsers for it.

    What is no browser passes, for ``BasicAuth`` inside to ask. ``check`` must compare in constant time, ``share`` is
    the name that people read, ``throttle`` is shared with the other doors.
    """

    def __init__(
        self, user: str, check: Callable[[str], bool], sessions: Sessions, throttle: Throttle, *, share: str
    ) -> None:
        self._user = user
        self._check = check
        self._sessions = sessions
        self._throttle = throttle
        self._share = share
        # Reading holds up a worker, and whoever sends has shown no password yet: only so many may at a time.
        self._readers = Slots(_FORMS_AT_ONCE)
        # RFC 9110 section 15.5.2 wants a challenge; "Basic" would make browsers open their own dialog before the page.
        self._challenge: Field = ("WWW-Authenticate", f'Cookie realm="{quotable(share)}"')

    def __call__(self, request: Request, inner: Responder) -> Response:
        """Answer as ``inner`` does to whom we know, and to programs; else the page, or HTTPError 401, 405, 413, 415."""
        if request.path == LOGIN_PATH:
            return self._log_in(request)
        if request.path.startswith(KEY_PREFIX):
            return self._enter_with_key(request)
        if self._sessions.accepts(request):
            response = inner(request._replace(user=self._user))
            response.user = self._user
            return response
        if "authorization" in request.headers or not _is_browser(request):
            return inner(request)
        if not _wants_page(request):
            raise HTTPError(401, "password needed", [self._challenge])
        return self._page(request, 401, "", _path_of(request))

    def _log_in(self, request: Request) -> Response:
        if request.method in {"GET", "HEAD"}:  # somebody reloaded the answer to the form
            return _go_to("/")
        if request.method != "POST":
            raise HTTPError(405, "only the form is sent here", [("Allow", "GET, HEAD, POST")])
        form = self._form(request)
        path = _own_path(form.get("to", ""))
        try:
            is_right = self._throttle.judge(request.client, lambda: self._check(form.get("password", "")))
        except HTTPError as error:
            return self._waiting_page(request, error, path)
        if not is_right:
            return self._page(request, 401, "login.wrong", path)
        return self._welcome(request, path)

    def _form(self, request: Request) -> dict[str, str]:
        """The fields of the form. Raises HTTPError 400, 408, 413, 415, or 503 when too many are being read."""
        if not self._readers.take():
            raise HTTPError(503, "too many forms at once", close=True)
        try:
            return dict(form_fields(request))
        finally:
            self._readers.give_back()

    def _enter_with_key(self, request: Request) -> Response:
        """Guessing needs no throttle here: there are 2**128 keys, and who scanned an old code only meant well."""
        if not self._sessions.opens(request.path):
            return self._page(request, 401, "login.renewed", "/")
        if request.method not in {"GET", "HEAD"}:
            raise HTTPError(405, "a key is only opened", [("Allow", "GET, HEAD")])
        return self._welcome(request, "/")

    def _welcome(self, request: Request, path: str) -> Response:
        response = _go_to(path)
        response.headers.append(self._sessions.cookie(request))
        response.user = self._user
        return response

    def _waiting_page(self, request: Request, error: HTTPError, path: str) -> Response:
        seconds = int(dict(error.headers)["Retry-After"])
        note = count(preferred_language(request.headers, LANGUAGES), "retry-after", seconds)
        return self._page(request, error.status, "error.429", path, hint=note, extra=error.headers)

    def _page(
        self, request: Request, status: int, problem: str, path: str, *, hint: str = "", extra: Sequence[Field] = ()
    ) -> Response:
        """The form. ``problem`` is the key of what is wrong, "" at first sight; ``path`` is where it leads."""
        language = preferred_language(request.headers, LANGUAGES)
        text = words(language)
        pieces = render(
            "login.html",
            language,
            problem=text[problem] if problem else "",
            hint=hint or text["login.hint"].format(share=self._share),
            action=LOGIN_PATH,
            path=path,
            user=self._user,
        )
        if status == 401 and _SHOWS_NO_401 in request.headers.get("user-agent", ""):
            status = 403
        challenge = [self._challenge] if status == 401 else []
        return Response(status, [*page_headers(language), *challenge, *extra], b"".join(pieces))


def _is_browser(request: Request) -> bool:
    """A program shows none of these by itself, and expects to be asked by Basic."""
    return request.headers.has_any(_FROM_BROWSERS) or _wants_page(request)


def _wants_page(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "").lower()


def _path_of(request: Request) -> str:
    path = request.path + (f"?{request.query}" if request.query else "")
    return _own_path(quote(path, safe="%/:?@!$&'()*+,;=~[]", encoding="latin-1", errors="replace"))


def _own_path(text: str) -> str:
    """``text`` when it leads to this share and nowhere else, or its root."""
    return text if _OWN_PATH.fullmatch(text) else "/"


def _go_to(path: str) -> Response:
    return Response(303, [("Location", path), _NOT_STORED])
