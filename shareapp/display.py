"""Whether a window can open here, found out before Qt is asked: it would abort, and blame the wrong thing."""

import ctypes
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

_PLUGINS = {"DISPLAY": "libqxcb.so", "WAYLAND_DISPLAY": "libqwayland.so"}
_NOT_FOUND = re.compile(r"^\s*(\S+) => not found$", re.MULTILINE)
_ODD_PACKAGES = {
    "libz.so.1": "zlib1g",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
}


class Obstacle(NamedTuple):
    """Why no window can open: the key of the terminal's sentence, and what stands in it."""

    key: str
    values: Mapping[str, str] = {}


def obstacle() -> Obstacle | None:
    """What is in the way of a window; None when nothing is."""
    qt = importlib.util.find_spec("PySide6")
    if qt is None:
        return Obstacle("window.no-qt")
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM"):  # the latter may need no display
        return None
    given = [name for name in _PLUGINS if os.environ.get(name)]
    if not given or (given == ["DISPLAY"] and not _x_server_answers()):
        return Obstacle("window.no-display")
    folders = [Path(place, "Qt", "plugins", "platforms") for place in qt.submodule_search_locations or ()]
    missing = [missing_libraries(folder / _PLUGINS[name]) for folder in folders for name in given]
    if not missing or not all(missing):  # one way to the screen is enough
        return None
    packages = sorted({debian_package(library) for library in missing[0]})
    return Obstacle("window.no-libraries", {"packages": " ".join(packages)})


def missing_libraries(file: Path) -> list[str]:
    """The libraries that this one needs, itself or by others, and this system does not have."""
    if not file.exists():
        return []
    try:
        ctypes.CDLL(str(file))
    except OSError as error:
        ldd = shutil.which("ldd")
        first = str(error).partition(":")[0]  # the only one that it names
        if ldd is None:
            return [first]
        told = subprocess.run([ldd, str(file)], capture_output=True, text=True, check=False).stdout  # noqa: S603 - Qt's own file
        return _NOT_FOUND.findall(told) or [first]
    return []


def debian_package(library: str) -> str:
    """The package of a library by the rule of Debian Policy 8.1: libEGL.so.1 is in libegl1, libX11.so.6 in libx11-6."""
    name, _, version = library.partition(".so.")
    dash = "-" if name[-1:].isdigit() else ""
    return _ODD_PACKAGES.get(library, f"{name}{dash}{version}".lower().replace("_", "-"))


def _x_server_answers() -> bool:
    """Whether the X server that DISPLAY names lets us in. Where it does not (a screen left behind in tmux, ssh -X that
    has ended), Qt would abort."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # it is missed among the libraries
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    try:
        return bool(xcb.xcb_connection_has_error(connection) == 0)
    finally:
        xcb.xcb_disconnect(connection)
