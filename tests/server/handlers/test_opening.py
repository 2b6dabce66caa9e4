"""Files opened from a path: regular ones only, and never one that blocks."""

import os
from pathlib import Path

import pytest

from shareapp.server.content.paths import Root
from shareapp.server.errors import HTTPError
from shareapp.server.handlers.opening import AnyPlace, Folder, OpenFile, Place, PlaceBelow


def place(profile: str, folder: Path, name: str) -> Place:
    if profile == "lenient":
        return AnyPlace(f"{folder}/{name}")
    return PlaceBelow.of(Root.at(folder, hidden=True), f"/{name}")


PROFILES = pytest.mark.parametrize("profile", ["lenient", "strict"])


@PROFILES
def test_a_regular_file_is_opened(tmp_path: Path, profile: str) -> None:
    (tmp_path / "a").write_text("x")
    found = place(profile, tmp_path, "a").open()
    assert isinstance(found, OpenFile)
    assert os.read(found.descriptor, 9) == b"x"
    os.close(found.descriptor)


@PROFILES
def test_a_folder_is_a_folder(tmp_path: Path, profile: str) -> None:
    (tmp_path / "a").mkdir()
    assert place(profile, tmp_path, "a").open() == Folder(os.path.realpath(tmp_path / "a"))


@PROFILES
@pytest.mark.parametrize("name", ["none", "file/", "fifo", "file/x"])
def test_anything_else_is_404(tmp_path: Path, profile: str, name: str) -> None:
    (tmp_path / "file").write_text("x")
    os.mkfifo(tmp_path / "fifo")
    with pytest.raises(HTTPError) as caught:
        place(profile, tmp_path, name).open()
    assert caught.value.status == 404


@PROFILES
def test_a_page_is_a_file_in_the_folder(tmp_path: Path, profile: str) -> None:
    (tmp_path / "index.html").write_text("x")
    (tmp_path / "folder").mkdir()
    page = place(profile, tmp_path, "").page("index.html")
    assert page is not None
    os.close(page.descriptor)
    assert place(profile, tmp_path, "").page("folder") is None
    assert place(profile, tmp_path, "").page("none") is None
