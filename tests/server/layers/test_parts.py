"""Parts of the page: fetched once, kept for ever, the same for everybody."""

import json

import pytest

from shareapp.server.content.parts import MANIFEST, PREFIX, addresses, parts
from shareapp.server.errors import HTTPError
from shareapp.server.layers.parts import Parts
from shareapp.server.message import Request, Response
from tests.support.asking import ask


def inner(_request: Request) -> Response:
    return Response(200, [], b"inner")


@pytest.mark.parametrize("name", sorted(addresses()))
def test_a_part_is_asked_for_once(name: str) -> None:
    response = Parts("Photos")(ask(addresses()[name]), inner)
    assert response.body == parts()[addresses()[name]].content
    assert "immutable" in (response.header("Cache-Control") or "")
    assert response.header("Content-Type") in {"text/javascript; charset=utf-8", "image/png"}


def test_the_manifest_tells_the_name_and_is_asked_for_again() -> None:
    response = Parts("Photos")(ask(MANIFEST), inner)
    assert isinstance(response.body, bytes)
    assert json.loads(response.body)["name"] == "Photos"
    assert response.header("Cache-Control") == "no-cache"


def test_the_part_of_another_version_is_gone() -> None:
    with pytest.raises(HTTPError) as refusal:
        Parts("Photos")(ask(PREFIX + "viewer.00000000.js"), inner)
    assert refusal.value.status == 404


def test_parts_are_only_read() -> None:
    with pytest.raises(HTTPError) as refusal:
        Parts("Photos")(ask(MANIFEST, "POST"), inner)
    assert refusal.value.status == 405
    assert ("Allow", "GET, HEAD") in refusal.value.headers


@pytest.mark.parametrize("path", ["/", "/a/~page/b.js", "/~pages", "/~page"])
def test_everything_else_passes(path: str) -> None:
    assert Parts("Photos")(ask(path), inner).body == b"inner"
