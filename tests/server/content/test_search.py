"""Searching below a folder: everything a visitor could see, nothing else, and an end in any tree."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from shareapp.server.content import search as module
from shareapp.server.content.paths import Directory, Root
from shareapp.server.content.search import Search
from shareapp.server.errors import HTTPError
from tests.support.trees import write


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """Photos at three depths, hidden ones, and links within and out."""
    folder = tmp_path / "share"
    for name in ("Sea 2024.jpg", "notes.txt", "2024/sea/sea.jpg", "2024/sea 2.JPG", "2024/.sea.jpg", ".cache/sea.jpg"):
        write(folder / name)
    write(tmp_path / "outside" / "sea.jpg")
    (folder / "out").symlink_to(tmp_path / "outside")
    (folder / "2024" / "up").symlink_to(folder)
    (folder / "z").symlink_to(folder / "2024" / "sea")
    return folder


@contextmanager
def opened(share: Path, path: str = "/", **options: Any) -> Iterator[Directory]:
    folder = Root.at(share, **options).resolve(path)
    assert isinstance(folder, Directory)
    try:
        yield folder
    finally:
        folder.close()


def found(share: Path, wanted: str, path: str = "/", **options: Any) -> list[str]:
    with opened(share, path) as folder:
        search = Search(folder, wanted, **options)
    return ["/".join((*group.folder, entry.name)) for group in search.found for entry in group.entries]


def test_names_match_at_every_depth_the_nearest_first_and_each_once(share: Path) -> None:
    assert found(share, "sea") == ["Sea 2024.jpg", "2024/sea", "2024/sea 2.JPG", "z/sea.jpg"]


def test_every_word_must_be_there_in_any_order_and_case(share: Path) -> None:
    assert found(share, "JPG 2024") == ["Sea 2024.jpg"]
    assert found(share, " sea  ") == found(share, "SEA")
    assert found(share, "sea missing") == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("asked", ["NFC", "NFD"])
def test_both_forms_of_korean_letters_are_the_same(tmp_path: Path, form: str, asked: str) -> None:
    write(tmp_path / "a" / unicodedata.normalize(form, "제주 여행.jpg"))  # type: ignore[arg-type]
    assert len(found(tmp_path, unicodedata.normalize(asked, "여행"))) == 1  # type: ignore[arg-type]


def test_only_what_is_below_is_found(share: Path) -> None:
    assert found(share, "sea", "/2024/sea/") == ["sea.jpg"]


def test_hidden_names_are_found_only_where_they_are_shown(share: Path) -> None:
    with opened(share, hidden=True) as folder:
        names = {entry.name for group in Search(folder, "sea").found for entry in group.entries}
    assert ".sea.jpg" in names
    assert ".sea.jpg" not in {name.rpartition("/")[2] for name in found(share, "sea")}


def test_nothing_is_found_for_nothing(share: Path) -> None:
    assert found(share, "") == found(share, "  ") == []


def test_more_than_enough_is_cut_and_says_so(tmp_path: Path) -> None:
    for number in range(20):
        write(tmp_path / f"{number % 3}" / f"a{number}")
    with opened(tmp_path) as folder:
        some, all_of_it = Search(folder, "a", results=5), Search(folder, "a", results=20)
    assert (some.count, some.is_cut) == (5, True)
    assert (all_of_it.count, all_of_it.is_cut) == (20, False)


def test_the_time_is_bounded(share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LOOK_UP_EVERY", 1)
    with opened(share) as folder:
        search = Search(folder, "sea", seconds=-1)
    assert (search.count, search.is_cut) == (0, True)


def test_nobody_searches_for_who_has_left(share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LOOK_UP_EVERY", 1)
    with opened(share) as folder, pytest.raises(HTTPError) as refusal:
        Search(folder, "sea", lambda: False)
    assert refusal.value.status == 408


def test_a_folder_that_is_denied_or_goes_meanwhile_is_passed_by(share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Directory.visible

    def visible(folder: Directory) -> Any:
        if folder.names == ("2024",):
            raise HTTPError(403)
        return real(folder)

    monkeypatch.setattr(Directory, "visible", visible)
    assert found(share, "sea") == ["Sea 2024.jpg", "z/sea.jpg"]
    with opened(share, "/2024/") as folder, pytest.raises(HTTPError):
        Search(folder, "sea")
