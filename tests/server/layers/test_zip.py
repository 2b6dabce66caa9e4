"""Promises of ?zip: one download with an exact length, resumable as any file, over every kind of connection."""

import io
import os
import zipfile
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from shareapp.server.content import archive as archive_module
from shareapp.server.content.archive import Archive
from shareapp.server.content.paths import Root
from shareapp.server.errors import HTTPError
from shareapp.server.layers.answers import Answers
from shareapp.server.layers.chain import Responder, compose
from shareapp.server.layers.static import Static
from shareapp.server.layers.zip import Zip
from shareapp.server.limits import Limits
from shareapp.server.message import Request, Response
from tests.support.asking import ask, body_of
from tests.support.bodies import MemoryBody
from tests.support.certificates import contexts
from tests.support.running_server import running
from tests.support.trees import nasty_names, write

LARGE = bytes(range(251)) * 20_000  # about 5 MB, several pieces


def inner(_request: Request) -> Response:
    return Response(200, [], b"inner")


@pytest.fixture
def share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose files count as old."""
    monkeypatch.setattr(archive_module, "is_settled", lambda _status: True)
    write(tmp_path / "a.txt", b"a")
    write(tmp_path / "b.txt", b"b")
    write(tmp_path / "folder" / "large.bin", LARGE)
    return tmp_path


@pytest.fixture
def layer(share: Path) -> Zip:
    return Zip(Root.at(share), "Photos")


def get(layer: Zip, target: str = "/?zip", method: str = "GET", **fields: str) -> Response:
    return layer(ask(target, method, fields), inner)


def refused(layer: Zip, target: str = "/?zip", **fields: str) -> HTTPError:
    with pytest.raises(HTTPError) as refusal:
        get(layer, target, **fields)
    return refusal.value


def names(content: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert opened.testzip() is None
        return set(opened.namelist())


# Which requests


def test_a_folder_is_one_download(layer: Zip) -> None:
    response = get(layer)
    assert response.status == 200
    assert response.header("Content-Type") == "application/zip"
    assert response.header("Content-Disposition") == 'attachment; filename="Photos.zip"'
    assert response.header("Cache-Control") == "no-store"
    assert response.header("Accept-Ranges") == "bytes"
    length = response.body_length()
    content = body_of(response)
    assert len(content) == length
    assert names(content) == {"a.txt", "b.txt", "folder/", "folder/large.bin"}
    inside = get(layer, "/folder/?zip=")
    assert inside.header("Content-Disposition") == 'attachment; filename="folder.zip"'
    assert names(body_of(inside)) == {"large.bin"}


@pytest.mark.parametrize(
    ("target", "method"),
    [
        ("/", "GET"),
        ("/?sort=name", "GET"),
        ("/?zip=90210", "GET"),
        ("/?zipped", "GET"),
        ("/?name=a.txt", "GET"),
        ("/a.txt?zip", "GET"),
        ("/folder?zip", "GET"),
        ("/?zip", "PUT"),
        ("/?zip=x", "POST"),
        ("/?zip", "OPTIONS"),
    ],
)
def test_anything_else_is_answered_inside(layer: Zip, target: str, method: str) -> None:
    assert body_of(get(layer, target, method)) == b"inner"


@pytest.mark.parametrize("path", ["/missing/", "/a.txt/", "/../", "/%2e%2e/", "/folder/%2e%2e%2f/"])
def test_what_is_no_folder_is_404(layer: Zip, path: str) -> None:
    assert refused(layer, f"{path}?zip").status == 404


def test_a_selection_comes_by_name(layer: Zip) -> None:
    assert names(body_of(get(layer, "/?zip&name=a.txt"))) == {"a.txt"}
    assert names(body_of(get(layer, "/?name=folder&zip=&name=b.txt&name=b.txt"))) == {
        "b.txt", "folder/", "folder/large.bin",
    }  # fmt: skip
    assert refused(layer, "/?zip&name=a.txt&name=missing").status == 404
    for name in ("", "..", "%2e%2e", "folder/large.bin", "folder%2Flarge.bin", ".", "a.txt%00"):
        assert refused(layer, f"/?zip&name={name}").status == 404


def test_every_name_can_be_chosen(share: Path) -> None:
    layer = Zip(Root.at(share, hidden=True), "x")
    for name in nasty_names():
        octets = name.encode("utf-8", "surrogateescape")
        write(share / name, octets)
        for quoted in (quote(octets), quote(octets).replace("%20", "+")):
            with zipfile.ZipFile(io.BytesIO(body_of(get(layer, f"/?zip&name={quoted}")))) as opened:
                assert [opened.read(info) for info in opened.infolist()] == [octets]


def test_every_folder_name_is_a_file_name(share: Path) -> None:
    layer = Zip(Root.at(share, hidden=True), "x")
    for name in ("여행 😀", "\u202egpj", 'it\'s "q"', "100%"):
        write(share / name / "a")
        disposition = get(layer, f"/{quote(name)}/?zip").header("Content-Disposition")
        assert disposition is not None
        assert disposition.endswith(f"filename*=UTF-8''{quote(name + '.zip', safe='')}")


# As any other download


def test_head_tells_everything_but_the_bytes(layer: Zip) -> None:
    whole, head = get(layer), get(layer, method="HEAD")
    assert (head.status, head.headers, head.body_length(), head.body) == (200, whole.headers, whole.length, b"")


@pytest.mark.fault("gh-74761")
def test_ranges_and_conditions_are_those_of_files(layer: Zip) -> None:
    response = get(layer)
    etag = response.header("ETag") or ""
    content = body_of(response)
    size = len(content)
    part = get(layer, Range="bytes=100-", If_Range=etag)
    assert part.status == 206
    assert part.header("Content-Range") == f"bytes 100-{size - 1}/{size}"
    assert part.body_length() == size - 100
    assert body_of(part) == content[100:]
    assert body_of(get(layer, Range="bytes=-30")) == content[-30:]
    assert get(layer, Range="bytes=0-1,5-6").status == 200
    assert get(layer, "/?zip", "HEAD", Range="bytes=0-1").status == 200
    unsatisfiable = refused(layer, Range=f"bytes={size}-")
    assert unsatisfiable.status == 416
    assert ("Content-Range", f"bytes */{size}") in unsatisfiable.headers
    unchanged = get(layer, If_None_Match=etag)
    assert (unchanged.status, unchanged.header("ETag")) == (304, etag)
    assert refused(layer, If_Match='"other"').status == 412


def test_a_changed_folder_starts_again(layer: Zip, share: Path) -> None:
    etag = get(layer, method="HEAD").header("ETag") or ""
    write(share / "new.txt")
    again = get(layer, Range="bytes=100-", If_Range=etag)
    assert again.status == 200
    assert again.header("ETag") != etag
    assert "new.txt" in names(body_of(again))


def test_a_folder_that_changed_just_now_is_not_resumed(share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    layer = Zip(Root.at(share), "x")
    etag = get(layer, method="HEAD").header("ETag") or ""
    assert etag.startswith("W/")
    assert get(layer, Range="bytes=100-", If_Range=etag).status == 200


# Bounds


def test_too_many_files_are_refused_in_words(share: Path) -> None:
    site = compose((Answers(lambda *_: None), Zip(Root.at(share), "x", Limits(archive_members=3))), inner)
    response = site(ask("/?zip", fields={"Accept": "text/html", "Accept-Language": "ko"}))
    page = body_of(response).decode()
    assert response.status == 422
    assert "ZIP" in page


def test_only_so_many_at_once(share: Path) -> None:
    layer = Zip(Root.at(share), "x", Limits(archives=1))
    first = get(layer)
    assert refused(layer).status == 503
    first.close()
    for _ in range(3):  # neither answers nor refusals keep a place
        get(layer, method="HEAD").close()
        assert refused(layer, "/missing/?zip").status == 404
    assert body_of(get(layer))


def test_one_plan_serves_all_who_download_the_same(share: Path, layer: Zip) -> None:
    first = planned(layer, "/")
    assert planned(layer, "/") is first
    assert planned(layer, "/folder/") is not first
    write(share / "new.txt")
    assert planned(layer, "/") is not first


def planned(layer: Zip, path: str) -> Archive:
    return layer._plan(ask(path), frozenset())[0]


# On the wire


@pytest.fixture
def site(share: Path, layer: Zip) -> Responder:
    return compose((Answers(lambda *_: None), layer), Static(Root.at(share)))


@pytest.mark.parametrize("secure", [False, True])
def test_it_arrives_whole_and_is_one_transfer(site: Responder, *, secure: bool) -> None:
    server_context, client_context = contexts()
    with (
        running(site, tls=server_context if secure else None) as server,
        server.client(tls=client_context if secure else None) as client,
    ):
        client.request("/?zip")
        head = client.until(b"\r\n\r\n").decode("latin-1").lower()
        (transfer,) = server.server.transfers()
        length = int(head.split("content-length: ")[1].split("\r\n")[0])
        assert transfer.total == length
        assert names(client.exactly(length)) == {"a.txt", "b.txt", "folder/", "folder/large.bin"}
        (done,) = server.told.wait_done(1)
        assert (done.status, done.sent, done.note) == (200, length, "")
        assert client.get("/a.txt").body == b"a"  # the connection is still good


@pytest.mark.fault("gh-74761")
def test_http_1_0_gets_it_with_its_length(site: Responder) -> None:
    with running(site) as server, server.client() as client:
        client.send("GET /?zip HTTP/1.0\r\n\r\n")
        head, _, content = client.rest().partition(b"\r\n\r\n")
        assert b"Transfer-Encoding" not in head
        assert f"Content-Length: {len(content)}".encode() in head
        assert "folder/large.bin" in names(content)


def test_a_file_that_shrinks_meanwhile_breaks_the_connection_off(site: Responder, share: Path) -> None:
    write(share / "z.bin", LARGE * 4)
    with running(site) as server, server.client(receive_buffer=4096) as client:
        client.request("/?zip")
        head = client.until(b"\r\n\r\n").decode("latin-1")
        length = int(head.split("Content-Length: ")[1].split("\r\n")[0])
        (share / "z.bin").write_bytes(b"")
        assert len(client.rest()) < length
        (done,) = server.told.wait_done(1)
        assert done.note == "aborted"
        assert server.told.troubles == []


# More names than an address holds


def choose(layer: Zip, content: str, target: str = "/?zip") -> Response:
    request = ask(target, "POST", {"Content-Type": "application/x-www-form-urlencoded"})
    return layer(request._replace(body=MemoryBody(content.encode())), inner)


def test_a_form_of_names_leads_to_an_address_that_stands_for_them(layer: Zip) -> None:
    chosen = choose(layer, urlencode({"choice": "name=a.txt&name=folder"}))
    location = chosen.header("Location") or ""
    assert chosen.status == 303
    content = body_of(get(layer, "/" + location))
    assert names(content) == {"a.txt", "folder/", "folder/large.bin"}
    rest = get(layer, "/" + location, Range="bytes=1000-")
    assert (rest.status, body_of(rest)) == (206, content[1000:])
    assert choose(layer, urlencode({"choice": "name=a.txt&name=folder"})).header("Location") == location


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_every_nasty_name_can_be_chosen(tmp_path: Path) -> None:
    reachable = [name for name in nasty_names() if not name.startswith("..")]
    for name in reachable:
        write(tmp_path / name)
    layer = Zip(Root.at(tmp_path), "Photos")
    query = "&".join("name=" + quote(name, safe="", errors="surrogateescape") for name in reachable)
    for target in ("/?zip&" + query, "/" + (choose(layer, urlencode({"choice": query})).header("Location") or "")):
        assert len(names(body_of(get(layer, target)))) == len(reachable)


@pytest.mark.parametrize(
    ("content", "status"),
    [("", 400), ("choice=", 400), ("choice=other%3Da", 400), ("choice=%ED%95%9C", 400), ("choice=" + "x" * 2**20, 413)],
)
def test_a_form_that_chooses_nothing_is_refused(layer: Zip, content: str, status: int) -> None:
    with pytest.raises(HTTPError) as refusal:
        choose(layer, content)
    assert refusal.value.status == status


def test_only_the_last_choices_are_remembered(layer: Zip) -> None:
    first = choose(layer, urlencode({"choice": "name=a.txt"})).header("Location") or ""
    for number in range(32):
        choose(layer, urlencode({"choice": f"name={number}"}))
    assert refused(layer, "/" + first).status == 404
    assert refused(layer, "/?zip&choice=..").status == 404
