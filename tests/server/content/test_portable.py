import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shareapp.server.content.names import POSIX, UNFINISHED, WINDOWS, is_hidden, is_reachable, is_reserved
from shareapp.server.content.portable import (
    NAME_BYTES,
    is_token,
    last_part,
    new_token,
    numbered,
    portable,
    token_of,
    unfinished_name,
)

AWKWARD = 'aA1. ~-_/\\:*?"<>|\x00\x1f\u202e\u200b가각\ud800con'
NAMES = st.text(st.characters()) | st.text(st.sampled_from(AWKWARD), max_size=12)


@pytest.mark.point(115)
@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("photo.jpg", "photo.jpg"),
        ("사진 (1).jpg", "사진 (1).jpg"),
        (unicodedata.normalize("NFD", "사진é.jpg"), "사진é.jpg"),
        ("😀👨‍👩‍👧.txt", "😀👨‍👩‍👧.txt"),
        ("what?.txt", "what_.txt"),
        ("a/b\\c.txt", "a_b_c.txt"),
        ("line\nend\x00.txt", "line_end_.txt"),
        ("\u202egpj.exe", "_gpj.exe"),
        (".htaccess", "_.htaccess"),
        ("\u200b.htaccess", "_\u200b.htaccess"),
        ("Desktop.ini", "_Desktop.ini"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("com¹", "_com¹"),
        ("progra~1.txt", "_progra_1.txt"),
        ("trailing. . ", "trailing"),
        ("  blank", "blank"),
        ("", "upload"),
        ("...", "upload"),
        ("..", "upload"),
        ("/", "_"),
        ("\ud800.txt", "_.txt"),
        ("n" * 300 + ".jpg", "n" * 251 + ".jpg"),
        ("가" * 100 + ".jpg", "가" * 83 + ".jpg"),
        ("a." + "x" * 300, "a." + "x" * 253),
    ],
)
def test_a_name_is_made_fit_for_every_disk(sent: str, stored: str) -> None:
    assert portable(sent) == stored


@given(NAMES)
@example("_" * 254 + "~1")
@example("." + "가" * 85)
def test_every_disk_can_hold_the_result_and_nobody_is_surprised_by_it(sent: str) -> None:
    name = portable(sent)
    assert not WINDOWS.refuses(name)
    assert not POSIX.refuses(name)
    assert is_reachable(name)
    assert not is_hidden(name)
    assert not is_reserved(name)
    assert 0 < len(name.encode()) <= NAME_BYTES
    assert unicodedata.is_normalized("NFC", name)
    assert portable(name) == name


@given(NAMES.map(portable), st.integers(2, 999))
def test_a_numbered_name_is_fit_too_and_keeps_its_kind(name: str, number: int) -> None:
    other = numbered(name, number)
    assert other != name
    assert portable(other) == other
    assert f" ({number})" in other


@pytest.mark.parametrize(
    ("name", "second"),
    [
        ("photo.jpg", "photo (2).jpg"),
        ("archive.tar.gz", "archive.tar (2).gz"),
        ("README", "README (2)"),
        ("a" * 251 + ".jpg", "a" * 247 + " (2).jpg"),
    ],
)
def test_the_second_file_of_a_name_gets_a_number(name: str, second: str) -> None:
    assert numbered(name, 2) == second


@pytest.mark.parametrize("sent", ["C:\\Users\\me\\a.txt", "../../a.txt", "/etc/a.txt", "a.txt"])
def test_folders_before_a_name_are_cut_off(sent: str) -> None:
    assert last_part(sent) == "a.txt"


def test_unfinished_names_are_hidden_and_known_again() -> None:
    token = new_token()
    assert is_token(token)
    assert new_token() != token
    name = unfinished_name(token, "part")
    assert is_hidden(name)
    assert is_reserved(name)
    assert is_reserved(name.upper())
    assert token_of(name) == token


@pytest.mark.parametrize("name", ["photo.jpg", UNFINISHED, UNFINISHED + "x.part", UNFINISHED[1:] + "0" * 32 + ".part"])
def test_other_names_are_nobodys_upload(name: str) -> None:
    assert token_of(name) is None
