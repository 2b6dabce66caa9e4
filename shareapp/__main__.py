"""``python -m shareapp`` and ``shareapp``: the window; ``shareapp serve`` is the same share without a screen."""

import ctypes
import importlib.util
import os
import sys
from collections.abc import Sequence

from shareapp import __version__
from shareapp.sharing.words import Words, of_this_person

INTERRUPTED = 128 + 2
"""The exit code that shells give a program which SIGINT ended."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with ``arguments`` (default: those of the command line); the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(given)
    except KeyboardInterrupt:  # before the share listens to signals: nothing has begun that would need an end
        return INTERRUPTED


def _run(given: list[str]) -> int:
    if given[:1] == ["serve"]:
        return _serve(given[1:])
    if "--version" in given:
        return _print(f"shareapp {__version__}")
    words = of_this_person(given)
    if {"-h", "--help"}.intersection(given):
        return _print(f"{words('usage')} {words('usage.window')}", "", words("about.window"))
    return _open_window(given, words)


def _open_window(arguments: list[str], words: Words) -> int:
    """The window, or the terminal when there can be none."""
    obstacle = _obstacle()
    if obstacle:
        return _serve_instead(arguments, words(obstacle))
    try:
        import PySide6.QtWidgets
    except ImportError as error:  # installed, but a system library it needs is not
        return _serve_instead(arguments, words("window.broken-qt", detail=error))
    del PySide6
    from shareapp.ui.app import main as window

    return window(arguments)


def _obstacle() -> str:
    """The key of the sentence that says why no window can open; "" when one can."""
    if importlib.util.find_spec("PySide6") is None:
        return "window.no-qt"
    needs_display = sys.platform not in {"win32", "darwin"}
    chosen = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")  # the last also names screens that need no display
    given = [name for name in chosen if os.environ.get(name)]
    if needs_display and (not given or (given == ["DISPLAY"] and not _x_server_answers())):
        return "window.no-display"
    return ""


def _x_server_answers() -> bool:
    """Whether the X server that DISPLAY names lets us in. Where it does not (a screen left behind in tmux, ssh -X that
    has ended), Qt would abort the process and name the wrong culprit."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # the import of Qt tells of missing libraries
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    try:
        return bool(xcb.xcb_connection_has_error(connection) == 0)
    finally:
        xcb.xcb_disconnect(connection)


def _serve_instead(arguments: list[str], reason: str) -> int:
    print(reason, file=sys.stderr)  # noqa: T201 - the terminal is all there is
    return _serve(arguments)


def _serve(arguments: list[str]) -> int:
    from shareapp.sharing import terminal

    return terminal.main(arguments)


def _print(*lines: str) -> int:
    print(*lines, sep="\n")  # noqa: T201 - the answer to --help and --version
    return 0


if __name__ == "__main__":
    sys.exit(main())
