"""What closing the window, or quitting, means at this moment."""

from typing import Literal

from shareapp.ui.settings import CloseBehaviour

Ending = Literal[
    "end",  # stop sharing and end the program
    "hide",  # go on in the tray
    "ask",  # whether to stop sharing
    "warn",  # that bytes are flowing
]


def when_closed(behaviour: CloseBehaviour, *, sharing: bool, transfers: int, has_tray: bool) -> Ending:
    """The window is closed."""
    if not sharing:
        return "end"
    if behaviour == "tray" and has_tray:
        return "hide"
    return when_quit(transfers=transfers) if behaviour == "quit" else "ask"


def when_quit(*, transfers: int) -> Ending:
    """Quit was chosen, so sharing is meant to end: only who is in the middle of something is worth a question."""
    return "warn" if transfers else "end"
