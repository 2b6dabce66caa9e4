"""Programs that a helper starts: as its account, with what they were given, and nothing of it stays."""

import gc
import os
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import psutil
import pytest

from shareapp.server import launcher as module
from shareapp.server.launcher import Launcher, give_up_rights
from shareapp.server.process import ChildProcess, Command, Exit, ProcessTimeout

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has the quick way that is kept so")

NOBODY = 65534


@pytest.fixture
def launcher() -> Iterator[Launcher]:
    """For this very account, which everybody can have."""
    with closing(Launcher(os.getuid(), os.getgid())) as made:
        yield made


def command(launcher: Launcher, *arguments: str, **values: object) -> Command:
    facts: dict[str, object] = {"environment": {"PATH": os.defpath}, "folder": "/"} | values
    return Command(arguments=arguments, launcher=launcher, **facts)  # type: ignore[arg-type]


def started(wanted: Command, errors: list[str] | None = None, seconds: float = 20.0) -> ChildProcess:
    return ChildProcess(wanted, seconds=seconds, on_error_line=(errors if errors is not None else []).append)


def output(child: ChildProcess) -> bytes:
    return b"".join(iter(child.read, b""))


def ran(launcher: Launcher, script: str) -> tuple[bytes, Exit]:
    child = started(command(launcher, "/bin/sh", "-c", script))
    return output(child), child.close()


def is_alive(pid: int) -> bool:
    """Whether the process still runs; one that died and waits for its adoptive parent does not."""
    with suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    return False


def helper_of(launcher: Launcher) -> int:
    assert launcher._end is not None
    alive = launcher._end.peek()
    assert alive is not None
    return int(alive[2][1].pid)


def test_a_program_gets_its_arguments_environment_folder_and_streams(launcher: Launcher, tmp_path: Path) -> None:
    (tmp_path / "input").write_bytes(b"sent")
    script = 'printf "%s %s %s " "$1" "$NAME" "$PWD"; cat; echo wrong >&2; exit 3'
    errors: list[str] = []
    with (tmp_path / "input").open("rb") as body:
        child = started(
            command(
                launcher, "/bin/sh", "-c", script, "sh", "한글", environment={"NAME": "a\udcff"}, folder=str(tmp_path),
                body=body,
            ),
            errors,
        )  # fmt: skip
        assert output(child) == f"한글 a\udcff {tmp_path} sent".encode("utf-8", "surrogateescape")
    assert child.close().code == 3
    assert errors == ["wrong"]


def test_one_helper_starts_many_programs_also_at_the_same_time(launcher: Launcher) -> None:
    ran(launcher, "true")
    helper = helper_of(launcher)
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda number: ran(launcher, f"echo {number} $PPID; exit {number}"), range(32)))
    assert [(text.split()[0], ended.code) for text, ended in told] == [(b"%d" % each, each) for each in range(32)]
    assert {int(text.split()[1]) for text, _ in told} == {helper}


@pytest.mark.parametrize(("mode", "error"), [(0o644, PermissionError), (None, FileNotFoundError)])
def test_what_cannot_be_started_is_the_systems_error_and_leaves_nothing(
    launcher: Launcher, tmp_path: Path, mode: int | None, error: type[OSError]
) -> None:
    ran(launcher, "true")
    file = tmp_path / "script"
    if mode is not None:
        file.write_text("#!/bin/sh\n")
        file.chmod(mode)
    before = len(os.listdir("/dev/fd"))  # noqa: PTH208 - a count
    with pytest.raises(error):
        started(command(launcher, str(file)))
    assert len(os.listdir("/dev/fd")) == before  # noqa: PTH208


def test_a_program_is_ended_with_all_it_started(launcher: Launcher) -> None:
    child = started(command(launcher, "/bin/sh", "-c", "sleep 600 & echo $!; wait"), seconds=0.3)
    inner = int(child.read())
    with pytest.raises(ProcessTimeout):
        child.read()
    assert child.close().code == -signal.SIGKILL
    deadline = time.monotonic() + 10
    while is_alive(inner):
        assert time.monotonic() < deadline


def test_a_helper_that_somebody_has_ended_is_followed_by_another(launcher: Launcher) -> None:
    child = started(command(launcher, "/bin/sh", "-c", "sleep 600"))
    os.kill(helper_of(launcher), signal.SIGKILL)
    assert child.close().code == -signal.SIGKILL
    assert ran(launcher, "echo again")[0] == b"again\n"


def test_a_helper_that_somebody_has_stopped_holds_up_nobody(
    launcher: Launcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_ANSWER_S", 0.1)
    monkeypatch.setattr(module, "_END_S", 0.1)
    ran(launcher, "true")
    os.kill(helper_of(launcher), signal.SIGSTOP)
    with pytest.raises(ChildProcessError):
        started(command(launcher, "/bin/true"))
    monkeypatch.undo()
    assert ran(launcher, "echo again")[0] == b"again\n"


def test_the_helper_ends_with_what_needed_it() -> None:
    launcher = Launcher(os.getuid(), os.getgid())
    ran(launcher, "true")
    helper = helper_of(launcher)
    del launcher
    gc.collect()
    with pytest.raises(ProcessLookupError):
        os.kill(helper, 0)


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="only root can give rights away")
def test_as_root_programs_are_somebody_else_who_cannot_look_into_the_helper() -> None:
    with closing(Launcher(NOBODY, NOBODY)) as launcher:
        told, _ = ran(launcher, "id -u; id -G; cat /proc/$PPID/environ || echo denied")
    assert told.split() == [b"65534", b"65534", b"denied"]


def test_who_cannot_give_up_rights_does_not_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)  # else root would become somebody else here
    with pytest.raises(PermissionError):
        give_up_rights(os.getuid() + 1, os.getgid())
