"""The catalogues: complete in both languages, up to date with the code, compiled, and free of known traps."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = ROOT / "resources" / "i18n"
SOURCES = sorted((ROOT / "shareapp" / "ui").rglob("*.py"))
PLURAL_FORMS = {"en": 2, "ko": 1}
LANGUAGES = sorted(PLURAL_FORMS)

_PLACEHOLDER = re.compile(r"\{\w*\}|%L?n|%\d")


class Message(NamedTuple):
    context: str
    source: str
    is_plural: bool
    is_finished: bool
    forms: tuple[str, ...]


def messages(catalogue: Path) -> list[Message]:
    root = ET.parse(catalogue).getroot()  # noqa: S314 - our own file
    return [
        _message(context.findtext("name") or "", message)
        for context in root.iter("context")
        for message in context.iter("message")
    ]


def _message(context: str, message: ET.Element) -> Message:
    translation = message.find("translation")
    assert translation is not None
    forms = tuple(form.text or "" for form in translation.iter("numerusform")) or (translation.text or "",)
    is_plural = message.get("numerus") == "yes"
    return Message(context, message.findtext("source") or "", is_plural, translation.get("type") is None, forms)


def catalogue(language: str) -> Path:
    return CATALOGUES / f"shareapp_{language}.ts"


def program(name: str) -> str:
    found = shutil.which(name, path=Path(sys.executable).parent)
    assert found is not None, f"{name} comes with PySide6"
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    unfinished = [message for message in messages(catalogue(language)) if not message.is_finished]
    empty = [message for message in messages(catalogue(language)) if not all(message.forms)]
    assert (unfinished, empty) == ([], [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_has_all_its_forms(language: str) -> None:
    plurals = [message for message in messages(catalogue(language)) if message.is_plural]
    assert plurals
    assert [message for message in plurals if len(message.forms) != PLURAL_FORMS[language]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_placeholders_of_its_source(language: str) -> None:
    def missing(message: Message) -> bool:
        wanted = set(_PLACEHOLDER.findall(message.source))
        # "one" may say its number in words; everything else shows what the source shows.
        forms = message.forms[-1:] if message.is_plural else message.forms
        return any(set(_PLACEHOLDER.findall(form)) != wanted for form in forms)

    assert [message for message in messages(catalogue(language)) if missing(message)] == []


def test_both_languages_have_the_same_texts() -> None:
    english, korean = ({message[:3] for message in messages(catalogue(language))} for language in LANGUAGES)
    assert english == korean


def test_no_text_is_without_a_context() -> None:
    assert [message.source for message in messages(catalogue("ko")) if not message.context] == []


def test_korean_avoids_pairs_of_particles() -> None:
    pairs = re.compile(r"을\(를\)|를\(을\)|이\(가\)|은\(는\)|와\(과\)|\(으\)로")
    assert [form for message in messages(catalogue("ko")) for form in message.forms if pairs.search(form)] == []


def test_the_catalogues_are_up_to_date_with_the_code(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.ts"
    subprocess.run(
        [program("pyside6-lupdate"), *SOURCES, "-no-obsolete", "-locations", "none", "-ts", fresh],
        check=True,
        capture_output=True,
        timeout=60,
    )
    in_code = {message[:3] for message in messages(fresh)}
    stored = {message[:3] for message in messages(catalogue("ko"))}
    assert in_code - stored == set(), "run: python3 dev.py translate, and fill in what is new"
    assert stored - in_code == set(), "run: python3 dev.py translate"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_current(language: str, tmp_path: Path) -> None:
    compiled = tmp_path / "fresh.qm"
    subprocess.run(
        [program("pyside6-lrelease"), catalogue(language), "-qm", compiled],
        check=True,
        capture_output=True,
        timeout=60,
    )
    assert compiled.read_bytes() == catalogue(language).with_suffix(".qm").read_bytes()


def translated_calls(tree: ast.AST) -> Iterator[tuple[ast.Call, int]]:
    """Each call that asks for a translation, and which argument is the text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            if name in {"tr", "translate", "QT_TRANSLATE_NOOP"}:
                yield node, 0 if name == "tr" else 1


def test_texts_are_literals_that_the_extractor_can_see() -> None:
    """lupdate takes an f-string and never matches it, and misses a call inside one or by another name."""
    wrong = []
    for source in SOURCES:
        tree = ast.parse(source.read_text(encoding="utf-8"))
        inside = {id(call) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for call in ast.walk(node)}
        for call, place in translated_calls(tree):
            text = call.args[place] if len(call.args) > place else None
            literal = isinstance(text, ast.Constant)
            by_name = isinstance(call.func, ast.Name) and call.func.id == "tr"
            if (not literal or id(call) in inside or by_name) and not _is_lookup(text):
                wrong.append(f"{source.relative_to(ROOT)}:{call.lineno}")
    assert wrong == []


def test_plurals_are_asked_for_in_the_one_way_the_extractor_sees() -> None:
    """``translate`` with a number is taken for a text of one form, or missed: ``self.tr`` is for those."""
    wrong = [
        f"{source.relative_to(ROOT)}:{call.lineno}"
        for source in SOURCES
        for call, place in translated_calls(ast.parse(source.read_text(encoding="utf-8")))
        if place == 1 and len(call.args) + len(call.keywords) > 3
    ]
    assert wrong == []


def _is_lookup(text: ast.expr | None) -> bool:
    """``str(table[key])``: the text of a table that QT_TRANSLATE_NOOP has marked."""
    return isinstance(text, ast.Call) and isinstance(text.func, ast.Name) and text.func.id == "str"
