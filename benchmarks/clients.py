"""What wrk cannot do, over plain sockets: large bodies, uploads, handshakes, patient and slow clients."""

import contextlib
import itertools
import math
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from benchmarks.running import Target
from benchmarks.share import MIB, SMALL

_END = b"\r\n\r\n"
_SLOW_BYTES, _SLOW_S = 5 * 1024, 0.1  # 50 KiB/s
_PATIENCE_S = 5.0


def request(target: Target, path: str, *lines: str, method: str = "GET") -> bytes:
    """A head for ``target``, kept alive unless a line says otherwise."""
    host = f"Host: 127.0.0.1:{target.port}"
    return "\r\n".join([f"{method} /{path} HTTP/1.1", host, *lines, "", ""]).encode()


def head_of(connected: socket.socket) -> tuple[bytes, bytes]:
    """An answer's head, and what came of its body along with it."""
    data = b""
    while _END not in data:
        received = connected.recv(64 * 1024)
        if not received:
            raise ConnectionError("the server closed before its answer")
        data += received
    head, _, rest = data.partition(_END)
    return head, rest


def field(head: bytes, name: str) -> str:
    """The value of a field of a head, "" without one."""
    for line in head.decode("latin-1").split("\r\n")[1:]:
        key, _, value = line.partition(":")
        if key.lower() == name.lower():
            return value.strip()
    return ""


def fetch(target: Target, path: str) -> tuple[float, float, int]:
    """Seconds to the first byte of an answer, seconds to its end, and how many bytes its body had on the wire."""
    with target.connect() as connected:
        began = time.perf_counter()
        connected.sendall(request(target, path, "Accept: text/html", "Connection: close"))
        _head, rest = head_of(connected)
        first = time.perf_counter() - began
        size = len(rest) + _rest(connected)
        return first, time.perf_counter() - began, size


def bulk(target: Target, path: str, clients: int, seconds: float) -> tuple[float, float]:
    """Bytes that came, and in how many seconds: ``clients`` at once download ``path`` until the time is over."""
    ends = time.perf_counter() + seconds
    with ThreadPoolExecutor(clients) as pool:
        began = time.perf_counter()
        sizes = list(pool.map(lambda _: _download_until(target, path, ends), range(clients)))
        return sum(sizes), time.perf_counter() - began


def upload(target: Target, path: str, size: int) -> float:
    """Bytes a second of one PUT of ``size`` bytes. Raises ConnectionError when it is refused."""
    block = bytes(MIB)
    with target.connect() as connected:
        began = time.perf_counter()
        connected.sendall(request(target, path, f"Content-Length: {size}", "Connection: close", method="PUT"))
        for _ in range(size // len(block)):
            connected.sendall(block)
        head, _body = head_of(connected)
        if not head.startswith((b"HTTP/1.1 20", b"HTTP/1.0 20")):
            raise ConnectionError(head.split(b"\r\n")[0].decode())
        return size / (time.perf_counter() - began)


def handshakes(target: Target, seconds: float) -> float:
    """Full TLS handshakes a second, four at a time."""
    ends = time.perf_counter() + seconds
    with ThreadPoolExecutor(4) as pool:
        began = time.perf_counter()
        done = sum(pool.map(lambda _: _shake_until(target, ends), range(4)))
        return done / (time.perf_counter() - began)


@contextlib.contextmanager
def idle_clients(target: Target, count: int) -> Iterator[list[socket.socket]]:
    """Up to ``count`` connections that were served once and stay open, from many addresses as in a lecture hall.

    Some servers answer a fixed number of connections and let everybody else wait: those are not waited with.
    """
    sources = itertools.cycle(f"127.0.1.{number}" for number in range(1, 101))
    until = time.monotonic() + _PATIENCE_S
    with contextlib.ExitStack() as stack:
        clients: list[socket.socket] = []
        for source in itertools.islice(sources, count):
            with contextlib.suppress(OSError):
                client = stack.enter_context(target.connect(source, max(0.01, until - time.monotonic())))
                clients += [client] if _answers(target, client, until) else []
            if time.monotonic() > until:
                break
        yield clients


def answered(target: Target, clients: list[socket.socket]) -> int:
    """How many of ``clients`` get an answer to another request."""
    until = time.monotonic() + _PATIENCE_S
    return sum(time.monotonic() < until and _answers(target, client, until) for client in clients)


def _answers(target: Target, connected: socket.socket, until: float) -> bool:
    connected.settimeout(max(0.01, until - time.monotonic()))
    try:
        connected.sendall(request(target, SMALL))
        head, rest = head_of(connected)
        left = int(field(head, "Content-Length")) - len(rest)
        while left:
            left -= len(connected.recv(left)) or left
    except OSError:
        return False
    return True


@contextlib.contextmanager
def slow_readers(target: Target, path: str, count: int) -> Iterator[list[socket.socket]]:
    """Up to ``count`` clients, as many as get in within seconds, that read ``path`` at 50 KiB/s each at most.

    The dropped ones are removed.
    """
    ended = threading.Event()
    until = time.monotonic() + _PATIENCE_S
    with contextlib.ExitStack() as stack:
        readers: list[socket.socket] = []
        while len(readers) < count and time.monotonic() < until:
            readers.append(stack.enter_context(_slow_reader(target, path, len(readers))))
        thread = threading.Thread(target=_drip, args=(readers, ended))
        thread.start()
        try:
            yield readers
        finally:
            ended.set()
            thread.join()


def _slow_reader(target: Target, path: str, number: int) -> socket.socket:
    connected = socket.socket()
    connected.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16 * 1024)
    connected.bind((f"127.0.1.{number % 100 + 1}", 0))
    connected.connect(("127.0.0.1", target.port))
    connected.sendall(request(target, path))
    connected.setblocking(False)
    return connected


def _drip(readers: list[socket.socket], ended: threading.Event) -> None:
    while not ended.wait(_SLOW_S):
        for reader in tuple(readers):
            try:
                if not reader.recv(_SLOW_BYTES):
                    readers.remove(reader)
            except BlockingIOError:
                continue  # not served yet: it waits
            except OSError:
                readers.remove(reader)


def _download_until(target: Target, path: str, ends: float) -> int:
    """Download again and again; how many bytes had come by then."""
    total = 0
    while time.perf_counter() < ends:
        with target.connect() as connected:
            connected.sendall(request(target, path, "Connection: close"))
            total += len(head_of(connected)[1]) + _rest(connected, ends)
    return total


def _rest(connected: socket.socket, ends: float = math.inf) -> int:
    """Read to the end, or to that moment; how many bytes."""
    buffer = memoryview(bytearray(MIB))
    total = 0
    while time.perf_counter() < ends and (received := _receive_into(connected, buffer)):
        total += received
    return total


def _receive_into(connected: socket.socket, buffer: memoryview) -> int:
    try:
        return connected.recv_into(buffer)
    except ssl.SSLEOFError:  # a server that ends without close_notify
        return 0


def _shake_until(target: Target, ends: float) -> int:
    done = 0
    while time.perf_counter() < ends:
        target.connect().close()
        done += 1
    return done
