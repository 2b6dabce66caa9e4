"""The first bytes on a TLS port."""

import socket
import ssl
import threading
from typing import Any, Self

import pytest

from shareapp.server.handlers.greeting import greet
from shareapp.server.limits import Limits
from tests.support.certificate_files import certificate_files

QUICK = Limits(handshake_s=0.3, linger_s=0.3)


class Meeting:
    """A server's end of a connection that is about to be greeted, and the client's end."""

    def __init__(self) -> None:
        ours, self.client = socket.socketpair()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        files = certificate_files()
        context.load_cert_chain(files.certificate, files.key)
        self.ours = context.wrap_socket(ours, server_side=True, do_handshake_on_connect=False)
        self.log: list[str] = []

    def greet(self) -> bool:
        def keep(format: str, *args: Any) -> None:  # noqa: A002 - as log_error has it
            self.log.append(format % args)

        return greet(self.ours, QUICK, keep)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.ours.close()
        self.client.close()


def test_a_tls_client_is_welcome() -> None:
    with Meeting() as meeting:
        thread = threading.Thread(target=meeting.greet)
        thread.start()
        with certificate_files().client().wrap_socket(meeting.client, server_hostname="localhost") as client:
            thread.join()
            assert client.version() in ("TLSv1.2", "TLSv1.3")
        assert meeting.log == []


def test_plain_http_gets_a_readable_answer() -> None:
    with Meeting() as meeting:
        meeting.client.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert not meeting.greet()
        answer = meeting.client.recv(65536)
        assert answer.startswith(b"HTTP/1.1 400 ")
        assert b"https://" in answer
        assert meeting.log == ["plain HTTP came to a port with TLS"]


@pytest.mark.parametrize("sent", [b"", b"\x16\x03\x01\x00\x05junk!", b"\x16"])
def test_others_are_told_in_one_line(sent: bytes) -> None:
    with Meeting() as meeting:
        meeting.client.sendall(sent)
        assert not meeting.greet()
        (line,) = meeting.log
        assert line.startswith("TLS handshake failed: ")


def test_a_client_that_leaves_is_told_in_one_line() -> None:
    with Meeting() as meeting:
        meeting.client.close()
        assert not meeting.greet()
        assert len(meeting.log) == 1
