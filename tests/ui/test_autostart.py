"""Starting at log-in: what is written is what the desktop reads back, and it is gone when switched off."""

import configparser
import plistlib
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shareapp.ui.autostart import (
    FileAutostart,
    autostart,
    desktop_entry,
    launch_agent,
    run_value,
    start_command,
    without_console,
)

COMMAND = ("/opt/My Apps/python3", "-m", "shareapp", "--hidden")


def exec_of(entry: bytes) -> str:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(entry.decode())
    assert parser["Desktop Entry"]["Type"] == "Application"
    return parser["Desktop Entry"]["Exec"]


def test_the_desktop_entry_starts_the_command() -> None:
    assert exec_of(desktop_entry(COMMAND)) == '"/opt/My Apps/python3" "-m" "shareapp" "--hidden"'


@given(st.lists(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1), min_size=1, max_size=4))
def test_any_argument_survives_the_desktop_entry(command: list[str]) -> None:
    line = exec_of(desktop_entry(command)).replace("\\\\", "\\").replace("%%", "%")
    quoted = re.findall(r'"((?:[^"\\]|\\.)*)"', line)
    assert [re.sub(r"\\(.)", r"\1", argument) for argument in quoted] == command


def test_the_launch_agent_runs_at_load() -> None:
    assert plistlib.loads(launch_agent(COMMAND)) == {
        "Label": "shareapp",
        "ProgramArguments": list(COMMAND),
        "RunAtLoad": True,
    }


def test_the_run_value_quotes_what_has_blanks() -> None:
    assert run_value(COMMAND) == '"/opt/My Apps/python3" -m shareapp --hidden'


def test_a_file_is_written_and_removed(tmp_path: Path) -> None:
    file = tmp_path / "autostart" / "shareapp.desktop"
    way = FileAutostart(file, desktop_entry)
    assert not way.is_on()
    way.turn_on(COMMAND)
    assert way.is_on()
    assert file.read_bytes() == desktop_entry(COMMAND)
    way.turn_off()
    way.turn_off()
    assert not way.is_on()


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="the way of free desktops")
def test_free_desktops_read_their_configuration_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    autostart().turn_on(start_command())
    assert (tmp_path / "autostart" / "shareapp.desktop").is_file()
    assert start_command()[-1] == "--hidden"


def test_windows_opens_no_console_at_log_in(tmp_path: Path) -> None:
    python = tmp_path / "python.exe"
    assert without_console(python) == python
    (tmp_path / "pythonw.exe").touch()
    assert without_console(python) == tmp_path / "pythonw.exe"
    assert without_console(tmp_path / "python3.11") == tmp_path / "python3.11"
