"""Code stays small enough to read: a file is one idea, a function is one page."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import source

LINES_OF_A_FILE = 400
LINES_OF_A_TEST_FILE = 700  # a table of cases is long and still one idea, and the mirror forbids to split it
LINES_OF_A_FUNCTION = 60

PYTHON_FILES = source.python_files()


@pytest.mark.parametrize("path", PYTHON_FILES, ids=source.name)
def test_a_file_is_short(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= (LINES_OF_A_TEST_FILE if path.name.startswith("test_") else LINES_OF_A_FILE)


@pytest.mark.parametrize("path", PYTHON_FILES, ids=source.name)
def test_a_function_fits_on_a_page(path: Path) -> None:
    assert [told for told, lines in _functions(path) if lines > LINES_OF_A_FUNCTION] == []


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield f"{node.name} at line {node.lineno}: {lines} lines", lines
