"""The password of ``shareapp serve``: where it comes from, what is refused, and that it is really asked for."""

import base64
import getpass
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shareapp.sharing import terminal_password
from shareapp.sharing.config import ShareConfig
from shareapp.sharing.passwords import PasswordCheck
from shareapp.sharing.terminal_options import Mistake, Options
from shareapp.sharing.words import Words
from tests.support.serving import serving
from tests.support.sharing import LOOPBACK, PATIENCE_S, fetch

ENGLISH = Words("en")
PASSWORD = "correct 말"


class Keyboard(io.StringIO):
    def isatty(self) -> bool:
        return True


def chosen(**values: object) -> Options:
    """The options with what was typed or read."""
    options = Options(config=ShareConfig(root=Path()), **values)  # type: ignore[arg-type]
    return terminal_password.with_password(options, ENGLISH)


def accepts(options: Options, password: str) -> bool:
    credentials = options.config.credentials
    return credentials is not None and PasswordCheck(credentials.password_hash)(password)


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lets somebody type these lines at a keyboard."""

    def type_in(*lines: str) -> None:
        left = iter(lines)
        monkeypatch.setattr(sys, "stdin", Keyboard())
        monkeypatch.setattr(getpass, "getpass", lambda _prompt: next(left))

    return type_in


def test_without_the_options_nobody_is_asked() -> None:
    assert chosen().config.credentials is None


def test_a_password_is_typed_twice(typing: Callable[..., None]) -> None:
    typing(PASSWORD, PASSWORD)
    options = chosen(ask_password=True)
    assert accepts(options, PASSWORD)
    assert (options.config.credentials and options.config.credentials.user, options.made_password) == ("guest", "")


def test_one_is_made_for_who_types_nothing(typing: Callable[..., None]) -> None:
    typing("")
    options = chosen(ask_password=True)
    assert len(options.made_password) == 10
    assert accepts(options, options.made_password)


@pytest.mark.parametrize(
    ("lines", "said"), [(["correct horse", "correct horsf"], "not the same"), (["short", "short"], "at least 8")]
)
def test_what_was_mistyped_is_said(typing: Callable[..., None], lines: list[str], said: str) -> None:
    typing(*lines)
    with pytest.raises(Mistake, match=said):
        chosen(ask_password=True)


def test_a_program_may_pipe_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSWORD}\nmore\n"))
    assert accepts(chosen(ask_password=True), PASSWORD)


@pytest.mark.parametrize("content", [b"%s", b"%s\n", b"%s\r\nsecond line", b"\xef\xbb\xbf%s\n"])
def test_a_file_holds_it_in_its_first_line(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "password"
    file.write_bytes(content % PASSWORD.encode())
    assert accepts(chosen(password_file=file), PASSWORD)


def test_another_name_may_stand_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(PASSWORD, encoding="utf-8")
    credentials = chosen(password_file=file, user="jimin").config.credentials
    assert credentials is not None
    assert credentials.user == "jimin"


@pytest.mark.parametrize(
    ("content", "said"), [(None, "No such file"), (b"\xff\xfe", "UTF-8"), (b"", "at least 8"), (b"\nx", "at least 8")]
)
def test_a_file_without_one_is_said(tmp_path: Path, content: bytes | None, said: str) -> None:
    file = tmp_path / "password"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(Mistake, match=said):
        chosen(password_file=file)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder to share, and a file with the password beside it."""
    (tmp_path / "password").write_text(f"{PASSWORD}\n", "utf-8")
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "a.txt").write_bytes(b"hello")
    return tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot end a process with a signal it catches")
def test_a_share_with_a_password_file_lets_nobody_else_in_and_prints_no_key(folder: Path) -> None:
    arguments = (str(folder / "shared"), "--bind", LOOPBACK, "--port", "0", "--password-file", str(folder / "password"))
    with serving(*arguments) as server:
        port = server.await_port()
        assert fetch(port, "/a.txt")[0] == 401
        login = base64.b64encode(f"guest:{PASSWORD}".encode()).decode()
        assert fetch(port, "/a.txt", Authorization=f"Basic {login}") == (200, b"hello")
        assert fetch(port, "/~key/c2VjcmV0")[0] == 401
        server.await_line("/~key/***")
        assert not any(secret in line for line in server.seen for secret in (PASSWORD, "c2VjcmV0"))


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """Both ends of a terminal: ours, and the one that a program takes for a person's."""
    ours, theirs = os.openpty()
    yield ours, theirs
    os.close(ours)


@pytest.mark.skipif(sys.platform == "win32", reason="the pseudo terminal is POSIX")
def test_on_a_terminal_the_password_is_asked_for_and_not_shown(folder: Path, terminal: tuple[int, int]) -> None:
    ours, theirs = terminal
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "shareapp",
            "serve",
            str(folder / "shared"),
            "--bind",
            LOOPBACK,
            "--port",
            "0",
            "--password",
        ],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,  # without a terminal of its own, it asks on the one it was given
        env=os.environ | {"LC_ALL": "C.UTF-8"},
    )
    os.close(theirs)
    try:
        seen = _answer(ours, "leave empty", PASSWORD) + _answer(ours, "once more", PASSWORD)
        seen += _answer(ours, "Press Ctrl+C", "")
        assert PASSWORD not in seen
        assert "Devices are asked for the password." in seen
    finally:
        process.terminate()
        process.wait(PATIENCE_S)


def _answer(terminal: int, prompt: str, line: str) -> str:
    """Read until the program says ``prompt``, then type ``line``; what was read."""
    seen = b""
    while prompt.encode() not in seen:
        seen += os.read(terminal, 4096)
    if line:
        os.write(terminal, f"{line}\n".encode())
    return seen.decode("utf-8", "replace")
