"""?thumbnail: a small picture for those that may be seen, made once, a few at a time."""

import io
import os
import threading
from pathlib import Path

import pytest
from PIL import Image

from shareapp.server.content import thumbnail
from shareapp.server.content.filecache import FileCache
from shareapp.server.content.paths import File, Root
from shareapp.server.errors import HTTPError
from shareapp.server.layers import thumbnails as module
from shareapp.server.layers.thumbnails import Thumbnails
from shareapp.server.limits import Limits
from shareapp.server.message import Request, Response
from tests.support.asking import ask, body_of
from tests.support.pictures import photo
from tests.support.trees import write


def inner(_request: Request) -> Response:
    return Response(200, [], b"inner")


class Maker:
    """Makes "small" of everything, and counts."""

    def __init__(self, content: bytes = b"small") -> None:
        self.content = content
        self.names: list[str] = []

    def __call__(self, _request: Request, file: File, _limits: Limits) -> bytes:
        self.names.append(file.names[-1])
        return self.content


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    write(folder / "photo.jpg", photo())
    write(folder / "한글 100%.JPG", photo())
    write(folder / "text.txt", b"text")
    write(folder / "drawing.svg", b"<svg/>")
    write(folder / "plan.svg", bytes(100_000))
    write(folder / "broken.jpg", b"no picture")
    write(folder / ".hidden.jpg", photo())
    write(tmp_path / "outside.jpg", photo())
    (folder / "out.jpg").symlink_to(tmp_path / "outside.jpg")
    (folder / "folder.jpg").mkdir()
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> FileCache:
    return FileCache(tmp_path / "cache", 1_000_000)


def layer(share: Path, cache: FileCache, maker: Maker | None = None, **limits: float) -> Thumbnails:
    return Thumbnails(Root.at(share), cache, Limits(**limits), maker)  # type: ignore[arg-type]


def get(layer: Thumbnails, target: str = "/photo.jpg?thumbnail", method: str = "GET", **fields: str) -> Response:
    return layer(ask(target, method, fields), inner)


def refused(layer: Thumbnails, target: str) -> int:
    with pytest.raises(HTTPError) as refusal:
        get(layer, target)
    return refusal.value.status


@pytest.mark.parametrize("path", ["/photo.jpg", "/%ED%95%9C%EA%B8%80%20100%25.JPG"])
def test_a_picture_is_made_small(share: Path, cache: FileCache, path: str) -> None:
    response = get(layer(share, cache), path + "?thumbnail")
    assert (response.status, response.header("Content-Type")) == (200, "image/webp")
    assert Image.open(io.BytesIO(body_of(response))).size == (400, 300)


def test_it_is_made_once(share: Path, cache: FileCache) -> None:
    maker = Maker()
    for _ in range(2):
        assert body_of(get(layer(share, cache, maker))) == b"small"
    assert maker.names == ["photo.jpg"]


def test_a_changed_picture_is_made_anew(share: Path, cache: FileCache) -> None:
    maker = Maker()
    first = get(layer(share, cache, maker)).header("ETag")
    os.utime(share / "photo.jpg", (1, 1))
    assert get(layer(share, cache, maker)).header("ETag") != first
    assert maker.names == ["photo.jpg"] * 2


def test_browsers_ask_again_unless_the_address_tells_the_version(share: Path, cache: FileCache) -> None:
    thumbnails = layer(share, cache, Maker())
    response = get(thumbnails)
    assert response.header("Cache-Control") == "no-cache"
    again = get(thumbnails, If_None_Match=response.header("ETag") or "")
    assert (again.status, again.body) == (304, b"")
    assert get(thumbnails, "/photo.jpg?thumbnail=2024").header("Cache-Control") == "private, max-age=86400"


@pytest.mark.parametrize(
    ("target", "method"),
    [
        ("/photo.jpg", "GET"),
        ("/photo.jpg?download", "GET"),
        ("/photo.jpg?thumbnails", "GET"),
        ("/photo.jpg?thumbnail", "POST"),
        ("/text.txt?thumbnail", "GET"),
        ("/drawing.svg?thumbnail", "GET"),
        ("/folder.jpg?thumbnail", "GET"),
        ("/?thumbnail", "GET"),
    ],
)
def test_everything_else_passes(share: Path, cache: FileCache, target: str, method: str) -> None:
    assert get(layer(share, cache, Maker()), target, method).body == b"inner"


@pytest.mark.parametrize(
    "path", ["/.hidden.jpg", "/out.jpg", "/../outside.jpg", "/missing.jpg", "/photo.jpg/", "/broken.jpg", "/plan.svg"]
)
def test_what_may_not_be_seen_or_is_no_picture_has_none(share: Path, cache: FileCache, path: str) -> None:
    assert refused(layer(share, cache), path + "?thumbnail") == 404


def test_what_is_no_picture_is_found_out_once(share: Path, cache: FileCache) -> None:
    maker = Maker(b"")
    for _ in range(2):
        assert refused(layer(share, cache, maker), "/broken.jpg?thumbnail") == 404
    assert maker.names == ["broken.jpg"]


def test_one_that_takes_too_long_is_given_up(share: Path, cache: FileCache) -> None:
    assert refused(layer(share, cache, thumbnail_s=0.001), "/photo.jpg?thumbnail") == 404


def test_a_maker_that_cannot_begin_is_our_own_fault_and_told(
    share: Path, cache: FileCache, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "broken.py").write_text("import nothing_of_this_name")
    monkeypatch.setattr(thumbnail, "__file__", str(tmp_path / "broken.py"))
    with pytest.raises(RuntimeError, match="nothing_of_this_name"):
        get(layer(share, cache))


def test_few_are_made_at_a_time_and_only_so_many_wait(
    share: Path, cache: FileCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOOK_AROUND_S", 0.01)
    begun, go_on = threading.Event(), threading.Event()

    def slow(_request: Request, _file: File, _limits: Limits) -> bytes:
        begun.set()
        assert go_on.wait(10)
        return b"small"

    thumbnails = Thumbnails(Root.at(share), cache, Limits(thumbnails=1, thumbnails_waiting=1), slow)
    answers: list[bytes] = []
    threads = [threading.Thread(target=lambda: answers.append(body_of(get(thumbnails)))) for _ in range(2)]
    threads[0].start()
    assert begun.wait(10)
    asked = threading.Event()

    def is_connected() -> bool:
        asked.set()
        return True

    waiting = ask("/photo.jpg?thumbnail")._replace(is_connected=is_connected)
    threads[1] = threading.Thread(target=lambda: answers.append(body_of(thumbnails(waiting, inner))))
    threads[1].start()
    assert asked.wait(10)
    assert refused(thumbnails, "/broken.jpg?thumbnail") == 503
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert answers == [b"small", b"small"]


def test_who_leaves_while_waiting_gives_the_place_up(
    share: Path, cache: FileCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOOK_AROUND_S", 0.01)
    thumbnails = layer(share, cache, Maker(), thumbnails=1)
    assert thumbnails._makers.take()
    gone = ask("/photo.jpg?thumbnail")._replace(is_connected=lambda: False)
    with pytest.raises(HTTPError) as refusal:
        thumbnails(gone, inner)
    assert refusal.value.status == 408
    thumbnails._makers.give_back()
    assert get(thumbnails).status == 200


def test_who_leaves_while_it_is_made_ends_the_making(
    share: Path, cache: FileCache, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "endless.py").write_text("import threading; threading.Event().wait()")
    monkeypatch.setattr(thumbnail, "__file__", str(tmp_path / "endless.py"))
    gone = ask("/photo.jpg?thumbnail")._replace(is_connected=lambda: False)
    with pytest.raises(HTTPError) as refusal:
        layer(share, cache)(gone, inner)
    assert refusal.value.status == 408
