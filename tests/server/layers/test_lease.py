"""Promises of shares that end: at their time, after complete downloads, and not before."""

from pathlib import Path

import pytest

from shareapp.server.content.filecache import FileCache
from shareapp.server.content.listing import Listing
from shareapp.server.content.paths import Root
from shareapp.server.errors import HTTPError
from shareapp.server.layers.chain import Responder, compose
from shareapp.server.layers.compression import Compression
from shareapp.server.layers.lease import Ending, Lease, Terms
from shareapp.server.layers.static import Static
from shareapp.server.layers.thumbnails import Thumbnails
from shareapp.server.layers.zip import Zip
from shareapp.server.message import Response
from tests.support.asking import ask
from tests.support.pictures import photo


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lease(clock: Clock) -> Lease:
    return Lease(clock)


@pytest.fixture
def share(tmp_path: Path) -> Path:
    (tmp_path / "a.bin").write_bytes(b"0123456789")
    (tmp_path / "sub").mkdir()
    return tmp_path


def site(share: Path, lease: Lease, terms: Terms) -> Responder:
    root = Root.at(share)
    return compose((Ending(lease, terms), Zip(root, "share")), Static(root, listing=Listing()))


def finish(response: Response, *, whole: bool = True) -> None:
    """End the answer as the sender does."""
    response.is_sent = whole
    response.close()


def test_a_compressed_download_counts(share: Path, lease: Lease) -> None:
    (share / "long.txt").write_bytes(b"words " * 10_000)
    root = Root.at(share)
    answer = compose((Ending(lease, Terms(downloads=2)), Compression()), Static(root, listing=Listing()))
    response = answer(ask("/long.txt", fields={"Accept_Encoding": "gzip"}))
    assert response.header("content-encoding") == "gzip"
    finish(response)
    finish(answer(ask("/", fields={"Accept_Encoding": "gzip"})))
    assert lease.downloads == 1


def is_over(answer: Responder, target: str = "/") -> bool:
    try:
        finish(answer(ask(target)), whole=False)
    except HTTPError as error:
        return error.status == 410
    return False


def test_a_share_ends_at_its_time(share: Path, lease: Lease, clock: Clock) -> None:
    answer = site(share, lease, Terms(seconds=3600))
    assert lease.ends_at(Terms(seconds=3600)) == 4600
    clock.now = 4599.9
    assert not is_over(answer)
    clock.now = 4600
    assert [is_over(answer, target) for target in ("/", "/a.bin", "/missing", "/?zip")] == [True] * 4
    lease.renew()
    assert not is_over(answer)


@pytest.mark.parametrize(
    ("target", "fields"),
    [
        ("/a.bin", {}),
        ("/a.bin?download", {}),
        ("/?zip", {}),
        ("/a.bin", {"Range": "bytes=5-"}),
        ("/a.bin", {"Range": "bytes=-1"}),
        ("/a.bin", {"Range": "bytes=0-1,8-9"}),
    ],
)
def test_a_complete_download_counts(share: Path, lease: Lease, target: str, fields: dict[str, str]) -> None:
    answer = site(share, lease, Terms(downloads=2))
    finish(answer(ask(target, fields=fields)))
    assert lease.downloads == 1
    assert not is_over(answer)
    finish(answer(ask(target, fields=fields)))
    assert is_over(answer)


@pytest.mark.parametrize(
    ("target", "method", "fields"),
    [
        ("/", "GET", {}),
        ("/sub", "GET", {}),
        ("/?format=json", "GET", {}),
        ("/a.bin", "HEAD", {}),
        ("/a.bin", "GET", {"Range": "bytes=0-8"}),
        ("/a.bin", "GET", {"If_Modified_Since": "Fri, 01 Jan 2100 00:00:00 GMT"}),
    ],
)
def test_pages_parts_and_looks_do_not_count(
    share: Path, lease: Lease, target: str, method: str, fields: dict[str, str]
) -> None:
    answer = site(share, lease, Terms(downloads=1))
    for _ in range(3):
        finish(answer(ask(target, method, fields)))
    assert lease.downloads == 0


def test_small_pictures_of_a_list_do_not_count(
    share: Path, lease: Lease, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (share / "drawing.svg").write_bytes(b"<svg/>")
    (share / "photo.jpg").write_bytes(photo())
    root = Root.at(share)
    small = Thumbnails(root, FileCache(tmp_path_factory.mktemp("cache"), 1_000_000))
    answer = compose((Ending(lease, Terms(downloads=1)), small), Static(root))
    for target in ("/drawing.svg?thumbnail=1", "/photo.jpg?thumbnail=1"):
        response = answer(ask(target))
        assert response.status == 200
        finish(response)
    assert lease.downloads == 0
    finish(answer(ask("/drawing.svg")))
    assert lease.downloads == 1


def test_a_download_that_broke_does_not_count(share: Path, lease: Lease) -> None:
    answer = site(share, lease, Terms(downloads=1))
    finish(answer(ask("/a.bin")), whole=False)
    assert lease.downloads == 0


def test_what_is_under_way_at_the_end_goes_on(share: Path, lease: Lease) -> None:
    answer = site(share, lease, Terms(downloads=1))
    first, second = answer(ask("/?zip")), answer(ask("/?zip"))
    finish(first)
    assert is_over(answer)
    finish(second)
    assert lease.downloads == 2


def test_without_terms_nothing_ends(share: Path, lease: Lease, clock: Clock) -> None:
    clock.now = 1e12
    lease.count()
    assert not lease.has_ended(Terms())
    assert lease.ends_at(Terms(downloads=1)) is None
