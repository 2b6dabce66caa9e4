"""New devices at the door of ``shareapp serve``: each is announced, and let in or sent away by a key."""

import os
import sys
from collections.abc import Callable, Iterator
from typing import Final

from shareapp.server.layers.doorbell import Visitor
from shareapp.sharing.controller import ShareController
from shareapp.sharing.devices import device_name
from shareapp.sharing.logformat import visible
from shareapp.sharing.words import Words

# The keys of y and n give other letters while a Korean keyboard writes Korean.
_YES: Final = frozenset({"y", "yes", "ㅛ", "예", "네"})
_NO: Final = frozenset({"n", "no", "ㅜ", "아니요", "아니오"})
_CHARACTERS: Final = 256

ReadLine = Callable[[], str | None]
"""A line that has been typed, None while there is none. Never waits."""


class Keyboard:
    """Lines from a terminal, without ever waiting for one."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._typed = b""

    def __call__(self) -> str | None:
        """See ``ReadLine``."""
        self._typed += _ready(self._descriptor)
        line, end, rest = self._typed.partition(b"\n")
        if not end:
            return None
        self._typed = rest
        return line.decode("utf-8", "replace")


if sys.platform == "win32":
    import msvcrt

    def _ready(_descriptor: int) -> bytes:
        typed = ""
        while msvcrt.kbhit():
            typed += msvcrt.getwche()
        return typed.replace("\r", "\n").encode("utf-8", "replace")
else:
    import select

    def _ready(descriptor: int) -> bytes:
        if not select.select([descriptor], [], [], 0)[0]:
            return b""
        try:
            return os.read(descriptor, _CHARACTERS)
        except OSError:  # the terminal is gone
            return b""


class Door:
    """Asks about one device after the other; ``look`` is to be called again and again."""

    def __init__(self, controller: ShareController, words: Words, read_line: ReadLine) -> None:
        self._controller = controller
        self._words = words
        self._read_line = read_line
        self._asked: Visitor | None = None

    def look(self) -> Iterator[str]:
        """Carry out what has been typed, and what there is to say now."""
        line = self._read_line()
        waiting = self._controller.doorbell.visitors()
        asked = self._asked
        if asked is not None and line is not None:
            yield from self._answer(asked, line.strip().lower())
        elif asked is not None and asked.client not in {visitor.client for visitor in waiting}:
            self._asked = None
            yield self._words("door.left", device=_name(asked))
        if self._asked is None:
            yield from self._ask_next()

    def _answer(self, visitor: Visitor, answer: str) -> Iterator[str]:
        if answer in _YES:
            self._controller.doorbell.admit(visitor.client)
            yield self._words("door.allowed", device=_name(visitor))
        elif answer in _NO:
            self._controller.block(visitor.client)
            yield self._words("door.denied", device=_name(visitor))
        self._asked = None

    def _ask_next(self) -> Iterator[str]:
        visitor = next(iter(self._controller.doorbell.visitors()), None)
        if visitor is not None:
            self._asked = visitor
            yield self._words("door.ask", device=_name(visitor))


def _name(visitor: Visitor) -> str:
    name = device_name(visitor.agent)
    return visible(f"{name} · {visitor.client}" if name else visitor.client)
