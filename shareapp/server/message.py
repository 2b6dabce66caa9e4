"""The values every room speaks: Headers, Request, Response, FileSlice.

Text on the wire is ISO-8859-1 (RFC 9110 section 5.5): field values keep one character per byte.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, overload

Field = tuple[str, str]


class Headers:
    """Header fields in the order they came, looked up without regard to case (RFC 9110 section 5.1). Immutable."""

    __slots__ = ("_fields", "_first")

    def __init__(self, fields: Iterable[Field] = ()) -> None:
        self._fields = tuple(fields)
        first: dict[str, str] = {}
        for name, value in self._fields:
            first.setdefault(name.lower(), value)
        self._first = first

    @classmethod
    def of_parsed(cls, fields: tuple[Field, ...], first: dict[str, str]) -> "Headers":
        """Take over what a parser has made already: ``first`` is the first value of each name in lower case."""
        headers = cls.__new__(cls)
        headers._fields = fields
        headers._first = first
        return headers

    def has_any(self, names: frozenset[str]) -> bool:
        """Whether a field of one of these names, given in lower case, is there: the cheap question before dear ones."""
        return not self._first.keys().isdisjoint(names)

    @overload
    def get(self, name: str) -> str | None: ...
    @overload
    def get(self, name: str, default: str) -> str: ...
    def get(self, name: str, default: str | None = None) -> str | None:
        """The first value of the field ``name``, or ``default``."""
        return self._first.get(name.lower(), default)

    def get_all(self, name: str) -> list[str]:
        """Every value of the field ``name``, in order."""
        wanted = name.lower()
        if wanted not in self._first:
            return []
        if len(self._first) == len(self._fields):  # no name is there twice
            return [self._first[wanted]]
        return [value for key, value in self._fields if key.lower() == wanted]

    def get_list(self, name: str) -> list[str]:
        """The comma-separated members of a list field over all its lines, blanks trimmed, empty ones dropped
        (RFC 9110 section 5.6.1)."""
        return [part for value in self.get_all(name) for item in value.split(",") if (part := item.strip(" \t"))]

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._first

    def __iter__(self) -> Iterator[Field]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Headers) and self._fields == other._fields

    def __hash__(self) -> int:
        return hash(self._fields)

    def __repr__(self) -> str:
        return f"Headers({list(self._fields)!r})"


class Body(Protocol):
    """A request's body: bounded by its framing, readable once. Reading raises HTTPError when the framing is broken
    (400), the limit is passed (413) or the client stalls (408)."""

    @property
    def length(self) -> int | None:
        """Announced bytes: 0 without a body, None when chunked."""

    def allow(self, limit: int) -> None:
        """Take up to ``limit`` bytes instead of ``Limits.body_bytes``. To be called before the first read."""

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes (all of the rest when negative); ``b""`` at the end."""

    def readinto(self, buffer: memoryview) -> int:
        """Fill ``buffer`` as far as bytes are there (at least one, unless at the end); how many were written."""


class EmptyBody:
    """The body of a request without one."""

    __slots__ = ()
    length = 0  # bytes

    def allow(self, limit: int) -> None:
        """Nothing is less than any limit."""

    def read(self, size: int = -1) -> bytes:  # noqa: ARG002 - the protocol's parameter
        """Always the end."""
        return b""

    def readinto(self, buffer: memoryview) -> int:  # noqa: ARG002 - the protocol's parameter
        """Always the end."""
        return 0


EMPTY_BODY = EmptyBody()


def _always() -> bool:
    return True


class Request(NamedTuple):
    """One request, checked by ``wire`` and read-only.

    ``method`` is a token, in any case; ``version`` (1, 0) or (1, 1); ``headers`` are its fields and ``body`` its
    content, read on demand. ``client`` is the numeric address, ``secure`` whether it came encrypted, ``user`` the name
    whose password was checked, or "".

    ``target`` is the request target as sent; ``path`` its path (still percent-encoded, always beginning with "/", or
    "*" with OPTIONS) and ``query`` the part after "?" (without it, "" when absent). An absolute-form target has been
    reduced: its authority is in ``host``, which otherwise is the Host field ("" when a lenient 1.0 client sent none).
    """

    method: str
    target: str
    path: str
    query: str
    version: tuple[int, int]
    headers: Headers
    host: str = ""
    client: str = ""
    secure: bool = False
    body: Body = EMPTY_BODY
    user: str = ""
    is_connected: Callable[[], bool] = _always  # whether the client still waits; for work that may be given up

    @property
    def is_head(self) -> bool:
        """Whether the answer must stop after its head (RFC 9110 section 9.3.2)."""
        return self.method == "HEAD"


class SharedFile:
    """An open file that several answers are sent from. It is closed with the last reference to it, so that no answer
    can meet a descriptor that has become another file's."""

    __slots__ = ("descriptor", "size")

    def __init__(self, descriptor: int, size: int) -> None:
        self.descriptor = descriptor
        self.size = size  # bytes

    def __del__(self) -> None:
        os.close(self.descriptor)


@dataclass(slots=True)
class FileSlice:
    """``length`` bytes from ``offset`` of an open file ``descriptor``, which may be a ``shared`` one's. Whoever sends
    the response closes it."""

    descriptor: int
    offset: int
    length: int
    shared: SharedFile | None = None

    def close(self) -> None:
        """Release the descriptor, or the claim to a shared one; harmless twice."""
        if self.descriptor >= 0:
            descriptor, self.descriptor = self.descriptor, -1
            if self.shared is None:
                os.close(descriptor)
            self.shared = None


def _seek_and_read(descriptor: int, size: int, offset: int) -> bytes:
    os.lseek(descriptor, offset, os.SEEK_SET)  # where this is needed no descriptor is shared: nobody else moves it
    return os.read(descriptor, size)


read_at: Callable[[int, int, int], bytes] = getattr(os, "pread", _seek_and_read)
"""``(descriptor, size, offset)``: at most ``size`` bytes from ``offset``, as POSIX pread. Raises OSError."""

ResponseBody = bytes | FileSlice | Iterable[bytes]


class Openable(Protocol):
    """A file that can be opened again. One object for one file: equal ones share what is opened."""

    def open(self) -> FileSlice | None:
        """All of it, None when it is not what it was."""


class Again(NamedTuple):
    """How to give an answer once more to the same request of the same client."""

    holds: Callable[[], bool]  # whether it is still the answer; asked each time
    whole: bytes | Openable  # the body; of an answer to a range, what the range was taken from


@dataclass(slots=True)
class Response:
    """An answer with a ``status`` code and a ``body``. Made by one responder, changed only by the layers around it,
    sent once, closed once.

    ``headers`` hold everything but the framing and Date, Server and Connection, which the engine adds. With an
    iterable body, ``length`` says its exact size when it is known (else it is sent chunked, or close-delimited to
    HTTP/1.0). For HEAD the responder gives the same fields and may leave the body ``b""`` with ``length`` set.
    """

    status: int
    headers: list[Field] = field(default_factory=list)
    body: ResponseBody = b""
    length: int | None = None
    user: str = ""  # who the password belonged to, for the log
    added: int = 0  # files that are whole and in their place by this request, for the log
    on_close: Callable[[], None] | None = None  # called when it was sent, or never will be
    is_sent: bool = False  # everything has left this computer; known when it is closed
    # Where the request, its client and this alone decide: whoever knows of more takes it away (see ``layers.chain``).
    again: Again | None = None

    def body_length(self) -> int | None:
        """Exact number of body bytes, None when only the end will tell."""
        if self.length is not None:
            return self.length
        if isinstance(self.body, bytes | FileSlice):
            return len(self.body) if isinstance(self.body, bytes) else self.body.length
        return None

    def header(self, name: str) -> str | None:
        """The first value of the field ``name``."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    def close(self) -> None:
        """Release files and generators, sent or not; harmless twice."""
        body, self.body = self.body, b""
        try:
            if not isinstance(body, bytes):
                close = getattr(body, "close", None)
                if close is not None:
                    close()
        finally:
            callback, self.on_close = self.on_close, None
            if callback is not None:
                callback()
