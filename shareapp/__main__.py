"""``python -m shareapp`` and ``shareapp``: the window; ``shareapp serve`` is the same share without a screen."""

import sys
from collections.abc import Sequence

from shareapp import __version__
from shareapp.display import obstacle
from shareapp.sharing.window_options import without_window_options
from shareapp.sharing.words import Words, of_this_person

INTERRUPTED = 128 + 2
"""The exit code that shells give a program which SIGINT ended."""
MISUSED = 2
"""The exit code for arguments that make no sense."""


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
    found = obstacle()
    if found is not None:
        return _serve_instead(arguments, words(found.key, **found.values), words)
    try:
        import PySide6.QtWidgets
    except ImportError as error:  # installed, but not fit for this system
        return _serve_instead(arguments, words("window.broken-qt", detail=error), words)
    del PySide6
    from shareapp.ui.app import main as window

    return window(arguments)


def _serve_instead(arguments: list[str], reason: str, words: Words) -> int:
    """Share in the terminal. What the settings of a window say, it does not know; so a folder has to be named then."""
    kept, left_out = without_window_options(arguments)
    is_known = bool(kept) or not left_out
    told = [reason]
    if left_out:
        told.append(words("window.left-out", options=", ".join(left_out)))
    told.append(words("window.terminal-instead" if is_known else "window.name-a-folder"))
    print(*told, sep="\n", file=sys.stderr)  # noqa: T201 - the terminal is all there is
    return _serve(kept) if is_known else MISUSED


def _serve(arguments: list[str]) -> int:
    from shareapp.sharing import terminal

    return terminal.main(arguments)


def _print(*lines: str) -> int:
    print(*lines, sep="\n")  # noqa: T201 - the answer to --help and --version
    return 0


if __name__ == "__main__":
    sys.exit(main())
