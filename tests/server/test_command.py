"""The command line: options, usage errors, banner and Ctrl-C, with the real program where it matters."""

import contextlib
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shareapp.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer, _main, command
from shareapp.server import test as serve
from shareapp.server.servers import ThreadingHTTPSServer
from tests.support.certificate_files import PASSWORD, certificate_files


class Called(Exception):
    """Instead of serving."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__()
        self.arguments = arguments


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run the command line; what ``test`` is called with."""

    def stop(**arguments: Any) -> None:
        raise Called(**arguments)

    monkeypatch.setattr(command, "test", stop)

    def run(*arguments: str) -> dict[str, Any]:
        with pytest.raises(Called) as caught:
            _main(arguments)
        return caught.value.arguments

    return run


class TestOptions:
    def test_the_defaults_are_http_servers(self, asked: Any) -> None:
        told = asked()
        assert issubclass(told.pop("HandlerClass"), SimpleHTTPRequestHandler)
        assert issubclass(told.pop("ServerClass"), ThreadingHTTPServer)
        assert told == {
            "protocol": "HTTP/1.0", "port": 8000, "bind": None, "tls_cert": None, "tls_key": None, "tls_password": None,
        }  # fmt: skip

    def test_every_option_arrives(self, asked: Any, tmp_path: Path) -> None:
        (tmp_path / "password").write_text(" 비밀 \n", encoding="utf-8")
        files = certificate_files()
        certificate, key = str(files.certificate), str(files.key)
        told = asked(
            "9000", "-b", "::1", "-p", "HTTP/1.1", "--tls-cert", certificate, "--tls-key", key,
            "--tls-password-file", str(tmp_path / "password"), "--content-type", "x/y",
            "-H", "A", "1", "--header", "A", "2",
        )  # fmt: skip
        assert told["HandlerClass"].default_content_type == "x/y"
        assert told["HandlerClass"].strict
        assert issubclass(told["ServerClass"], ThreadingHTTPSServer)
        del told["HandlerClass"], told["ServerClass"]
        assert told == {
            "protocol": "HTTP/1.1", "port": 9000, "bind": "::1", "tls_cert": certificate, "tls_key": key,
            "tls_password": "비밀",
        }  # fmt: skip

    def test_cgi_chooses_the_cgi_handler(self, asked: Any) -> None:
        assert hasattr(asked("--cgi")["HandlerClass"], "run_cgi")

    def test_the_options_of_one_run_do_not_reach_the_next(self, asked: Any) -> None:
        asked("--content-type", "x/y")
        assert asked()["HandlerClass"].default_content_type == "application/octet-stream"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["x"], "invalid int value"),
        (["--tls-key", "k"], "require --tls-cert"),
        (["--tls-password-file", "p"], "require --tls-cert"),
        (["--tls-cert", os.devnull, "--tls-password-file", "/none"], "cannot read the password file"),
        (["--tls-cert", "/none"], "cannot read the certificate or its key: '/none'"),
        (["--tls-cert", os.devnull, "--tls-key", "/none"], "cannot read the certificate or its key: '/none'"),
        (["-H", "A B", "x"], "not a header field: 'A B'"),
        (["-H", "A", "x\r\ny"], "not a header field: 'A'"),
        (["-H", "A", "한글"], "not a header field: 'A'"),
        (["--content-type", "a\nb"], "not a header field: 'Content-Type'"),
        (["-H", "A"], "expected 2 arguments"),
        (["-d", "/none"], "not a directory"),
        (["-p", "HTTP/3"], "neither HTTP/1.0 nor HTTP/1.1"),
        (["70000"], "not a port"),
        (["--what"], "unrecognized arguments"),
    ],
)
def test_bad_usage_is_told_and_ends_with_2(capsys: pytest.CaptureFixture[str], arguments: list[str], told: str) -> None:
    with pytest.raises(SystemExit) as caught:
        _main(arguments)
    assert caught.value.code == 2
    assert told in capsys.readouterr().err


def test_a_key_that_needs_a_password_says_how_to_give_it(capsys: pytest.CaptureFixture[str]) -> None:
    files = certificate_files()
    with pytest.raises(SystemExit) as caught:
        _main(["--tls-cert", str(files.certificate), "--tls-key", str(files.locked_key)])
    assert caught.value.code == 2
    assert f"needs its password, by --tls-password-file: '{files.locked_key}'" in capsys.readouterr().err


@pytest.mark.parametrize("case", ["port-in-use", "no-address", "no-certificate"])
def test_what_cannot_be_served_is_one_line(capsys: pytest.CaptureFixture[str], case: str) -> None:
    files = certificate_files()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        arguments = {
            "port-in-use": ["-b", "127.0.0.1", str(taken.getsockname()[1])],
            "no-address": ["-b", "192.0.2.1", "0"],
            "no-certificate": ["-b", "127.0.0.1", "0", "--tls-cert", str(files.key)],
        }[case]
        with pytest.raises(SystemExit) as caught:
            _main(arguments)
    assert caught.value.code == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "pem" in error or "port" in error


@pytest.mark.parametrize(
    ("address", "scheme", "banner"),
    [
        (("0.0.0.0", 80), "http", "Serving HTTP on 0.0.0.0 port 80 (http://0.0.0.0:80/) ..."),
        (("::", 443, 0, 0), "https", "Serving HTTPS on :: port 443 (https://[::]:443/) ..."),
    ],
)
def test_the_banner_is_http_servers(address: tuple[Any, ...], scheme: str, banner: str) -> None:
    assert command._banner(address, scheme) == banner


def test_test_sets_what_http_servers_test_sets() -> None:
    class Server(ThreadingHTTPServer):
        def serve_forever(self, poll_interval: float = 0.5) -> None:
            raise KeyboardInterrupt

    class Handler(BaseHTTPRequestHandler):
        pass

    with pytest.raises(SystemExit) as caught:
        serve(Handler, Server, "HTTP/1.1", 0, "127.0.0.1")
    assert caught.value.code == 0
    assert (Handler.protocol_version, Server.address_family) == ("HTTP/1.1", socket.AF_INET)


# Where the tests run in the background of a shell, a child would inherit that SIGINT is ignored.
_INTERRUPTIBLE = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("shareapp.server", run_name="__main__", alter_sys=True)
"""


@contextlib.contextmanager
def program(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The real program on a free port, and its URL; interrupted at the end, which must be orderly."""
    started = subprocess.Popen(
        [sys.executable, "-u", "-c", _INTERRUPTIBLE, "0", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    try:
        assert started.stdout is not None
        banner = started.stdout.readline()
        match = re.search(r"\((https?://.*)/\) \.\.\.$", banner)
        assert match, banner
        yield started, match[1]
        started.send_signal(signal.SIGINT)
        output, errors = started.communicate(timeout=10)
        assert (started.returncode, output) == (0, "\nKeyboard interrupt received, exiting.\n")
        assert "Traceback" not in errors
    finally:
        started.kill()
        started.communicate()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one child")
class TestProgram:
    def test_it_serves_and_ends_on_ctrl_c(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("hello")
        with (
            program("-b", "127.0.0.1", "-d", str(tmp_path), "-H", "X-Own", "1") as (_process, url),
            urllib.request.urlopen(f"{url}/a.txt", timeout=10) as answer,  # noqa: S310 - our own URL
        ):
            assert answer.read() == b"hello"
            assert answer.headers["X-Own"] == "1"
            assert answer.headers["Server"] == "shareapp"

    @pytest.mark.fault("gh-83088")
    @pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 here")
    def test_tls_ipv6_and_a_directory_go_together(self, tmp_path: Path) -> None:
        """gh-134168: a beta of 3.14 ignored two of them with TLS."""
        files = certificate_files()
        (tmp_path / "a.txt").write_text("hello")
        (tmp_path / "password").write_text(PASSWORD + "\n")
        context = ssl.create_default_context(cafile=files.certificate)
        with (
            program(
                "-b", "::1", "-d", str(tmp_path), "-p", "HTTP/1.1", "--tls-cert", str(files.certificate),
                "--tls-key", str(files.locked_key), "--tls-password-file", str(tmp_path / "password"),
            ) as (_process, url),
            urllib.request.urlopen(f"{url}/a.txt", timeout=10, context=context) as answer,  # noqa: S310 - our own URL
        ):  # fmt: skip
            assert url.startswith("https://[::1]:")
            assert answer.read() == b"hello"
            assert answer.version == 11
