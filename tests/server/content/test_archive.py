"""Promises of archives: they hold what a visitor could open, any range is a slice of the whole, and a folder that
changes meanwhile never gives an archive that looks complete."""

import errno
import gc
import io
import os
import tempfile
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shareapp.server.content import archive as module
from shareapp.server.content import entries, zipformat
from shareapp.server.content.archive import Archive, ArchiveBytes, Checksums, plan
from shareapp.server.content.paths import Directory, LinkPolicy, Root
from shareapp.server.errors import HTTPError
from shareapp.server.message import read_at
from tests.support.trees import nasty_names, write

PIECE = 64  # bytes, so that a test's files are large ones
SETTLED_AGO = 10.0


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of more than ``PIECE`` bytes are large, others have a rest, and every piece is sent for itself."""
    monkeypatch.setattr(module, "PIECE_BYTES", PIECE)
    monkeypatch.setattr(module, "_JOINED_BYTES", PIECE // 4)
    monkeypatch.setattr(module, "_GATHERED_BYTES", 1)


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of the test count as old, whatever their time of change says."""
    monkeypatch.setattr(module, "is_settled", lambda _status: True)


def plan_of(
    folder: Path, *chosen: str, links: LinkPolicy = "inside", hidden: bool = False, limit: int = 100_000
) -> Archive:
    opened = Root.at(folder, links, hidden=hidden).resolve("/")
    assert isinstance(opened, Directory)
    try:
        return plan(opened, chosen, limit)
    finally:
        opened.close()


def whole(archive: Archive, checksums: Checksums | None = None) -> bytes:
    return part(archive, 0, archive.length, checksums)


def part(archive: Archive, start: int, stop: int, checksums: Checksums | None = None) -> bytes:
    return b"".join(ArchiveBytes(archive, checksums or Checksums()).read(start, stop - 1))


def contents(archive: bytes) -> dict[str, bytes]:
    """Name to content, checked; folders have none."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert opened.testzip() is None
        assert len(set(opened.namelist())) == len(opened.namelist())
        return {name: opened.read(name) for name in opened.namelist()}


def open_descriptors() -> int:
    return len(list(Path("/dev/fd").iterdir()))


# What is in it


def test_an_archive_holds_the_whole_tree_with_its_empty_folders(tmp_path: Path) -> None:
    write(tmp_path / "b.txt", b"b")
    write(tmp_path / "a" / "deep" / "c.bin", b"c" * 3_000_000)
    write(tmp_path / "a" / "nothing", b"")
    (tmp_path / "empty").mkdir()
    archive = plan_of(tmp_path)
    content = whole(archive)
    assert len(content) == archive.length
    assert contents(content) == {
        "b.txt": b"b", "a/": b"", "a/deep/": b"", "a/deep/c.bin": b"c" * 3_000_000, "a/nothing": b"", "empty/": b"",
    }  # fmt: skip


def test_an_empty_folder_is_an_empty_archive(tmp_path: Path) -> None:
    archive = plan_of(tmp_path)
    assert contents(whole(archive)) == {}
    assert archive.length == 22


def test_every_name_survives(tmp_path: Path) -> None:
    for name in nasty_names():
        write(tmp_path / name, name.encode("utf-8", "surrogateescape"))
    found = contents(whole(plan_of(tmp_path, hidden=True)))
    assert sorted(found.values()) == sorted(name.encode("utf-8", "surrogateescape") for name in nasty_names())
    for name in nasty_names():
        if name.isprintable() and "\\" not in name:
            assert found[name] == name.encode()


TREES = st.lists(
    st.tuples(
        st.lists(st.text("ab가😀 ", min_size=1, max_size=4), min_size=1, max_size=3), st.binary(max_size=3 * PIECE)
    ),
    max_size=6,
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(tree=TREES, chosen=st.sets(st.text("ab가😀 ", min_size=1, max_size=2)), data=st.data())
def test_what_was_packed_comes_out_again_and_any_range_is_a_slice(
    tree: list[tuple[list[str], bytes]], chosen: set[str], data: st.DataObject
) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as name:
        patch.setattr(module, "PIECE_BYTES", PIECE)
        folder = Path(name)
        written = {}
        for names, content in tree:
            path = folder.joinpath(*names)
            if path.exists() or any(parent.is_file() for parent in path.parents):
                continue
            written["/".join(names)] = write(path, content).read_bytes()
        chosen &= {path.name for path in folder.iterdir()}
        archive = plan_of(folder, *chosen)
        content = whole(archive)
        found = {path: data for path, data in contents(content).items() if not path.endswith("/")}
        expected = {path: data for path, data in written.items() if not chosen or path.split("/")[0] in chosen}
        assert found == expected
        start = data.draw(st.integers(0, archive.length - 1))
        stop = data.draw(st.integers(start + 1, archive.length))
        assert part(archive, start, stop) == content[start:stop]


def test_a_selection_holds_only_what_was_chosen(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "folder/c.txt", "other/a.txt"):
        write(tmp_path / name)
    assert set(contents(whole(plan_of(tmp_path, "a.txt", "folder")))) == {"a.txt", "folder/", "folder/c.txt"}


@pytest.mark.parametrize("name", ["missing", ".hidden", "..", "folder/c.txt", "outside", ""])
def test_what_cannot_be_opened_cannot_be_chosen(tmp_path: Path, name: str) -> None:
    share = tmp_path / "share"
    for path in ("a.txt", ".hidden", "folder/c.txt"):
        write(share / path)
    (share / "outside").symlink_to(write(tmp_path / "secret"))
    with pytest.raises(HTTPError) as refusal:
        plan_of(share, "a.txt", name)
    assert refusal.value.status == 404


def test_hidden_files_and_links_keep_to_the_rules_of_the_share(tmp_path: Path) -> None:
    share = tmp_path / "share"
    write(tmp_path / "outside" / "secret.txt", b"secret")
    write(share / ".hidden" / "a", b"a")
    write(share / "sub" / "b", b"b")
    (share / "in").symlink_to("sub")
    (share / "out").symlink_to(tmp_path / "outside")
    (share / "lost").symlink_to("nowhere")
    os.mkfifo(share / "pipe")
    inside = {"sub/", "sub/b", "in/", "in/b"}
    assert set(contents(whole(plan_of(share)))) == inside
    assert set(contents(whole(plan_of(share, links="never")))) == {"sub/", "sub/b"}
    assert set(contents(whole(plan_of(share, links="anywhere")))) == inside | {"out/", "out/secret.txt"}
    assert set(contents(whole(plan_of(share, hidden=True)))) == inside | {".hidden/", ".hidden/a"}


def test_sealed_folders_stay_closed(tmp_path: Path) -> None:
    write(tmp_path / "cgi-bin" / "script.py")
    write(tmp_path / "a.txt")
    opened = Root.at(tmp_path).sealing([("cgi-bin",)]).resolve("/")
    assert isinstance(opened, Directory)
    archive = plan(opened)
    opened.close()
    assert set(contents(whole(archive))) == {"a.txt"}


def test_where_folders_cannot_be_opened_the_rules_are_the_same(tmp_path: Path) -> None:
    share = tmp_path / "share"
    write(share / "sub" / "b", b"b")
    (share / "in").symlink_to("sub")
    (share / "out").symlink_to(tmp_path)
    opened = Root.at(share, walks=False).resolve("/")  # as on Windows
    assert isinstance(opened, Directory)
    archive = plan(opened)
    assert contents(whole(archive)) == {"sub/": b"", "sub/b": b"b", "in/": b"", "in/b": b"b"}


def test_links_in_circles_end(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b" / "file")
    (tmp_path / "a" / "b" / "up").symlink_to("../..")
    (tmp_path / "a" / "self").symlink_to(".")
    (tmp_path / "again").symlink_to("a")
    assert set(contents(whole(plan_of(tmp_path)))) == {
        "a/", "a/b/", "a/b/file", "again/", "again/b/", "again/b/file",
    }  # fmt: skip


def test_what_the_system_denies_is_left_out_as_on_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "_may", lambda *_: False)  # what an administrator's tests cannot be denied
    write(tmp_path / "open.txt")
    write(tmp_path / "locked.txt").chmod(0)
    write(tmp_path / "folder" / "x")
    (tmp_path / "folder").chmod(0)
    try:
        assert set(contents(whole(plan_of(tmp_path)))) == {"open.txt"}
    finally:
        (tmp_path / "folder").chmod(0o755)


def turn_into_file(path: Path) -> None:
    path.rename(path.with_name("moved away"))
    write(path)


@pytest.mark.parametrize("spoil", [lambda path: path.rename(path.with_name("moved away")), turn_into_file])
def test_a_folder_that_goes_while_the_others_are_looked_at_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path], Any]
) -> None:
    write(tmp_path / "folder" / "x")
    write(tmp_path / "y")

    def look(entry: os.DirEntry[str], folder: str) -> os.stat_result | None:
        status = entries.status_for_visitor(entry, folder)
        if entry.name == "folder":
            spoil(tmp_path / "folder")
        return status

    monkeypatch.setattr(module, "status_for_visitor", look)
    assert {"y"} <= set(contents(whole(plan_of(tmp_path)))) <= {"y", "moved away/", "moved away/x"}


@pytest.mark.parametrize(("status", "outcome"), [(403, "left out"), (404, "left out"), (503, "raised")])
def test_a_folder_that_is_refused_is_left_out_but_want_of_descriptors_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int, outcome: str
) -> None:
    write(tmp_path / "folder" / "x")
    write(tmp_path / "y")
    real = Directory.visible

    def refuse(self: Directory) -> Iterator[os.DirEntry[str]]:
        if self.names:
            raise HTTPError(status)
        return real(self)

    monkeypatch.setattr(Directory, "visible", refuse)
    if outcome == "left out":
        assert set(contents(whole(plan_of(tmp_path)))) == {"y"}
    else:
        with pytest.raises(HTTPError):
            plan_of(tmp_path)


def test_too_many_members_are_refused_before_the_first_byte(tmp_path: Path) -> None:
    for number in range(5):
        write(tmp_path / f"{number % 2}" / f"{number}")
    assert len(plan_of(tmp_path, limit=7).members) == 7
    with pytest.raises(HTTPError) as refusal:
        plan_of(tmp_path, limit=6)
    assert refusal.value.status == 422


def test_a_way_too_long_for_the_format_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LONGEST_PATH", 10)
    write(tmp_path / "folder" / "long")
    with pytest.raises(HTTPError) as refusal:
        plan_of(tmp_path)
    assert refusal.value.status == 422


# Versions


def test_the_same_tree_has_the_same_tag_and_bytes(tmp_path: Path) -> None:
    for name in "cab":
        write(tmp_path / name)
    first, second = plan_of(tmp_path), plan_of(tmp_path)
    assert first.etag == second.etag
    assert whole(first) == whole(second)


CHANGES: dict[str, Callable[[Path], object]] = {
    "content": lambda folder: write(folder / "a", b"other!!"),
    "same time and size": lambda folder: rewrite_keeping_time(folder / "a"),
    "time": lambda folder: os.utime(folder / "a", (1, 1)),
    "name": lambda folder: (folder / "a").rename(folder / "b"),
    "more": lambda folder: write(folder / "more"),
    "less": lambda folder: (folder / "a").unlink(),
    "replaced": lambda folder: replace(folder / "a"),
}


def rewrite_keeping_time(path: Path) -> None:
    status = path.stat()
    while path.stat().st_ctime_ns == status.st_ctime_ns:  # until the disk's clock has ticked
        path.write_bytes(b"CONTENT"[: status.st_size])
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def replace(path: Path) -> None:
    status = path.stat()
    os.utime(other := write(path.with_name("other"), b"CONTENT"), ns=(status.st_atime_ns, status.st_mtime_ns))
    other.replace(path)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_gives_a_new_tag(tmp_path: Path, change: Callable[[Path], object]) -> None:
    write(tmp_path / "a")
    before = plan_of(tmp_path).etag
    change(tmp_path)
    assert plan_of(tmp_path).etag.opaque != before.opaque


def test_the_tag_is_weak_while_a_file_may_change_under_the_same_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a")
    assert plan_of(tmp_path).etag.weak
    later = time.time() + SETTLED_AGO
    monkeypatch.setattr("shareapp.server.content.files.time", lambda: later)
    assert not plan_of(tmp_path).etag.weak


# Ranges


@pytest.fixture
def mixed(tmp_path: Path, small_pieces: None) -> Path:
    """Small and large files, folders and nothing, in a small archive."""
    write(tmp_path / "a" / "large", bytes(range(200)))
    write(tmp_path / "a" / "small", b"small" * 5)
    write(tmp_path / "empty", b"")
    write(tmp_path / "z", b"z" * (PIECE + 1))
    return tmp_path


def test_every_range_is_a_slice_of_the_whole(mixed: Path) -> None:
    archive = plan_of(mixed)
    content, checksums = whole(archive), Checksums()
    assert contents(content)["a/large"] == bytes(range(200))
    for start in range(archive.length):
        assert part(archive, start, archive.length) == content[start:]
        assert part(archive, 0, start + 1) == content[: start + 1]
        stop = min(start + 31, archive.length)
        assert part(archive, start, stop, checksums) == content[start:stop]


def test_a_broken_download_goes_on_without_reading_again(
    mixed: Path, settled: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, checksums = plan_of(mixed), Checksums()
    content = whole(archive)
    read: list[int] = []

    def count(descriptor: int, size: int, offset: int) -> bytes:
        read.append(size)
        return read_at(descriptor, size, offset)

    monkeypatch.setattr(module, "read_at", count)
    got, position = b"", 0
    while position < archive.length:  # the connection breaks after each piece or two
        pieces = ArchiveBytes(archive, checksums).read(position, archive.length - 1)
        got += next(pieces) + next(pieces, b"")[:7]
        pieces.close()  # type: ignore[attr-defined]
        position = len(got)
    assert got == content
    once = sum(member.size for member in archive.members)
    assert sum(read) < 4 * once


def test_a_resumed_transfer_of_a_large_file_continues_its_sum(mixed: Path, settled: None) -> None:
    archive, checksums = plan_of(mixed), Checksums()
    content = whole(archive)
    middle = content.index(bytes(range(200))) + 150
    assert part(archive, 0, middle, checksums) == content[:middle]
    large = next(member for member in archive.members if member.path == "a/large")
    assert checksums.find(large.version).position == 150
    rest = part(archive, middle - 20, archive.length, checksums)  # the client has not got the last bytes
    assert rest == content[middle - 20 :]
    assert checksums.find(large.version).position == 200


def test_sums_of_files_that_changed_just_now_are_not_remembered(mixed: Path) -> None:
    archive, checksums = plan_of(mixed), Checksums()
    content = whole(archive, checksums)
    assert all(checksums.find(member.version).position == 0 for member in archive.members)
    assert part(archive, archive.directory_offset, archive.length, checksums) == content[archive.directory_offset :]


def test_remembered_sums_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT_CHECKSUMS", 3)
    checksums = Checksums()
    for version in range(5):
        checksums.keep(version, module.Checksum(10, version))
    checksums.keep(4, module.Checksum(5, 99))  # less than is known
    assert [checksums.find(version).position for version in range(5)] == [0, 0, 10, 10, 10]
    assert checksums.find(4).crc == 4


def test_skipped_files_are_not_read_for_a_client_that_left(mixed: Path) -> None:
    archive = plan_of(mixed)
    pieces = ArchiveBytes(archive, Checksums(), lambda: False).read(archive.directory_offset, archive.length - 1)
    assert len(b"".join(pieces)) < archive.length - archive.directory_offset


def test_wide_fields_do_not_break_the_plan(mixed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipformat, "WIDE", PIECE + 1)
    monkeypatch.setattr(zipformat, "MANY", 2)
    archive = plan_of(mixed)
    content = whole(archive)
    assert len(content) == archive.length
    assert contents(content)["z"] == b"z" * (PIECE + 1)
    assert all(part(archive, start, archive.length) == content[start:] for start in range(0, archive.length, 7))


# Changes meanwhile


def appended(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


def turn_into_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def turn_into_link(path: Path) -> None:
    path.rename(path.with_name("other"))
    path.symlink_to("other")


SPOILS: dict[str, Callable[[Path], Any]] = {
    "vanished": lambda path: path.unlink(),
    "shrunk": lambda path: os.truncate(path, path.stat().st_size - 1),
    "emptied": lambda path: os.truncate(path, 0),
    "grown": appended,
    "rewritten": rewrite_keeping_time,
    "now a folder": turn_into_folder,
    "now a link": turn_into_link,
    "its folder is gone": lambda path: path.parent.rename(path.parent.with_name("moved")),
}


@pytest.mark.parametrize("name", ["a/large", "a/small"])
@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS)
def test_a_file_that_changed_ends_the_transfer(mixed: Path, spoil: Callable[[Path], Any], name: str) -> None:
    archive = plan_of(mixed)
    spoil(mixed / name)
    assert len(whole(archive)) < archive.length
    assert len(part(archive, archive.directory_offset, archive.length)) < archive.length - archive.directory_offset


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS)
def test_a_file_that_changes_while_it_is_sent_ends_the_transfer(mixed: Path, spoil: Callable[[Path], Any]) -> None:
    archive = plan_of(mixed)
    pieces = ArchiveBytes(archive, Checksums()).read(0, archive.length - 1)
    got = b""
    while bytes(range(PIECE)) not in got:
        got += next(pieces)
    spoil(mixed / "a" / "large")
    if spoil in {SPOILS["vanished"], SPOILS["its folder is gone"]}:  # the open file can still be read as it was
        (mixed / "z").unlink()
    assert len(got + b"".join(pieces)) < archive.length


def pulled_out(*_: int) -> bytes:
    raise OSError(errno.EIO, "no disk")


@pytest.mark.parametrize("read", [pulled_out, lambda *_: b""])
@pytest.mark.parametrize("name", ["a/large", "a/small"])
def test_a_disk_that_fails_ends_the_transfer(
    mixed: Path, monkeypatch: pytest.MonkeyPatch, name: str, read: Callable[[int, int, int], bytes]
) -> None:
    archive = plan_of(mixed, "a")
    index = next(index for index, member in enumerate(archive.members) if member.path == name)
    before = sum(map(module.stored_bytes, archive.members[:index]))
    monkeypatch.setattr(module, "read_at", read)
    assert len(part(archive, before, archive.length)) < module.stored_bytes(archive.members[index])


def test_an_empty_file_that_grew_ends_the_transfer(mixed: Path) -> None:
    archive = plan_of(mixed)
    (mixed / "empty").write_bytes(b"x")
    assert len(whole(archive)) < archive.length


# What it costs


def test_nothing_stays_open_when_a_transfer_is_given_up(mixed: Path) -> None:
    archive = plan_of(mixed)
    before = open_descriptors()
    pieces = ArchiveBytes(archive, Checksums()).read(0, archive.length - 1)
    got = b""
    while bytes(range(PIECE)) not in got:
        got += next(pieces)
    assert open_descriptors() == before + 1
    pieces.close()  # type: ignore[attr-defined]
    assert open_descriptors() == before


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """20,000 files in 100 folders."""
    folder = tmp_path_factory.mktemp("crowd")
    for number in range(100):
        (inner := folder / f"folder {number}").mkdir()
        for file in range(200):
            os.close(os.open(inner / f"file {file}.txt", os.O_CREAT))
    return folder


@pytest.fixture
def traced() -> Iterator[None]:
    gc.collect()
    tracemalloc.start()
    yield
    tracemalloc.stop()


@pytest.mark.point(104)
def test_memory_holds_the_plan_and_no_more(crowd: Path, traced: None) -> None:
    archive = plan_of(crowd)
    planned, _ = tracemalloc.get_traced_memory()
    assert planned < 20_100 * 400
    assert len(archive.members) == 20_100
    tracemalloc.reset_peak()
    some = archive.length // 8  # the rest is no different, and tracing is slow
    assert sum(map(len, ArchiveBytes(archive, Checksums()).read(0, some - 1))) == some
    _, peak = tracemalloc.get_traced_memory()
    assert peak - planned < 2_000_000
    tracemalloc.stop()
    assert sum(map(len, ArchiveBytes(archive, Checksums()).read(0, archive.length - 1))) == archive.length


@pytest.mark.point(104)
def test_a_large_file_is_never_held_whole(tmp_path: Path, traced: None) -> None:
    with (tmp_path / "sparse").open("wb") as file:
        file.truncate(64 * 1024 * 1024)
    archive = plan_of(tmp_path)
    assert sum(map(len, ArchiveBytes(archive, Checksums()).read(0, archive.length - 1))) == archive.length
    assert tracemalloc.get_traced_memory()[1] < 8 * 1024 * 1024
