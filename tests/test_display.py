"""What is in the way of a window is known before Qt would abort, and named so that it can be mended."""

import ctypes
import importlib.util
import sys
from pathlib import Path

import pytest

from shareapp import display
from shareapp.display import Obstacle, debian_package, missing_libraries, obstacle


@pytest.fixture(autouse=True)
def _a_desktop_of_x(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":64000")


def test_a_display_that_does_not_answer_is_none() -> None:
    assert obstacle() == Obstacle("window.no-display")


def test_a_platform_chosen_by_hand_is_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert obstacle() is None


def test_what_the_plug_in_lacks_is_named_by_its_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "_x_server_answers", lambda: True)
    monkeypatch.setattr(display, "missing_libraries", lambda _file: ["libxcb-cursor.so.0", "libEGL.so.1"])
    assert obstacle() == Obstacle("window.no-libraries", {"packages": "libegl1 libxcb-cursor0"})
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setattr(display, "missing_libraries", lambda file: ["libEGL.so.1"] if "xcb" in file.name else [])
    assert obstacle() is None


@pytest.mark.skipif(sys.platform != "linux", reason="the plug-in for X is on Linux")
def test_libraries_that_are_not_there_are_all_found(tmp_path: Path) -> None:
    """A real plug-in whose needs are renamed to what no system has."""
    qt = importlib.util.find_spec("PySide6")
    assert qt is not None
    assert qt.origin is not None
    plugin = Path(qt.origin).parent.joinpath("Qt", "plugins", "platforms", "libqxcb.so")
    ctypes.CDLL(str(plugin))
    assert missing_libraries(plugin) == []
    assert missing_libraries(tmp_path / "not there") == []
    broken = tmp_path / "libqxcb.so"
    content = plugin.read_bytes()
    assert content.count(b"libxkbcommon-x11.so.0\0") == 1
    broken.write_bytes(content.replace(b"libxkbcommon-x11.so.0\0", b"libxkbcommon-x12.so.0\0"))
    assert "libxkbcommon-x12.so.0" in missing_libraries(broken)


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libEGL.so.1", "libegl1"),
        ("libX11.so.6", "libx11-6"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
    ],
)
def test_a_library_is_in_the_package_that_debian_names_after_it(library: str, package: str) -> None:
    assert debian_package(library) == package
