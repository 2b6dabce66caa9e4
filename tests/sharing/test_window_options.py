"""The arguments of the window, and what is left of them where there is none."""

from pathlib import Path

import pytest

from shareapp.sharing.terminal_options import Mistake
from shareapp.sharing.window_options import WindowOptions, parse, without_window_options
from shareapp.sharing.words import Words

WORDS = Words("en")


def test_a_folder_and_two_options_are_understood() -> None:
    assert parse([], WORDS) == WindowOptions()
    assert parse(["--hidden", "--settings", "a.ini", "my photos"], WORDS) == WindowOptions(
        folder=Path("my photos"), settings=Path("a.ini"), hidden=True
    )


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ([""], "FOLDER must not be empty."),
        (["--settings", ""], "--settings must not be empty."),
        (["--settings"], "--settings needs the name of a file after it."),
    ],
)
def test_what_is_empty_is_named_as_it_was_typed(arguments: list[str], line: str) -> None:
    with pytest.raises(Mistake) as mistake:
        parse(arguments, WORDS)
    assert mistake.value.lines == (line,)


@pytest.mark.parametrize(
    ("arguments", "kept", "left_out"),
    [
        (["photos"], ["photos"], []),
        (["--hidden", "photos"], ["photos"], ["--hidden"]),
        (["--settings", "a.ini", "photos", "--port", "0"], ["photos", "--port", "0"], ["--settings"]),
        (["--settings=a.ini", "--hidden"], [], ["--settings", "--hidden"]),
        (["--settings"], [], ["--settings"]),
    ],
)
def test_options_of_the_window_are_taken_out_with_their_values(
    arguments: list[str], kept: list[str], left_out: list[str]
) -> None:
    assert without_window_options(arguments) == (kept, left_out)
