"""The clients that people use get what they ask for, from the product and from the classes, plain and encrypted."""

import functools
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from email.utils import formatdate
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest

from shareapp.server import CGIHTTPRequestHandler, ThreadingHTTPServer, ThreadingHTTPSServer
from shareapp.server.events import discard
from shareapp.server.tls import server_context
from shareapp.sharing.config import ShareConfig
from shareapp.sharing.site import build_site
from tests.support import handling
from tests.support.certificates import write_trusted
from tests.support.http_clients import AiohttpClient, Client, CurlClient, RequestsClient, StandardClient, Untrusted
from tests.support.running_server import running
from tests.support.trees import AN_HOUR_AGO, open_to_scripts, write

SONG = "한글 노래 & more.txt"
LARGE = os.urandom(1_000_000)
SCRIPT = b'#!/bin/sh\nprintf \'Content-Type: text/plain\\n\\n%s %s \' "$REQUEST_METHOD" "$CONTENT_LENGTH"\ncat\n'

Making = Callable[[str, Path | None], Client]
MAKING: dict[str, Making] = {
    "http.client": StandardClient,
    "requests": RequestsClient,
    "aiohttp": AiohttpClient,
    "curl": CurlClient,
}
KEEPING = [name for name in MAKING if name != "curl"]
pytestmark = [
    pytest.mark.end2end,
    pytest.mark.skipif(os.name == "nt", reason="the script is a shell script"),
]


class Served(NamedTuple):
    """A running server, and the certificate to believe, None when it speaks plainly."""

    product: bool
    url: str
    trusted: Path | None


class _Scripts(handling.Quiet, CGIHTTPRequestHandler):
    protocol_version = "HTTP/1.1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    write(root / "a.txt", b"hello world")
    write(root / SONG, b"la la")
    write(root / "large.bin", LARGE)
    write(root / "inner" / "b.txt")
    write(root / "cgi-bin" / "echo", SCRIPT).chmod(0o755)
    return open_to_scripts(root)


@pytest.fixture(params=["product", "product-tls", "classes", "classes-tls"])
def served(request: pytest.FixtureRequest, folder: Path, tmp_path: Path) -> Iterator[Served]:
    """The same folder behind each server."""
    kind: str = request.param
    certificate, key = write_trusted(tmp_path / "tls")
    secure, trusted = kind.endswith("-tls"), certificate if kind.endswith("-tls") else None
    scheme = "https" if secure else "http"
    with ExitStack() as stack:
        if kind.startswith("product"):
            site = build_site(ShareConfig(root=folder, rights="add", cgi_folders=("/cgi-bin",)), discard)
            runner = stack.enter_context(running(site, tls=server_context(certificate, key) if secure else None))
            port = runner.server.port
        else:
            handler = functools.partial(_Scripts, directory=str(folder))
            options = {"certfile": certificate, "keyfile": key} if secure else {}
            server = ThreadingHTTPSServer if secure else ThreadingHTTPServer
            port = stack.enter_context(handling.serving(handler, server, **options)).server_port
        yield Served(kind.startswith("product"), f"{scheme}://localhost:{port}", trusted)


@pytest.fixture(params=MAKING)
def client(request: pytest.FixtureRequest, served: Served) -> Iterator[Client]:
    """Each client, connected to the server."""
    made = MAKING[request.param](served.url, served.trusted)
    yield made
    made.close()


def test_a_file_a_folder_and_what_is_not_there(client: Client) -> None:
    answer = client.ask("GET", "/a.txt")
    assert (answer.status, answer.body, answer.fields["content-length"]) == (200, b"hello world", "11")
    assert client.ask("GET", "/large.bin").body == LARGE
    assert client.ask("GET", "/" + quote(SONG)).body == b"la la"
    listing = client.ask("GET", "/", {"Accept": "text/html"})
    assert (listing.status, quote("한글").encode() in listing.body) == (200, True)
    redirect = client.ask("GET", "/inner")
    assert (redirect.status, redirect.fields["location"]) == (301, "/inner/")
    assert client.ask("GET", "/missing").status == 404


def test_head_tells_everything_but_the_body(client: Client) -> None:
    answer = client.ask("HEAD", "/large.bin")
    assert (answer.status, answer.body, answer.fields["content-length"]) == (200, b"", "1000000")
    assert client.ask("GET", "/a.txt").body == b"hello world"


def test_a_part_of_a_file(client: Client) -> None:
    for value, part in (("bytes=10-19", LARGE[10:20]), ("bytes=-5", LARGE[-5:]), ("bytes=999990-", LARGE[-10:])):
        answer = client.ask("GET", "/large.bin", {"Range": value})
        assert (answer.status, answer.body) == (206, part)
        assert answer.fields["content-range"].endswith("/1000000")
    assert client.ask("GET", "/large.bin", {"Range": "bytes=2000000-"}).status == 416


def test_what_the_client_has_already_is_not_sent_again(client: Client) -> None:
    answer = client.ask("GET", "/a.txt")
    since = {"If-Modified-Since": answer.fields["last-modified"]}
    assert client.ask("GET", "/a.txt", since)[::2] == (304, b"")
    assert client.ask("GET", "/a.txt", {"If-None-Match": answer.fields["etag"]})[::2] == (304, b"")
    assert client.ask("GET", "/a.txt", {"If-Modified-Since": formatdate(AN_HOUR_AGO, usegmt=True)}).status == 200


def test_a_script_gets_a_body_of_known_and_of_unknown_length(client: Client) -> None:
    assert client.ask("POST", "/cgi-bin/echo", {}, b"a=1").body == b"POST 3 a=1"
    assert client.send_chunked("/cgi-bin/echo", [b"one ", b"x" * 100_000]).body == b"POST 100004 one " + b"x" * 100_000
    assert client.ask("GET", "/cgi-bin/echo").body == b"GET  "


def test_a_file_can_be_put_where_that_is_allowed(client: Client, served: Served, folder: Path) -> None:
    answer = client.ask("PUT", "/inner/" + quote("새.bin"), {}, LARGE)
    assert answer.status == (201 if served.product else 501)
    assert (folder / "inner" / "새.bin").exists() == served.product
    if served.product:
        assert client.ask("GET", answer.fields["location"]).body == LARGE


@pytest.mark.parametrize("client", KEEPING, indirect=True)
def test_one_connection_carries_many_requests(client: Client, served: Served) -> None:
    for _ in range(5):
        assert client.ask("GET", "/a.txt").body == b"hello world"
        assert client.ask("HEAD", "/a.txt").status == 200
        assert client.ask("GET", "/a.txt", {"Range": "bytes=0-1"}).body == b"he"
        if served.product:  # the classes close after an error, as http.server does
            assert client.ask("GET", "/missing").status == 404
    assert client.connections == 1


def test_curl_keeps_its_connection_too(served: Served) -> None:
    curl = CurlClient(served.url, served.trusted)
    urls = [f"{served.url}/a.txt"] * 3
    outputs = [argument for url in urls for argument in (url, "--output", os.devnull)]
    assert curl.run(*outputs, "--write-out", "%{num_connects} ").split() == [b"1", b"0", b"0"]


def test_curl_goes_on_with_a_broken_download_and_awaits_leave_for_a_large_upload(
    served: Served, tmp_path: Path, folder: Path
) -> None:
    curl = CurlClient(served.url, served.trusted)
    (tmp_path / "part").write_bytes(LARGE[:300_000])
    curl.run("--continue-at", "-", "--output", str(tmp_path / "part"), f"{served.url}/large.bin")
    assert (tmp_path / "part").read_bytes() == LARGE
    big = LARGE * 3
    (tmp_path / "big").write_bytes(big)
    told = curl.run("--upload-file", str(tmp_path / "big"), "--write-out", "%{http_code} %{size_upload}",
                    "--output", os.devnull, f"{served.url}/big.bin")  # fmt: skip
    if served.product:
        assert told == b"201 3000000"
        assert (folder / "big.bin").read_bytes() == big
    else:
        assert told.startswith(b"501 ")  # they say "100 Continue" first, as http.server does


@pytest.mark.parametrize("name", MAKING)
@pytest.mark.parametrize("served", ["product-tls", "classes-tls"], indirect=True)
def test_a_certificate_that_nobody_vouches_for_is_refused_by_the_client(served: Served, name: str) -> None:
    client = MAKING[name](served.url, None)
    try:
        with pytest.raises(Untrusted):
            client.ask("GET", "/a.txt")
    finally:
        client.close()
