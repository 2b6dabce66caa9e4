"""Files from visitors: a form with files (POST to a folder), or a single file (PUT). Unfinished ones leave nothing."""

import json
import os
import time
import unicodedata
from contextlib import closing
from typing import Final

from shareapp.server.content.arriving import announce
from shareapp.server.content.files import validators
from shareapp.server.content.incoming import Incoming, Intake
from shareapp.server.content.names import names_in, quote_path
from shareapp.server.content.page import GENERATED
from shareapp.server.content.paths import Directory
from shareapp.server.content.place import Place, is_file, refusals
from shareapp.server.content.portable import last_part, portable
from shareapp.server.errors import HTTPError
from shareapp.server.events import Arriving
from shareapp.server.layers.chain import Responder
from shareapp.server.limits import MIB, Limits
from shareapp.server.message import EMPTY_BODY, Body, Headers, Request, Response
from shareapp.server.wire.conditions import Outcome, evaluate_preconditions
from shareapp.server.wire.dates import parse_http_date
from shareapp.server.wire.grammar import strict_int
from shareapp.server.wire.multipart import MultipartParser, PartBegin, Piece, form_boundary

METHODS: Final = ("POST", "PUT")
_BUFFER_BYTES: Final = 1 * MIB
_ENDLESS: Final = 2**63 - 1  # a form has any number of files; each of them is bounded


class Upload:
    """The layer for both doors; every other request passes."""

    is_steady = True

    def __init__(self, intake: Intake, limits: Limits) -> None:
        self._intake = intake
        self._parts = limits.form_parts

    def __call__(self, request: Request, inner: Responder) -> Response:
        """Take the files in. Raises HTTPError 400, 403, 404, 405, 409, 412, 413, 415 or 507."""
        if request.method == "POST":
            return self._take_form(request)
        if request.method == "PUT":
            return self._take_file(request)
        return inner(request)

    def _take_file(self, request: Request) -> Response:
        if "content-range" in request.headers:
            raise HTTPError(400, "a part of a file cannot be put")  # RFC 9110 section 14.5
        names = self._names_of_file(request.path)
        self._intake.check_size(request.body.length or 0)
        with closing(self._intake.folder(names[:-1])) as folder:
            there = self._check_existing(request.headers, folder, names[-1])
            incoming = Incoming.create(self._intake, folder)
            announce(request.body, Arriving(names[-1], length=request.body.length))
            try:
                incoming.receive(request.body, self._intake.file_bytes)
                incoming.complete(_modified(request.headers))
                shown = incoming.publish((), names[-1])
            finally:
                incoming.discard()
        if shown is None:
            raise HTTPError(409, "this name is taken")
        if self._intake.blind:
            return Response(201, added=1)
        if there and self._intake.existing == "replace":
            return Response(204, added=1)
        return Response(201, [("Location", quote_path(shown))], added=1)

    def _names_of_file(self, path: str) -> tuple[str, ...]:
        names = names_in(path, self._intake.root.rules)
        if not names or path.endswith("/"):
            raise HTTPError(405, "a folder cannot be put", [("Allow", "GET, HEAD, OPTIONS, POST")])
        self._intake.check_way(names[:-1])
        self._intake.check_names(names)
        name = portable(names[-1])
        # Another spelling of the same name is right (macOS sends letters and accents apart), another name is not.
        if portable(name) != name or not _is_same_name(names[-1], name):
            raise HTTPError(403, "not every disk can hold this name")
        return (*names[:-1], name)

    def _check_existing(self, headers: Headers, folder: Directory, name: str) -> bool:
        """Whether the file exists already. Raises HTTPError 409 or 412 when it then may not be put."""
        with refusals():
            status = None if self._intake.blind else Place(folder).status(name)
        if status is not None and not is_file(status):
            raise HTTPError(409, "this name is taken")
        etag, last_modified = (None, None) if status is None else validators(status, time.time())
        outcome = evaluate_preconditions("PUT", headers, etag, last_modified, exists=status is not None)
        if outcome is not Outcome.PROCEED:
            raise HTTPError(412)
        if status is not None and self._intake.existing == "skip":
            raise HTTPError(409, "this name is taken")
        return status is not None

    def _take_form(self, request: Request) -> Response:
        boundary = form_boundary(request.headers.get("content-type", ""))
        names = names_in(request.path, self._intake.root.rules)
        self._intake.check_way(names)
        with closing(self._intake.folder(names)) as folder:
            self._intake.check_space(folder, request.body.length or 0)
            form = _Form(self._intake, folder, MultipartParser(boundary, parts=self._parts))
            try:
                form.read(request.body)
                shown = form.publish()
            finally:
                form.discard()
        skipped = form.count - len(shown)
        if "text/html" in request.headers.get("accept", ""):
            response = _back_to_folder(names, len(shown), skipped)
        else:
            response = _created(names, shown, skipped, tells_names=not self._intake.blind)
        response.added = len(shown)
        return response


class _Form:
    """The files of one form. They appear together, when the form is complete."""

    def __init__(self, intake: Intake, folder: Directory, parser: MultipartParser) -> None:
        self._intake = intake
        self._folder = folder
        self._parser = parser
        self._arrived: list[tuple[str, Incoming]] = []
        self._current: Incoming | None = None
        self._body: Body = EMPTY_BODY

    @property
    def count(self) -> int:
        """How many files came."""
        return len(self._arrived)

    def read(self, body: Body) -> None:
        """Read the whole form. Raises HTTPError; ``discard`` then takes back what has come."""
        body.allow(_ENDLESS)
        self._body = body
        buffer = memoryview(bytearray(_BUFFER_BYTES))
        while count := body.readinto(buffer):
            for piece in self._parser.feed(bytes(buffer[:count])):
                self._take(piece)
        if not self._parser.finished:
            raise HTTPError(400, "form cut short", close=True)

    def publish(self) -> list[tuple[str, ...]]:
        """Let the files appear; the names of those that did."""
        shown = [incoming.publish((), name) for name, incoming in self._arrived]
        return [names for names in shown if names is not None]

    def discard(self) -> None:
        """Remove what has not appeared."""
        for _, incoming in self._arrived:
            incoming.discard()

    def _take(self, piece: Piece) -> None:
        if isinstance(piece, PartBegin):
            if piece.file_name:  # empty when no file was chosen, None for a field of text
                self._begin(last_part(piece.file_name))
        elif self._current is None:
            return
        elif isinstance(piece, bytes):
            self._current.write(piece)
        else:
            self._current.complete()
            self._current.close()
            self._current = None

    def _begin(self, file_name: str) -> None:
        name = portable(file_name)
        self._intake.check_names((*self._folder.names, name))
        announce(self._body, Arriving(name))
        self._current = Incoming.create(self._intake, self._folder)
        self._arrived.append((name, self._current))


def _back_to_folder(names: tuple[str, ...], added: int, skipped: int) -> Response:
    """To the folder's page, which tells the result and sends nothing again when reloaded (RFC 9110 section 15.4.4)."""
    query = f"?added={added}" + (f"&skipped={skipped}" if skipped else "")
    return Response(303, [("Location", f"{quote_path(names)}/{query}"), ("Cache-Control", "no-store")])


def _created(
    names: tuple[str, ...], shown: list[tuple[str, ...]], skipped: int, *, tells_names: bool = True
) -> Response:
    """For programs: how many came, and what the files are called now."""
    if not shown:
        raise HTTPError(409 if skipped else 400, "these names are taken" if skipped else "no file in the form")
    content: dict[str, object] = {"added": len(shown), "skipped": skipped}
    headers = [("Content-Type", "application/json"), *GENERATED]
    if tells_names:
        content["files"] = [{"href": quote_path(each)} for each in shown]
        headers.append(("Location", quote_path(shown[0]) if len(shown) == 1 else quote_path(names) + "/"))
    return Response(201, headers, json.dumps(content).encode() + b"\n")


def _modified(headers: Headers) -> float | None:
    """When the file was last changed, as clients that put files tell it: seconds in X-OC-Mtime, or Last-Modified."""
    seconds = strict_int(headers.get("x-oc-mtime", ""), 11)
    return parse_http_date(headers.get("last-modified", ""), time.time()) if seconds is None else seconds


def _is_same_name(sent: str, stored: str) -> bool:
    return unicodedata.normalize("NFC", os.fsencode(sent).decode("utf-8", "replace")) == stored
