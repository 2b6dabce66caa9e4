"""Whatever becomes of a file while it is sent, and whatever is no file at all: no wrong bytes, and nobody waits."""

import os
import ssl
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.certificates import write_pair
from tests.support.trees import write
from tests.support.victim import QUICK, Victim, victim
from tests.support.wire_client import WireClient

pytestmark = [
    pytest.mark.stress,
    pytest.mark.skipif(sys.platform != "linux", reason="needs FIFOs and device files"),
]

OLD = b"old " * (4 << 20)  # more than the network holds
NEW = b"new!" * (4 << 20)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shared folder."""
    folder = tmp_path_factory.mktemp("odd")
    write(folder / "a.txt", b"hello")
    return folder


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "tls"])
def secured(root: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Victim]:
    """A server over ``root``, plain and encrypted."""
    certificate, key = write_pair(tmp_path_factory.mktemp("tls"))
    tls = {"tls": "files", "tls_certificate": certificate, "tls_key": key} if request.param else {}
    with victim(root, **QUICK, **tls) as server:
        server.tls = unverified() if request.param else None
        yield server


@pytest.fixture
def server(secured: Victim) -> Iterator[Victim]:
    """The server, which holds no more than before when the test is over, and serves."""
    with secured.client() as client:
        client.get("/missing")
    before = secured.idle_usage()
    yield secured
    with secured.client() as client:
        assert client.get("/a.txt").body == b"hello"
    secured.await_usage(before)
    assert "crash" not in secured.troubles


def unverified() -> ssl.SSLContext:
    """A client's context that trusts anybody."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def begin(server: Victim, target: str) -> WireClient:
    """A download whose first bytes have come, and which cannot go on before they are read."""
    client = server.client(receive_buffer=4096)
    client.request(target)
    assert f"Content-Length: {len(OLD)}".encode() in client.until(b"\r\n\r\n")
    return client


def test_a_file_that_grows_meanwhile_is_sent_as_long_as_it_was(server: Victim, root: Path) -> None:
    write(root / "growing", OLD)
    with begin(server, "/growing") as client:
        with (root / "growing").open("ab") as file:
            file.write(NEW)
        assert client.exactly(len(OLD)) == OLD
        assert client.get("/a.txt").body == b"hello"


def test_a_file_that_is_replaced_meanwhile_is_sent_as_it_was(server: Victim, root: Path) -> None:
    write(root / "replaced", OLD)
    with begin(server, "/replaced") as client:
        write(root / "fresh", NEW)
        (root / "fresh").replace(root / "replaced")
        assert client.exactly(len(OLD)) == OLD
        assert client.get("/replaced").body == NEW


def test_a_file_that_is_deleted_meanwhile_is_sent_whole(server: Victim, root: Path) -> None:
    write(root / "deleted", OLD)
    with begin(server, "/deleted") as client:
        (root / "deleted").unlink()
        assert client.exactly(len(OLD)) == OLD
        assert client.get("/deleted").status == 404


def test_a_file_that_shrinks_meanwhile_never_looks_complete(server: Victim, root: Path) -> None:
    write(root / "shrinking", OLD)
    with begin(server, "/shrinking") as client:
        os.truncate(root / "shrinking", 100)
        assert len(client.rest()) < len(OLD)
    server.until(lambda: server.requests[-1].target == "/shrinking")
    assert server.requests[-1].note == "aborted"


def test_fifos_and_devices_are_404_and_block_nobody(root: Path, tmp_path: Path) -> None:
    os.mkfifo(root / "pipe")
    for name in ("zero", "full", "random", "tty"):
        (root / name).symlink_to(f"/dev/{name}")
    (root / "folder.html").mkdir()
    os.mkfifo(root / "folder.html" / "index.html")
    with victim(root, links="anywhere", **QUICK) as server, server.client() as client:
        for target in ("/pipe", "/zero", "/full", "/random", "/tty"):
            assert client.get(target).status == 404
        assert client.get("/folder.html/").status in {200, 404}
        assert client.get("/").status == 200


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_or_folder_is_403_and_no_fault(root: Path) -> None:
    write(root / "locked", b"secret").chmod(0)
    (root / "closed").mkdir()
    (root / "closed").chmod(0)
    try:
        with victim(root, **QUICK) as server, server.client() as client:
            assert client.get("/locked").status == 403
            assert client.get("/closed/").status == 403
            assert server.troubles == []
    finally:
        (root / "closed").chmod(0o700)
