"""Colours of the log and the banner on a terminal, as ``http.server`` has them since Python 3.15 (gh-146292)."""

import os
import re
import sys
from typing import Any, Final

_RESET: Final = "\x1b[0m"
_RED, _GREEN, _YELLOW, _CYAN, _GREY, _BRIGHT_CYAN = (f"\x1b[{code}m" for code in (31, 32, 33, 36, 90, 96))
_OF_STATUS: Final = {"2": _GREEN, "3": _BRIGHT_CYAN, "4": _YELLOW, "5": _RED}
_REQUEST: Final = re.compile(
    r'"(?P<method>[^ ]*) (?P<target>.*) (?P<version>HTTP/[^ ]*)" (?P<status>[0-9]{3}) (?P<size>.*)'
)
_BANNER: Final = re.compile(r"(?P<words>.*)\((?P<url>.*)\)(?P<rest>.*)")


def shows_colours(stream: Any) -> bool:
    """Whether what is written to ``stream`` may be coloured: it is a terminal, unless PYTHON_COLORS, NO_COLOR,
    FORCE_COLOR or TERM say otherwise (https://docs.python.org/3/using/cmdline.html#controlling-color)."""
    if not sys.flags.ignore_environment:
        wish = os.environ.get("PYTHON_COLORS", "")
        if wish in {"0", "1"}:
            return wish == "1"
        if os.environ.get("NO_COLOR"):
            return False
        if os.environ.get("FORCE_COLOR"):
            return True
        if os.environ.get("TERM") == "dumb":
            return False
    try:
        return os.isatty(stream.fileno()) and _understands_escapes()
    except (AttributeError, OSError, ValueError):  # no file of the system's, or a closed one
        return False


def coloured_line(who: str, when: str, message: str, *, is_error: bool) -> str:
    """A line of the log. ``message`` holds no control characters any more."""
    text = _painted(message, _YELLOW) if is_error else _coloured_request(message)
    return f"{who} - - {_painted(f'[{when}]', _GREY)} {text}"


def coloured_banner(banner: str) -> str:
    """What is said when serving begins."""
    match = _BANNER.fullmatch(banner)
    if match is None:
        return banner
    url = _painted(match["url"], _CYAN)
    return f"{_painted(match['words'], _GREEN)}({url}){_painted(match['rest'], _GREEN)}"


def _coloured_request(message: str) -> str:
    match = _REQUEST.fullmatch(message)
    if match is None:
        return message
    target = _painted(match["target"], _CYAN)
    status = _painted(match["status"], _OF_STATUS.get(match["status"][0], ""))
    return f'"{match["method"]} {target} {match["version"]}" {status} {_painted(match["size"], _GREY)}'


def _painted(text: str, colour: str) -> str:
    return f"{colour}{text}{_RESET}" if colour else text


def _understands_escapes() -> bool:
    """Old consoles of Windows would show the escape sequences themselves."""
    if sys.platform == "win32":
        import nt

        asks = getattr(nt, "_supports_virtual_terminal", None)  # Python 3.13
        return bool(asks()) if asks is not None else "WT_SESSION" in os.environ
    return True
