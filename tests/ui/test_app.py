"""The program from its start to its end, in a process of its own, without a screen."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from shareapp.ui.app import main
from shareapp.ui.settings import Settings

PATIENCE_S = 20.0
COMMAND = [sys.executable, "-c", "import sys; from shareapp.ui.app import main; sys.exit(main(sys.argv[1:]))"]


def _run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)


@contextmanager
def _window(settings: Path, *arguments: str | Path) -> Iterator[subprocess.Popen[bytes]]:
    """The program with its window open."""
    command = [*COMMAND, "--settings", str(settings), *map(str, arguments)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(settings.parent / "window.lock")
            yield process
        finally:
            process.kill()


def _wait_for(file: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not file.exists():
        assert time.monotonic() < deadline, f"{file} did not appear"
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("arguments", "language", "line"),
    [
        (
            ["--nonsense"],
            "C",
            "shareapp: Unknown option: --nonsense. The window takes a folder, --settings FILE and --hidden.",
        ),
        (["--nonsense", "value"], "ko_KR.UTF-8", "shareapp: 알 수 없는 옵션입니다: --nonsense."),
        (["one", "two"], "C", "shareapp: One folder can be shared at a time, and “two” is one too many."),
        (["--settings"], "C", "shareapp: --settings needs the name of a file after it."),
        (["--hidden=yes"], "C", "shareapp: --hidden takes no value."),
    ],
)
def test_senseless_arguments_are_one_line_in_the_reader_s_language(
    arguments: list[str], language: str, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", language)
    assert main(arguments) == 2
    told = capsys.readouterr().err
    assert told.startswith(line)
    assert told.count("\n") == 1


def test_a_second_start_hands_its_folder_to_the_window_and_ends(root: Path, tmp_path: Path) -> None:
    settings = tmp_path / "place" / "settings.ini"
    with _window(settings) as process:
        second = _run("--settings", settings, root)
        assert (second.returncode, second.stderr) == (0, "")
        _wait_for(settings)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_S) == 0
    loaded = Settings(settings).load()
    assert loaded.prefs.recent_folders == (root,)
    assert loaded.config is not None
    assert loaded.config.root == root


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for another process")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_in_order(root: Path, tmp_path: Path, number: signal.Signals) -> None:
    settings = tmp_path / "place" / "settings.ini"
    with _window(settings, root) as process:
        _wait_for(settings)
        process.send_signal(number)
        assert process.wait(PATIENCE_S) == 0
