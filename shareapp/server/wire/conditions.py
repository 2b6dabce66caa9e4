"""Validators and conditional requests (RFC 9110 sections 8.8 and 13)."""

from enum import Enum, auto
from typing import Final, NamedTuple

from shareapp.server.message import Headers
from shareapp.server.wire.dates import parse_http_date
from shareapp.server.wire.grammar import ENTITY_TAG, ENTITY_TAG_LIST

_PRECONDITIONS: Final = frozenset({"if-match", "if-unmodified-since", "if-none-match", "if-modified-since"})
_SAFE: Final = frozenset({"GET", "HEAD"})


class EntityTag(NamedTuple):
    """A validator (section 8.8.3). ``opaque`` is what stands between the quotes."""

    opaque: str
    weak: bool = False

    @classmethod
    def parse(cls, text: str) -> "EntityTag | None":
        """The entity tag that ``text`` is, else None."""
        if ENTITY_TAG.fullmatch(text) is None:
            return None
        weak = text.startswith("W/")
        return cls(text[3:-1] if weak else text[1:-1], weak)

    def __str__(self) -> str:
        return f'W/"{self.opaque}"' if self.weak else f'"{self.opaque}"'

    def matches_strongly(self, other: "EntityTag") -> bool:
        """Equal, and neither weak (section 8.8.3.2)."""
        return self.opaque == other.opaque and not self.weak and not other.weak

    def matches_weakly(self, other: "EntityTag") -> bool:
        """Equal, weak or not (section 8.8.3.2)."""
        return self.opaque == other.opaque


def parse_entity_tags(text: str) -> list[EntityTag]:
    """The tags of a list such as If-Match has; none of them when any is malformed."""
    if ENTITY_TAG_LIST.fullmatch(text) is None:
        return []
    return [tag for found in ENTITY_TAG.findall(text) if (tag := EntityTag.parse(found)) is not None]


class Outcome(Enum):
    """What the preconditions of a request lead to."""

    PROCEED = auto()
    NOT_MODIFIED = auto()  # 304
    PRECONDITION_FAILED = auto()  # 412


def evaluate_preconditions(
    method: str, headers: Headers, etag: EntityTag | None, last_modified: int | None, *, exists: bool = True
) -> Outcome:
    """Judge the If-* fields in the order of section 13.2.2. Ask only when the plain answer would be 2xx (13.2.1).

    ``etag`` and ``last_modified`` (seconds since the epoch) are those of the selected representation, None where it has
    none; ``exists`` is False when there is no representation yet, as with a PUT that creates.
    """
    if not headers.has_any(_PRECONDITIONS):
        return Outcome.PROCEED
    if not _may_act_on(headers, etag, last_modified, exists):
        return Outcome.PRECONDITION_FAILED
    if not _is_known(method, headers, etag, last_modified, exists):
        return Outcome.PROCEED
    return Outcome.NOT_MODIFIED if method in _SAFE else Outcome.PRECONDITION_FAILED


def range_applies(headers: Headers, etag: EntityTag | None, last_modified: int | None) -> bool:
    """Whether Range may be honoured as far as If-Range goes (section 13.1.5): its validator is strong and exact."""
    condition = headers.get("if-range")
    if condition is None:
        return True
    if etag is not None:
        given = EntityTag.parse(condition)
        if given is not None:
            return given.matches_strongly(etag)
        if etag.weak:  # a file changed this very moment: its date is no strong validator either (section 8.8.2.2)
            return False
    return last_modified is not None and _date(condition, last_modified) == last_modified


def _may_act_on(headers: Headers, etag: EntityTag | None, last_modified: int | None, exists: bool) -> bool:
    """If-Match, or without it If-Unmodified-Since (steps 1 and 2)."""
    if "if-match" in headers:
        value = _joined(headers, "if-match")
        if value == "*":
            return exists
        return etag is not None and any(etag.matches_strongly(tag) for tag in parse_entity_tags(value))
    limit = headers.get("if-unmodified-since")
    if limit is None or last_modified is None:
        return True
    date = _date(limit, last_modified)
    return date is None or last_modified <= date


def _is_known(method: str, headers: Headers, etag: EntityTag | None, last_modified: int | None, exists: bool) -> bool:
    """If-None-Match, or without it If-Modified-Since (steps 3 and 4): the client has this representation."""
    if "if-none-match" in headers:
        value = _joined(headers, "if-none-match")
        if value == "*":
            return exists
        if etag is not None and value == str(etag):  # what a browser sends, without taking the list apart
            return True
        return etag is not None and any(etag.matches_weakly(tag) for tag in parse_entity_tags(value))
    since = headers.get("if-modified-since")
    if since is None or last_modified is None or method not in _SAFE:
        return False
    date = _date(since, last_modified)
    return date is not None and last_modified <= date


def _joined(headers: Headers, name: str) -> str:
    return ", ".join(headers.get_all(name))


def _date(text: str, last_modified: int) -> int | None:
    # A client repeats our own Last-Modified, so that is the moment to guess the century of two digits from.
    return parse_http_date(text, last_modified)
