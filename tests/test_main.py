"""One command: the window where there can be one, the terminal where not, and always an answer."""

import importlib.util
import re
import sys

import pytest

from shareapp import __main__ as program
from shareapp import __version__
from shareapp.display import Obstacle
from shareapp.sharing import terminal


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What the terminal was asked to share, instead of sharing it."""
    calls: list[list[str]] = []

    def remember(arguments: list[str]) -> int:
        calls.append(arguments)
        return 0

    monkeypatch.setattr(terminal, "main", remember)
    return calls


def test_serve_is_the_terminal(served: list[list[str]]) -> None:
    assert program.main(["serve", "photos", "--port", "0"]) == 0
    assert served == [["photos", "--port", "0"]]


def test_without_a_display_the_terminal_shares_and_says_why(
    served: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C")
    assert program.main(["photos"]) == 0
    assert served == [["photos"]]
    assert "no screen" in capsys.readouterr().err


@pytest.fixture
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "obstacle", lambda: Obstacle("window.no-display"))
    monkeypatch.setenv("LC_ALL", "C")


@pytest.mark.usefixtures("no_screen")
def test_what_only_the_window_understands_is_left_out_and_told(
    served: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.main(["--settings", "a.ini", "photos", "--hidden", "--port", "0"]) == 0
    assert served == [["photos", "--port", "0"]]
    assert capsys.readouterr().err == (
        "There is no screen to open a window on.\n"
        "Only the window understands --settings, --hidden; left out.\n"
        "Sharing in the terminal instead.\n"
    )


@pytest.mark.usefixtures("no_screen")
def test_a_start_at_log_in_without_a_screen_shares_no_folder_that_nobody_named(
    served: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.main(["--hidden"]) == program.MISUSED
    assert served == []
    assert "shareapp serve FOLDER" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="X is asked on Linux")
def test_a_display_that_does_not_answer_is_none(
    served: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":64000")
    monkeypatch.setenv("LC_ALL", "C")
    assert program.main(["photos"]) == 0
    assert served == [["photos"]]
    assert "no screen" in capsys.readouterr().err


def test_without_qt_the_terminal_shares_and_says_why(
    served: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    assert program.main([]) == 0
    assert served == [[]]
    assert "PySide6가 필요한데" in capsys.readouterr().err


def test_an_interrupt_before_anything_began_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_arguments: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(terminal, "main", interrupt)
    assert program.main(["serve"]) == program.INTERRUPTED


@pytest.mark.parametrize(("language", "usage"), [("C", "usage: shareapp"), ("ko_KR.UTF-8", "사용법: shareapp")])
def test_help_is_in_the_reader_s_language(
    language: str, usage: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", language)
    assert program.main(["--help"]) == 0
    assert capsys.readouterr().out.startswith(usage)


def test_the_version_is_a_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main(["--version"]) == 0
    assert capsys.readouterr().out == f"shareapp {__version__}\n"
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)
