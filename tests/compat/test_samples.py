"""The user's samples, run as programs. Beside the import, only the port is another: a fixed one could be taken."""

import contextlib
import importlib.util
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parent / "samples"
ROOT = Path(__file__).parents[2]
GRACE_S = 20.0

pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="a script without an extension of Windows' is not started there"
)


def free_port() -> int:
    """A port that nobody has now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def sample(name: str, port: int, folder: Path) -> Path:
    """A copy of the sample with ``port`` in the place of its own."""
    copy = folder / name
    copy.write_text(
        re.sub(r"\b(8888|8000)\b", str(port), (SAMPLES / name).read_text(encoding="utf-8")), encoding="utf-8"
    )
    return copy


def environment() -> dict[str, str]:
    """Where the package is found, warnings are errors, and Korean is printed."""
    return os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}


@contextlib.contextmanager
def running(*command: str | Path, port: int, folder: Path) -> Iterator[None]:
    """The program, once it listens on ``port``; it is ended afterwards."""
    process = subprocess.Popen(
        [sys.executable, *command], cwd=folder, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        _wait_for(port, process)
        yield
    finally:
        process.kill()
        process.communicate()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + GRACE_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(process.communicate()[1].decode())
        with contextlib.suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            return
    pytest.fail("the sample does not listen")


def get(port: int, path: str = "/") -> tuple[int, bytes]:
    """Status and body of one GET."""
    connection = HTTPConnection("127.0.0.1", port, timeout=GRACE_S)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def test_hello_world(tmp_path: Path) -> None:
    port = free_port()
    with running(sample("hello_world.py", port, tmp_path), port=port, folder=tmp_path):
        assert get(port) == (200, b"Hello World")


def test_the_current_folder_over_a_plain_tcp_server(tmp_path: Path) -> None:
    port = free_port()
    (tmp_path / "한글.txt").write_text("안녕", encoding="utf-8")
    with running(sample("current_folder.py", port, tmp_path), port=port, folder=tmp_path):
        assert get(port, "/%ED%95%9C%EA%B8%80.txt") == (200, "안녕".encode())
        assert "한글.txt".encode() in get(port)[1]


def test_the_documents_run_function(tmp_path: Path) -> None:
    port = free_port()
    with running(sample("run.py", port, tmp_path), port=port, folder=tmp_path):
        assert get(port)[0] == 501


def test_the_tutorials_command_line(tmp_path: Path) -> None:
    port = free_port()
    (tmp_path / "a.txt").write_text("here")
    with running("-m", "shareapp.server", str(port), port=port, folder=tmp_path):
        assert get(port, "/a.txt") == (200, b"here")


@pytest.mark.skipif(
    importlib.util.find_spec("cgi") is None, reason="no cgi module: Python 3.13 and newer need the package legacy-cgi"
)
def test_the_cgi_form_with_korean_values_and_its_client(tmp_path: Path) -> None:
    port = free_port()
    _let_nobody_in(tmp_path)
    (tmp_path / "cgi-bin").mkdir(mode=0o755)
    shutil.copy(SAMPLES / "cgi-bin" / "cgi_server.py", tmp_path / "cgi-bin")
    (tmp_path / "cgi-bin" / "cgi_server.py").chmod(0o755)
    client = sample("cgi_client.py", port, tmp_path)
    with running("-m", "shareapp.server", str(port), "--cgi", port=port, folder=tmp_path):
        done = subprocess.run(
            [sys.executable, client],
            env=environment(),
            capture_output=True,
            encoding="utf-8",
            timeout=GRACE_S,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[:4] == [
        "Welcome... CGI Script",
        "name is  김윤미",
        "email is  kym@naver.com",
        "url is  http://www.naver.com",
    ]


def _let_nobody_in(folder: Path) -> None:
    """Where root tests, the script runs as "nobody", who must be able to reach it and the interpreter."""
    if os.geteuid() != 0:
        return
    python = Path(sys.executable).resolve()
    closed = [path for path in python.parents if not path.stat().st_mode & 0o001]
    if closed:
        pytest.skip(f"root's scripts run as nobody, who may not enter {closed[-1].name!r} where this Python is")
    for path in (folder, *folder.parents[:2]):
        path.chmod(path.stat().st_mode | 0o055)
