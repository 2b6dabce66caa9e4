"""Promises of hosts: no foreign name is answered, no foreign page changes anything."""

import pytest

from shareapp.server.errors import HTTPError
from shareapp.server.layers import hosts
from shareapp.server.layers.hosts import Hosts
from shareapp.server.message import Request, Response
from tests.support.asking import ask

OUR_NAMES = ("studio", "studio.local", "Files.Example.ORG")


def inner(_request: Request) -> Response:
    return Response(200)


def status(request: Request, layer: Hosts | None = None) -> int:
    try:
        return (layer or Hosts(OUR_NAMES))(request, inner).status
    except HTTPError as refusal:
        return refusal.status


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8000",
        "LOCALHOST",
        "localhost.",
        "127.0.0.1",
        "192.168.0.7:8000",
        "[::1]",
        "[fe80::1]:8000",
        "studio",
        "Studio:8000",
        "studio.local",
        "studio.local.:8000",
        "files.example.org",
        "",
    ],
)
def test_our_names_and_every_address_are_answered(host: str) -> None:
    layer = Hosts(OUR_NAMES)
    assert status(ask("/", host=host), layer) == 200
    assert status(ask("/", host=host), layer) == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "studio.evil",
        "notlocalhost",
        "0x7f.1",
        "2130706433",
        "127.1",
        "127.0.0.1:80:80",
        "::1",
        "[127.0.0.1]",
        "[studio]",
        "[::1",
        "localhost:x",
        ".",
    ],
)
def test_foreign_names_are_421(host: str) -> None:
    layer = Hosts(OUR_NAMES)
    assert status(ask("/", host=host), layer) == 421
    assert status(ask("/", host=host), layer) == 421


def test_many_spellings_do_not_fill_the_memory() -> None:
    layer = Hosts()
    for port in range(2 * hosts._REMEMBERED):
        assert status(ask("/", host=f"localhost:{port}"), layer) == 200
    assert len(layer._known) <= hosts._REMEMBERED


@pytest.mark.point(113)
@pytest.mark.fault("cross-site-writes")
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "MOVE"])
@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, 200),  # no browser
        ({"origin": "http://studio:8000"}, 200),
        ({"origin": "http://STUDIO:8000"}, 200),
        ({"origin": "http://studio"}, 403),
        ({"origin": "https://studio:8000"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "http://evil.example:8000"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": ""}, 403),
        ({"sec_fetch_site": "same-origin"}, 200),
        ({"sec_fetch_site": "none"}, 200),
        ({"sec_fetch_site": "same-site"}, 403),
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"sec_fetch_site": "cross-site", "origin": "http://studio:8000"}, 403),
        ({"sec_fetch_site": "same-origin", "origin": "https://behind.a.proxy"}, 200),
    ],
)
def test_a_foreign_page_may_not_change_anything(method: str, fields: dict[str, str], expected: int) -> None:
    assert status(ask("/", method, fields, host="studio:8000")) == expected


def test_a_default_port_may_be_left_out() -> None:
    assert status(ask("/", "POST", {"origin": "http://studio"}, host="studio:80")) == 200
    assert status(ask("/", "POST", {"origin": "https://studio:443"}, host="studio", secure=True)) == 200
    assert status(ask("/", "POST", {"origin": "http://[::1]:8000"}, host="[::1]:8000")) == 200


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_reading_is_not_asked_where_it_comes_from(method: str) -> None:
    fields = {"origin": "http://evil.example", "sec_fetch_site": "cross-site"}
    assert status(ask("/", method, fields, host="studio")) == 200
