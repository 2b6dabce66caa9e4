"""The share in a browser of a terminal: no script, no style, no picture, and everything is within reach."""

import os
import re
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from shareapp.server.events import discard
from shareapp.sharing.config import Credentials
from shareapp.sharing.passwords import hash_password
from shareapp.sharing.site import build_site
from tests.support.running_server import Running, running
from tests.support.sharing import loopback
from tests.support.trees import write

pytestmark = [pytest.mark.end2end, pytest.mark.skipif(os.name == "nt", reason="a terminal of POSIX")]

PATIENCE_S = 20.0
DOWN, RETURN, LEFT = "\x1b[B", "\r", "\x1b[D"
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()=>][0-9A-B]?")


@pytest.fixture(scope="module")
def lynx() -> str:
    path = shutil.which("lynx")
    if path is None:
        pytest.skip("not installed: lynx")
    return path


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "Photos"
    write(folder / "여행 2024" / "note.txt", "제주에서".encode())
    write(folder / "small.txt", b"x" * 10)
    write(folder / "large.bin", b"x" * 1_000_000)
    return folder


@pytest.fixture
def configuration(tmp_path: Path) -> Path:
    """In Korean, and without the pauses in which a person reads a message."""
    lines = ("PREFERRED_LANGUAGE:ko", "INFOSECS:0", "MESSAGESECS:0", "ALERTSECS:0", "ACCEPT_ALL_COOKIES:TRUE")
    return write(tmp_path / "lynx.cfg", "\n".join(lines).encode())


@contextmanager
def served(share: Path, **values: object) -> Iterator[tuple[Running, str]]:
    with running(build_site(loopback(share, **values), discard)) as server:
        yield server, f"http://127.0.0.1:{server.server.port}/"


class Terminal:
    """Lynx on a terminal of our own."""

    def __init__(self, command: list[str]) -> None:
        import pty

        self._ours, its = pty.openpty()
        variables = {**os.environ, "TERM": "xterm", "LC_ALL": "C.UTF-8", "COLUMNS": "100", "LINES": "40"}
        self._process = subprocess.Popen(command, stdin=its, stdout=its, stderr=its, env=variables)
        os.close(its)

    def shows(self, text: str) -> None:
        """Wait until ``text`` is written to the screen; fails with what was written instead."""
        written, deadline = b"", time.monotonic() + PATIENCE_S
        while text not in (screen := _ESCAPES.sub("", written.decode("utf-8", "replace"))):
            left = deadline - time.monotonic()
            assert left > 0, screen
            assert select.select([self._ours], [], [], left)[0], screen
            written += os.read(self._ours, 65536)

    def press(self, *keys: str) -> None:
        os.write(self._ours, "".join(keys).encode())

    def close(self) -> None:
        self._process.kill()
        self._process.wait(PATIENCE_S)
        os.close(self._ours)


def dump(lynx: str, configuration: Path, url: str) -> str:
    """The page as text, with its links numbered and listed at the end."""
    command = [lynx, f"-cfg={configuration}", "-dump", "-display_charset=utf-8", url]
    done = subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE_S)
    return done.stdout.decode("utf-8", "replace")  # it cuts lines without regard to characters


def test_a_list_reads_well_and_its_links_lead_everywhere(lynx: str, configuration: Path, share: Path) -> None:
    with served(share, rights="manage") as (_, url):
        text = dump(lynx, configuration, url)
        rows = [line.partition("]")[2] for line in text.splitlines() if line.startswith("     * ")]
        assert [row.split()[:3] for row in rows] == [
            ["여행", "2024", "폴더"],
            ["large.bin", "BIN", "1.0"],
            ["small.txt", "TXT", "10"],
        ]
        assert "폴더 1개, 파일 2개" in text
        links = {line.split(". ", 1)[1] for line in text.splitlines() if re.match(r" *\d+\. http", line)}
        assert {f"{url}?zip", f"{url}?sort=size", f"{url}여행 2024/", f"{url}small.txt?download"} <= links
        largest = dump(lynx, configuration, f"{url}?sort=size")
        assert largest.index("large.bin") < largest.index("small.txt")
        inner = dump(lynx, configuration, f"{url}%EC%97%AC%ED%96%89%202024/")
        assert "note.txt" in inner
        got = subprocess.run([lynx, "-source", f"{url}large.bin"], check=True, capture_output=True, timeout=PATIENCE_S)
        assert got.stdout == b"x" * 1_000_000


def test_one_comes_in_by_the_form_and_walks_about(lynx: str, configuration: Path, share: Path) -> None:
    credentials = Credentials(user="guest", password_hash=hash_password("strawberry jam"))
    with served(share, credentials=credentials) as (_, url):
        terminal = Terminal([lynx, f"-cfg={configuration}", "-display_charset=utf-8", url])
        try:
            terminal.shows("암호를 입력하세요")
            terminal.press(DOWN, "wrong", DOWN, RETURN)
            terminal.shows("암호가 올바르지 않습니다")
            terminal.press(DOWN, "strawberry jam", DOWN, RETURN)
            terminal.shows("small.txt")
            terminal.press("/", "여행", RETURN, RETURN)
            terminal.shows("note.txt")
            terminal.press("/", "note", RETURN, RETURN)
            terminal.shows("제주에서")
        finally:
            terminal.close()
