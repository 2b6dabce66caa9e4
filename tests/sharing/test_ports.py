"""The port that is offered could be listened on a moment ago."""

import os
import socket

import psutil
import pytest

from shareapp.sharing.ports import WEB_PORT, free_port_after, user_of_port
from tests.support.sharing import LOOPBACK


def test_a_taken_port_is_passed_over() -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = taken.getsockname()[1]
        free = free_port_after(LOOPBACK, port - 1)
        assert free is None or free > port


def test_privileged_ports_lead_to_an_ordinary_one() -> None:
    free = free_port_after(LOOPBACK, 80)
    assert free is not None
    assert free >= WEB_PORT


@pytest.mark.parametrize(("host", "port"), [(LOOPBACK, 65535), ("203.0.113.7", 8000), ("not an address", 8000)])
def test_where_nothing_is_free_nothing_is_offered(host: str, port: int) -> None:
    assert free_port_after(host, port) is None


def test_the_program_that_listens_is_named() -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = taken.getsockname()[1]
        assert user_of_port(port) == psutil.Process(os.getpid()).name()
    assert user_of_port(port) == ""


def test_a_system_that_does_not_tell_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_kind: str) -> list[object]:
        raise psutil.AccessDenied

    monkeypatch.setattr(psutil, "net_connections", refuse)
    assert user_of_port(80) == ""
