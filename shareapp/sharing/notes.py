"""What went wrong beside the requests, boiled down: the same trouble of the same device is one note with a count."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from shareapp.server.events import Trouble


class Note(NamedTuple):
    """``trouble`` is the latest of ``times`` alike."""

    trouble: Trouble
    times: int


class Notes:
    """The newest ``MOST`` notes. Scripts that ended well leave none."""

    MOST = 200  # a hostile network must not fill the memory, and nobody reads more

    def __init__(self) -> None:
        self._notes: OrderedDict[tuple[str, ...], Note] = OrderedDict()

    def __len__(self) -> int:
        return len(self._notes)

    def __iter__(self) -> Iterator[Note]:
        """Newest first."""
        return reversed(self._notes.values())

    def add(self, troubles: Iterable[Trouble]) -> bool:
        """Take these in; whether one of them was worth a note."""
        worthy = [trouble for trouble in troubles if is_worth_a_note(trouble)]
        for trouble in worthy:
            key = _key(trouble)
            before = self._notes.pop(key, None)
            self._notes[key] = Note(trouble, 1 if before is None else before.times + 1)
        while len(self._notes) > self.MOST:
            self._notes.popitem(last=False)
        return bool(worthy)

    def clear(self) -> None:
        """Forget them all."""
        self._notes.clear()


def is_worth_a_note(trouble: Trouble) -> bool:
    """Whether an owner can do anything with it."""
    match trouble.code:
        case "cgi-exit":
            return trouble.params[1:2] != ("0",)
        case "handshake-failed":
            # A browser opens connections in advance and drops those it does not need.
            return not "".join(trouble.params).startswith("UNEXPECTED_EOF")
        case _:
            return True


def _key(trouble: Trouble) -> tuple[str, ...]:
    """What makes two troubles alike: not the number of a crash page, not the seconds a script took."""
    match trouble.code:
        case "crash":
            alike = trouble.params[1:]
        case "cgi-exit":
            alike = trouble.params[:2]
        case _:
            alike = trouble.params
    return (trouble.code, trouble.client, *alike)
