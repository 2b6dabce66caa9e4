"""``?zip`` on a folder: all of it, or what ``&name=`` chooses, as one download.

An address holds some hundred names. A page sends more of them in a form, and is led to an address that stands for them,
so that a download of any choice goes on where it was.
"""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import ExitStack
from hashlib import blake2b
from urllib.parse import parse_qsl
from weakref import WeakValueDictionary

from shareapp.server.content.archive import Archive, ArchiveBytes, Checksums, plan
from shareapp.server.content.paths import Directory, Root
from shareapp.server.errors import HTTPError
from shareapp.server.layers.chain import Responder
from shareapp.server.layers.forms import form_fields
from shareapp.server.limits import MIB, Limits
from shareapp.server.message import Field, Request, Response
from shareapp.server.process import Slots
from shareapp.server.wire.conditions import EntityTag, Outcome, evaluate_preconditions, range_applies
from shareapp.server.wire.disposition import content_disposition
from shareapp.server.wire.ranges import (
    ByteRange,
    NoRanges,
    content_range,
    parse_range,
    unsatisfied_content_range,
)

_READS = frozenset({"GET", "HEAD"})
_CHOICE_BYTES = 1 * MIB  # of names in one form
_CHOICES = 32  # remembered; who comes back to an older one chooses again
_NOT_STORED: Field = ("Cache-Control", "no-store")  # a phone has no room for it twice


class Zip:
    """Answers ``/folder/?zip`` from ``root``; the root itself is saved under ``name``."""

    is_steady = True

    def __init__(self, root: Root, name: str, limits: Limits | None = None) -> None:
        self._root = root
        self._name = name
        self._limits = limits or Limits()
        self._slots = Slots(self._limits.archives)
        self._checksums = Checksums()
        self._choices = OrderedDict[str, str]()
        self._running = WeakValueDictionary[tuple[tuple[str, ...], EntityTag], Archive]()

    def __call__(self, request: Request, inner: Responder) -> Response:
        """The archive, resumable, or the inner answer. Raises HTTPError 404, 412, 416, 422 and 503, and for a form
        400, 408, 413 and 415."""
        if not request.query or not request.path.endswith("/"):
            return inner(request)
        query = _parsed(request.query)
        if ("zip", "") not in query:  # with a value it is the page's own question, a postal code perhaps
            return inner(request)
        if request.method == "POST":
            return self._remember(request)
        if request.method not in _READS:
            return inner(request)
        chosen = self._chosen(query)
        if not self._slots.take():
            raise HTTPError(503)
        with ExitStack() as stack:
            stack.callback(self._slots.give_back)
            response = self._answer(request, *self._plan(request, chosen))
            response.on_close = stack.pop_all().close
            return response

    def _remember(self, request: Request) -> Response:
        """To the address of what the form chooses: its field "choice" is a query of names, as names are bytes."""
        choice = dict(form_fields(request, _CHOICE_BYTES)).get("choice", "")
        if not choice.isascii() or not self._names(_parsed(choice)):
            raise HTTPError(400, "nothing is chosen")
        token = blake2b(choice.encode(), digest_size=12).hexdigest()
        self._choices[token] = choice
        if len(self._choices) > _CHOICES:
            self._choices.popitem(last=False)
        return Response(303, [("Location", f"?zip&choice={token}"), _NOT_STORED])

    def _chosen(self, query: list[tuple[str, str]]) -> frozenset[str]:
        token = dict(query).get("choice")
        if token is None:
            return self._names(query)
        try:
            return self._names(_parsed(self._choices[token]))
        except KeyError:
            raise HTTPError(404, "this choice is forgotten") from None

    def _names(self, query: list[tuple[str, str]]) -> frozenset[str]:
        return frozenset(self._root.rules.decode(value.encode("latin-1")) for key, value in query if key == "name")

    def _plan(self, request: Request, chosen: frozenset[str]) -> tuple[Archive, str]:
        """The archive and the name to save it under."""
        opened = self._root.resolve(request.path)
        try:
            if not isinstance(opened, Directory):
                raise HTTPError(404)
            archive = plan(opened, chosen, self._limits.archive_members)
            # A class that downloads one folder shares one plan of it: forty would weigh a gigabyte.
            archive = self._running.setdefault((archive.folder, archive.etag), archive)
            name = opened.names[-1] if opened.names else self._name
            return archive, f"{name}.zip"
        finally:
            opened.close()

    def _answer(self, request: Request, archive: Archive, file_name: str) -> Response:
        validators: list[Field] = [("ETag", str(archive.etag)), _NOT_STORED]
        outcome = evaluate_preconditions(request.method, request.headers, archive.etag, None)
        if outcome is Outcome.NOT_MODIFIED:
            return Response(304, validators)
        if outcome is Outcome.PRECONDITION_FAILED:
            raise HTTPError(412)
        fields: list[Field] = [
            ("Content-Type", "application/zip"),
            ("Content-Disposition", content_disposition("attachment", file_name)),
            ("Accept-Ranges", "bytes"),
            *validators,
        ]
        part = self._part(request, archive)
        if part is None:
            return Response(200, fields, self._body(request, archive, ByteRange(0, archive.length - 1)), archive.length)
        fields.append(("Content-Range", content_range(part.first, part.last, archive.length)))
        return Response(206, fields, self._body(request, archive, part), part.length)

    def _part(self, request: Request, archive: Archive) -> ByteRange | None:
        """The range to send, None for the whole archive: several at once are not worth their price here."""
        value = request.headers.get("range")
        if value is None or request.method != "GET" or not range_applies(request.headers, archive.etag, None):
            return None
        ranges = parse_range(value, archive.length, self._limits)
        if ranges is NoRanges.UNSATISFIABLE:
            raise HTTPError(416, headers=[("Content-Range", unsatisfied_content_range(archive.length))])
        return ranges[0] if isinstance(ranges, tuple) and len(ranges) == 1 else None

    def _body(self, request: Request, archive: Archive, part: ByteRange) -> bytes | Iterator[bytes]:
        if request.is_head:
            return b""
        return ArchiveBytes(archive, self._checksums, request.is_connected).read(part.first, part.last)


def _parsed(query: str) -> list[tuple[str, str]]:
    """Each byte a character, as names are bytes; those that are no UTF-8 would be lost otherwise."""
    return parse_qsl(query, keep_blank_values=True, encoding="latin-1")
