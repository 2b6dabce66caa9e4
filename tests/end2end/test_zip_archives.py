"""Archives as people meet them: saved by a phone's browser, opened by the programs that everybody has."""

import hashlib
import http.client
import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from shareapp.server.events import discard
from shareapp.sharing.site import build_site
from tests.support.browser import Phone
from tests.support.running_server import Running, running
from tests.support.sharing import loopback
from tests.support.trees import write

pytestmark = pytest.mark.end2end

MIB, GIB = 1024**2, 1024**3
PATIENCE_S = 30.0
NAMES = ("한글 사진.jpg", "😀 'quoted' \"name\".txt", "100%.txt", "폴더/\u202egpj.txt", "empty/nothing")


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """Names of all kinds, a file of several pieces, an empty folder."""
    folder = tmp_path / "여행 share"
    for name in NAMES:
        write(folder / name, name.encode() * 100)
    write(folder / "large.bin", bytes(range(256)) * 50_000)
    (folder / "empty folder").mkdir()
    return folder


@pytest.fixture
def server(share: Path) -> Iterator[Running]:
    with running(build_site(loopback(share), discard)) as started:
        yield started


def program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"not installed: {name}")
    return path


def save(server: Running, path: Path, target: str = "/?zip") -> Path:
    """Download to ``path``; pieces of nothing but zeros become holes, so that large archives cost no disk."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server.port, timeout=PATIENCE_S)
    try:
        connection.request("GET", target)
        response = connection.getresponse()
        length = response.length
        with path.open("wb") as file:
            while piece := response.read(MIB):
                if piece.strip(b"\0"):
                    file.write(piece)
                else:
                    file.seek(len(piece), os.SEEK_CUR)
            file.truncate()
    finally:
        connection.close()
    assert path.stat().st_size == length
    return path


def tree(folder: Path) -> dict[str, str]:
    """Each file's name and hash."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(
    "test", [("unzip", "-tqq"), ("7z", "t", "-bso0"), ("bsdtar", "-tf")], ids=lambda words: words[0]
)
def test_the_usual_programs_find_no_fault(server: Running, tmp_path: Path, test: tuple[str, ...]) -> None:
    archive = save(server, tmp_path / "archive.zip")
    subprocess.run([program(test[0]), *test[1:], archive], check=True, stdout=subprocess.PIPE)


@pytest.mark.parametrize(
    "unpack", [("7z", "x", "-bso0"), ("bsdtar", "-xf"), ("unzip", "-qq")], ids=lambda words: words[0]
)
def test_what_they_unpack_is_what_was_shared(
    server: Running, share: Path, tmp_path: Path, unpack: tuple[str, ...]
) -> None:
    archive = save(server, tmp_path / "archive.zip")
    (target := tmp_path / "unpacked").mkdir()
    environment = os.environ | {"LC_ALL": "C.UTF-8"}
    subprocess.run([program(unpack[0]), *unpack[1:], archive], check=True, cwd=target, env=environment)
    assert tree(target) == tree(share)
    assert (target / "empty folder").is_dir()
    assert int((target / "large.bin").stat().st_mtime) == int((share / "large.bin").stat().st_mtime)


def test_an_archive_can_be_unpacked_while_it_arrives(server: Running, share: Path, tmp_path: Path) -> None:
    archive = save(server, tmp_path / "archive.zip")
    (target := tmp_path / "unpacked").mkdir()
    with archive.open("rb") as file:
        subprocess.run(
            [program("bsdtar"), "-xf", "-"], check=True, cwd=target, stdin=file, env=os.environ | {"LC_ALL": "C.UTF-8"}
        )
    assert tree(target) == tree(share)


@pytest.mark.timeout(300)
def test_beyond_four_gigabytes_everything_still_fits(server: Running, share: Path, tmp_path: Path) -> None:
    with (share / "huge.bin").open("wb") as file:
        file.truncate(4 * GIB + 1)
    archive = save(server, tmp_path / "archive.zip")
    assert archive.stat().st_size > 4 * GIB
    with zipfile.ZipFile(archive) as opened:
        assert opened.getinfo("huge.bin").file_size == 4 * GIB + 1
        assert opened.read("large.bin") == (share / "large.bin").read_bytes()  # it stands behind the huge one
    subprocess.run([program("7z"), "t", "-bso0", archive], check=True)
    subprocess.run([program("unzip"), "-tqq", archive, "large.bin"], check=True)


def test_curl_resumes_where_the_connection_broke(server: Running, tmp_path: Path) -> None:
    whole = save(server, tmp_path / "whole.zip").read_bytes()
    part = tmp_path / "part.zip"
    for broken in (1, 500, len(whole) // 2, len(whole) - 30):
        part.write_bytes(whole[:broken])
        address = f"http://127.0.0.1:{server.server.port}/?zip"
        subprocess.run([program("curl"), "-fsS", "-C", "-", "-o", part, address], check=True)
        assert part.read_bytes() == whole


def test_a_phone_saves_the_folder_under_its_name(server: Running, share: Path, tmp_path: Path, phone: Phone) -> None:
    phone.page.goto(f"http://127.0.0.1:{server.server.port}/")
    assert not phone.scrolls_sideways()
    with phone.page.expect_download() as started:
        phone.page.get_by_role("link", name="Download all").tap()
    assert started.value.suggested_filename == "여행 share.zip"
    started.value.save_as(saved := tmp_path / "saved.zip")
    with zipfile.ZipFile(saved) as opened:
        assert opened.testzip() is None
        assert {name for name in opened.namelist() if not name.endswith("/")} == set(tree(share))


def test_the_bar_is_within_reach_of_the_thumb_and_covers_nothing(server: Running, phone: Phone) -> None:
    page = phone.page
    for width, height in ((320, 568), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"http://127.0.0.1:{server.server.port}/")
        assert not phone.scrolls_sideways()
        button = page.get_by_role("link", name="Download all").bounding_box()
        assert button is not None
        assert button["height"] >= 44
        assert height - 80 < button["y"] < button["y"] + button["height"] <= height
        page.evaluate("scrollTo(0, 1e6)")
        footer = page.locator("footer").bounding_box()
        assert footer is not None
        assert footer["y"] + footer["height"] <= button["y"]
    page.set_viewport_size({"width": 1100, "height": 700})
    wide = page.locator("header .actions a").bounding_box()
    title = page.locator("h1").bounding_box()
    assert wide is not None
    assert title is not None
    assert wide["y"] < 100
    assert title["x"] + title["width"] <= wide["x"]
    assert phone.complaints == []
