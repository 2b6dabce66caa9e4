"""The command line of the window: a folder and two options. Read without Qt, which may not be there."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from shareapp.sharing.terminal_options import Mistake
from shareapp.sharing.words import Words

_WITH_VALUE, _SWITCH = "--settings", "--hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowOptions:
    """What the arguments ask for."""

    folder: Path | None = None
    settings: Path | None = None  # the certificate made here is kept beside it
    hidden: bool = False  # in the tray, or minimised on a desktop without one


def parse(arguments: Sequence[str], words: Words) -> WindowOptions:
    """Raises Mistake. Help and version were answered before there was a window to think of."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("folder", nargs="?")
    parser.add_argument(_WITH_VALUE)
    parser.add_argument(_SWITCH, action="store_true")
    try:
        found, surplus = parser.parse_known_args(arguments)
    except argparse.ArgumentError as error:
        name = error.argument_name or ""
        key = "mistake.no-value" if name == _SWITCH else "mistake.needs-value.window"
        raise Mistake(words(key, option=name)) from error
    unknown = [word for word in surplus if word.startswith("-")]
    if unknown:
        raise Mistake(*(words("mistake.unknown.window", option=word) for word in unknown))
    if surplus:
        raise Mistake(*(words("mistake.surplus", option=word) for word in surplus))
    for option, value in ((words("metavar.folder"), found.folder), (_WITH_VALUE, found.settings)):
        if value == "":  # Path("") would be the current folder
            raise Mistake(words("problem.required", option=option))
    return WindowOptions(folder=_path(found.folder), settings=_path(found.settings), hidden=found.hidden)


def without_window_options(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """What of ``arguments`` means something without a window, and the options that do not."""
    kept: list[str] = []
    left_out: list[str] = []
    rest = iter(arguments)
    for word in rest:
        name = word.partition("=")[0]
        if name not in {_WITH_VALUE, _SWITCH}:
            kept.append(word)
            continue
        left_out.append(name)
        if word == _WITH_VALUE:
            next(rest, None)  # its value
    return kept, left_out


def _path(text: str | None) -> Path | None:
    return None if text is None else Path(text)
