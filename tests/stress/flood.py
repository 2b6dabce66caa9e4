"""Asks a share on loopback for one file so many times, as fast as one process can: ``flood.py PORT PATH COUNT``.

Standard library only, and pipelined (RFC 9112 section 9.3.2), so that it costs little beside the share that it asks.
Ends with 1 when an answer is missing or is not 200.
"""

import selectors
import socket
import sys

CONNECTIONS = 8
BURST = 20  # requests on their way on one connection


class Asker:
    """One connection: sends a burst, waits for all of its answers, sends the next one."""

    def __init__(self, port: int, path: str, count: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self._request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
        self._left = count
        self._awaited = 0
        self._tail = b""
        self.answered = 0

    def ask(self) -> bool:
        """Send the next burst; False when all was asked and answered."""
        self._awaited = min(BURST, self._left)
        self._left -= self._awaited
        self.socket.sendall(self._request * self._awaited)
        return self._awaited > 0

    def read(self) -> bool:
        """Take what has come; False when the share has closed or all is done."""
        data = self.socket.recv(262_144)
        text = self._tail + data
        found = text.count(b"HTTP/1.1 200 ")
        self._tail = text[-12:] if found == 0 else text[text.rindex(b"HTTP/1.1 200 ") + 13 :][-12:]
        self.answered += found
        self._awaited -= found
        return bool(data) and (self._awaited > 0 or self.ask())


def main(port: int, path: str, count: int) -> int:
    """Ask, and return the exit code."""
    askers = [
        Asker(port, path, count // CONNECTIONS + (1 if number < count % CONNECTIONS else 0))
        for number in range(CONNECTIONS)
    ]
    with selectors.DefaultSelector() as selector:
        for asker in askers:
            if asker.ask():
                selector.register(asker.socket, selectors.EVENT_READ, asker)
        while selector.get_map():
            for key, _events in selector.select():
                if not key.data.read():
                    selector.unregister(key.fileobj)
    for asker in askers:
        asker.socket.close()
    return 0 if sum(asker.answered for asker in askers) == count else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
