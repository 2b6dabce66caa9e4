"""Promises of paths: nothing outside the root is ever opened, and nothing but regular files and folders at all."""

import errno
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shareapp.server.content import paths
from shareapp.server.content.names import quote_name, quote_path
from shareapp.server.content.paths import Directory, File, LinkPolicy, Root
from shareapp.server.errors import HTTPError
from tests.support.trees import UNREACHABLE, is_refused_nothing, nasty_names, write

CANARY = b"the canary: this lies outside the root"

MakeRoot = Callable[..., Root]


@pytest.fixture(params=[True, False], ids=["walking", "by-path"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> MakeRoot:
    """Both ways to reach a file, the second of which is all that Windows has."""
    folder = tmp_path / "share"
    folder.mkdir()
    write(tmp_path / "canary.txt", CANARY)
    write(tmp_path / "share-private" / "canary.txt", CANARY)

    def at(links: LinkPolicy = "inside", *, hidden: bool = False) -> Root:
        return Root.at(folder, links, hidden=hidden, walks=request.param)

    return at


@pytest.fixture
def share(make: MakeRoot, tmp_path: Path) -> Path:
    return tmp_path / "share"


@pytest.fixture(autouse=True)
def _no_descriptor_is_left() -> Iterator[None]:
    before = descriptors()
    yield
    assert descriptors() == before


def descriptors() -> int:
    listed = Path("/proc/self/fd")
    return len(list(listed.iterdir())) if listed.is_dir() else 0


def content_at(root: Root, path: str) -> bytes | list[str] | int:
    """The bytes of a file, the visible names of a folder, or the status of a refusal."""
    try:
        with closing(root.resolve(path)) as opened:
            if isinstance(opened, Directory):
                return sorted(entry.name for entry in opened.visible())
            return os.read(opened.descriptor, opened.stat.st_size + 1)
    except HTTPError as refusal:
        return refusal.status


def test_files_and_folders_are_found(make: MakeRoot, share: Path) -> None:
    write(share / "a" / "b.txt", b"deep")
    root = make()
    assert content_at(root, "/a/b.txt") == b"deep"
    assert content_at(root, "/a/") == content_at(root, "/a") == ["b.txt"]
    assert content_at(root, "/") == ["a"]
    assert content_at(root, "//a//b.txt") == b"deep"


def test_a_missing_root_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Root.at(tmp_path / "nowhere")


def test_a_root_made_again_is_served_again(make: MakeRoot, share: Path) -> None:
    root = make()
    shutil.rmtree(share)
    assert content_at(root, "/") == 404
    write(share / "new.txt", b"new")
    assert content_at(root, "/new.txt") == b"new"


@pytest.mark.parametrize("name", nasty_names())
def test_every_nasty_name_is_served_by_its_quoted_path(make: MakeRoot, share: Path, name: str) -> None:
    write(share / name, name.encode("utf-8", "surrogateescape"))
    write(share / "folder" / name, b"inner")
    root = make(hidden=True)
    assert content_at(root, f"/{quote_name(name)}") == name.encode("utf-8", "surrogateescape")
    assert content_at(root, quote_path(("folder", name))) == b"inner"
    assert content_at(root, "/folder/") == [name]


def test_a_name_sent_as_raw_utf8_octets_is_found(make: MakeRoot, share: Path) -> None:
    write(share / "한글.txt", b"korean")
    assert content_at(make(), "/" + "한글.txt".encode().decode("latin-1")) == b"korean"


def test_a_name_with_a_newline_is_neither_listed_nor_served(make: MakeRoot, share: Path) -> None:
    write(share / UNREACHABLE)
    root = make()
    assert content_at(root, "/") == []
    assert content_at(root, "/new%0Aline.txt") == 400


@pytest.mark.parametrize(
    "path",
    ["/missing", "/a.txt/", "/a.txt/b", "/a.txt//", "/" + "n" * 256, "/" + "/".join(["d"] * 3000), "/sub/missing/x"],
)
def test_what_is_not_there_is_404(make: MakeRoot, share: Path, path: str) -> None:
    write(share / "a.txt")
    (share / "sub").mkdir()
    assert content_at(make(), path) == 404


@pytest.mark.parametrize(
    "path",
    [
        "/../canary.txt",
        "/%2e%2e/canary.txt",
        "/..%2fcanary.txt",
        "/sub/../../canary.txt",
        "/sub/%2e%2e/%2E%2E/canary.txt",
        "/.%2e/share-private/canary.txt",
        "/%c0%ae%c0%ae/canary.txt",
        "/%252e%252e/canary.txt",
        "/...//canary.txt",
    ],
)
def test_no_spelling_of_dots_leaves_the_root(make: MakeRoot, share: Path, path: str) -> None:
    (share / "sub").mkdir()
    assert content_at(make(hidden=True), path) == 404


def test_hidden_names_do_not_exist_unless_shown(make: MakeRoot, share: Path) -> None:
    write(share / ".git" / "config", b"secret")
    write(share / "sub" / ".env", b"secret")
    write(share / "Thumbs.db", b"secret")
    for path in ("/.git", "/.git/config", "/%2egit/config", "/sub/.env", "/Thumbs.db", "/thumbs.db", "/THUMBS.DB"):
        assert content_at(make(), path) == 404
    assert content_at(make(), "/") == ["sub"]
    assert content_at(make(hidden=True), "/.git/config") == b"secret"
    assert content_at(make(hidden=True), "/") == [".git", "Thumbs.db", "sub"]


@pytest.fixture
def linked(share: Path, tmp_path: Path) -> Path:
    """Links of every kind."""
    write(share / "real" / "deep" / "file.txt", b"inside")
    write(share / ".secret" / "key", b"hidden")
    links = {
        "file-in": "real/deep/file.txt",
        "folder-in": "real/deep",
        "absolute-in": str(share / "real"),
        "chain": "chain-2/file.txt",
        "chain-2": "absolute-in/deep",
        "to-root": ".",
        "file-out": "../canary.txt",
        "folder-out": str(tmp_path),
        "sibling-out": "../share-private",
        "chain-out": "chain-out-2",
        "chain-out-2": "folder-out/canary.txt",
        "out-and-in": "../share/real/deep/file.txt",
        "loop": "loop",
        "loop-a": "loop-b/x",
        "loop-b": "loop-a",
        "dangling": "nowhere",
        "to-hidden": ".secret/key",
        "to-device": "/dev/zero",
        "real/up": "..",
        "real/deep/up-out": "../../..",
    }
    for name, target in links.items():
        (share / name).symlink_to(target)
    return share


INWARD = {
    "/file-in": b"inside",
    "/folder-in/file.txt": b"inside",
    "/absolute-in/deep/file.txt": b"inside",
    "/chain": b"inside",
    "/chain-2/file.txt": b"inside",
    "/to-root/to-root/real/deep/file.txt": b"inside",
    "/real/up/real/deep/file.txt": b"inside",
    "/out-and-in": b"inside",
}
OUTWARD = {
    "/file-out": CANARY,
    "/folder-out/canary.txt": CANARY,
    "/folder-out/share-private/canary.txt": CANARY,
    "/sibling-out/canary.txt": CANARY,
    "/chain-out": CANARY,
    "/real/deep/up-out/canary.txt": CANARY,
}
NOWHERE = (
    "/loop",
    "/loop/",
    "/loop-a",
    "/loop-b/x",
    "/dangling",
    "/dangling/x",
    "/to-hidden",
    "/file-in/",
    "/file-in/x",
)


def test_links_inside_the_root_are_followed(make: MakeRoot, linked: Path) -> None:
    assert {path: content_at(make(), path) for path in INWARD} == INWARD


@pytest.mark.point(82)
@pytest.mark.fault("gh-132142")
def test_symlink_out_of_root_is_404(make: MakeRoot, linked: Path) -> None:
    assert {path: content_at(make(), path) for path in OUTWARD} == dict.fromkeys(OUTWARD, 404)


@pytest.mark.point(82)
@pytest.mark.fault("gh-132142")
def test_links_never_means_none(make: MakeRoot, linked: Path) -> None:
    everything = {**INWARD, **OUTWARD}
    assert {path: content_at(make("never"), path) for path in everything} == dict.fromkeys(everything, 404)
    assert content_at(make("never"), "/real/deep/file.txt") == b"inside"
    assert content_at(make("never"), "/") == ["real"]


@pytest.mark.point(82)
@pytest.mark.fault("gh-132142")
def test_links_anywhere_means_all(make: MakeRoot, linked: Path) -> None:
    everything = {**INWARD, **OUTWARD}
    assert {path: content_at(make("anywhere"), path) for path in everything} == everything
    assert content_at(make("anywhere"), "/folder-out/") == ["canary.txt", "share", "share-private"]


@pytest.mark.parametrize("links", ["inside", "anywhere", "never"])
@pytest.mark.parametrize("path", [*NOWHERE, "/to-device"])
def test_loops_dangling_links_hidden_targets_and_devices_are_404(
    make: MakeRoot, linked: Path, links: LinkPolicy, path: str
) -> None:
    assert content_at(make(links), path) == 404


def test_a_folder_lists_only_the_links_it_would_serve(make: MakeRoot, linked: Path) -> None:
    names = content_at(make(), "/")
    assert isinstance(names, list)
    assert {name for name in names if content_at(make(), f"/{name}") == 404} == set()
    assert "file-in" in names
    assert not {"file-out", "folder-out", "chain-out", "loop", "dangling", "to-hidden"} & set(names)


def test_a_link_is_a_folder_under_its_own_name(make: MakeRoot, linked: Path) -> None:
    opened = make().resolve("/folder-in/")
    assert isinstance(opened, Directory)
    assert opened.names == ("folder-in",)
    inner = opened.open("file.txt")
    assert isinstance(inner, File)
    assert inner.names == ("folder-in", "file.txt")
    assert inner.path == str(linked.resolve() / "real" / "deep" / "file.txt")
    inner.close()
    opened.close()


def test_a_root_behind_a_link_is_its_target(make: MakeRoot, share: Path, tmp_path: Path) -> None:
    write(share / "a.txt", b"a")
    (tmp_path / "alias").symlink_to(share)
    assert content_at(Root.at(tmp_path / "alias"), "/a.txt") == b"a"


def test_the_whole_disk_may_be_the_root(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"a")
    for walks in (True, False):
        assert (
            content_at(Root.at("/", walks=walks), quote_path(os.path.realpath(tmp_path).split("/")[1:]) + "/a.txt")
            == b"a"
        )


@pytest.mark.parametrize("name", ["fifo", "socket"])
def test_what_is_no_regular_file_is_404_and_blocks_nobody(
    make: MakeRoot, share: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    os.mkfifo(share / "fifo")
    monkeypatch.chdir(share)  # the address of a Unix socket is short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")
        assert content_at(make(), f"/{name}") == 404
        assert content_at(make(), f"/{name}/") == 404


@pytest.mark.point(82)
@pytest.mark.fault("fifo-blocks")
def test_a_fifo_that_takes_a_files_place_after_the_look_is_404(
    make: MakeRoot, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(share / "a.txt")
    root = make()
    real_open = os.open

    def swap_then_open(path: str, flags: int, *, dir_fd: int | None = None) -> int:
        if Path(path).name == "a.txt" and file.is_file():
            file.unlink()
            os.mkfifo(file)
        return real_open(path, flags, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", swap_then_open)
    assert content_at(root, "/a.txt") == 404


@pytest.mark.point(82)
def test_a_link_that_takes_a_files_place_after_the_look_opens_nothing_outside(
    make: MakeRoot, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(share / "sub" / "canary.txt", b"inside")
    root = make()
    real_open = os.open

    def swap_then_open(path: str, flags: int, *, dir_fd: int | None = None) -> int:
        if Path(path).name == "canary.txt" and not file.is_symlink():
            file.unlink()
            file.symlink_to("../../canary.txt")
        return real_open(path, flags, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", swap_then_open)
    assert content_at(root, "/sub/canary.txt") == 404


def test_a_folder_that_becomes_a_link_on_the_way_opens_nothing_outside(
    make: MakeRoot, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(share / "share-private" / "canary.txt", b"inside")
    root = make()
    real_open = os.open

    def swap_then_open(path: str, flags: int, *, dir_fd: int | None = None) -> int:
        folder = share / "share-private"
        if "share-private" in path and not folder.is_symlink():
            folder.rename(share / "renamed")
            folder.symlink_to("../share-private")
        return real_open(path, flags, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", swap_then_open)
    assert content_at(root, "/share-private/canary.txt") == 404


def test_an_unreadable_file_is_403_to_whoever_the_system_refuses(make: MakeRoot, share: Path) -> None:
    as_root = is_refused_nothing(share)
    write(share / "private.txt", b"mine").chmod(0)
    write(share / "closed" / "a.txt", b"mine")
    (share / "closed").chmod(0)
    try:
        # The administrator is refused nothing, so as root the same requests prove only that they do no harm.
        assert content_at(make(), "/private.txt") == (b"mine" if as_root else 403)
        assert content_at(make(), "/closed/a.txt") == (b"mine" if as_root else 403)
        assert content_at(make(), "/closed/") == (["a.txt"] if as_root else 403)
    finally:
        (share / "closed").chmod(0o700)


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (errno.EACCES, 403),
        (errno.EPERM, 403),
        (errno.ENOENT, 404),
        (errno.ENAMETOOLONG, 404),
        (errno.ESTALE, 404),
        (errno.EMFILE, 503),
        (errno.ENFILE, 503),
        (errno.ENOMEM, 503),
    ],
)
def test_what_the_system_refuses_has_its_status(
    make: MakeRoot, share: Path, monkeypatch: pytest.MonkeyPatch, code: int, status: int
) -> None:
    write(share / "a.txt")
    root = make()
    refuse_to_open(monkeypatch, code)
    assert content_at(root, "/a.txt") == status


def test_a_failing_disk_is_no_answer(make: MakeRoot, share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(share / "a.txt")
    root = make()
    refuse_to_open(monkeypatch, errno.EIO)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        root.resolve("/a.txt")


def refuse_to_open(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def refuse(*_arguments: object, **_named: object) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "open", refuse)


def test_a_folder_may_be_passed_without_the_right_to_list_it(make: MakeRoot, share: Path) -> None:
    as_root = is_refused_nothing(share)
    write(share / "dropbox" / "a.txt", b"known by name")
    (share / "dropbox").chmod(0o100)
    try:
        assert content_at(make(), "/dropbox/a.txt") == b"known by name"
        assert content_at(make(), "/dropbox/") == (["a.txt"] if as_root else 403)
    finally:
        (share / "dropbox").chmod(0o700)


def test_a_sealed_folder_does_not_exist_by_any_name(make: MakeRoot, share: Path) -> None:
    write(share / "scripts" / "cgi-bin" / "run.py", b"source")
    write(share / "scripts" / "other.py", b"other")
    (share / "link").symlink_to("scripts/cgi-bin")
    (share / "file-link").symlink_to("scripts/cgi-bin/run.py")
    (share / "CGI-BIN").mkdir()
    (share / "scripts" / "CGI-Bin").mkdir()
    root = make().sealing([("scripts", "cgi-bin")])
    for path in (
        "/scripts/cgi-bin/run.py",
        "/scripts/cgi-bin/",
        "/Scripts/CGI-Bin",
        "/link/run.py",
        "/link",
        "/file-link",
    ):
        assert content_at(root, path) == 404
    assert content_at(root, "/") == ["CGI-BIN", "scripts"]
    assert content_at(root, "/scripts/") == ["other.py"]
    assert content_at(make(), "/scripts/cgi-bin/run.py") == b"source"


def test_a_mark_of_the_system_hides_too(make: MakeRoot, share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(share / "marked" / "a.txt")
    marked = (share / "marked").stat().st_ino
    monkeypatch.setattr(paths, "_HAS_FLAGS", True)
    monkeypatch.setattr(paths, "_is_flagged_hidden", lambda status: status.st_ino == marked)
    assert content_at(make(), "/marked/") == 404
    assert content_at(make(), "/") == []
    assert content_at(make(hidden=True), "/marked/") == ["a.txt"]


def test_bytes_and_facts_come_from_the_descriptor_when_the_file_is_replaced(make: MakeRoot, share: Path) -> None:
    file = write(share / "a.txt", b"first version")
    opened = make().resolve("/a.txt")
    assert isinstance(opened, File)
    write(share / "b.txt", b"second").replace(file)
    assert opened.stat.st_size == len(b"first version")
    assert os.read(opened.descriptor, 100) == b"first version"
    opened.close()
    opened.close()
    assert content_at(make(), "/a.txt") == b"second"


class TestSighting:
    """A sighting is current exactly as long as plain names lead to the same version of the same file."""

    @pytest.fixture
    def file(self, make: MakeRoot, share: Path) -> File:
        write(share / "one" / "two" / "a.txt", b"content")
        opened = make().resolve("/one/two/a.txt")
        assert isinstance(opened, File)
        opened.close()
        return opened

    def test_it_knows_the_folders_between_root_and_file(self, file: File, share: Path) -> None:
        sighting = file.sighting()
        assert sighting is not None
        real = os.path.realpath(share)
        assert sighting.folders == (f"{real}/one", f"{real}/one/two")
        assert sighting.is_current()
        descriptor = sighting.reopen()
        assert descriptor is not None
        os.close(descriptor)

    @pytest.mark.parametrize(
        "change",
        [
            lambda share: write(share / "one" / "two" / "a.txt", b"CONTENT"),
            lambda share: os.utime(share / "one" / "two" / "a.txt"),
            lambda share: write(share / "b.txt", b"content").replace(share / "one" / "two" / "a.txt"),
            lambda share: (share / "one" / "two" / "a.txt").unlink(),
            lambda share: (share / "one" / "two" / "a.txt").chmod(0o600),
            lambda share: shutil.rmtree(share / "one"),
            lambda share: (share / "one").rename(share / "three"),
        ],
    )
    def test_a_change_ends_it(self, file: File, share: Path, change: Callable[[Path], object]) -> None:
        sighting = file.sighting()
        assert sighting is not None
        change(share)
        assert not sighting.is_current()

    @pytest.mark.parametrize("moved", ["one", "one/two", "one/two/a.txt"])
    def test_moving_out_behind_a_link_ends_it(self, file: File, share: Path, tmp_path: Path, moved: str) -> None:
        sighting = file.sighting()
        assert sighting is not None
        (share / moved).rename(tmp_path / "outside")
        (share / moved).symlink_to(tmp_path / "outside")
        assert not sighting.is_current()

    def test_a_file_that_a_link_led_to_has_none(self, make: MakeRoot, share: Path) -> None:
        write(share / "a.txt")
        (share / "link").symlink_to("a.txt")
        opened = make().resolve("/link")
        assert isinstance(opened, File)
        assert opened.sighting() is None
        opened.close()

    def test_reopening_another_file_is_refused(self, file: File, share: Path) -> None:
        sighting = file.sighting()
        assert sighting is not None
        write(share / "one" / "two" / "a.txt", b"another")
        assert sighting.reopen() is None
        (share / "one" / "two" / "a.txt").unlink()
        assert sighting.reopen() is None


SEGMENTS = st.sampled_from(
    ["a", "b", "..", ".", "", "%2e%2e", "%2E.", "in", "out", "up", "file.txt", "canary.txt", "share", "%2f", "..%2f",
     "%00", "%252e", ".hidden", "%c0%ae%c0%ae", "outside", "%5c..", "\\..", "loop", "..;", "%2e%2e%2f"]
)  # fmt: skip


@pytest.fixture(scope="module")
def maze(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root whose files all say "inside:" and their real path, amid folders full of canaries."""
    base = Path(os.path.realpath(tmp_path_factory.mktemp("maze")))
    share = base / "share"
    for folder in ("", "a", "a/b", "b", "b/a", ".hidden"):
        for name in ("file.txt", "canary.txt"):
            write(share / folder / name, f"inside:{os.path.normpath(share / folder / name)}".encode())
    write(base / "canary.txt", CANARY)
    write(base / "outside" / "file.txt", CANARY)
    for link, target in {
        "in": "a/b",
        "out": "../outside",
        "a/up": "..",
        "a/b/out": "../../..",
        "b/in": "../a",
        "b/up": "../..",
        "loop": "b/loop",
        "b/loop": "../loop",
    }.items():
        (share / link).symlink_to(target)
    return share


def naive(share: Path, path: str) -> bytes | None:
    """What an obvious and slow resolver would serve: every segment plain, the real path inside, no hidden name."""
    if "%2f" in path.lower() or "\\" in path or "%00" in path:
        return None
    names = [name for name in unquote(path).split("/") if name]
    real = Path(os.path.realpath(share.joinpath(*names)))
    plain = not any(name in {".", ".."} or name.startswith(".") for name in names)
    inside = real.is_relative_to(share) and not any(part.startswith(".") for part in real.relative_to(share).parts)
    return real.read_bytes() if plain and inside and real.is_file() and not path.endswith("/") else None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=400)
@given(st.lists(SEGMENTS, max_size=7), st.booleans())
def test_any_path_answers_like_the_naive_reference(maze: Path, segments: list[str], walks: bool) -> None:
    path = "/" + "/".join(segments)
    found = content_at(Root.at(maze, walks=walks), path)
    assert found != CANARY
    assert (found if isinstance(found, bytes) else None) == naive(maze, path)
