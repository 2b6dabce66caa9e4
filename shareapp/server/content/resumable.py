"""Uploads that survive: a hidden file of bytes and beside it a hidden file of facts, so that any process goes on."""

# ruff: noqa: PTH123 - see incoming.py

import json
import os
import re
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Final, Self

from shareapp.server.content.incoming import CONTENT, Incoming, Intake
from shareapp.server.content.names import UNFINISHED
from shareapp.server.content.paths import Directory
from shareapp.server.content.place import Place, refusals
from shareapp.server.content.portable import token_of, unfinished_name
from shareapp.server.errors import HTTPError

_FACTS: Final = "facts"
_UNCHECKED: Final = "unchecked"
_PARTS: Final = (CONTENT, _FACTS, _UNCHECKED)
_FACTS_BYTES: Final = 64 * 1024
_OFFSET: Final = re.compile(r"[0-9]{1,19}")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an upload from its beginning."""

    length: int  # bytes when it is complete
    name: str  # of the file, portable already
    way: tuple[str, ...] = ()  # folders between the one it waits in and the one it is for
    modified: float | None = None  # seconds since the epoch
    metadata: str = ""  # as the client sent it


class Resumable:
    """One upload, open for its only writer. A context manager; what has come stays when it ends."""

    def __init__(self, facts: Facts, incoming: Incoming) -> None:
        self.facts = facts
        self.incoming = incoming

    @classmethod
    def create(cls, intake: Intake, folder: Directory, facts: Facts) -> "Resumable":
        """A new one in ``folder``. Raises HTTPError like ``Incoming.create``."""
        incoming = Incoming.create(intake, folder)
        try:
            _write(incoming.place, unfinished_name(incoming.token, _FACTS), json.dumps(asdict(facts)))
        except BaseException:
            incoming.discard()
            raise
        return cls(facts, incoming)

    @classmethod
    def reopen(cls, intake: Intake, folder: Directory, token: str) -> "Resumable":
        """The one that ``token`` stands for. Raises HTTPError 404, or 423 while another connection writes it."""
        facts = read_facts(folder, token)
        incoming = Incoming.reopen(intake, folder, token)
        unchecked = _unchecked_from(incoming.place, token)
        if unchecked is not None and unchecked < incoming.size:
            incoming.shorten(unchecked)
        return cls(facts, incoming)

    @property
    def is_complete(self) -> bool:
        """Whether every byte has come."""
        return self.incoming.size == self.facts.length

    def doubt(self) -> None:
        """What comes from here on counts only after ``trust``, even if this process is killed before it."""
        place, name = self.incoming.place, unfinished_name(self.incoming.token, _UNCHECKED)
        place.remove(name)
        _write(place, name, str(self.incoming.size))

    def trust(self) -> None:
        """What has come is right."""
        self.incoming.place.remove(unfinished_name(self.incoming.token, _UNCHECKED))

    def publish(self) -> tuple[str, ...] | None:
        """Let the complete file appear. Returns and raises like ``Incoming.publish``."""
        self.incoming.complete(self.facts.modified)
        try:
            return self.incoming.publish(self.facts.way, self.facts.name)
        finally:
            _remove(self.incoming.place, self.incoming.token)

    def discard(self) -> None:
        """End the upload, leaving nothing."""
        self.incoming.discard()
        _remove(self.incoming.place, self.incoming.token)

    def close(self) -> None:
        """Let others go on with it."""
        self.incoming.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def read_facts(folder: Directory, token: str) -> Facts:
    """The facts of the upload that ``token`` stands for. Raises HTTPError 404 when there is none."""
    with refusals():
        descriptor = Place(folder).open(unfinished_name(token, _FACTS), create=False)
    with open(descriptor, "rb") as file:
        text = file.read(_FACTS_BYTES)
    try:
        values = json.loads(text)
        return Facts(**values | {"way": tuple(values["way"])})
    except (ValueError, TypeError, KeyError) as error:  # a power cut came before it was on the disk
        raise HTTPError(404) from error


def offset_of(folder: Directory, token: str) -> int:
    """How many bytes have come and count. Raises HTTPError 404 when there is no such upload."""
    place = Place(folder)
    status = place.status(unfinished_name(token, CONTENT))
    if status is None:
        raise HTTPError(404)
    unchecked = _unchecked_from(place, token)
    return status.st_size if unchecked is None else min(unchecked, status.st_size)


def remove_leftovers(folder: Directory, older_than: float) -> None:
    """Remove the uploads that nobody has gone on with since ``older_than``, in seconds since the epoch."""
    place = Place(folder)
    newest: dict[str, float] = {}
    with os.scandir(folder.path) as entries:
        for entry in entries:
            token = token_of(entry.name) if entry.name.startswith(UNFINISHED) else None
            if token is not None:
                with suppress(OSError):  # finished meanwhile
                    changed = entry.stat(follow_symlinks=False).st_mtime
                    newest[token] = max(changed, newest.get(token, 0.0))
    for token, changed in newest.items():
        if changed < older_than:
            with suppress(OSError):  # the next visitor of the folder tries again
                _remove(place, token)


def _remove(place: Place, token: str) -> None:
    for part in _PARTS:
        place.remove(unfinished_name(token, part))


def _unchecked_from(place: Place, token: str) -> int | None:
    try:
        descriptor = place.open(unfinished_name(token, _UNCHECKED), create=False)
    except FileNotFoundError:
        return None
    with open(descriptor, "rb") as file:
        text = file.read(20).decode("latin-1")
    return int(text) if _OFFSET.fullmatch(text) else 0


def _write(place: Place, name: str, text: str) -> None:
    with refusals(), open(place.open(name, create=True), "wb") as file:
        file.write(text.encode())
