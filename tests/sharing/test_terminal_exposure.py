"""What can they see, as lines."""

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from shareapp.sharing.config import ShareConfig
from shareapp.sharing.exposure import Exposure, Names, Survey
from shareapp.sharing.terminal_exposure import Look, details, summary
from shareapp.sharing.words import Words

WORDS = Words("en")
SEEN = Exposure(files=1204, folders=37, size=3_200_000_000, is_done=True, is_whole=True)
FOUND = replace(
    SEEN,
    secrets=Names(5, ("id_rsa", "a.key", "b.key", "c.key", "d.key")),
    hidden=Names(2, (".git", ".env")),
    links=Names(1, ("out",)),
    denied=Names(1, ("locked",)),
    place="home",
)


def config(**values: Any) -> ShareConfig:
    return ShareConfig(root=Path("/srv/photos"), **values)


def test_one_line_says_how_much_there_is() -> None:
    assert summary(SEEN, config(), WORDS) == "Devices can see: files 1,204, folders 37, 3.2 GB."
    cut = replace(SEEN, files=200_000, is_whole=False)
    assert summary(cut, config(), WORDS) == "Devices can see: more than 200,000 files, 3.2 GB and more."


def test_the_line_goes_on_with_what_deserves_a_second_look() -> None:
    assert summary(FOUND, config(), WORDS).endswith(
        "Careful: this is your whole home folder. Names that look secret: 5 (id_rsa, a.key, b.key, …)"
    )


def test_an_inbox_shows_nothing() -> None:
    assert summary(FOUND, config(rights="inbox"), WORDS).startswith("Devices see nothing")


def test_the_details_have_a_line_for_each_kind() -> None:
    assert list(details(FOUND, config(), WORDS)) == [
        "“/srv/photos”",
        "Devices can see: files 1,204, folders 37, 3.2 GB.",
        "Careful: this is your whole home folder.",
        "Names that look secret: 5 (id_rsa, a.key, b.key, c.key, d.key)",
        "Hidden, left out: 2 (.git, .env)",
        "Links that are not followed: 1 (out)",
        "Folders that can’t be opened: 1 (locked)",
    ]


def test_the_details_follow_the_settings() -> None:
    lines = list(details(FOUND, config(hidden=True, links="anywhere"), WORDS))
    assert "Hidden, but shown: 2 (.git, .env)" in lines
    assert "Links out of the folder that are followed: 1 (out)" in lines


def test_a_plain_folder_needs_two_lines() -> None:
    assert len(list(details(SEEN, config(), Words("ko")))) == 2


def test_a_look_finds_what_the_survey_finds(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    look = Look(ShareConfig(root=tmp_path))
    look.start()
    look._thread.join(10)
    found = look.result()
    assert found == Survey(ShareConfig(root=tmp_path)).finish()
    assert look.result() is None
    look.close()


def test_a_look_at_a_slow_drive_can_be_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = threading.Event()

    def slow(_survey: Survey, _seconds: float) -> Exposure:
        ended.wait(0.01)
        return Exposure()

    monkeypatch.setattr(Survey, "advance", slow)
    look = Look(ShareConfig(root=tmp_path))
    look.start()
    assert look.result() is None
    look.close()
    assert not look._thread.is_alive()


def test_a_folder_that_is_gone_is_told_by_others(tmp_path: Path) -> None:
    look = Look(ShareConfig(root=tmp_path / "gone"))
    look.start()
    look._thread.join(10)
    assert look.result() is None
    look.close()
