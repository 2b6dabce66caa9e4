"""ChildProcess: output under a deadline, errors by line, nothing left behind."""

import contextlib
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from shareapp.server import process
from shareapp.server.process import ChildProcess, ClientGone, Command, ProcessTimeout

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the scripts are shell scripts")


@pytest.fixture(params=["polled", "threaded"])
def pipes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways to wait for a child, as Windows has only the threaded one."""
    if request.param == "threaded":
        monkeypatch.setattr(process, "_PolledPipes", process._ThreadedPipes)


def start(
    script: str,
    folder: Path,
    *,
    seconds: float = 20.0,
    body: bytes | None = None,
    lines: list[str] | None = None,
    is_wanted: Callable[[], bool] = lambda: True,
) -> ChildProcess:
    with contextlib.ExitStack() as stack:
        source = None
        if body is not None:
            source = stack.enter_context(tempfile.TemporaryFile())
            source.write(body)
            source.seek(0)
        command = Command(
            arguments=["/bin/sh", "-c", script],
            environment={"PATH": os.environ["PATH"]},
            folder=str(folder),
            body=source,
        )
        return ChildProcess(
            command, seconds=seconds, on_error_line=([] if lines is None else lines).append, is_wanted=is_wanted
        )


def read_all(child: ChildProcess) -> bytes:
    return b"".join(iter(child.read, b""))


def is_alive(pid: int) -> bool:
    """Whether the process still runs; one that died and waits for its adoptive parent does not."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def until(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if condition():
            return True
    return False


@pytest.mark.usefixtures("pipes")
def test_output_errors_and_exit_code_arrive(tmp_path: Path) -> None:
    lines: list[str] = []
    child = start("echo out; echo 'first\nsecond' >&2; printf last >&2; exit 3", tmp_path, lines=lines)
    assert read_all(child) == b"out\n"
    assert child.close().code == 3
    assert child.close().code == 3
    assert lines == ["first", "second", "last"]


@pytest.mark.point(107)
@pytest.mark.fault("gh-81482")
@pytest.mark.usefixtures("pipes")
def test_input_is_exactly_the_body_then_the_end(tmp_path: Path) -> None:
    child = start("cat", tmp_path, body=b"x" * 300_000)
    assert len(read_all(child)) == 300_000
    assert child.close().code == 0


def test_without_a_body_the_input_is_empty(tmp_path: Path) -> None:
    child = start("cat; echo end", tmp_path)
    assert read_all(child) == b"end\n"
    child.close()


def test_folder_and_environment_are_the_given_ones(tmp_path: Path) -> None:
    child = start("pwd; env | grep -c HOME", tmp_path)
    assert read_all(child) == f"{tmp_path}\n0\n".encode()
    child.close()


@pytest.mark.usefixtures("pipes")
def test_a_silent_child_is_killed_at_its_deadline(tmp_path: Path) -> None:
    child = start("exec sleep 60", tmp_path, seconds=0.2)
    with pytest.raises(ProcessTimeout):
        child.read()
    assert child.close().code == -signal.SIGKILL


@pytest.mark.usefixtures("pipes")
def test_an_endlessly_talking_child_is_killed_at_its_deadline(tmp_path: Path) -> None:
    child = start("exec yes", tmp_path, seconds=0.2)
    with pytest.raises(ProcessTimeout):
        read_all(child)
    child.close()


@pytest.mark.usefixtures("pipes")
def test_closing_early_ends_a_child_that_is_still_writing(tmp_path: Path) -> None:
    child = start("exec yes", tmp_path)
    assert child.read()
    assert child.close().code == -signal.SIGKILL


def test_a_child_whose_client_left_is_killed(tmp_path: Path) -> None:
    child = start("exec sleep 60", tmp_path, is_wanted=lambda: False)
    with pytest.raises(ClientGone):
        child.read()
    assert child.close().code == -signal.SIGKILL


@pytest.mark.point(111)
@pytest.mark.usefixtures("pipes")
def test_what_the_child_started_dies_with_it(tmp_path: Path) -> None:
    child = start("sleep 60 >/dev/null 2>&1 & echo $!", tmp_path)
    grandchild = int(read_all(child))
    child.close()
    assert until(lambda: not is_alive(grandchild))


def test_a_process_that_left_the_group_cannot_hold_us_up(tmp_path: Path) -> None:
    child = start("setsid sleep 5 & echo $!", tmp_path, seconds=0.4)
    began = time.monotonic()
    with pytest.raises(ProcessTimeout):
        read_all(child)
    child.close()
    assert time.monotonic() - began < 4


@pytest.mark.point(111)
def test_no_zombie_is_left(tmp_path: Path) -> None:
    child = start("exit 0", tmp_path)
    read_all(child)
    child.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(child._process.pid, os.WNOHANG)


def test_a_long_error_line_is_cut_and_bad_bytes_are_shown(tmp_path: Path) -> None:
    lines: list[str] = []
    child = start("printf '\\377' >&2; head -c 5000 /dev/zero | tr '\\0' x >&2", tmp_path, lines=lines)
    read_all(child)
    child.close()
    assert "".join(lines) == "\\xff" + "x" * 5000
    assert max(map(len, lines)) <= process.LINE_BYTES + 3


def test_a_command_that_does_not_exist_is_an_oserror(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        ChildProcess(
            Command(arguments=[str(tmp_path / "missing")], environment={}, folder=str(tmp_path)),
            seconds=1,
            on_error_line=lambda _: None,
        )
