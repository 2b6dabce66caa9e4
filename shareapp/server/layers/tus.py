"""Resumable upload by the tus protocol 1.0.0 (https://tus.io/protocols/resumable-upload).

There is no path of its own that could collide with a file: an upload is created by a POST to the folder it is for, and
its address is that folder's with its token in the query. Requests of the protocol bear Tus-Resumable; all others pass.
"""

import base64
import binascii
import hashlib
import hmac
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar
from urllib.parse import parse_qs

from shareapp.server.content.arriving import announce
from shareapp.server.content.crc32 import Crc32
from shareapp.server.content.incoming import Intake
from shareapp.server.content.names import names_in, quote_path
from shareapp.server.content.paths import Directory
from shareapp.server.content.place import Place
from shareapp.server.content.portable import is_token, last_part, portable
from shareapp.server.content.resumable import Facts, Resumable, offset_of, read_facts, remove_leftovers
from shareapp.server.errors import HTTPError
from shareapp.server.events import Arriving
from shareapp.server.layers.chain import Responder
from shareapp.server.limits import Limits
from shareapp.server.message import Field, Request, Response
from shareapp.server.wire.dates import format_http_date
from shareapp.server.wire.grammar import strict_int

if TYPE_CHECKING:
    from hashlib import _Hash

_Value = TypeVar("_Value")

METHODS: Final = ("PATCH", "DELETE")
_VERSION: Final = "1.0.0"
_RESUMABLE: Final[Field] = ("Tus-Resumable", _VERSION)
_NO_STORE: Final[Field] = ("Cache-Control", "no-store")
_EXTENSIONS: Final = "creation,creation-with-upload,termination,checksum,expiration"
_ALGORITHMS: Final[dict[str, Callable[..., "Crc32 | _Hash"]]] = {
    "crc32": Crc32,
    "sha1": hashlib.sha1,
    "sha256": hashlib.sha256,
}
_BYTES: Final = "application/offset+octet-stream"
_MISMATCH: Final = 460  # the protocol's own status
_DEPTH: Final = 32  # folders in a folder that is uploaded
_DIGITS: Final = 15
_TIDY_S: Final = 3600.0
_REMEMBERED: Final = 4096


class _Finished(NamedTuple):
    """An upload that became a file: a client that lost the last answer asks once more."""

    length: int
    location: tuple[Field, ...]  # of the file; none where nobody may learn what it is called now


class Tus:
    """The layer. May be used by many threads; what it remembers makes answers better, not right."""

    is_steady = True  # what it does at the sight of a folder, no stored answer is for: those are of files

    def __init__(self, intake: Intake, limits: Limits, clock: Callable[[], float] = time.time) -> None:
        self._intake = intake
        self._idle_s = limits.upload_idle_s
        self._clock = clock
        self._finished: OrderedDict[str, _Finished] = OrderedDict()
        self._tidied: OrderedDict[str, float] = OrderedDict()
        self._given_up: OrderedDict[str, None] = OrderedDict()

    def __call__(self, request: Request, inner: Responder) -> Response:
        """Answer what belongs to the protocol. Raises HTTPError 400, 403, 404, 405, 409, 412, 413, 415, 423, 460 or
        507."""
        version = request.headers.get("tus-resumable")
        if version is None or request.method in {"GET", "OPTIONS"}:
            response = inner(request)
            if request.method == "OPTIONS":
                response.headers += self._abilities()
            elif request.method == "GET" and request.path.endswith("/"):
                self._tidy(request.path)
            return response
        try:
            response = self._answer(request, version)
        except HTTPError as error:
            headers = (*error.headers, _RESUMABLE)
            raise HTTPError(error.status, error.reason, headers, close=error.close) from error
        response.headers += (_RESUMABLE, _NO_STORE)
        return response

    def _abilities(self) -> list[Field]:
        return [
            _RESUMABLE,
            ("Tus-Version", _VERSION),
            ("Tus-Max-Size", str(self._intake.file_bytes)),
            ("Tus-Extension", _EXTENSIONS),
            ("Tus-Checksum-Algorithm", ",".join(_ALGORITHMS)),
        ]

    def _answer(self, request: Request, version: str) -> Response:
        if version != _VERSION:
            raise HTTPError(412, "unknown version of tus", [("Tus-Version", _VERSION)])
        names = names_in(request.path, self._intake.root.rules)
        self._intake.check_way(names)
        method = _meant_method(request)
        if method == "POST":
            return self._create(request, names)
        action = {"HEAD": self._tell, "PATCH": self._append, "DELETE": self._end}.get(method)
        if action is None:
            raise HTTPError(405, headers=[("Allow", "OPTIONS, POST, HEAD, PATCH, DELETE")])
        token = parse_qs(request.query).get("upload", [""])[-1]
        if not is_token(token):
            raise HTTPError(404)
        with closing(self._intake.folder(names)) as folder:
            if token in self._given_up:
                self._refuse(folder, token)
            return action(request, folder, token)

    def _create(self, request: Request, names: tuple[str, ...]) -> Response:
        facts = _facts(request)
        self._intake.check_size(facts.length)
        with closing(self._intake.folder(names)) as asked:
            self._intake.check_names((*names, *facts.way, facts.name))
            self._tidy(request.path)
            folder, rest = self._descend(asked, facts.way)
            with closing(folder):
                self._check_not_skipped(folder, rest, facts.name)
                self._intake.check_space(folder, facts.length)
                return self._begin(request, folder, replace(facts, way=rest))

    def _begin(self, request: Request, folder: Directory, facts: Facts) -> Response:
        with Resumable.create(self._intake, folder, facts) as upload:
            location = f"{quote_path(folder.names)}/?upload={upload.incoming.token}"
            headers = [("Location", location), self._expires()]
            try:
                if request.headers.get("content-type") == _BYTES:
                    self._receive(request, upload)
            except BaseException:
                upload.discard()  # its address was never told, so nobody could go on
                raise
            added = int(upload.is_complete)
            headers += self._progress(upload)
        return Response(201, headers, added=added)

    def _descend(self, folder: Directory, way: tuple[str, ...]) -> tuple[Directory, tuple[str, ...]]:
        """The last folder of ``way`` that is there already, for the bytes to wait in, and what is to be made."""
        deepest = self._intake.folder(folder.names)
        try:
            while way and not self._intake.blind and Place(deepest).status(way[0]) is not None:
                inner = self._intake.folder((*deepest.names, way[0]))
                deepest.close()
                deepest, way = inner, way[1:]
        except BaseException:
            deepest.close()
            raise
        return deepest, way

    def _check_not_skipped(self, folder: Directory, rest: tuple[str, ...], name: str) -> None:
        if self._intake.existing == "skip" and not rest and Place(folder).status(name) is not None:
            raise HTTPError(409, "this name is taken")

    def _tell(self, _request: Request, folder: Directory, token: str) -> Response:
        finished = self._finished.get(token)
        if finished is not None:
            return Response(200, [*_offset(finished.length), ("Upload-Length", str(finished.length))])
        facts = read_facts(folder, token)
        headers = [*_offset(offset_of(folder, token)), ("Upload-Length", str(facts.length)), self._expires()]
        if facts.metadata:
            headers.append(("Upload-Metadata", facts.metadata))
        return Response(200, headers)

    def _append(self, request: Request, folder: Directory, token: str) -> Response:
        if request.headers.get("content-type") != _BYTES:
            raise HTTPError(415, "not " + _BYTES)
        offset = strict_int(request.headers.get("upload-offset", ""), _DIGITS)
        if offset is None:
            raise HTTPError(400, "no Upload-Offset")
        finished = self._finished.get(token)
        if finished is not None:
            return _append_nothing(finished, offset, request.body.length)
        with Resumable.reopen(self._intake, folder, token) as upload:
            if offset != upload.incoming.size:
                raise HTTPError(409, "another offset", _offset(upload.incoming.size))
            self._receive(request, upload)
            added = int(upload.is_complete)
            return Response(204, [*self._progress(upload), self._expires()], added=added)

    def _refuse(self, folder: Directory, token: str) -> None:
        """Leave nothing of an upload that the owner of the folder did not want to go on. Raises HTTPError 403."""
        with suppress(HTTPError), Resumable.reopen(self._intake, folder, token) as upload:
            upload.discard()
        raise HTTPError(403, "given up here", close=True)

    def _end(self, _request: Request, folder: Directory, token: str) -> Response:
        with Resumable.reopen(self._intake, folder, token) as upload:
            upload.discard()
        return Response(204)

    def _receive(self, request: Request, upload: Resumable) -> None:
        incoming = upload.incoming
        left = upload.facts.length - incoming.size
        arriving = Arriving(upload.facts.name, incoming.token, incoming.size, upload.facts.length)
        announce(request.body, arriving, partial(_remember, self._given_up, incoming.token, None))
        if (request.body.length or 0) > left:
            raise HTTPError(413, "more than Upload-Length", close=True)
        wanted = request.headers.get("upload-checksum")
        if wanted is None:
            incoming.receive(request.body, left)
            return
        checksum, digest = _checksum(wanted)
        before = incoming.size
        upload.doubt()
        try:
            incoming.receive(request.body, left, checksum.update)
            _compare(checksum.digest(), digest)
        except BaseException:
            incoming.shorten(before)
            raise
        finally:
            upload.trust()

    def _progress(self, upload: Resumable) -> list[Field]:
        """The fields that tell how far it is; a complete upload becomes its file first."""
        fields = _offset(upload.incoming.size)
        if not upload.is_complete:
            return fields
        shown = upload.publish()
        if shown is None:
            raise HTTPError(409, "this name is taken")
        finished = _Finished(
            upload.facts.length, () if self._intake.blind else (("Content-Location", quote_path(shown)),)
        )
        _remember(self._finished, upload.incoming.token, finished)
        return [*fields, *finished.location]

    def _expires(self) -> Field:
        return ("Upload-Expires", format_http_date(int(self._clock() + self._idle_s)))

    def _tidy(self, path: str) -> None:
        """Remove what was given up in a folder, when somebody comes by; once in an hour."""
        now = self._clock()
        if now - self._tidied.get(path, 0.0) < _TIDY_S:
            return
        _remember(self._tidied, path, now)
        # A folder that cannot be opened for writing, or not at all, has no leftovers of ours.
        with suppress(HTTPError, OSError), closing(self._intake.folder(names_in(path, self._intake.root.rules))) as it:
            remove_leftovers(it, now - self._idle_s)


def _meant_method(request: Request) -> str:
    """What a client behind something that knows only GET and POST says it means. Only POST may mean another method:
    that is one which no web page of others can send here, whatever it says."""
    overriding = request.headers.get("x-http-method-override") if request.method == "POST" else None
    return overriding or request.method


def _remember(memory: "OrderedDict[str, _Value]", key: str, value: "_Value") -> None:
    memory[key] = value
    if len(memory) > _REMEMBERED:
        memory.popitem(last=False)


def _offset(offset: int) -> list[Field]:
    return [("Upload-Offset", str(offset))]


def _append_nothing(finished: _Finished, offset: int, length: int | None) -> Response:
    if offset != finished.length or length != 0:
        raise HTTPError(409, "the upload is complete", _offset(finished.length))
    return Response(204, [*_offset(offset), *finished.location])


def _checksum(value: str) -> tuple["Crc32 | _Hash", bytes]:
    algorithm, _, encoded = value.partition(" ")
    if algorithm not in _ALGORITHMS:
        raise HTTPError(400, "unknown checksum algorithm")
    return _ALGORITHMS[algorithm](usedforsecurity=False), _decoded(encoded)


def _compare(received: bytes, promised: bytes) -> None:
    if not hmac.compare_digest(received, promised):
        raise HTTPError(_MISMATCH, "checksum mismatch")


def _facts(request: Request) -> Facts:
    length = strict_int(request.headers.get("upload-length", ""), _DIGITS)
    if length is None:
        raise HTTPError(400, "no Upload-Length")
    metadata = request.headers.get("upload-metadata", "")
    values = _metadata(metadata)
    relative = [part for part in values.get("relativePath", "").replace("\\", "/").split("/") if part]
    if len(relative) > _DEPTH or any(part in {".", ".."} for part in relative):
        raise HTTPError(400, "malformed relativePath")
    name = last_part(values.get("filename") or values.get("name") or (relative[-1] if relative else ""))
    return Facts(
        length=length,
        name=portable(name),
        way=tuple(map(portable, relative[:-1])),
        modified=_modified(values.get("lastModified", "")),
        metadata=metadata,
    )


def _metadata(value: str) -> dict[str, str]:
    """Upload-Metadata: keys and base64 values, with commas between the pairs."""
    values: dict[str, str] = {}
    for pair in filter(None, (pair.strip(" \t") for pair in value.split(","))):
        key, _, encoded = pair.partition(" ")
        if key in values:
            raise HTTPError(400, "repeated metadata")
        values[key] = _decoded(encoded).decode("utf-8", "replace")
    return values


def _decoded(encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded.strip(" \t"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise HTTPError(400, "malformed base64") from error


def _modified(text: str) -> float | None:
    """Milliseconds since the epoch, as File.lastModified of browsers."""
    milliseconds = strict_int(text, _DIGITS)
    return None if milliseconds is None else min(milliseconds / 1000, 253_402_214_400.0)
