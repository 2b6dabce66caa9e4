"""Promises of changes: one entry of one folder at a time, never over another, never through a link, never scripts."""

import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from shareapp.server.content.changes import Changes, with_extension
from shareapp.server.content.incoming import Intake
from shareapp.server.content.names import RECYCLED
from shareapp.server.content.paths import Directory, Root
from shareapp.server.errors import HTTPError


@pytest.fixture(params=["walk", "path"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Root:
    """A folder reached as on POSIX, and as on Windows, with scripts in it."""
    if request.param == "walk" and sys.platform == "win32":
        pytest.skip("Windows opens no names relative to a folder")
    share = tmp_path / "share"
    for folder in ("trip", "cgi-bin", "tools/cgi-bin", ".git"):
        (share / folder).mkdir(parents=True)
    for file in ("photo.jpg", "note.txt", "trip/a.txt", "cgi-bin/run", "tools/cgi-bin/run", ".git/config"):
        (share / file).write_text(file)
    return Root.at(share, "never", walks=request.param == "walk").sealing([("cgi-bin",), ("tools", "cgi-bin")])


@pytest.fixture
def changes(root: Root) -> Changes:
    return Changes(Intake(root=root))


@pytest.fixture
def top(changes: Changes) -> Iterator[Directory]:
    with closing(changes.folder(())) as folder:
        yield folder


def status(change: Callable[[], object]) -> int:
    with pytest.raises(HTTPError) as refused:
        change()
    return refused.value.status


def listed(folder: str | Path) -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


def everything(root: Root) -> dict[str, str]:
    """Every file with its content, where it is."""
    found = Path(root.path).rglob("*")
    return {str(path.relative_to(root.path)): path.read_text() for path in found if path.is_file()}


def test_a_folder_is_made_under_a_name_that_every_disk_holds(changes: Changes, top: Directory, root: Root) -> None:
    assert changes.make_folder(top, "  새 폴더 ") == "새 폴더"
    assert changes.make_folder(top, unicodedata.normalize("NFD", "한글")) == "한글"
    assert Path(root.path, "새 폴더").is_dir()
    assert Path(root.path, "한글").is_dir()


NAMES_OF_NONE = ("", " ", ".", "..", "a/b", "a\\b", "a:b", "con", "NUL.txt", "a.", "a\nb", "x" * 256, "gpj.\u202eexe")


@pytest.mark.parametrize("name", [*NAMES_OF_NONE, ".hidden", ".shareapp-recycle", "Desktop.ini"])
def test_what_is_no_name_everywhere_is_none_here(changes: Changes, top: Directory, root: Root, name: str) -> None:
    before = everything(root)
    assert status(lambda: changes.make_folder(top, name)) == 400
    assert status(lambda: changes.rename(top, "trip", name)) == 400
    assert everything(root) == before


def test_a_taken_name_stays_with_whom_it_belongs_to(changes: Changes, top: Directory, root: Root) -> None:
    before = everything(root)
    (Path(root.path, "empty")).mkdir()
    for name in ("note.txt", "trip", "empty"):
        assert status(lambda name=name: changes.make_folder(top, name)) == 409  # type: ignore[misc]
    assert status(lambda: changes.rename(top, "photo.jpg", "note.txt")) == 409
    assert status(lambda: changes.rename(top, "trip", "empty")) == 409
    assert status(lambda: changes.rename(top, "trip", "note.txt")) == 409
    assert everything(root) == before


def test_files_and_folders_get_other_names(changes: Changes, top: Directory, root: Root) -> None:
    assert changes.rename(top, "photo.jpg", "바다.jpg") == "바다.jpg"
    assert changes.rename(top, "trip", "trip 2026") == "trip 2026"
    assert changes.rename(top, "note.txt", "note.txt") == "note.txt"
    files = everything(root)
    assert (files["바다.jpg"], files["trip 2026/a.txt"]) == ("photo.jpg", "trip/a.txt")
    assert "photo.jpg" not in files


def test_case_alone_can_be_changed(changes: Changes, top: Directory, root: Root) -> None:
    assert changes.rename(top, "note.txt", "Note.txt") == "Note.txt"
    assert "Note.txt" in listed(root.path)
    assert "note.txt" not in listed(root.path)


@pytest.mark.parametrize(
    ("new", "old", "name"),
    [
        ("beach", "photo.jpg", "beach.jpg"),
        ("beach.png", "photo.jpg", "beach.png"),
        ("Dr. Kim at sea", "photo.jpg", "Dr. Kim at sea.jpg"),
        ("backup", "old.tar.gz", "backup.tar.gz"),
        ("v1", "README", "v1"),
        ("config", ".profile", "config"),
    ],
)
def test_a_file_keeps_its_extension_unless_another_is_given(new: str, old: str, name: str) -> None:
    assert with_extension(new, old) == name


def test_what_is_deleted_waits_in_the_recycle_folder(changes: Changes, top: Directory, root: Root) -> None:
    changes.delete(top, "photo.jpg")
    changes.delete(top, "trip")
    assert not Path(root.path, "photo.jpg").exists()
    kept = [path for path in Path(root.path, RECYCLED).rglob("*") if path.is_file() and path.suffix != ".json"]
    assert sorted(path.read_text() for path in kept) == ["photo.jpg", "trip/a.txt"]


@pytest.mark.point(119)
@pytest.mark.parametrize(
    "name", ["cgi-bin", "CGI-BIN", "tools", "Tools", ".git", RECYCLED, "..", ".", "", "trip/a.txt", "trip/../note.txt"]
)
def test_scripts_hidden_files_and_other_folders_cannot_be_changed(
    changes: Changes, top: Directory, root: Root, name: str
) -> None:
    before = everything(root)
    assert status(lambda: changes.delete(top, name)) in {403, 404}
    assert status(lambda: changes.rename(top, name, "mine")) in {403, 404}
    assert everything(root) == before


@pytest.mark.parametrize("name", ["cgi-bin", "CGI-bin", "tools", "TOOLS"])
def test_nothing_takes_the_name_of_a_way_to_scripts(changes: Changes, top: Directory, root: Root, name: str) -> None:
    before = everything(root)
    assert status(lambda: changes.rename(top, "trip", name)) == 403
    assert status(lambda: changes.make_folder(top, name)) == 403
    assert everything(root) == before


@pytest.mark.point(119)
def test_links_are_neither_followed_nor_touched(changes: Changes, top: Directory, root: Root, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "theirs.txt").touch()
    Path(root.path, "link").symlink_to(outside)
    Path(root.path, "file").symlink_to(outside / "theirs.txt")
    assert status(lambda: changes.folder(("link",))) == 404
    for name in ("link", "file"):
        assert status(lambda name=name: changes.delete(top, name)) == 404  # type: ignore[misc]
        assert status(lambda name=name: changes.rename(top, name, "mine")) == 404  # type: ignore[misc]
    assert listed(outside) == ["theirs.txt"]


def test_what_is_not_there_is_404(changes: Changes, top: Directory) -> None:
    assert status(lambda: changes.delete(top, "missing")) == 404
    assert status(lambda: changes.rename(top, "missing", "found")) == 404
    assert status(lambda: changes.is_folder(top, "missing")) == 404
    assert changes.is_folder(top, "trip")
    assert not changes.is_folder(top, "note.txt")
