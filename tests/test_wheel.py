"""What a package index would hand out: the wheel carries its resources and works where no source tree is."""

import os
import re
import signal
import subprocess
import sys
import sysconfig
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support import source

_LOOK_INTO_THE_WINDOW = """
import sys
from PySide6.QtWidgets import QApplication

def look(*_arguments):
    QApplication.processEvents()
    print([type(window).__name__ for window in QApplication.topLevelWidgets() if window.isVisible()])
    return 0

QApplication.exec = look
from shareapp.__main__ import main
sys.exit(main(sys.argv[1:]))
"""

pytestmark = [pytest.mark.end2end, pytest.mark.skipif(os.name == "nt", reason="paths of a POSIX venv")]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree, built without a network from a copy, so that no build folder is left behind."""
    folder = tmp_path_factory.mktemp("wheel")
    for path in source.files():
        target = folder / "tree" / source.name(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    command = ["-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(folder / "tree")]
    _run(sys.executable, *command, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``shareapp`` installed from the wheel into a fresh environment, beside the pinned dependencies of this one."""
    fresh = tmp_path_factory.mktemp("installed")
    venv.create(fresh, with_pip=False)
    site_packages = next(fresh.glob("lib/python*/site-packages"))
    # Not --prefix: that would take the project out of this very environment.
    install = ["-m", "pip", "--python", str(fresh), "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    _run(sys.executable, *install, cwd=fresh)
    # As a path without its .pth files: the editable project of the development environment stays out.
    (site_packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return fresh / "bin" / "shareapp"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A folder without anything, to start the program from."""
    (tmp_path / "empty").mkdir()
    return tmp_path / "empty"


def test_the_wheel_holds_the_resources_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    shipped = {name.removeprefix("shareapp/") for name in names if name.startswith("shareapp/resources/")}
    assert {source.name(path) for path in source.files(source.ROOT / "resources")} == shipped
    assert [name for name in names if not name.startswith(("shareapp/", "shareapp-"))] == []


def test_the_installed_program_tells_its_version(program: Path, empty: Path) -> None:
    assert _run(program, "--version", cwd=empty).split()[-1] == _version()


def test_the_installed_program_shares_a_folder(program: Path, empty: Path, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / "읽어 주세요.txt").write_text("hello")
    with _serving(program, shared, empty) as address:
        assert _get(address + "/%EC%9D%BD%EC%96%B4%20%EC%A3%BC%EC%84%B8%EC%9A%94.txt") == "hello"
        assert "읽어 주세요.txt" in _get(address + "/")


def test_the_installed_program_opens_its_window(program: Path, empty: Path, tmp_path: Path) -> None:
    python = program.with_name("python")
    told = _run(python, "-c", _LOOK_INTO_THE_WINDOW, tmp_path, "--settings", tmp_path / "settings.ini", cwd=empty)
    assert told == "['MainWindow']\n"


def _run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=100)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _version() -> str:
    text = (source.ROOT / "shareapp" / "__init__.py").read_text()
    return text.partition('__version__ = "')[2].partition('"')[0]


@contextmanager
def _serving(program: Path, shared: Path, cwd: Path) -> Iterator[str]:
    command: list[str | Path] = [program, "serve", shared, "--bind", "127.0.0.1", "--port", "0", "--no-qr"]
    with subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield next(found[0] for line in process.stdout if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0
        finally:
            process.kill()


def _get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 - the address is our own
        text: str = answer.read().decode()
        return text
