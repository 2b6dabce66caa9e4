"""Starting the program when its owner logs in: a file of the desktop, a value in the registry, or a launch agent."""

import contextlib
import os
import plistlib
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

LABEL = "shareapp"
_RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
_RESERVED = re.compile(r'[\\"`$]')


class Autostart(Protocol):
    """One way to be started. Writing and removing raise OSError."""

    def is_on(self) -> bool:
        """Whether the program is started at log-in."""

    def turn_on(self, command: Sequence[str]) -> None:
        """Start ``command`` at every log-in."""

    def turn_off(self) -> None:
        """Do not; harmless twice."""


def autostart() -> Autostart:
    """The way of this system."""
    if sys.platform == "win32":
        return RunKey()
    if sys.platform == "darwin":
        return FileAutostart(Path.home() / "Library" / "LaunchAgents" / f"{LABEL}.plist", launch_agent)
    configuration = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return FileAutostart(configuration / "autostart" / f"{LABEL}.desktop", desktop_entry)


def start_command() -> tuple[str, ...]:
    """What starts this very program out of sight."""
    return (str(without_console(Path(sys.executable))), "-m", "shareapp", "--hidden")


def without_console(python: Path) -> Path:
    """The Python for programs with a window: on Windows the usual one would open a black console at every log-in."""
    windowed = python.with_name("pythonw.exe")
    return windowed if python.name.lower() == "python.exe" and windowed.exists() else python


class Written(Protocol):
    """Makes the text of a file that starts a command."""

    def __call__(self, command: Sequence[str], /) -> bytes: ...


class FileAutostart:
    """A file in a folder that the desktop reads at log-in."""

    def __init__(self, file: Path, written: Written) -> None:
        self._file = file
        self._written = written

    def is_on(self) -> bool:
        """Whether the file is there."""
        return self._file.is_file()

    def turn_on(self, command: Sequence[str]) -> None:
        """Write the file. Raises OSError."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_bytes(self._written(command))

    def turn_off(self) -> None:
        """Remove the file. Raises OSError."""
        self._file.unlink(missing_ok=True)


def desktop_entry(command: Sequence[str]) -> bytes:
    """A Desktop Entry (freedesktop.org, version 1.5) for the autostart folder."""
    line = " ".join(_quoted(argument) for argument in command)
    # The value is a string, in which a backslash is written twice, whatever it means to Exec.
    execute = line.replace("\\", "\\\\")
    text = f"[Desktop Entry]\nType=Application\nName={LABEL}\nExec={execute}\nTerminal=false\nIcon={LABEL}\n"
    return text.encode()


def _quoted(argument: str) -> str:
    """One argument of Exec: in double quotes, with its reserved letters escaped and the field codes' sign doubled."""
    escaped = _RESERVED.sub(r"\\\g<0>", argument)
    return f'"{escaped}"'.replace("%", "%%")


def launch_agent(command: Sequence[str]) -> bytes:
    """A property list for launchd (``man launchd.plist``)."""
    return plistlib.dumps({"Label": LABEL, "ProgramArguments": list(command), "RunAtLoad": True})


def run_value(command: Sequence[str]) -> str:
    """A command line as Windows programs split it."""
    return subprocess.list2cmdline(command)


class RunKey:
    """A value below the Run key of this user. Windows only."""

    def is_on(self) -> bool:
        """Whether the value is there."""
        found = False
        if sys.platform == "win32":
            import winreg

            with contextlib.suppress(FileNotFoundError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
                winreg.QueryValueEx(key, LABEL)
                found = True
        return found

    def turn_on(self, command: Sequence[str]) -> None:
        """Write the value. Raises OSError."""
        if sys.platform == "win32":
            import winreg

            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
                winreg.SetValueEx(key, LABEL, 0, winreg.REG_SZ, run_value(command))

    def turn_off(self) -> None:
        """Remove the value. Raises OSError."""
        if sys.platform == "win32" and self.is_on():
            import winreg

            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
                winreg.DeleteValue(key, LABEL)
