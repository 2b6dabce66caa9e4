"""Requests as ``wire`` would make them, and the bytes of responses, for tests of what lies between."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from shareapp.server.message import FileSlice, Headers, Request, Response


def ask(
    target: str,
    method: str = "GET",
    fields: Mapping[str, str] = MappingProxyType({}),
    *,
    host: str = "127.0.0.1:8000",
    secure: bool = False,
) -> Request:
    """A request for ``target`` with these header fields; "_" in their names stands for "-"."""
    path, _, query = target.partition("?")
    headers = Headers([("Host", host), *((name.replace("_", "-"), value) for name, value in fields.items())])
    return Request(method, target, path, query, (1, 1), headers, host, "127.0.0.1", secure)


def body_of(response: Response) -> bytes:
    """All bytes of the body, read as the sender would; the response is closed afterwards."""
    body = response.body
    try:
        if isinstance(body, bytes):
            return body
        if isinstance(body, FileSlice):
            return read_slice(body)
        return b"".join(_bytes_of(body))
    finally:
        response.close()


def read_slice(piece: FileSlice) -> bytes:
    """The bytes that the slice stands for, fewer when the file has shrunk."""
    with open(piece.descriptor, "rb", closefd=False) as file:
        file.seek(piece.offset)
        return file.read(piece.length)


def _bytes_of(chunks: Iterable[bytes]) -> Iterable[bytes]:
    yield from chunks
