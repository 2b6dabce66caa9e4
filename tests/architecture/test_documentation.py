"""Every public name of the engine says what it is for, and every function what it raises."""

import ast
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from shareapp import server
from tests.support import source

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef

FILES = list(source.python_files("shareapp/server"))
SURFACE = sorted(
    name for name in dir(server) if not name.startswith("_") and not inspect.ismodule(getattr(server, name))
)
"""What ``import shareapp.server`` brings."""


def public(nodes: list[ast.stmt]) -> Iterator[Definition]:
    """Classes and functions whose names are public."""
    for node in nodes:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node


def definitions(path: Path) -> Iterator[tuple[str, Definition]]:
    """Public classes and functions of a file, and the methods of the former."""
    for node in public(ast.parse(path.read_text(encoding="utf-8")).body):
        yield node.name, node
        if isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{method.name}", method) for method in public(node.body))


def own_classes(value: Any) -> list[type]:
    """A class and those of ours that it is made of; nothing for anything else."""
    return (
        [base for base in inspect.getmro(value) if base.__module__.startswith("shareapp")]
        if inspect.isclass(value)
        else []
    )


@pytest.mark.parametrize("path", FILES, ids=source.name)
def test_a_file_and_what_is_public_in_it_say_what_they_are_for(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree) or not tree.body, "the file itself"
    missing = [
        name for name, node in definitions(path) if not ast.get_docstring(node) and not _is_inherited(path, name)
    ]
    assert missing == []


@pytest.mark.parametrize("path", FILES, ids=source.name)
def test_what_a_public_function_raises_is_said(path: Path) -> None:
    silent = [
        name
        for name, node in definitions(path)
        if not isinstance(node, ast.ClassDef) and _raises(node) and "aise" not in (ast.get_docstring(node) or "")
    ]
    assert silent == []


@pytest.mark.parametrize("name", SURFACE)
def test_every_name_of_the_package_has_its_documentation(name: str) -> None:
    value = getattr(server, name)
    if inspect.isclass(value) or inspect.isfunction(value):
        assert inspect.getdoc(value)
    else:
        assert _is_described(name), "a constant or an alias: a string or a comment beside it"


@pytest.mark.parametrize("name", [name for name in SURFACE if inspect.isclass(getattr(server, name))])
def test_every_public_attribute_of_a_class_is_explained(name: str) -> None:
    missing = [
        f"{owner.__name__}.{attribute}"
        for owner in own_classes(getattr(server, name))
        for attribute in _unexplained(owner)
    ]
    assert missing == []


def _is_inherited(path: Path, name: str) -> bool:
    """Whether a method fulfils a protocol or overrides: it says only what is new, if anything."""
    owner, _, method = name.partition(".")
    module = ".".join(path.relative_to(source.ROOT).with_suffix("").parts)
    return bool(method) and inspect.getdoc(getattr(getattr(_module(module), owner), method)) is not None


def _module(name: str) -> Any:
    import importlib

    return importlib.import_module(name)


def _raises(function: ast.AST) -> bool:
    """Whether the function raises an exception itself, rather than again."""
    return any(
        isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and _is_exception(node.exc)
        for node in _inside(function)
    )


def _is_exception(call: ast.Call) -> bool:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    return not name.startswith("_")


def _inside(function: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(function):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            yield child
            yield from _inside(child)


def _is_described(name: str) -> bool:
    """Whether a module-level assignment of this name, somewhere in the engine, is followed by a string or commented."""
    return any(name in _described(path.read_text(encoding="utf-8").splitlines(), _body(path)) for path in FILES)


def _body(path: Path) -> list[ast.stmt]:
    return ast.parse(path.read_text(encoding="utf-8")).body


def _described(lines: list[str], body: list[ast.stmt]) -> set[str]:
    """The names assigned in ``body`` that a string after them, or a comment beside or above them, explains."""
    found: set[str] = set()
    followers = [*body[1:], None]
    for statement, follower in zip(body, followers, strict=True):
        is_told = isinstance(follower, ast.Expr) and isinstance(getattr(follower.value, "value", None), str)
        commented = "#" in lines[(statement.end_lineno or 1) - 1] or lines[statement.lineno - 2].lstrip().startswith(
            "#"
        )
        if is_told or commented:
            found |= set(_assigned(statement))
    return found


def _assigned(statement: ast.stmt) -> Iterator[str]:
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def _unexplained(owner: type) -> list[str]:
    """Public attributes of a class that neither its docstring names nor a comment explains."""
    lines = inspect.getsource(owner).splitlines()
    node = ast.parse("\n".join(lines)).body[0]
    assert isinstance(node, ast.ClassDef)
    explained = _described(lines, node.body)
    named = inspect.getdoc(owner) or ""
    attributes = [name for statement in node.body for name in _assigned(statement) if not name.startswith("_")]
    return [name for name in attributes if name not in explained and f"``{name}``" not in named]


Finder = Callable[[str], set[str]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a = 1  # one", {"a"}),
        ("# one\na = 1", {"a"}),
        ('a = 1\n"""One."""', {"a"}),
        ("a = 1\nb = 2  # two", {"b"}),
        ("a: int = 1", set()),
    ],
)
def test_an_explanation_stands_beside_above_or_after(text: str, names: set[str]) -> None:
    assert _described(text.splitlines(), ast.parse(text).body) == names
