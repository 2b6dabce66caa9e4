"""The four server classes: what they bind, how they end, and that no client delays another."""

import builtins
import os
import socket
import socketserver
import ssl
import subprocess
import sys
import threading
import time
from http.client import HTTPSConnection
from pathlib import Path
from typing import Any

import pytest

from shareapp.server import HTTPServer, HTTPSServer, ThreadingHTTPServer, ThreadingHTTPSServer
from tests.support.certificate_files import PASSWORD, certificate_files
from tests.support.handling import SHORT, Echo, connect, errors_of, read_all, serving, status_of, talk

LAST = b"GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
HERE = ("127.0.0.1", 0)


class Impatient(Echo):
    limits = SHORT


def tls(**options: Any) -> dict[str, Any]:
    """The options of a server with our certificate."""
    files = certificate_files()
    return {"certfile": files.certificate, "keyfile": files.key, **options}


def ask_encrypted(server: Any, path: str = "/", method: str = "GET", body: bytes | None = None) -> bytes:
    """The body of the answer to one request over TLS."""
    host, port = server.server_address
    connection = HTTPSConnection(host, port, context=certificate_files().client(), timeout=10)
    try:
        connection.request(method, path, body)
        return connection.getresponse().read()
    finally:
        connection.close()


class TestFamily:
    def test_all_are_tcp_servers_of_socketserver(self) -> None:
        assert issubclass(HTTPServer, socketserver.TCPServer)
        assert issubclass(HTTPSServer, HTTPServer)
        assert issubclass(ThreadingHTTPServer, socketserver.ThreadingMixIn)
        assert issubclass(ThreadingHTTPSServer, socketserver.ThreadingMixIn)
        assert issubclass(ThreadingHTTPServer, HTTPServer)
        assert issubclass(ThreadingHTTPSServer, HTTPSServer)
        assert ThreadingHTTPServer.daemon_threads

    @pytest.mark.fault("no-deadlines")
    def test_the_backlog_holds_a_burst(self) -> None:
        assert HTTPServer.request_queue_size >= 128

    @pytest.mark.parametrize("method", ["serve_forever", "handle_request"])
    def test_the_ways_to_serve_are_socketservers(self, method: str) -> None:
        with HTTPServer(HERE, Echo) as server:
            thread = threading.Thread(target=getattr(server, method))
            thread.start()
            assert talk(server, LAST).endswith(b"GET ")
            if method == "serve_forever":
                server.shutdown()
            thread.join()


class TestBinding:
    @pytest.mark.fault("gh-106505")
    def test_no_name_is_looked_up_before_somebody_asks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """gh-106505."""
        asked: list[str] = []

        def look_up(host: str) -> str:
            asked.append(host)
            return "full.name"

        monkeypatch.setattr(socket, "getfqdn", look_up)
        with HTTPServer(HERE, Echo) as server:
            assert asked == []
            assert server.server_name == "full.name"
            assert server.server_name == "full.name"
            assert asked == ["127.0.0.1"]
            assert server.server_port == server.server_address[1]
            server.server_name = "own"
            assert server.server_name == "own"

    def test_a_port_in_use_is_an_os_error(self) -> None:
        with HTTPServer(HERE, Echo) as first, pytest.raises(OSError, match="in use"):
            HTTPServer(first.server_address, Echo)

    @pytest.mark.fault("gh-85307")
    def test_two_programs_never_share_a_port(self) -> None:
        """gh-85307."""
        assert HTTPServer.allow_reuse_address == (sys.platform != "win32")
        assert not HTTPServer.allow_reuse_port

    @pytest.mark.fault("gh-83088")
    @pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 here")
    def test_every_address_means_both_families(self) -> None:
        """gh-83088."""

        class Both(ThreadingHTTPServer):
            address_family = socket.AF_INET6

        with Both(("::", 0), Echo) as server:
            thread = threading.Thread(target=server.serve_forever, args=(0.01,))
            thread.start()
            for host in ("127.0.0.1", "::1"):
                with socket.create_connection((host, server.server_port), timeout=10) as client:
                    client.sendall(LAST)
                    assert status_of(read_all(client)) == 200
            server.shutdown()
            thread.join()

    @pytest.mark.fault("unix-sockets")
    @pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no Unix sockets here")
    def test_a_unix_socket_is_served_too(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)  # a socket's path is short

        class Unix(HTTPServer):
            address_family = socket.AF_UNIX

        with Unix("socket", Echo) as server, socket.socket(socket.AF_UNIX) as client:  # type: ignore[arg-type]
            client.connect("socket")
            client.sendall(LAST)
            server.handle_request()
            assert read_all(client).endswith(b"GET ")
            assert server.server_name == "socket"


class TestThreads:
    def test_one_client_does_not_wait_for_another(self) -> None:
        with serving(Echo) as server, connect(server):
            assert status_of(talk(server, LAST)) == 200

    @pytest.mark.point(103)
    @pytest.mark.fault("gh-81374")
    def test_closing_ends_idle_connections_at_once_and_leaves_no_thread(self) -> None:
        """gh-81374, gh-75416. The fixture that looks for threads left behind does the rest."""
        began = time.monotonic()
        with serving(Echo) as server:
            clients = [connect(server) for _ in range(20)]
            assert status_of(talk(server, LAST)) == 200
        assert time.monotonic() - began < server.limits.stop_grace_s
        for client in clients:
            assert read_all(client) == b""
            client.close()

    def test_a_running_answer_may_finish(self) -> None:
        begun, go_on = threading.Event(), threading.Event()

        class Slow(Echo):
            def do_GET(self) -> None:  # noqa: N802
                begun.set()
                go_on.wait()
                self.answer(b"finished")

        server = ThreadingHTTPServer(HERE, Slow)
        serving_thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        serving_thread.start()
        with connect(server) as client:
            client.sendall(LAST)
            begun.wait()
            server.shutdown()
            serving_thread.join()
            closing = threading.Thread(target=server.server_close)
            closing.start()
            go_on.set()
            assert read_all(client).endswith(b"finished")
            closing.join()

    @pytest.mark.point(92, 101)
    def test_a_client_beyond_the_last_thread_is_told_503(self) -> None:
        class One(ThreadingHTTPServer):
            max_threads = 1

        with serving(Echo, One) as server, connect(server) as first:
            first.sendall(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            assert first.recv(65536)
            assert status_of(talk(server, b"")) == 503

    def test_not_daemons_are_waited_for(self) -> None:
        class Waited(ThreadingHTTPServer):
            daemon_threads = False

        with serving(Impatient, Waited) as server, connect(server):
            assert status_of(talk(server, LAST)) == 200

    @pytest.mark.fault("client-gone-traceback")
    def test_a_handlers_fault_is_told_once_and_a_lost_client_never(self, monkeypatch: pytest.MonkeyPatch) -> None:
        errors = errors_of(monkeypatch)
        with HTTPServer(HERE, Echo) as server:
            for error in (BrokenPipeError(), TimeoutError(), KeyError("fault")):
                try:
                    raise error
                except (OSError, KeyError):
                    server.handle_error(None, ("192.0.2.1", 1))
        assert errors.getvalue().count("Traceback") == 1
        assert "KeyError: 'fault'" in errors.getvalue()


@pytest.mark.parametrize("server_class", [HTTPSServer, ThreadingHTTPSServer])
class TestTLS:
    def test_requests_are_answered(self, server_class: type[HTTPSServer]) -> None:
        with serving(Echo, server_class, **tls()) as server:
            assert ask_encrypted(server, "/", "POST", b"body") == b"POST body"
            assert server.ssl is ssl
            assert server.alpn_protocols == ["http/1.1"]

    @pytest.mark.point(97)
    @pytest.mark.fault("silent-tls-client")
    def test_a_silent_client_delays_nobody_for_ever(self, server_class: type[HTTPSServer]) -> None:
        """In http.server one silent client blocked all others, also with threads."""
        with serving(Impatient, server_class, **tls()) as server, connect(server), connect(server):
            began = time.monotonic()
            assert ask_encrypted(server) == b"GET "
            waits = 0 if server_class is ThreadingHTTPSServer else 2 * SHORT.handshake_s
            assert time.monotonic() - began < waits + 1.0

    @pytest.mark.point(97)
    def test_plain_http_gets_a_readable_answer(self, server_class: type[HTTPSServer]) -> None:
        with serving(Impatient, server_class, **tls()) as server:
            answer = talk(server, LAST)
        assert status_of(answer) == 400
        assert b"https://" in answer

    @pytest.mark.point(97)
    def test_garbage_is_one_line_in_the_log(
        self, server_class: type[HTTPSServer], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        errors = errors_of(monkeypatch)

        class Logging(Impatient):
            pass

        with serving(Logging, server_class, **tls()) as server:
            talk(server, b"\x16\x03\x01\x00\x05junk!")
        assert len(Logging.lines) == 1
        assert errors.getvalue() == ""

    @pytest.mark.point(95)
    def test_alpn_offers_what_was_asked_for(self, server_class: type[HTTPSServer]) -> None:
        context = certificate_files().client()
        context.set_alpn_protocols(["h2", "own", "http/1.1"])
        with (
            serving(Echo, server_class, **tls(alpn_protocols=["own"])) as server,
            connect(server) as raw,
            context.wrap_socket(raw, server_hostname="127.0.0.1") as client,
        ):
            assert client.selected_alpn_protocol() == "own"

    @pytest.mark.point(98)
    def test_the_end_is_announced(self, server_class: type[HTTPSServer]) -> None:
        with (
            serving(Echo, server_class, **tls()) as server,
            connect(server) as raw,
            certificate_files()
            .client()
            .wrap_socket(raw, server_hostname="127.0.0.1", suppress_ragged_eofs=False) as client,
        ):
            client.sendall(LAST)
            received = b"".join(iter(lambda: client.recv(65536), b""))  # without close_notify: ssl.SSLEOFError
        assert received.endswith(b"GET ")

    @pytest.mark.parametrize(
        "password", [PASSWORD, PASSWORD.encode(), lambda: PASSWORD], ids=["text", "bytes", "callable"]
    )
    def test_a_locked_key_opens_with_its_password(self, server_class: type[HTTPSServer], password: Any) -> None:
        with serving(Echo, server_class, **tls(keyfile=certificate_files().locked_key, password=password)) as server:
            assert ask_encrypted(server) == b"GET "

    @pytest.mark.point(99)
    @pytest.mark.parametrize("change", ["no-password", "wrong-password", "other-key", "no-pem", "missing"])
    def test_unusable_files_are_an_error_and_leave_nothing_open(
        self, server_class: type[HTTPSServer], change: str, tmp_path: Path
    ) -> None:
        files = certificate_files()
        (tmp_path / "no.pem").write_text("nothing")
        options = {
            "no-password": tls(keyfile=files.locked_key),
            "wrong-password": tls(keyfile=files.locked_key, password="x"),
            "other-key": tls(keyfile=files.other_key),
            "no-pem": tls(certfile=tmp_path / "no.pem"),
            "missing": tls(certfile=tmp_path / "none"),
        }[change]
        with socket.create_server(HERE) as probe:
            address = probe.getsockname()
        with pytest.raises(FileNotFoundError if change == "missing" else ssl.SSLError):
            server_class(address, Echo, **options)
        HTTPServer(address, Echo).server_close()


@pytest.mark.point(99)
def test_a_missing_password_never_asks_on_the_terminal() -> None:
    """OpenSSL would ask on the controlling terminal, which this child has: a pseudo-terminal."""
    pty = pytest.importorskip("pty", reason="no pseudo-terminals here")
    files = certificate_files()
    code = (
        "import sys; from shareapp.server import *\n"
        f"try: HTTPSServer(('127.0.0.1', 0), BaseHTTPRequestHandler, certfile={str(files.certificate)!r}, "
        f"keyfile={str(files.locked_key)!r})\n"
        "except Exception as error: print(type(error).__name__)"
    )
    terminal, inside = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-c", code], stdin=inside, stdout=subprocess.PIPE, stderr=inside, start_new_session=True,
            timeout=20, check=True,
        )  # fmt: skip
    finally:
        os.close(inside)
        os.close(terminal)
    assert done.stdout == b"SSLError\n"


def test_without_the_ssl_module_https_is_a_runtime_error(monkeypatch: pytest.MonkeyPatch) -> None:
    real_import = builtins.__import__

    def without_ssl(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "ssl":
            raise ImportError(name)
        return real_import(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_ssl)
    with pytest.raises(RuntimeError, match="ssl"):
        HTTPSServer(HERE, Echo, certfile="x")


def test_the_package_starts_without_the_ssl_module() -> None:
    code = "import sys; sys.modules['ssl'] = None; sys.modules['_ssl'] = None; import shareapp.server"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.point(94)
class TestOwnTLS:
    """The recipes by which programs made http.server speak TLS before it had HTTPSServer."""

    @staticmethod
    def context() -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate_files().certificate, certificate_files().key)
        return context

    @pytest.mark.parametrize("at_accept", [True, False])
    def test_a_listener_may_be_wrapped(self, at_accept: bool) -> None:
        def wrapped(address: Any, handler: Any) -> ThreadingHTTPServer:
            server = ThreadingHTTPServer(address, handler)
            server.socket = self.context().wrap_socket(
                server.socket, server_side=True, do_handshake_on_connect=at_accept
            )
            return server

        with serving(Echo, wrapped) as server:
            assert ask_encrypted(server, "/", "POST", b"body").endswith(b"body")

    def test_a_connection_may_be_wrapped(self) -> None:
        context = self.context()

        class Wrapping(HTTPServer):
            def get_request(self) -> tuple[Any, Any]:
                connection, address = super().get_request()
                return context.wrap_socket(connection, server_side=True), address

        with serving(Echo, Wrapping) as server:
            assert ask_encrypted(server, "/", "POST", b"body").endswith(b"body")


def test_old_tls_is_refused() -> None:
    context = certificate_files().client()
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with (
        serving(Impatient, ThreadingHTTPSServer, **tls()) as server,
        connect(server) as raw,
        pytest.raises(ssl.SSLError),
    ):
        context.wrap_socket(raw, server_hostname="127.0.0.1")
