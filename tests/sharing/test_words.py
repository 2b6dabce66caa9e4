"""Both languages say everything, and the reader's one is found."""

import re
import string

import pytest

from shareapp.sharing.words import LANGUAGES, Words, preferred_language

SENTENCES = {language: dict(Words(language)._sentences) for language in LANGUAGES}


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    assert list(SENTENCES["en"]) == list(SENTENCES["ko"])


@pytest.mark.parametrize("key", SENTENCES["en"])
def test_both_languages_name_the_same_values(key: str) -> None:
    assert placeholders(SENTENCES["en"][key]) == placeholders(SENTENCES["ko"][key])


@pytest.mark.parametrize("key", SENTENCES["ko"])
def test_korean_avoids_particles_that_depend_on_the_value(key: str) -> None:
    assert not re.search(r"\}”?(?:을|를|이|가|은|는|과|와|으로|로)(?:\s|$)", SENTENCES["ko"][key])


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "ko_KR.UTF-8"}, "ko"),
        ([], {"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "en_US.UTF-8", "LC_MESSAGES": "ko_KR"}, "ko"),
        ([], {"LANG": "ko_KR", "LC_ALL": ""}, "ko"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        (["--language", "ko"], {"LANG": "en_US"}, "ko"),
        (["--language=en"], {"LANG": "ko_KR"}, "en"),
        (["--language"], {"LANG": "ko_KR"}, "ko"),
    ],
)
def test_the_reader_s_language(arguments: list[str], environment: dict[str, str], language: str) -> None:
    assert preferred_language(arguments, environment) == language


def test_values_are_put_in() -> None:
    assert Words("ko")("sharing", folder="/사진") == "공유 중: “/사진”"
