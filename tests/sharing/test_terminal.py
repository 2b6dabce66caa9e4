"""``shareapp serve`` from start to stop, as a process with real signals, and what it shows on a terminal."""

import http.client
import io
import os
import queue
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from shareapp.server.events import Trouble
from shareapp.sharing import terminal
from shareapp.sharing.addresses import Address
from shareapp.sharing.config import Credentials, SelfSigned, ShareConfig
from shareapp.sharing.controller import ShareController
from shareapp.sharing.events import EventBuffer, ShareState, StateChanged
from shareapp.sharing.passwords import entry_path, hash_password
from shareapp.sharing.qrcode import half_blocks, matrix
from shareapp.sharing.terminal import Screen
from shareapp.sharing.terminal_options import Options
from shareapp.sharing.words import Words
from tests.support.serving import serving
from tests.support.sharing import LOOPBACK, PATIENCE_S, fetch

HERE = ("--bind", LOOPBACK, "--port", "0")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send these signals to one process")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a small and a large file."""
    root = tmp_path / "사진"
    root.mkdir()
    (root / "a.txt").write_bytes(b"hello")
    with (root / "large.bin").open("wb") as large:
        large.truncate(256 * 1024 * 1024)
    return root


@POSIX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_shows_its_address_each_request_and_an_orderly_end(folder: Path, number: signal.Signals) -> None:
    with serving(str(folder), *HERE) as server:
        server.await_line(f"Sharing “{folder}”")
        port = server.await_port()
        assert fetch(port, "/a.txt?%EC%82%AC", **{"User-Agent": "curl/8"}) == (200, b"hello")
        line = server.await_line("/a.txt")
        assert re.fullmatch(r"\d\d:\d\d:\d\d  200  GET   /a\.txt\?사  5 B  \d+ ms  curl · 127\.0\.0\.1", line)
        server.send(number)
        assert server.end() == (0, "")
        assert server.seen[-1] == "Stopped. Devices: 1, requests: 1, sent: 5 B."
        assert not any("\x1b" in line for line in server.seen)


@POSIX
def test_it_says_soon_what_devices_can_see(folder: Path) -> None:
    (folder / "id_rsa").touch()
    with serving(str(folder), *HERE) as server:
        assert server.await_line("Devices can see") == (
            "Devices can see: files 3, folders 0, 268 MB. Names that look secret: 1 (id_rsa)"
        )
        server.send(signal.SIGINT)
        assert server.end() == (0, "")


def test_check_says_it_all_and_shares_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / ".env").touch()
    assert terminal.main([str(folder), "--check"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"“{folder}”",
        "Devices can see: files 2, folders 0, 268 MB.",
        "Hidden, left out: 1 (.env)",
    ]
    assert terminal.main([str(folder / "gone"), "--check"]) == 1
    assert "There is no folder" in capsys.readouterr().err


@POSIX
def test_the_second_interrupt_stops_a_download_at_once(folder: Path) -> None:
    with serving(str(folder), *HERE) as server:
        connection = http.client.HTTPConnection(LOOPBACK, server.await_port(), timeout=PATIENCE_S)
        connection.request("GET", "/large.bin")
        with connection.getresponse() as response:
            response.read(1)
            server.send(signal.SIGINT)
            server.await_line("Transfers still on their way: 1.")
            server.send(signal.SIGINT)
            assert server.end() == (0, "")
        connection.close()
        assert any("(cut off)" in line for line in server.seen)


def test_messages_are_korean_for_who_reads_korean(folder: Path) -> None:
    with serving(str(folder), *HERE, LC_ALL="ko_KR.UTF-8") as server:
        server.await_line("공유 중:")
        server.await_line("중지하려면 Ctrl+C를 누르세요.")


@POSIX
def test_a_terminal_without_korean_letters_is_no_obstacle(folder: Path) -> None:
    with serving(str(folder), *HERE, "--language", "ko", PYTHONIOENCODING="ascii") as server:
        server.await_port()
        server.send(signal.SIGINT)
        assert server.end() == (0, "")


def the_line_of(*arguments: str, expected: int, **environment: str) -> str:
    """The one line on standard error that a mistake gets."""
    with serving(*arguments, **environment) as server:
        code, errors = server.end()
        assert (code, server.seen) == (expected, [])
        (line,) = errors.splitlines()
        return line


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["--port", "x"], "--port: “x” is not a number"),
        (["--allow-host", "bad name!"], "--allow-host: “bad name!” can’t be a name"),
        (["--tls-key", "k.pem"], "--tls-key needs --tls-cert"),
        (["one", "two"], "“two” is one too many"),
    ],
)
def test_senseless_arguments_are_one_line_and_exit_code_2(arguments: list[str], part: str) -> None:
    assert part in the_line_of(*arguments, expected=2)


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["nothing here"], "There is no folder “nothing here”."),
        ([__file__], "is not a folder. Give the folder it is in"),
        ([".", "--bind", "203.0.113.7"], "This computer doesn’t have the address 203.0.113.7."),
        ([".", *HERE, "--tls-cert", __file__], f"“{__file__}” lacks a PEM certificate or a PEM key."),
        ([".", *HERE, "--tls-cert", "none.pem"], "The file “none.pem” can’t be read."),
        ([".", *HERE, "--log-file", "no/such/folder.log"], "The log file “no/such/folder.log” can’t be written"),
    ],
)
def test_what_the_world_refuses_is_one_line_and_exit_code_1(arguments: list[str], part: str) -> None:
    assert part in the_line_of(*arguments, expected=1)


def test_a_port_in_use_is_told_with_a_free_one(folder: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = taken.getsockname()[1]
        arguments = (str(folder), "--bind", LOOPBACK, "--port", str(port))
        line = the_line_of(*arguments, expected=1)
        assert line.startswith(f"shareapp: Port {port} is already in use by {psutil.Process().name()}.")
        assert f"이미 사용 중인 포트입니다: {port}" in the_line_of(*arguments, expected=1, LC_ALL="ko_KR.UTF-8")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow port 80 to everybody")
@pytest.mark.skipif(
    sys.platform == "linux"
    and (os.geteuid() == 0 or int(Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text()) <= 80),
    reason="this user may listen on port 80",
)
def test_a_privileged_port_is_told_with_an_ordinary_one(folder: Path) -> None:
    line = the_line_of(str(folder), "--bind", LOOPBACK, "--port", "80", expected=1)
    assert line.startswith("shareapp: Port 80 needs administrator rights")


@POSIX
def test_requests_are_written_to_the_log_file(folder: Path, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_text("of an earlier share\n")
    with serving(str(folder), *HERE, "--log-file", str(log), "--log-rotate", "1B") as server:
        port = server.await_port()
        fetch(port, "/a.txt")
        fetch(port, "/a.txt?again")
        server.send(signal.SIGTERM)
        assert server.end()[0] == 0
    assert '"GET /a.txt?again HTTP/1.1" 200 5 ' in log.read_text()
    assert "of an earlier share" not in log.read_text()
    everything = "".join(file.read_text() for file in tmp_path.glob("access.log*"))
    assert '"GET /a.txt HTTP/1.1" 200 5 ' in everything
    assert "of an earlier share" in everything


@POSIX
def test_a_reader_that_goes_away_ends_the_share(folder: Path) -> None:
    reader, writer = os.pipe()
    with subprocess.Popen(
        [sys.executable, "-m", "shareapp", "serve", str(folder), *HERE], stdout=writer, stderr=subprocess.PIPE
    ) as process:
        os.close(writer)
        os.close(reader)
        assert process.communicate(timeout=PATIENCE_S)[1] == b""
        assert process.returncode == 0


class FakeTerminal(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def greeting(
    config: ShareConfig,
    *addresses: Address,
    environment: dict[str, str] | None = None,
    qr: bool = True,
    made_password: str = "",
) -> str:
    """What is shown on a terminal when the share runs."""
    output = FakeTerminal()
    screen = Screen(output, io.StringIO(), environment if environment is not None else {"TERM": "xterm"})
    buffer = EventBuffer()
    buffer.put_state(StateChanged(ShareState.RUNNING, addresses, 8000))
    buffer.put_state(StateChanged(ShareState.STOPPED))
    options = Options(config=config, qr=qr, made_password=made_password)
    session = terminal._Session(ShareController(buffer), buffer, screen, Words("en"), options)
    session.follow(queue.SimpleQueue())
    return output.getvalue()


WIFI = Address("192.168.0.12", "wifi", "wlan0")
DOCKER = Address("172.17.0.1", "virtual", "docker0")


def test_a_script_that_ended_well_is_no_news(folder: Path) -> None:
    errors = io.StringIO()
    buffer = EventBuffer()
    options = Options(config=ShareConfig(root=folder))
    session = terminal._Session(
        ShareController(buffer), buffer, Screen(io.StringIO(), errors, {}), Words("en"), options
    )
    for code in ("0", "3"):
        buffer.put(Trouble(1.0, "cgi-exit", "10.0.0.5", ("/cgi-bin/hello", code, "0.1")))
    session._show(buffer.drain())
    assert errors.getvalue().count("\n") == 1
    assert "3" in errors.getvalue()


def test_the_greeting_has_every_address_and_the_code_of_the_first(folder: Path) -> None:
    text = greeting(ShareConfig(root=folder), WIFI, DOCKER)
    assert "  http://192.168.0.12:8000  Wi‑Fi · wlan0\n  http://172.17.0.1:8000    Virtual · docker0\n" in text
    assert "▀" in text
    assert "\x1b[38;5;16;48;5;231m" in text
    assert text.index("▀") < text.index("Scan with a phone camera")


@pytest.mark.parametrize("environment", [{"TERM": "xterm", "NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colour_is_honoured(folder: Path, environment: dict[str, str]) -> None:
    text = greeting(ShareConfig(root=folder), WIFI, environment=environment)
    assert "▀" in text
    assert "\x1b" not in text


def test_no_qr_is_honoured(folder: Path) -> None:
    assert "▀" not in greeting(ShareConfig(root=folder), WIFI, qr=False)


def test_an_address_of_this_computer_only_has_no_code(folder: Path) -> None:
    text = greeting(ShareConfig(root=folder, host="::1"), Address("::1", "loopback", ""))
    assert "Only this computer can open this address.\n  http://[::1]:8000\n" in text
    assert "▀" not in text


def test_without_a_network_it_says_so(folder: Path) -> None:
    text = greeting(ShareConfig(root=folder))
    assert "No network connection." in text
    assert "  http://127.0.0.1:8000\n" in text


def test_who_can_do_what_is_said(folder: Path) -> None:
    assert "can view and download everything" in greeting(ShareConfig(root=folder), WIFI)
    assert "can view, download and add files" in greeting(ShareConfig(root=folder, rights="add"), WIFI)
    assert "add files, rename and delete" in greeting(ShareConfig(root=folder, rights="manage"), WIFI)
    assert "see nothing of it" in greeting(ShareConfig(root=folder, rights="inbox"), WIFI)


def test_with_a_password_the_code_carries_the_key_and_the_address_does_not(folder: Path) -> None:
    credentials = Credentials(user="guest", password_hash=hash_password("correct horse"))
    text = greeting(ShareConfig(root=folder, credentials=credentials), WIFI)
    code = half_blocks(matrix(f"http://192.168.0.12:8000{entry_path(credentials)}"), colour=True)
    assert "\n".join(code) in text
    assert "opens without the password" in text
    assert "Programs need the user name as well: guest" in text
    assert "Without HTTPS" in text
    assert "~key" not in text


def test_a_password_that_was_made_is_shown_once(folder: Path) -> None:
    credentials = Credentials(user="guest", password_hash=hash_password("quiet otter"))
    text = greeting(ShareConfig(root=folder, credentials=credentials), WIFI, made_password="quiet otter")
    assert text.count("quiet otter") == 1


def test_what_is_dangerous_or_surprising_is_said(folder: Path) -> None:
    text = greeting(ShareConfig(root=folder, tls=SelfSigned(folder=folder), cgi_folders=("/cgi-bin",)), WIFI)
    assert "https://192.168.0.12:8000" in text
    assert "security warning once" in text
    assert "CGI is on" in text


@pytest.fixture
def _signals_kept() -> Iterator[None]:
    """The handlers of the test run itself are the same afterwards."""
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    yield
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before


@pytest.mark.usefixtures("_signals_kept")
def test_a_share_that_fails_leaves_the_signals_as_they_were(capsys: pytest.CaptureFixture[str]) -> None:
    assert terminal.main(["nothing here", "--language", "en"]) == terminal.FAILED
    assert capsys.readouterr().err.startswith("shareapp: There is no folder")


@pytest.mark.parametrize(
    ("arguments", "start"), [(["--help"], "usage: shareapp serve"), (["--version"], "shareapp 0.")]
)
def test_help_and_version(arguments: list[str], start: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert terminal.main([*arguments, "--language", "en"]) == 0
    assert capsys.readouterr().out.startswith(start)
