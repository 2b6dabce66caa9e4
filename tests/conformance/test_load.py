"""Points 100 to 104 over real sockets: many clients, slow clients, small and large files."""

import contextlib
import selectors
import socket
import statistics
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from shareapp.server import ThreadingHTTPServer
from shareapp.server.limits import Limits
from tests.support import handling, targets
from tests.support.serving import serving
from tests.support.targets import CONTENT
from tests.support.wire_client import WireClient

CLIENTS = 300
IMPATIENT = Limits(head_s=1.5, idle_s=1.5, stall_s=1.5, linger_s=0.2, connections_per_client=1000)
REQUEST = b"GET /song.txt HTTP/1.1\r\nHost: localhost\r\n"


def median_seconds(ask: Callable[[], object], times: int = 500) -> float:
    """How long one takes, for most."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        ask()
        spent.append(time.perf_counter() - began)
    return statistics.median(spent)


@contextlib.contextmanager
def impatient(kind: str, share: Path) -> Iterator[int]:
    """The port of the product or of the classes, with times that a test can wait for."""
    if kind == "product":
        with targets.product(share, limits=IMPATIENT) as runner:
            yield runner.server.port
        return
    handler = handling.files_of(share, strict=True)
    handler.func.limits = IMPATIENT
    with handling.serving(handler, ThreadingHTTPServer) as server:
        yield server.server_address[1]


@pytest.mark.stress
@pytest.mark.point(100)
@pytest.mark.fault("no-deadlines")
@pytest.mark.skipif(sys.platform == "win32", reason="hundreds of sockets of one process")
@pytest.mark.parametrize("kind", ["product", "strict"])
def test_among_300_slow_clients_a_request_is_answered_within_a_second_and_they_are_cut(share: Path, kind: str) -> None:
    """Half of them are silent, half send a byte now and then: which extends no deadline."""
    with impatient(kind, share) as port, ExitStack() as stack:

        def ask() -> None:
            with WireClient(port) as quick:
                assert quick.get("/song.txt").body == CONTENT

        alone = median_seconds(ask, 10)
        slow = [stack.enter_context(WireClient(port)) for _ in range(CLIENTS)]
        times = []
        for at in range(10):
            for client in slow[::2]:
                with contextlib.suppress(ConnectionError):  # it may have been cut already
                    client.send(REQUEST[at : at + 1])
            times.append(median_seconds(ask, 1))
        assert statistics.median(times) < max(1.0, 10 * alone)
        deadline = time.monotonic() + IMPATIENT.head_s + 10
        for client in slow:
            client.rest()
            assert time.monotonic() < deadline


@pytest.mark.point(101)
def test_over_its_bound_of_connections_the_product_makes_room_and_goes_on(share: Path) -> None:
    with targets.product(share, limits=Limits(connections=10)) as runner:
        with ExitStack() as stack:
            for _ in range(30):
                client = stack.enter_context(runner.client())
                assert client.get("/song.txt").status == 200
        with runner.client() as client:
            assert client.get("/song.txt").status == 200
        runner.settle()
        assert len(runner.server._pool._connections) <= 10


@pytest.mark.point(103)
@pytest.mark.parametrize("kind", ["strict", "lenient"])
def test_closing_during_fifty_downloads_closes_the_port_at_once_and_leaves_nothing(
    share: Path, kind: targets.Kind
) -> None:
    """The fixture that looks for threads and sockets left behind does the rest."""
    with (share / "large.bin").open("wb") as file:
        file.truncate(1 << 30)
    handler = handling.files_of(share, strict=kind == "strict")
    handler.func.limits = Limits(stop_grace_s=0.3)

    class Brief(ThreadingHTTPServer):
        limits = Limits(stop_grace_s=0.3)

    with ExitStack() as stack:
        with handling.serving(handler, Brief) as server:
            port = server.server_address[1]
            clients = [stack.enter_context(WireClient(port, receive_buffer=4096)) for _ in range(50)]
            for client in clients:
                client.request("/large.bin")
                client.until(b"\r\n\r\n")
            began = time.monotonic()
        assert time.monotonic() - began < 5.0
        with pytest.raises(ConnectionRefusedError):
            WireClient(port)


def bare_echo() -> tuple[threading.Thread, socket.socket]:
    """What this computer can do at best: a thread that answers each piece with a fixed one."""
    listening = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        connected = listening.accept()[0]
        with connected:
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while connected.recv(65536):
                connected.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 36\r\n\r\n" + CONTENT)

    thread = threading.Thread(target=answer)
    thread.start()
    return thread, listening


@pytest.mark.stress
@pytest.mark.point(104)
@pytest.mark.fault("gh-108736")
@pytest.mark.parametrize("kind", ["product", "strict"])
def test_a_small_file_on_a_kept_connection_takes_a_millisecond(share: Path, kind: targets.Kind) -> None:
    """On a busy computer: not much longer than the barest answer."""
    thread, listening = bare_echo()
    with listening, WireClient(listening.getsockname()[1]) as client:
        bare = median_seconds(lambda: client.get("/song.txt"))
    thread.join()
    with targets.serving(kind, share) as target, target.client() as client:
        assert client.get("/song.txt").body == CONTENT
        ours = median_seconds(lambda: client.get("/song.txt"))
    assert ours < max(0.001, 6 * bare)


@pytest.mark.stress
@pytest.mark.point(104)
@pytest.mark.skipif(sys.platform == "win32", reason="the file has holes")
@pytest.mark.parametrize("kind", ["product", "strict"])
def test_the_end_of_ten_gigabytes_costs_no_memory(share: Path, kind: targets.Kind) -> None:
    size, part = 10_000_000_000, 300_000_000
    with (share / "large.bin").open("wb") as file:
        file.truncate(size)
    with targets.serving(kind, share) as target, target.client() as client:
        client.get("/song.txt")
        tracemalloc.start()
        try:
            began = time.monotonic()
            client.request("/large.bin", fields=[("Range", f"bytes=-{part}")])
            head = client.until(b"\r\n\r\n")
            left = part - len(client.exactly(len(client._buffer)))
            buffer = bytearray(1 << 20)
            while left:
                left -= client.socket.recv_into(buffer)
            seconds = time.monotonic() - began
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert f"Content-Range: bytes {size - part}-{size - 1}/{size}".encode() in head
    assert peak < 8 << 20
    assert part / seconds > 50e6  # bytes a second, on any computer


@pytest.mark.stress
@pytest.mark.point(104)
@pytest.mark.skipif(sys.platform == "win32", reason="no such count there")
def test_a_thousand_downloads_leave_memory_where_it_was(share: Path) -> None:
    import resource  # of POSIX

    def spent() -> int:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with targets.product(share) as runner, runner.client() as client:
        for _ in range(500):
            client.get("/song.txt")
            client.get("/")
        before = spent()
        for _ in range(1000):
            client.get("/song.txt")
            client.get("/")
        assert spent() - before < 20_000  # KiB


def rate_of(port: int, seconds: float = 1.0) -> float:
    """Requests a second of 16 connections that each wait for their answer."""
    request = REQUEST + b"\r\n"
    with ExitStack() as stack, selectors.DefaultSelector() as selector:
        for _ in range(16):
            client = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(client, selectors.EVENT_READ, client)
            client.sendall(request)
        answered, began = 0, time.perf_counter()
        while time.perf_counter() - began < seconds:
            for key, _ in selector.select(10):
                if not key.data.recv(65536).endswith(CONTENT):
                    raise EOFError
                answered += 1
                key.data.sendall(request)
    return answered / seconds


BARE_SERVER = """
import selectors, socket, sys
listening = socket.create_server(("127.0.0.1", 0))
print(listening.getsockname()[1], flush=True)
selector = selectors.DefaultSelector()
selector.register(listening, selectors.EVENT_READ)
while True:
    for key, _ in selector.select():
        if key.fileobj is listening:
            selector.register(listening.accept()[0], selectors.EVENT_READ)
        elif key.fileobj.recv(65536):
            key.fileobj.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: 36\\r\\n\\r\\n" + sys.argv[1].encode())
        else:
            selector.unregister(key.fileobj)
            key.fileobj.close()
"""


@pytest.mark.stress
@pytest.mark.point(104)
def test_sixteen_connections_get_three_thousand_answers_a_second(share: Path) -> None:
    """In a process of its own; on a slow or busy computer a part of what the barest of servers does there."""
    bare = subprocess.Popen([sys.executable, "-c", BARE_SERVER, CONTENT.decode()], stdout=subprocess.PIPE)
    with bare, serving(str(share), "--port", "0", "--bind", "127.0.0.1", "--no-qr") as ours:
        try:
            assert bare.stdout is not None
            possible = rate_of(int(bare.stdout.readline()))
            reached = rate_of(ours.await_port())
        finally:
            bare.kill()
    assert reached > min(3000, possible / 5), possible
