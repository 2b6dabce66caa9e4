"""Who may import what, beyond the contracts that import-linter reads from pyproject.toml."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import source

REPLACED = {"http.server", "cgi", "cgitb"}  # what the engine takes the place of

BLOCKED = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == {package!r}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Absent())
import {module}
"""


@pytest.mark.parametrize("path", source.python_files("shareapp"), ids=source.name)
def test_the_engine_is_our_own(path: Path) -> None:
    assert REPLACED.isdisjoint(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("module", ["shareapp.server", "shareapp.sharing.controller", "shareapp.__main__"])
def test_everything_below_the_window_starts_without_qt(module: str) -> None:
    _python("-c", BLOCKED.format(package="PySide6", module=module))


def test_the_import_contracts_hold() -> None:
    _python("-c", "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-logo'])")


def _python(*arguments: str) -> None:
    done = subprocess.run([sys.executable, *arguments], cwd=source.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
