import errno
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from shareapp.server.content import incoming as module
from shareapp.server.content.incoming import Incoming, Intake, below
from shareapp.server.content.paths import Directory, Root
from shareapp.server.content.place import Place
from shareapp.server.errors import HTTPError
from tests.support.bodies import MemoryBody


@pytest.fixture(params=["walk", "path"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Root:
    """A folder reached as on POSIX, and as on Windows."""
    (tmp_path / "share").mkdir()
    if request.param == "walk" and sys.platform == "win32":
        pytest.skip("Windows opens no names relative to a folder")
    return Root.at(tmp_path / "share", "never", walks=request.param == "walk")


def intake(root: Root, **values: Any) -> Intake:
    return Intake(root=root, **dict[str, Any](reserve_bytes=0) | values)


@pytest.fixture
def folder(root: Root) -> Iterator[Directory]:
    with closing(intake(root).folder(())) as opened:
        yield opened


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def names(root: Root) -> list[str]:
    return listed(Path(root.path))


def put(
    taking: Intake, folder: Directory, name: str, content: bytes, way: tuple[str, ...] = ()
) -> tuple[str, ...] | None:
    incoming = Incoming.create(taking, folder)
    incoming.receive(MemoryBody(content, piece=7), 1 << 30)
    incoming.complete()
    return incoming.publish(way, name)


def refused(action: Callable[[], object]) -> int:
    with pytest.raises(HTTPError) as error:
        action()
    return error.value.status


@pytest.mark.point(117)
def test_a_file_is_invisible_until_it_is_whole(root: Root, folder: Directory) -> None:
    incoming = Incoming.create(intake(root), folder)
    incoming.write(b"half")
    assert [entry.name for entry in folder.visible()] == []
    with pytest.raises(HTTPError):
        root.open((names(root)[0],))
    incoming.write(b" and half")
    incoming.complete(modified=1_000_000_000.5)
    assert incoming.publish((), "photo.jpg") == ("photo.jpg",)
    assert names(root) == ["photo.jpg"]
    path = Path(root.path, "photo.jpg")
    assert path.read_bytes() == b"half and half"
    assert path.stat().st_mtime == 1_000_000_000.5


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights")
def test_a_file_is_never_executable(root: Root, folder: Directory) -> None:
    before = os.umask(0)
    try:
        put(intake(root), folder, "run.sh", b"#!/bin/sh\n")
    finally:
        os.umask(before)
    assert stat.S_IMODE(Path(root.path, "run.sh").stat().st_mode) == 0o666


def test_a_broken_body_leaves_what_came_and_discarding_leaves_nothing(root: Root, folder: Directory) -> None:
    incoming = Incoming.create(intake(root), folder)
    assert refused(lambda: incoming.receive(MemoryBody(b"half", cut=True), 1 << 30)) == 400
    assert incoming.size == 4
    incoming.discard()
    incoming.discard()
    assert names(root) == []


def test_taken_names_are_kept_beside_each_other(root: Root, folder: Directory) -> None:
    shown = [put(intake(root), folder, "photo.jpg", content) for content in (b"1", b"2", b"3")]
    assert shown == [("photo.jpg",), ("photo (2).jpg",), ("photo (3).jpg",)]
    assert [Path(root.path, *each).read_bytes() for each in shown if each] == [b"1", b"2", b"3"]
    assert len(names(root)) == 3


def test_taken_names_may_be_skipped(root: Root, folder: Directory) -> None:
    assert put(intake(root, existing="skip"), folder, "photo.jpg", b"1") == ("photo.jpg",)
    assert put(intake(root, existing="skip"), folder, "photo.jpg", b"2") is None
    assert Path(root.path, "photo.jpg").read_bytes() == b"1"
    assert names(root) == ["photo.jpg"]


def test_taken_names_may_be_replaced_but_never_folders(root: Root, folder: Directory) -> None:
    Path(root.path, "folder").mkdir()
    for content in (b"1", b"2"):
        assert put(intake(root, existing="replace"), folder, "photo.jpg", content) == ("photo.jpg",)
    assert Path(root.path, "photo.jpg").read_bytes() == b"2"
    assert refused(lambda: put(intake(root, existing="replace"), folder, "folder", b"x")) == 409
    assert names(root) == ["folder", "photo.jpg"]


def test_a_name_taken_without_end_is_409(root: Root, folder: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_NAMESAKES", 3)
    for _ in range(2):
        put(intake(root), folder, "a", b"")
    assert refused(lambda: put(intake(root), folder, "a", b"")) == 409
    assert names(root) == ["a", "a (2)"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows renames without replacing")
def test_a_disk_without_second_names_replaces_nothing_either(
    root: Root, folder: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_link(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_link)
    assert [put(intake(root), folder, "a", content) for content in (b"1", b"2")] == [("a",), ("a (2)",)]
    assert [Path(root.path, name).read_bytes() for name in ("a", "a (2)")] == [b"1", b"2"]
    assert len(names(root)) == 2


def test_folders_on_the_way_are_made(root: Root, folder: Directory) -> None:
    way = ("Trip", "day 1")
    assert put(intake(root), folder, "a.jpg", b"1", way) == ("Trip", "day 1", "a.jpg")
    assert put(intake(root), folder, "b.jpg", b"2", way) == ("Trip", "day 1", "b.jpg")
    assert Path(root.path, "Trip", "day 1", "b.jpg").read_bytes() == b"2"


@pytest.mark.parametrize("way", [("cgi-bin",), ("CGI-BIN",), ("Trip", ".git"), ("..",), ("cgi-bin", "inner")])
def test_no_folder_is_made_where_nothing_may_be_put(root: Root, folder: Directory, way: tuple[str, ...]) -> None:
    sealed = intake(root.sealing([("cgi-bin",)]))
    assert refused(lambda: put(sealed, folder, "a", b"", way)) == 403
    assert [name for name in names(root) if name != "Trip"] == []


@pytest.mark.point(113)
def test_a_link_is_neither_way_nor_target(root: Root, folder: Directory, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_bytes(b"theirs")
    Path(root.path, "link").symlink_to(outside)
    Path(root.path, "file").symlink_to(outside / "file")
    assert refused(lambda: intake(root).folder(("link",))) == 404
    assert refused(lambda: put(intake(root), folder, "a", b"", ("link",))) == 404
    put(intake(root, existing="replace"), folder, "file", b"ours")
    assert Path(root.path, "file").read_bytes() == b"ours"
    assert [(outside / name).read_bytes() for name in listed(outside)] == [b"theirs"]


def test_a_folder_that_became_a_link_meanwhile_is_no_way_out(root: Root, tmp_path: Path) -> None:
    if not root.walks:
        pytest.skip("real paths are judged before and after, not held")
    inner, outside = Path(root.path, "inner"), tmp_path / "outside"
    inner.mkdir()
    outside.mkdir()
    with closing(intake(root).folder(("inner",))) as folder:
        incoming = Incoming.create(intake(root), folder)
        inner.rename(tmp_path / "moved")
        inner.symlink_to(outside)
        incoming.write(b"x")
        incoming.complete()
        incoming.publish((), "a")
    assert list(outside.iterdir()) == []
    assert listed(tmp_path / "moved") == ["a"]


def test_a_folder_is_no_file(root: Root) -> None:
    Path(root.path, "file").touch()
    assert refused(lambda: intake(root).folder(("file",))) == 405
    assert refused(lambda: intake(root).folder(("missing",))) == 404


def test_a_file_over_the_limit_is_413_before_it_is_read(root: Root, folder: Directory) -> None:
    incoming = Incoming.create(intake(root, file_bytes=10), folder)
    body = MemoryBody(b"x" * 11)
    assert refused(lambda: incoming.receive(body, 1 << 30)) == 413
    assert body.reads == 0
    endless = MemoryBody(b"x" * 100, announced=False, piece=4)
    assert refused(lambda: incoming.receive(endless, 1 << 30)) == 413
    assert endless.reads == 3
    assert incoming.size == 8
    incoming.discard()


def test_a_file_that_would_fill_the_disk_is_507_before_it_is_read(root: Root, folder: Directory) -> None:
    free = shutil.disk_usage(root.path).free
    incoming = Incoming.create(intake(root, reserve_bytes=2 * free), folder)
    body = MemoryBody(b"x")
    assert refused(lambda: incoming.receive(body, 1 << 30)) == 507
    assert body.reads == 0
    incoming.discard()


def test_space_is_looked_at_while_an_endless_file_comes(
    root: Root, folder: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LOOK_BYTES", 10)
    looks = iter([10**9, 10**9, 0])
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(0, 0, next(looks)))
    incoming = Incoming.create(intake(root, reserve_bytes=100), folder)
    assert refused(lambda: incoming.receive(MemoryBody(b"x" * 100, announced=False, piece=5), 1 << 30)) == 507
    assert incoming.size == 15
    incoming.discard()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes this advice")
@pytest.mark.parametrize("takes_advice", [True, False])
def test_a_large_file_is_on_its_way_to_the_disk_before_it_is_whole(
    root: Root, folder: Directory, monkeypatch: pytest.MonkeyPatch, takes_advice: bool
) -> None:
    told: set[int] = set()

    def advise(descriptor: int, start: int, length: int, advice: int) -> None:
        assert (advice, os.fstat(descriptor).st_size) == (os.POSIX_FADV_DONTNEED, start + length)
        told.update(range(start, start + length))
        if not takes_advice:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

    monkeypatch.setattr(module, "_SETTLED_BYTES", 10)
    monkeypatch.setattr(os, "posix_fadvise", advise)
    content = bytes(range(95))
    assert put(intake(root), folder, "film", content) == ("film",)
    assert told >= set(range(90))
    assert Path(root.path, "film").read_bytes() == content
    told.clear()
    assert put(intake(root), folder, "small", b"123456789") == ("small",)
    assert not told  # it stays in memory, for whoever opens it now


@pytest.mark.parametrize(
    ("number", "status"),
    [(errno.ENOSPC, 507), (errno.EDQUOT, 507), (errno.EACCES, 403), (errno.EROFS, 403), (errno.EMFILE, 503)],
)
def test_what_the_system_refuses_is_told(
    root: Root, folder: Directory, monkeypatch: pytest.MonkeyPatch, number: int, status: int
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    incoming = Incoming.create(intake(root), folder)
    with monkeypatch.context() as patched:
        patched.setattr(os, "write", refuse)
        assert refused(lambda: incoming.write(b"x")) == status
    incoming.discard()
    assert names(root) == []


@pytest.mark.point(118)
def test_only_one_writer_has_an_upload(root: Root, folder: Directory) -> None:
    first = Incoming.create(intake(root), folder)
    assert refused(lambda: Incoming.reopen(intake(root), folder, first.token)) == 423
    first.write(b"ab")
    first.close()
    second = Incoming.reopen(intake(root), folder, first.token)
    assert second.size == 2
    second.write(b"c")
    second.complete()
    assert second.publish((), "a") == ("a",)
    assert refused(lambda: Incoming.reopen(intake(root), folder, first.token)) == 404
    assert Path(root.path, "a").read_bytes() == b"abc"


def test_an_upload_that_was_published_behind_the_back_is_gone(
    root: Root, folder: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Incoming.create(intake(root), folder)
    first.close()
    real = module.lock

    def late(descriptor: int) -> bool:
        Path(root.path, names(root)[0]).rename(Path(root.path, "published"))
        return real(descriptor)

    monkeypatch.setattr(module, "lock", late)
    assert refused(lambda: Incoming.reopen(intake(root), folder, first.token)) == 404


def test_no_descriptor_stays_open(root: Root, folder: Directory) -> None:
    if not Path("/dev/fd").is_dir():
        pytest.skip("this system does not count descriptors")
    before = len(listed(Path("/dev/fd")))
    put(intake(root), folder, "a", b"x", ("b", "c"))
    refused(lambda: put(intake(root), folder, "a", b"x", ("..",)))
    with below(intake(root), Place(folder), ("d",)):
        pass
    assert len(listed(Path("/dev/fd"))) == before
