"""Favicon: an icon where the folder has none."""

import pytest

from shareapp.server.errors import HTTPError
from shareapp.server.layers.favicon import Favicon
from shareapp.server.message import Headers, Request, Response


def request(path: str, method: str = "GET") -> Request:
    return Request(method, path, path, "", (1, 1), Headers())


def missing(asked: Request) -> Response:
    raise HTTPError(404, asked.path)


@pytest.mark.point(124)
def test_a_missing_icon_is_the_programs() -> None:
    response = Favicon()(request("/favicon.ico"), missing)
    assert (response.status, response.header("Content-Type")) == (200, "image/svg+xml")
    assert isinstance(response.body, bytes)
    assert response.body.startswith(b"<svg")


def test_the_folders_own_icon_comes_first() -> None:
    assert Favicon()(request("/favicon.ico"), lambda _: Response(200, body=b"own")).body == b"own"


@pytest.mark.parametrize(
    ("path", "method"), [("/other.ico", "GET"), ("/a/favicon.ico", "GET"), ("/favicon.ico", "POST")]
)
def test_everything_else_stays_missing(path: str, method: str) -> None:
    with pytest.raises(HTTPError):
        Favicon()(request(path, method), missing)


def test_other_refusals_pass_through() -> None:
    def forbidden(_: Request) -> Response:
        raise HTTPError(403)

    with pytest.raises(HTTPError) as caught:
        Favicon()(request("/favicon.ico"), forbidden)
    assert caught.value.status == 403
