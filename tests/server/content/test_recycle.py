"""Promises of the recycle folder: nothing is lost, nothing is shown, everything can come back."""

import json
import sys
from contextlib import closing
from pathlib import Path

import pytest

from shareapp.server.content.names import RECYCLED
from shareapp.server.content.paths import Directory, Root
from shareapp.server.content.recycle import Deleted, Recycle
from shareapp.server.errors import HTTPError


@pytest.fixture(params=["walk", "path"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Root:
    """A folder reached as on POSIX, and as on Windows."""
    if request.param == "walk" and sys.platform == "win32":
        pytest.skip("Windows opens no names relative to a folder")
    (tmp_path / "share" / "trip" / "day 1").mkdir(parents=True)
    (tmp_path / "share" / "trip" / "day 1" / "사진.jpg").write_bytes(b"picture")
    (tmp_path / "share" / "note.txt").write_bytes(b"note")
    return Root.at(tmp_path / "share", "never", walks=request.param == "walk")


def delete(root: Root, *names: str) -> Deleted:
    """Put the entry at ``names`` into the recycle folder; what is known of it there."""
    folder = root.open(names[:-1])
    assert isinstance(folder, Directory)
    with closing(folder):
        Recycle(root).put(folder, names[-1])
    return Recycle(root).items()[0]


def shown(root: Root) -> list[str]:
    """What is in the shared folder beside the recycle folder."""
    paths = (path.relative_to(root.path) for path in Path(root.path).rglob("*"))
    return sorted(str(path) for path in paths if path.parts[0] != RECYCLED)


def test_a_file_is_out_of_sight_and_not_lost(root: Root) -> None:
    item = delete(root, "trip", "day 1", "사진.jpg")
    assert shown(root) == ["note.txt", "trip", "trip/day 1"]
    assert item.names == ("trip", "day 1", "사진.jpg")
    assert Path(item.path).read_bytes() == b"picture"
    assert Path(item.path).is_relative_to(Path(root.path, RECYCLED))


def test_nothing_in_it_is_ever_served_even_where_hidden_files_are(root: Root) -> None:
    delete(root, "note.txt")
    everything = Root.at(root.path, hidden=True)
    for name in (RECYCLED, RECYCLED.upper(), "." + "\u200d" + RECYCLED[1:]):
        with pytest.raises(HTTPError) as refused:
            everything.open((name,))
        assert refused.value.status == 404
    folder = everything.open(())
    assert isinstance(folder, Directory)
    with closing(folder):
        assert [entry.name for entry in folder.visible()] == ["trip"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permission bits")
def test_other_users_of_the_computer_cannot_look_into_it(root: Root) -> None:
    delete(root, "note.txt")
    assert Path(root.path, RECYCLED).stat().st_mode & 0o077 == 0


def test_a_folder_comes_back_with_all_it_held(root: Root) -> None:
    item = delete(root, "trip")
    assert shown(root) == ["note.txt"]
    assert Recycle(root).restore(item) == ("trip",)
    assert Path(root.path, "trip", "day 1", "사진.jpg").read_bytes() == b"picture"
    assert Recycle(root).items() == []
    assert list(Path(root.path, RECYCLED).iterdir()) == []


def test_what_comes_back_takes_no_name_that_is_taken(root: Root) -> None:
    note, trip = delete(root, "note.txt"), delete(root, "trip")
    Path(root.path, "note.txt").write_bytes(b"newer")
    Path(root.path, "trip").mkdir()
    assert Recycle(root).restore(note) == ("note (2).txt",)
    assert Recycle(root).restore(trip) == ("trip (2)",)
    assert Path(root.path, "note.txt").read_bytes() == b"newer"


def test_the_way_back_is_made_anew(root: Root) -> None:
    item = delete(root, "trip", "day 1", "사진.jpg")
    Path(root.path, "trip", "day 1").rmdir()
    Path(root.path, "trip").rmdir()
    assert Recycle(root).restore(item) == ("trip", "day 1", "사진.jpg")


def test_where_no_way_leads_it_comes_back_to_the_top(root: Root, tmp_path: Path) -> None:
    item = delete(root, "trip", "day 1", "사진.jpg")
    Path(root.path, "trip", "day 1").rmdir()
    (tmp_path / "outside").mkdir()
    Path(root.path, "trip", "day 1").symlink_to(tmp_path / "outside")
    assert Recycle(root).restore(item) == ("사진.jpg",)
    assert list((tmp_path / "outside").iterdir()) == []


def test_the_last_one_to_come_is_the_first_one_told(root: Root) -> None:
    delete(root, "note.txt")
    delete(root, "trip")
    assert [item.names for item in Recycle(root).items()] == [("trip",), ("note.txt",)]


def test_emptying_leaves_nothing(root: Root) -> None:
    delete(root, "note.txt")
    delete(root, "trip")
    Recycle(root).empty()
    assert Recycle(root).items() == []
    assert not Path(root.path, RECYCLED).exists()
    Recycle(root).empty()
    assert shown(root) == []


def test_emptying_never_follows_a_link(root: Root, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "theirs").touch()
    Path(root.path, "trip", "link").symlink_to(outside)
    delete(root, "trip")
    Recycle(root).empty()
    assert (outside / "theirs").exists()


def test_one_of_several_can_be_removed(root: Root) -> None:
    first, second = delete(root, "note.txt"), delete(root, "trip")
    Recycle(root).remove(first)
    assert Recycle(root).items() == [second]


@pytest.mark.parametrize(
    "facts", [b"", b"{}", b'{"names": "x", "at": 1}', b'{"names": ["..", "other"], "at": 1}', None]
)
def test_what_lost_its_facts_keeps_its_name(root: Root, facts: bytes | None) -> None:
    item = delete(root, "trip", "day 1", "사진.jpg")
    path = Path(root.path, RECYCLED, f"{item.token}.json")
    path.unlink() if facts is None else path.write_bytes(facts)
    (found,) = Recycle(root).items()
    assert found.names == ("사진.jpg",)
    assert Recycle(root).restore(found) == ("사진.jpg",)


def test_forged_facts_lead_nowhere_else(root: Root, tmp_path: Path) -> None:
    item = delete(root, "note.txt")
    path = Path(root.path, RECYCLED, f"{item.token}.json")
    path.write_text(json.dumps({"names": ["..", "..", "note.txt"], "at": 1}))
    (found,) = Recycle(root).items()
    assert Recycle(root).restore(found) == ("note.txt",)
    assert not (tmp_path / "note.txt").exists()


def test_a_link_in_its_place_is_not_used(root: Root, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    Path(root.path, RECYCLED).symlink_to(tmp_path / "outside")
    folder = root.open(())
    assert isinstance(folder, Directory)
    with closing(folder), pytest.raises(HTTPError):
        Recycle(root).put(folder, "note.txt")
    assert list((tmp_path / "outside").iterdir()) == []
    assert Path(root.path, "note.txt").exists()


def test_what_cannot_be_deleted_leaves_nothing_behind(root: Root) -> None:
    folder = root.open(())
    assert isinstance(folder, Directory)
    with closing(folder), pytest.raises(HTTPError) as refused:
        Recycle(root).put(folder, "missing")
    assert refused.value.status == 404
    assert list(Path(root.path, RECYCLED).iterdir()) == []
