"""The words of the terminal, English and Korean, from ``resources/terminal``."""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import resources

LANGUAGES = ("en", "ko")
"""The first one is for everybody else."""


class Words:
    """Every sentence of one language by its key."""

    def __init__(self, language: str) -> None:
        self.language = language
        text = (resources.files("shareapp.resources") / "terminal" / f"words.{language}.json").read_text("utf-8")
        self._sentences: Mapping[str, str] = json.loads(text)

    def __call__(self, key: str, **values: object) -> str:
        """The sentence of ``key`` with ``values`` put in."""
        return self._sentences[key].format(**values)


def preferred_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """What ``--language`` says, else the system's choice for messages (POSIX: LC_ALL, LC_MESSAGES, LANG)."""
    named = _option_value(arguments) or next(
        (value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(name))), _system_language()
    )
    language = named[:2].lower()
    return language if language in LANGUAGES else LANGUAGES[0]


def of_this_person(arguments: Sequence[str]) -> Words:
    """The words in the language of whoever typed ``arguments``."""
    return Words(preferred_language(arguments, os.environ))


def _option_value(arguments: Sequence[str]) -> str:
    """Looked for before anything is parsed, as the mistakes in the rest are to be told in that language."""
    for position, argument in enumerate(arguments):
        if argument.startswith("--language="):
            return argument.partition("=")[2]
        if argument == "--language":
            return next(iter(arguments[position + 1 : position + 2]), "")
    return ""


def _system_language() -> str:
    """Windows keeps its choice beside the environment (Microsoft: GetUserDefaultUILanguage)."""
    if sys.platform == "win32":
        import ctypes
        import locale

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return ""
