"""Request bodies from memory, and forms with files as browsers write them."""

from collections.abc import Callable, Iterable

from shareapp.server.errors import HTTPError

BOUNDARY = "----WebKitFormBoundary7MA4YWxk"


class MemoryBody:
    """A body of ``content`` in pieces of at most ``piece`` bytes.

    ``cut`` ends it as a lost connection does; ``reading`` is called before each read.
    """

    def __init__(
        self,
        content: bytes,
        *,
        announced: bool = True,
        piece: int = 1 << 20,
        cut: bool = False,
        reading: Callable[[], None] = lambda: None,
    ) -> None:
        self.length = len(content) if announced else None
        self.limit = 64 << 20
        self.reads = 0
        self._content = content
        self._piece = piece
        self._cut = cut
        self._reading = reading
        self._received = 0

    def allow(self, limit: int) -> None:
        self.limit = limit

    def read(self, size: int = -1) -> bytes:
        buffer = bytearray(len(self._content) if size < 0 else size)
        return bytes(buffer[: self.readinto(memoryview(buffer))])

    def readinto(self, buffer: memoryview) -> int:
        self.reads += 1
        self._reading()
        if (self.length or self._received) > self.limit:
            raise HTTPError(413, "request body over the limit", close=True)
        piece = self._content[: min(len(buffer), self._piece)]
        if self._cut and not piece:
            raise HTTPError(400, "request body cut short", close=True)
        buffer[: len(piece)] = piece
        self._content = self._content[len(piece) :]
        self._received += len(piece)
        return len(piece)


def form(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The body of a form with these files, by name and content."""
    parts = [part(f'form-data; name="files"; filename="{name}"', content) for name, content in files]
    return b"".join([*parts, f"--{BOUNDARY}--\r\n".encode()])


def part(disposition: str, content: bytes, *fields: str) -> bytes:
    """One part of a form, its delimiter before it."""
    head = "\r\n".join([f"--{BOUNDARY}", f"Content-Disposition: {disposition}", *fields, "", ""])
    return head.encode() + content + b"\r\n"
