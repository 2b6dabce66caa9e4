"""Promises to the owner: what was deleted is told with its size, comes back, or goes for good."""

from contextlib import closing
from pathlib import Path

from shareapp.server.content.changes import Changes
from shareapp.server.content.incoming import Intake
from shareapp.server.content.paths import Root
from shareapp.sharing.recycled import empty, folder_of, look_into, restore, size_of


def delete(root: Path, name: str, *way: str) -> None:
    changes = Changes(Intake(root=Root.at(root, "never")))
    with closing(changes.folder(way)) as folder:
        changes.delete(folder, name)


def test_what_was_deleted_is_told_with_its_place_and_size(tmp_path: Path) -> None:
    (tmp_path / "trip" / "day 1").mkdir(parents=True)
    (tmp_path / "trip" / "day 1" / "a.jpg").write_bytes(b"x" * 700)
    (tmp_path / "trip" / "b.jpg").write_bytes(b"x" * 300)
    (tmp_path / "trip" / "link").symlink_to("/")
    assert look_into(tmp_path) == ()
    delete(tmp_path, "b.jpg", "trip")
    delete(tmp_path, "trip")
    folder, file = look_into(tmp_path)
    assert (folder.name, folder.place, folder.size) == ("trip", "", 701)  # the link itself is one byte
    assert (file.name, file.place, file.size) == ("b.jpg", "trip", 300)
    assert Path(file.item.path).is_relative_to(folder_of(tmp_path))


def test_all_of_it_comes_back(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).touch()
        delete(tmp_path, name)
    assert restore(tmp_path, [kept.item for kept in look_into(tmp_path)]) == ""
    assert {path.name for path in tmp_path.iterdir()} >= {"a", "b"}
    assert look_into(tmp_path) == ()


def test_what_is_gone_cannot_come_back_and_it_is_said_why(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    delete(tmp_path, "a")
    items = [kept.item for kept in look_into(tmp_path)]
    assert empty(tmp_path) == ""
    assert restore(tmp_path, items) != ""
    assert look_into(tmp_path) == ()
    assert empty(tmp_path) == ""


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    assert look_into(gone) == ()
    assert folder_of(gone) == gone
    assert empty(gone) != ""
    assert restore(gone, []) == ""
    assert size_of(gone) == 0
