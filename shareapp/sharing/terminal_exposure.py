"""What can they see, in the terminal: one line soon after the start, or all of it with ``--check``."""

import queue
import threading
from collections.abc import Iterator

from shareapp.server.content.words import format_size
from shareapp.server.errors import RootUnreadable
from shareapp.sharing.config import ShareConfig
from shareapp.sharing.exposure import Exposure, Names, Survey
from shareapp.sharing.logformat import visible
from shareapp.sharing.words import Words

_PIECE_S = 0.2
_JOIN_S = 1.0
_SHOWN = 3


class Look:
    """Looks at the folder in a thread of its own: a slow drive keeps neither visitors nor Ctrl+C waiting."""

    def __init__(self, config: ShareConfig) -> None:
        self._survey = Survey(config)
        self._found: queue.SimpleQueue[Exposure] = queue.SimpleQueue()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._work, name="exposure", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def result(self) -> Exposure | None:
        """What was found, once; None before and after."""
        try:
            return self._found.get_nowait()
        except queue.Empty:
            return None

    def close(self) -> None:
        """Nobody wants to know any more."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join(_JOIN_S)

    def _work(self) -> None:
        try:
            while not self._ended.is_set():
                exposure = self._survey.advance(_PIECE_S)
                if exposure.is_done:
                    self._found.put(exposure)
                    return
        except RootUnreadable:
            return  # the share itself tells that


def summary(exposure: Exposure, config: ShareConfig, words: Words) -> str:
    """One line: how much there is, and what deserves a second look."""
    if config.is_inbox:
        return words("seen.inbox")
    parts = [_amount(exposure, words)]
    if exposure.place:
        parts.append(words(f"seen.place.{exposure.place}"))
    if exposure.secrets.total:
        parts.append(words("seen.secrets", count=exposure.secrets.total, names=_listed(exposure.secrets, _SHOWN)))
    return " ".join(parts)


def details(exposure: Exposure, config: ShareConfig, words: Words) -> Iterator[str]:
    """Everything, a line each; what there is none of is left out."""
    yield words("seen.folder", folder=visible(str(config.root.resolve())))
    yield words("seen.inbox") if config.is_inbox else _amount(exposure, words)
    if exposure.place:
        yield words(f"seen.place.{exposure.place}")
    rules = {
        "secrets": exposure.secrets,
        "hidden.shown" if config.hidden else "hidden": exposure.hidden,
        "links.followed" if config.links == "anywhere" else "links": exposure.links,
        "denied": exposure.denied,
    }
    for key, names in rules.items():
        if names.total:
            yield words(f"seen.{key}", count=f"{names.total:,}", names=_listed(names))


def _amount(exposure: Exposure, words: Words) -> str:
    key = "seen" if exposure.is_whole else "seen.cut"
    return words(key, files=f"{exposure.files:,}", folders=f"{exposure.folders:,}", size=format_size(exposure.size))


def _listed(names: Names, most: int | None = None) -> str:
    shown = [visible(name) for name in names.examples[:most]]
    return ", ".join(shown) + (", …" if names.total > len(shown) else "")
