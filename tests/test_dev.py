"""dev.py: what decides whether something is installed, which package is named, and what the closing line counts."""

import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

import dev
from tests.support import source

REPORT = """<testsuites><testsuite tests="9" failures="2" errors="1" skipped="2"/></testsuites>"""


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree of its own for dev.py, where installing is only written down."""
    venv = tmp_path / ".venv"
    for name, value in {"ROOT": tmp_path, "VENV": venv, "REQUIREMENTS": tmp_path / "requirements"}.items():
        monkeypatch.setattr(dev, name, value)
    monkeypatch.setattr(dev, "UNFINISHED", venv / "unfinished")
    monkeypatch.setattr(dev, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(dev, "PROGRAM", venv / "bin" / "shareapp")
    (tmp_path / "requirements").mkdir()
    for name in ("build", "run", "dev"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"# {name}")
    (tmp_path / "pyproject.toml").write_bytes((source.ROOT / "pyproject.toml").read_bytes())
    return tmp_path


class SetUp(NamedTuple):
    """What a set-up did: how often .venv was made anew, and what was installed."""

    made: list[str]
    installed: list[str]


@pytest.fixture
def done(tree: Path, monkeypatch: pytest.MonkeyPatch) -> SetUp:
    """Stand-ins for venv and pip."""
    told = SetUp([], [])

    def make(command: list[str | Path]) -> None:
        told.made.append(str(command[-1]))
        (dev.VENV / "bin").mkdir(parents=True, exist_ok=True)
        for stamp in (*dev.VENV.glob("installed-*"), dev.UNFINISHED):
            stamp.unlink(missing_ok=True)
        dev.PYTHON.touch()
        dev.PROGRAM.touch()
        (dev.VENV / "pyvenv.cfg").write_text(f"version = {'.'.join(map(str, sys.version_info[:3]))}\n")

    monkeypatch.setattr(dev, "must", make)
    monkeypatch.setattr(dev, "install", lambda *arguments: told.installed.append(str(arguments[-1])))
    return told


def test_a_second_set_up_does_nothing(done: SetUp) -> None:
    dev.set_up("run")
    first = len(done.installed)
    dev.set_up("run")
    assert (len(done.made), len(done.installed)) == (1, first)


def test_development_builds_on_what_is_there(done: SetUp) -> None:
    dev.set_up("run")
    dev.set_up("run", "dev")
    assert len(done.made) == 1
    assert any(path.endswith("dev.txt") for path in done.installed)


def test_a_new_lock_file_installs_again_into_the_same_venv(done: SetUp, tree: Path) -> None:
    dev.set_up("run")
    (tree / "requirements" / "run.txt").write_text("# newer")
    before = len(done.installed)
    dev.set_up("run")
    assert (len(done.made), len(done.installed) > before) == (1, True)


def test_a_new_lint_rule_installs_nothing(done: SetUp, tree: Path) -> None:
    dev.set_up("run")
    with (tree / "pyproject.toml").open("a") as file:
        file.write("\n[tool.another]\nrule = 1\n")
    before = len(done.installed)
    dev.set_up("run")
    assert len(done.installed) == before


def test_an_interrupted_set_up_begins_anew(done: SetUp, monkeypatch: pytest.MonkeyPatch) -> None:
    dev.set_up("run")
    with monkeypatch.context() as patch:
        patch.setattr(dev, "install", _interrupted)
        with pytest.raises(KeyboardInterrupt):
            dev.set_up("dev")
    dev.set_up("run")
    dev.set_up("dev")
    assert len(done.made) == 2


def test_a_broken_venv_is_made_anew(done: SetUp) -> None:
    dev.set_up("run")
    dev.PYTHON.unlink()
    dev.set_up("run")
    assert len(done.made) == 2


def test_a_project_that_was_taken_out_is_put_in_again(done: SetUp) -> None:
    dev.set_up("run")
    dev.PROGRAM.unlink()
    before = len(done.installed)
    dev.set_up("run")
    assert (len(done.made), len(done.installed) > before) == (1, True)


def _interrupted(*_arguments: str | Path) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("soname", "package"),
    [
        ("libxcb-icccm.so.4", "libxcb-icccm4"),
        ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libEGL.so.1", "libegl1"),
        ("libX11.so.6", "libx11-6"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
        ("libz.so.1", "zlib1g"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
    ],
)
def test_a_missing_library_is_named_as_its_debian_package(soname: str, package: str) -> None:
    assert dev.debian_package(soname) == package


def test_without_rights_the_one_command_to_type_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "is_root", lambda: False)
    monkeypatch.setattr("shutil.which", lambda name: None if name == "sudo" else f"/usr/bin/{name}")
    with pytest.raises(dev.Refusal, match=r"sudo apt-get install libegl1 libgl1$"):
        dev.provide(["libegl1", "libgl1"], "libraries of Qt")


def test_on_another_system_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(dev.Refusal, match=r"libraries of Qt.* libegl1 "):
        dev.provide(["libegl1"], "libraries of Qt")


def test_nothing_missing_asks_for_nothing() -> None:
    dev.provide([], "libraries of Qt")


@pytest.mark.parametrize(
    ("code", "report", "extra", "counts"),
    [
        (0, REPORT.replace('failures="2" errors="1"', 'failures="0" errors="0"'), (), (7, 0, 2)),
        (1, REPORT, (), (4, 3, 2)),
        (-6, None, (), (0, 1, 0)),  # aborted
        (5, REPORT.replace('"9"', '"0"').replace('"2"', '"0"').replace('"1"', '"0"'), (), (0, 1, 0)),  # no test at all
        (5, None, ("-k", "nothing"), (0, 0, 0)),  # none was meant to match
    ],
)
def test_the_closing_line_counts_what_pytest_reports(
    code: int, report: str | None, extra: tuple[str, ...], counts: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def step(_name: str, command: list[str]) -> int:
        target = next(part.partition("=")[2] for part in command if str(part).startswith("--junitxml="))
        if report is not None:
            Path(target).write_text(report)
        return code

    monkeypatch.setattr(dev, "step", step)
    tally = dev.run_suite("unit", extra)
    assert (tally["passed"], tally["failed"], tally["skipped"]) == counts


@pytest.mark.parametrize(("failed", "code"), [(0, 0), (2, 1)])
def test_a_failure_shows_in_the_exit_code(failed: int, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.closing_line(Counter(passed=3, failed=failed)) == code
    assert capsys.readouterr().out.splitlines()[-1] == f"3 passed, {failed} failed, 0 skipped"


@pytest.mark.parametrize(
    ("arguments", "environment", "looked_for"),
    [
        ([], {"DISPLAY": ":7"}, True),
        (["folder"], {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ([], {}, False),  # the program itself says that it goes on in the terminal
        (["serve", "folder"], {"DISPLAY": ":7"}, False),
    ],
)
def test_only_a_window_asks_for_the_libraries_of_qt(
    arguments: list[str], environment: dict[str, str], looked_for: bool, done: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(dev, "provide_libraries", lambda _venv: told.append("libraries"))
    monkeypatch.setattr("os.execv", lambda _program, command: told.append(" ".join(command[1:])))
    monkeypatch.setattr("subprocess.call", lambda _command: 0)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for _start in range(2):
        dev.run(arguments)
    assert told == ["libraries"] * looked_for + [" ".join(arguments)] * 2


def test_a_mistyped_part_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["test", "untis"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["--help"], 0), (["nonsense"], 2)])
def test_without_a_command_the_commands_are_listed(
    arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(arguments) == code
    told = capsys.readouterr().out
    assert all(f"\n  {command}" in told for command in dev.COMMANDS)


def test_an_old_python_reads_one_sentence() -> None:
    as_if_old = "import sys; sys.version_info = (3, 9); exec(open(sys.argv[1]).read())"
    command = [sys.executable, "-c", as_if_old, str(source.ROOT / "dev.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "dev.py: shareapp needs Python 3.11 or newer, this is 3.9\n")
