"""A way to a server that breaks: connections are cut after some bytes, a number of times."""

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator


class CuttingProxy:
    """Forwards to ``port`` on loopback, and new connections to ``target`` when that is changed.

    The first ``cuts`` connections that carry more than ``after`` bytes of requests are reset; later ones hold, or with
    ``then_down`` come to nothing until ``down`` is set to False.
    """

    def __init__(self, port: int, *, cuts: int, after: int, then_down: bool = False) -> None:
        self.target = port
        self._cuts_left = cuts
        self._after = after
        self._then_down = then_down
        self.down = False
        self._lock = threading.Lock()
        self._sockets: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.cuts = 0
        self._start(self._accept)

    def close(self) -> None:
        """End every connection; all threads have ended afterwards."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._threads[0].join(10)
        for connection in list(self._sockets):
            _reset(connection)
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive()

    def break_off(self) -> None:
        """Reset every connection, as when the network goes; until ``down`` is False nothing comes through."""
        self.down = True
        for connection in list(self._sockets):
            _reset(connection)

    def _start(self, target: object, *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            try:
                server = None if self.down else socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                server = None
            if server is None:
                _reset(client)
                continue
            self._sockets |= {client, server}
            self._start(self._carry, client, server, True)
            self._start(self._carry, server, client, False)

    def _carry(self, source: socket.socket, sink: socket.socket, upwards: bool) -> None:
        carried = 0
        try:
            while data := source.recv(65536):
                carried += len(data)
                if upwards and carried > self._after and self._may_cut():
                    raise ConnectionAbortedError
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
        except OSError:  # what breaks on one side breaks on the other
            _reset(sink)
            _reset(source)

    def _may_cut(self) -> bool:
        with self._lock:
            if not self._cuts_left:
                return False
            self._cuts_left -= 1
            self.cuts += 1
            self.down = self._then_down and not self._cuts_left
            return True


def _reset(connection: socket.socket) -> None:
    """Vanish without a goodbye, and wake whoever reads from it."""
    with contextlib.suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.shutdown(socket.SHUT_RD)
    connection.close()


@contextlib.contextmanager
def cutting(port: int, *, cuts: int, after: int, then_down: bool = False) -> Iterator[CuttingProxy]:
    """A proxy for the length of a with block."""
    proxy = CuttingProxy(port, cuts=cuts, after=after, then_down=then_down)
    try:
        yield proxy
    finally:
        proxy.close()
