"""The clients that people use, behind one small interface: http.client, requests, aiohttp and curl."""

import asyncio
import http.client
import ssl
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

import aiohttp
import requests

TIMEOUT_S = 20.0
_NONE: Mapping[str, str] = MappingProxyType({})


class Untrusted(Exception):
    """The client does not believe the server's certificate."""


class Reply(NamedTuple):
    """One answer, as the client gives it to its user."""

    status: int
    fields: dict[str, str]  # names in lower case
    body: bytes


class Client(Protocol):
    """One user of one server. ``trusted`` is the file of the certificate to believe, None for the system's."""

    @property
    def connections(self) -> int:
        """How many it has opened."""

    def ask(self, method: str, path: str, fields: Mapping[str, str] = _NONE, body: bytes = b"") -> Reply:
        """One request. Raises Untrusted."""

    def send_chunked(self, path: str, pieces: list[bytes]) -> Reply:
        """A POST whose length is not told."""

    def close(self) -> None:
        """Leave."""


class StandardClient:
    """http.client."""

    def __init__(self, url: str, trusted: Path | None) -> None:
        parts = urlsplit(url)
        self.connections = 0
        self._ports: set[int] = set()
        host, port = parts.hostname or "", parts.port
        if parts.scheme == "https":
            context = ssl.create_default_context(cafile=None if trusted is None else str(trusted))
            self._connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                host, port, timeout=TIMEOUT_S, context=context
            )
        else:
            self._connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT_S)

    def ask(self, method: str, path: str, fields: Mapping[str, str] = _NONE, body: bytes = b"") -> Reply:
        return self._ask(method, path, fields, body or None)

    def send_chunked(self, path: str, pieces: list[bytes]) -> Reply:
        return self._ask("POST", path, _NONE, iter(pieces))

    def _ask(self, method: str, path: str, fields: Mapping[str, str], body: bytes | Iterator[bytes] | None) -> Reply:
        try:
            self._connection.request(method, path, body, dict(fields), encode_chunked=not isinstance(body, bytes))
        except ssl.SSLCertVerificationError as error:
            raise Untrusted from error
        self._ports.add(self._connection.sock.getsockname()[1])
        self.connections = len(self._ports)
        response = self._connection.getresponse()
        return Reply(response.status, _lower(dict(response.getheaders())), response.read())

    def close(self) -> None:
        self._connection.close()


class RequestsClient:
    """requests, with a session."""

    def __init__(self, url: str, trusted: Path | None) -> None:
        self._url = url
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.verify = True if trusted is None else str(trusted)

    @property
    def connections(self) -> int:
        """How many the pool has opened."""
        pools = self._session.get_adapter(self._url).poolmanager.pools  # type: ignore[attr-defined]
        return sum(pools[key].num_connections for key in pools.keys())  # noqa: SIM118 - not iterable itself

    def ask(self, method: str, path: str, fields: Mapping[str, str] = _NONE, body: bytes = b"") -> Reply:
        return self._ask(method, path, fields, body)

    def send_chunked(self, path: str, pieces: list[bytes]) -> Reply:
        return self._ask("POST", path, _NONE, iter(pieces))

    def _ask(self, method: str, path: str, fields: Mapping[str, str], body: bytes | Iterator[bytes]) -> Reply:
        try:
            response = self._session.request(
                method, self._url + path, data=body, headers=dict(fields), timeout=TIMEOUT_S, allow_redirects=False
            )
        except requests.exceptions.SSLError as error:
            raise Untrusted from error
        return Reply(response.status_code, _lower(response.headers), response.content)

    def close(self) -> None:
        self._session.close()


class AiohttpClient:
    """aiohttp, with a session in an event loop of its own."""

    def __init__(self, url: str, trusted: Path | None) -> None:
        self.connections = 0
        self._url = url
        self._loop = asyncio.Runner()
        self._session = self._loop.run(self._open(trusted))

    async def _open(self, trusted: Path | None) -> aiohttp.ClientSession:
        context = ssl.create_default_context(cafile=None if trusted is None else str(trusted))
        trace = aiohttp.TraceConfig()
        trace.on_connection_create_end.append(self._count)
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(ssl=context),
            trace_configs=[trace],
            timeout=aiohttp.ClientTimeout(TIMEOUT_S),
            auto_decompress=False,
        )

    async def _count(self, *_about: object) -> None:
        self.connections += 1

    def ask(self, method: str, path: str, fields: Mapping[str, str] = _NONE, body: bytes = b"") -> Reply:
        return self._loop.run(self._ask(method, path, fields, body or None))

    def send_chunked(self, path: str, pieces: list[bytes]) -> Reply:
        async def each() -> AsyncIterator[bytes]:
            for piece in pieces:
                yield piece

        return self._loop.run(self._ask("POST", path, _NONE, each()))

    async def _ask(
        self, method: str, path: str, fields: Mapping[str, str], body: bytes | AsyncIterator[bytes] | None
    ) -> Reply:
        url = self._url + path
        try:
            async with self._session.request(method, url, data=body, headers=fields, allow_redirects=False) as response:
                return Reply(response.status, _lower(response.headers), await response.read())
        except aiohttp.ClientConnectorCertificateError as error:
            raise Untrusted from error

    def close(self) -> None:
        self._loop.run(self._session.close())
        self._loop.close()


class CurlClient:
    """curl: each request is a program of its own, so nothing is kept between two."""

    def __init__(self, url: str, trusted: Path | None) -> None:
        self.connections = 0
        self._url = url
        self._options = [] if trusted is None else ["--cacert", str(trusted)]

    def ask(self, method: str, path: str, fields: Mapping[str, str] = _NONE, body: bytes = b"") -> Reply:
        verb = ["--head"] if method == "HEAD" else ["--request", method]
        data = ["--data-binary", "@-"] if body else []
        return self._ask(path, [*verb, *data], fields, body)

    def send_chunked(self, path: str, pieces: list[bytes]) -> Reply:
        options = ["--request", "POST", "--data-binary", "@-", "--header", "Transfer-Encoding: chunked"]
        return self._ask(path, options, _NONE, b"".join(pieces))

    def run(self, *arguments: str, body: bytes = b"") -> bytes:
        """What curl prints, called with ``arguments``. Raises Untrusted."""
        command = ["curl", "--silent", "--show-error", "--max-time", str(TIMEOUT_S), *self._options, *arguments]
        done = subprocess.run(command, input=body, capture_output=True, check=False)
        if done.returncode == 60:
            raise Untrusted
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _ask(self, path: str, options: list[str], fields: Mapping[str, str], body: bytes) -> Reply:
        headers = [argument for name, value in fields.items() for argument in ("--header", f"{name}: {value}")]
        with tempfile.TemporaryDirectory() as folder:
            head, content = Path(folder, "head"), Path(folder, "body")
            self.run(
                *options, *headers, "--dump-header", str(head), "--output", str(content), self._url + path, body=body
            )
            lines = head.read_bytes().decode("latin-1").rstrip("\r\n").split("\r\n\r\n")[-1].split("\r\n")
            received = content.read_bytes() if content.exists() and "--head" not in options else b""
        values = dict(line.split(": ", 1) for line in lines[1:])
        return Reply(int(lines[0].split()[1]), _lower(values), received)

    def close(self) -> None:
        """Nothing is open."""


def _lower(fields: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in fields.items()}
