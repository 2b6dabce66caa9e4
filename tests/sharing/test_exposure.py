"""What can they see: the survey says what the server does."""

import http.client
import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from shareapp.server.content.paths import Directory
from shareapp.server.errors import HTTPError, RootUnreadable
from shareapp.sharing.config import ShareConfig
from shareapp.sharing.events import ShareState
from shareapp.sharing.exposure import EXAMPLES, Exposure, Names, Survey, place_of
from tests.support.sharing import LOOPBACK, PATIENCE_S, controlled, loopback

NOTHING = Names()


@pytest.fixture(name="share")
def shared_folder(tmp_path: Path) -> Path:
    """Two files in view, one below, one hidden, and a link each within the folder and out of it."""
    folder = tmp_path / "share"
    (folder / "inner").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("secret")
    (folder / "a.txt").write_bytes(bytes(1000))
    (folder / "b.txt").write_bytes(bytes(500))
    (folder / "inner" / "id_rsa").write_bytes(bytes(10))
    (folder / "inner" / ".env").write_text("A=1")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "far.txt").write_bytes(bytes(7))
    (folder / "within").symlink_to("a.txt")
    (folder / "out").symlink_to("../outside")
    return folder


def surveyed(share: Path, **values: Any) -> Exposure:
    return Survey(ShareConfig(root=share, **values)).finish()


def test_what_is_handed_out_is_counted_and_what_is_not_is_named(share: Path) -> None:
    seen = surveyed(share)
    assert (seen.files, seen.folders, seen.size) == (4, 1, 2510)
    assert seen.hidden.total == 2
    assert set(seen.hidden.examples) == {".git", "inner/.env"}
    assert seen.links == Names(1, ("out",))
    assert seen.secrets == Names(1, ("inner/id_rsa",))
    assert (seen.denied, seen.place, seen.is_done, seen.is_whole) == (NOTHING, "", True, True)


def test_shown_hidden_files_are_counted_named_and_suspected(share: Path) -> None:
    seen = surveyed(share, hidden=True)
    assert seen.files == 6
    assert set(seen.hidden.examples) == {".git", "inner/.env"}
    assert set(seen.secrets.examples) == {".git", "inner/.env", "inner/id_rsa"}


def test_followed_links_are_named_and_what_they_lead_to_is_counted(share: Path) -> None:
    seen = surveyed(share, links="anywhere")
    assert seen.files == 5
    assert seen.size == 2517
    assert seen.links == Names(1, ("out",))


def test_without_links_each_one_is_left_out(share: Path) -> None:
    seen = surveyed(share, links="never")
    assert seen.files == 3
    assert set(seen.links.examples) == {"out", "within"}


def test_the_source_of_scripts_is_not_counted(share: Path) -> None:
    (share / "cgi-bin").mkdir()
    (share / "cgi-bin" / "form.py").write_text("print()")
    assert surveyed(share).files == 5
    run = surveyed(share, cgi_folders=("/cgi-bin",))
    assert (run.files, run.hidden.total) == (4, 2)


def test_a_link_to_a_folder_above_does_not_lead_round_for_ever(share: Path) -> None:
    (share / "inner" / "up").symlink_to("..")
    assert surveyed(share).files == 4


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights mean nothing to root, and little on Windows")
def test_what_the_system_denies_is_named(share: Path) -> None:
    (share / "locked").mkdir(mode=0o000)
    (share / "mine.txt").touch(mode=0o000)
    seen = surveyed(share)
    (share / "locked").chmod(0o700)
    assert seen.denied == Names(1, ("locked",))
    assert seen.files == 4


def test_a_folder_that_goes_meanwhile_is_counted_as_denied(share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_self: Directory) -> Any:
        raise HTTPError(404)

    monkeypatch.setattr(Directory, "visible", gone)
    assert surveyed(share).denied.total == 1


def test_only_the_first_names_are_kept(share: Path) -> None:
    for number in range(20):
        (share / f".hidden{number}").touch()
    hidden = surveyed(share).hidden
    assert (hidden.total, len(hidden.examples)) == (22, EXAMPLES)


def test_names_can_be_shown_whatever_bytes_they_are(share: Path) -> None:
    (share / os.fsdecode(b".caf\xe9")).touch()
    assert ".caf\ufffd" in surveyed(share).hidden.examples


@pytest.mark.parametrize(("entries", "whole"), [(7, False), (8, True)])
def test_a_huge_folder_is_looked_at_up_to_a_bound(share: Path, entries: int, whole: bool) -> None:
    seen = Survey(ShareConfig(root=share), entries=entries).finish()
    assert (seen.is_done, seen.is_whole) == (True, whole)


def test_a_slow_folder_is_looked_at_for_a_bounded_time(share: Path) -> None:
    seen = Survey(ShareConfig(root=share), seconds=-1.0).finish()
    assert (seen.is_done, seen.is_whole) == (True, False)
    assert seen.files <= 1


def test_what_is_known_grows_piece_by_piece_to_the_same_result(share: Path) -> None:
    survey = Survey(ShareConfig(root=share))
    pieces = [survey.advance(0.0)]
    while not pieces[-1].is_done:
        pieces.append(survey.advance(0.0))
    assert pieces[-1] == surveyed(share)
    assert len(pieces) > 3
    assert [piece.files for piece in pieces] == sorted(piece.files for piece in pieces)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RootUnreadable):
        surveyed(tmp_path / "gone")


def test_whole_disks_and_homes_are_recognised(tmp_path: Path) -> None:
    home = tmp_path / "home" / "jimin"
    assert place_of(Path(tmp_path.anchor), home) == "disk"
    assert place_of(home, home) == "home"
    assert place_of(home.parent, home) == "homes"
    assert place_of(home / "Pictures", home) == ""
    assert place_of(tmp_path / "elsewhere", home) == ""


@pytest.mark.parametrize(
    "values",
    [{}, {"hidden": True}, {"links": "anywhere"}, {"links": "never"}, {"cgi_folders": ("/cgi-bin",)}],
    ids=str,
)
def test_the_count_is_what_a_visitor_finds(share: Path, values: dict[str, Any]) -> None:
    (share / "cgi-bin").mkdir()
    (share / "cgi-bin" / "form.py").write_text("print()")
    with controlled() as (controller, buffer):
        controller.start(loopback(share, **values))
        port = buffer.await_state(ShareState.RUNNING).port
        found = _browse(port, "/")
    assert surveyed(share, **values).files == len(found)


def _browse(port: int, path: str) -> list[str]:
    """Every file a visitor comes to by following the listings."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=PATIENCE_S)
    connection.request("GET", f"{path}?format=json")
    entries = json.loads(connection.getresponse().read())["entries"]
    connection.close()
    found: list[str] = []
    for entry in entries:
        below = f"{path}{quote(entry['name'])}"
        found += _browse(port, f"{below}/") if entry["kind"] == "folder" else [below]
    return found
