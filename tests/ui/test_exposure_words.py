"""What can they see, in sentences."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from shareapp.sharing.config import Credentials, Rights, ShareConfig
from shareapp.sharing.exposure import Exposure, Names
from shareapp.ui.exposure_words import ExposureWords
from shareapp.ui.i18n import Translations

DONE = Exposure(files=1_204, folders=37, size=3_200_000_000, is_done=True, is_whole=True)
SECRETS = Names(2, ("id_rsa", "keys/server.key"))
OUT = Names(1, ("out",))
KEPT = Credentials(user="guest", password_hash="scrypt$2$1$1$AA==$AA==")


def titles(exposure: Exposure, **values: Any) -> list[str]:
    return [row.title for row in ExposureWords().rows(exposure, ShareConfig(root=Path("Photos"), **values))]


@pytest.mark.usefixtures("translations")
@pytest.mark.parametrize(
    ("exposure", "line"),
    [
        (DONE, "1,204 files · 3.2 GB"),
        (replace(DONE, files=1, size=10), "1 file · 10 B"),
        (replace(DONE, files=200_000, is_whole=False), "more than 200,000 files · 3.2 GB"),
        (replace(DONE, secrets=SECRETS), "1,204 files · 3.2 GB · 2 names look secret"),
        (replace(DONE, place="home"), "1,204 files · 3.2 GB · your whole home folder"),
        (replace(DONE, place="disk"), "1,204 files · 3.2 GB · a whole disk"),
        (Exposure(files=900, secrets=SECRETS), "counting files…"),
    ],
)
def test_the_line_is_calm_and_true(exposure: Exposure, line: str) -> None:
    assert ExposureWords().line(exposure) == line


def test_only_what_is_known_is_delicate() -> None:
    words = ExposureWords()
    assert not words.is_delicate(DONE)
    assert words.is_delicate(replace(DONE, secrets=SECRETS))
    assert words.is_delicate(replace(DONE, place="home"))
    assert not words.is_delicate(Exposure(secrets=SECRETS))


@pytest.mark.usefixtures("translations")
def test_a_plain_folder_is_told_in_five_rows() -> None:
    assert titles(DONE) == [
        "1,204 files in 37 folders, 3.2 GB",
        "Everyone on this network can open it",
        "No name looks secret",
        "Nothing is hidden in it",
        "No link leads out of it",
    ]


@pytest.mark.usefixtures("translations")
@pytest.mark.parametrize(
    ("exposure", "values", "title"),
    [
        (replace(DONE, secrets=SECRETS), {}, "2 names look secret and can be downloaded"),
        (replace(DONE, hidden=Names(3, (".git",))), {}, "3 hidden items are left out"),
        (replace(DONE, hidden=Names(3, (".git",))), {"hidden": True}, "3 hidden items are shown"),
        (replace(DONE, links=Names(1, ("out",))), {}, "1 link is not followed"),
        (
            replace(DONE, links=Names(1, ("out",))),
            {"links": "anywhere"},
            "1 link leads out of the folder and is followed",
        ),
        (replace(DONE, denied=Names(1, ("locked",))), {}, "1 folder can’t be opened"),
        (replace(DONE, place="home"), {}, "This is your whole home folder"),
        (replace(DONE, place="homes"), {}, "Everybody’s home folder is in it"),
        (replace(DONE, place="disk"), {}, "This is a whole disk"),
        (DONE, {"host": "127.0.0.1"}, "Only this computer can open it"),
        (DONE, {"credentials": KEPT}, "Only who knows the password"),
        (DONE, {"credentials": KEPT, "ask_devices": True}, "Only devices that you let in"),
        (DONE, {"rights": "inbox"}, "Devices see nothing"),
        (Exposure(), {}, "Looking for names that look secret…"),
    ],
)
def test_each_case_has_its_sentence(exposure: Exposure, values: dict[str, Any], title: str) -> None:
    assert title in titles(exposure, **values)


@pytest.mark.usefixtures("translations")
@pytest.mark.parametrize(("rights", "words"), [("read", "download all of this."), ("add", "add"), ("manage", "delete")])
def test_what_devices_may_do_with_it_is_said(rights: Rights, words: str) -> None:
    first = next(ExposureWords().rows(DONE, ShareConfig(root=Path("Photos"), rights=rights)))
    assert words in first.text


@pytest.mark.usefixtures("translations")
def test_examples_are_listed_with_how_many_are_left() -> None:
    exposure = replace(DONE, hidden=Names(5, (".a", ".b", ".c")))
    rows = ExposureWords().rows(exposure, ShareConfig(root=Path("Photos")))
    assert ".a\n.b\n.c\nand 2 more" in [row.text for row in rows]


def test_it_is_said_in_korean(translations: Translations) -> None:
    translations.apply("ko")
    assert ExposureWords().line(replace(DONE, secrets=SECRETS)) == "파일 1,204개 · 3.2 GB · 비밀로 보이는 이름 2개"
