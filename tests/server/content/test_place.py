"""Promises of a place: entries are made and named without ever taking another's name."""

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from shareapp.server.content.paths import Directory, Root
from shareapp.server.content.place import Place, is_file, refusals
from shareapp.server.errors import HTTPError


@pytest.fixture(params=["walk", "path"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A folder reached as on POSIX, and as on Windows."""
    if request.param == "walk" and sys.platform == "win32":
        pytest.skip("Windows opens no names relative to a folder")
    opened = Root.at(tmp_path, "never", walks=request.param == "walk").open(())
    assert isinstance(opened, Directory)
    with closing(opened):
        yield Place(opened)


def test_a_folder_is_made_once(place: Place, tmp_path: Path) -> None:
    place.make_folder("a")
    with pytest.raises(FileExistsError):
        place.make_folder("a")
    assert (tmp_path / "a").is_dir()


@pytest.mark.parametrize("kind", ["file", "folder", "full folder", "link"])
def test_a_folder_takes_no_name_that_is_taken(place: Place, tmp_path: Path, kind: str) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "content").touch()
    target = tmp_path / "new"
    if kind == "file":
        target.write_text("theirs")
    elif kind == "link":
        target.symlink_to(tmp_path / "nowhere")
    else:
        target.mkdir()
        if "full" in kind:
            (target / "theirs").touch()
    with pytest.raises(FileExistsError):
        place.move_folder("old", place, "new")
    assert (tmp_path / "old" / "content").exists()
    assert target.is_symlink() == (kind == "link")
    assert target.is_file() == (kind == "file")


def test_a_folder_that_cannot_be_moved_leaves_no_other_behind(place: Place, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        place.move_folder("missing", place, "new")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_moves_with_all_it_holds(place: Place, tmp_path: Path) -> None:
    (tmp_path / "old" / "inner").mkdir(parents=True)
    place.move_folder("old", place, "new")
    place.settle()
    assert [path.name for path in tmp_path.rglob("*")] == ["new", "inner"]


def test_a_file_takes_no_name_that_is_taken(place: Place, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("ours")
    (tmp_path / "b").write_text("theirs")
    with pytest.raises(FileExistsError):
        place.move("a", place, "b", replace=False)
    assert ((tmp_path / "a").read_text(), (tmp_path / "b").read_text()) == ("ours", "theirs")
    place.move("a", place, "c", replace=False)
    place.move("c", place, "b", replace=True)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["ours"]


def test_what_is_there_is_told(place: Place, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "file")
    assert is_file(place.status("file"))
    assert not is_file(place.status("link"))
    assert place.status("missing") is None
    assert not is_file(None)


def test_a_taken_name_is_409_and_said_so() -> None:
    with pytest.raises(HTTPError) as refused, refusals("this name is taken"):
        raise FileExistsError(17, "exists")
    assert (refused.value.status, refused.value.reason) == (409, "this name is taken")
    with pytest.raises(ConnectionResetError), refusals():
        raise ConnectionResetError
