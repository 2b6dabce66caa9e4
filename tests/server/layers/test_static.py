"""Promises of static: file, index page, listing or slash; methods are refused by name."""

import json
import os
from pathlib import Path

import pytest

from shareapp.server.content.names import quote_name
from shareapp.server.content.paths import Directory, Root
from shareapp.server.errors import HTTPError
from shareapp.server.layers.static import Static
from shareapp.server.message import Request, Response
from tests.support.asking import ask, body_of
from tests.support.trees import nasty_names, write


def names_listing(_request: Request, directory: Directory) -> Response:
    """A listing of bare names, closed with its response."""
    names = sorted(entry.name for entry in directory.visible())
    return Response(200, [("Content-Type", "application/json")], json.dumps(names).encode(), on_close=directory.close)


@pytest.fixture
def share(tmp_path: Path) -> Path:
    write(tmp_path / "a.txt", b"a")
    write(tmp_path / "folder" / "b.txt", b"b")
    return tmp_path


@pytest.fixture
def static(share: Path) -> Static:
    return Static(Root.at(share), listing=names_listing)


def refused(static: Static, target: str, method: str = "GET") -> HTTPError:
    with pytest.raises(HTTPError) as refusal:
        static(ask(target, method))
    return refusal.value


def test_files_and_listings_are_answered(static: Static) -> None:
    assert body_of(static(ask("/a.txt"))) == b"a"
    assert body_of(static(ask("/a.txt?x=1"))) == b"a"
    assert body_of(static(ask("/folder/"))) == b'["b.txt"]'
    assert refused(static, "/missing").status == 404


def test_an_index_page_stands_for_its_folder(static: Static, share: Path) -> None:
    write(share / "folder" / "index.htm", b"second")
    assert body_of(static(ask("/folder/"))) == b"second"
    write(share / "folder" / "index.html", b"first")
    assert body_of(static(ask("/folder/"))) == b"first"
    (share / "folder" / "index.html").unlink()
    assert body_of(static(ask("/folder/"))) == b"second"
    response = static(ask("/folder/", "HEAD"))
    assert response.header("content-type") == "text/html; charset=utf-8"
    assert response.body_length() == len(b"second")


def test_an_index_that_is_a_folder_or_leads_outside_is_none(
    share: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (share / "folder" / "index.html").mkdir()
    outside = write(tmp_path_factory.mktemp("outside") / "page.html", b"outside")
    (share / "folder" / "index.htm").symlink_to(outside)
    static = Static(Root.at(share), listing=names_listing)
    assert body_of(static(ask("/folder/"))) == b'["b.txt", "index.html"]'


def test_without_index_names_the_listing_is_shown(share: Path) -> None:
    write(share / "index.html", b"page")
    static = Static(Root.at(share), index_names=(), listing=names_listing)
    assert body_of(static(ask("/"))) == b'["a.txt", "folder", "index.html"]'


def test_without_a_listing_a_folder_is_403(share: Path) -> None:
    static = Static(Root.at(share))
    assert refused(static, "/folder/").status == 403
    assert body_of(static(ask("/folder/b.txt"))) == b"b"


def test_a_listing_that_fails_leaves_no_folder_open(share: Path) -> None:
    opened: list[Directory] = []

    def failing(_request: Request, directory: Directory) -> Response:
        opened.append(directory)
        raise HTTPError(503)

    assert refused(Static(Root.at(share), listing=failing), "/").status == 503
    assert opened[0].descriptor == -1


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/folder", "/folder/"),
        ("/folder?a=1&b=%20", "/folder/?a=1&b=%20"),
        ("//folder", "/folder/"),
        ("///folder", "/folder/"),
        ("/%66older", "/folder/"),
        ('/folder?\xed\x95\x9c"<', "/folder/?%ED%95%9C%22%3C"),
        ("/folder?//host/", "/folder/?//host/"),
    ],
)
def test_a_folder_without_its_slash_redirects(static: Static, target: str, location: str) -> None:
    for method in ("GET", "HEAD"):
        response = static(ask(target, method))
        assert response.status == 301
        assert response.header("location") == location
        assert response.body_length() == 0


@pytest.mark.parametrize(
    "target", ["//host/..", "//host/%2e%2e", "///host/%2e%2e/", "//host/%2e%2e%2f", "//host", "///host/"]
)
def test_a_foreign_host_in_the_path_is_no_redirect(static: Static, target: str) -> None:
    assert refused(static, target).status == 404


def test_a_backslash_never_redirects_to_another_host(static: Static) -> None:
    for target in ("/\\host", "/\\host/%2e%2e%2f", "/\\host/"):
        assert refused(static, target).status == 400


@pytest.mark.parametrize("name", nasty_names())
def test_every_nasty_folder_redirects_to_itself(share: Path, name: str) -> None:
    (share / name).mkdir()
    static = Static(Root.at(share, hidden=True), listing=names_listing)
    location = static(ask(f"/{quote_name(name)}")).header("location")
    assert location is not None
    assert location.isascii()
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
    assert body_of(static(ask(location))) == b"[]"


def test_a_slash_behind_a_file_is_404(static: Static) -> None:
    assert refused(static, "/a.txt/").status == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_known_methods_are_405_with_allow(static: Static, method: str) -> None:
    for target in ("/a.txt", "/folder/", "/missing"):
        refusal = refused(static, target, method)
        assert refusal.status == 405
        assert refusal.headers == (("Allow", "GET, HEAD, OPTIONS"),)


@pytest.mark.parametrize("method", ["get", "BREW", "CONNECT", "PROPFIND"])
def test_unknown_methods_are_501(static: Static, method: str) -> None:
    assert refused(static, "/a.txt", method).status == 501


@pytest.mark.parametrize("target", ["/a.txt", "/", "*"])
def test_options_is_204_with_allow(share: Path, target: str) -> None:
    response = Static(Root.at(share), allow=("POST", "PUT"))(ask(target, "OPTIONS"))
    assert (response.status, response.headers) == (204, [("Allow", "GET, HEAD, OPTIONS, POST, PUT")])
    assert response.body == b""


def test_kept_answers_and_first_answers_are_the_same(share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(share / "index.html", b"page")
    monkeypatch.setattr("shareapp.server.content.files.SETTLED_S", 0.0)
    static = Static(Root.at(share), listing=names_listing)
    for target in ("/", "/index.html", "/a.txt", "/folder/b.txt"):
        first = static(ask(target))
        with monkeypatch.context() as patch:
            patch.setattr(os, "open", None)  # a kept small file is not opened
            second = static(ask(target))
        assert (first.status, first.headers, first.body) == (second.status, second.headers, second.body)
