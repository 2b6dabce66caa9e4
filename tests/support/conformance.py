"""Which tests carry the points and faults, read from the source; docs/conformance.md, written from a run of them."""

import ast
import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import pytest

from tests.support import source
from tests.support.faults import FAULTS
from tests.support.points import POINTS, SECTIONS

DOCUMENT = source.ROOT / "docs" / "conformance.md"
OPTION = "--conformance"
COMMAND = f".venv/bin/python -m pytest {OPTION}"

_INTRODUCTION = f"""\
# What holds, and which test says so

The tests write this page: `{COMMAND}`, as an ordinary user, rewrites it. A test fails
when the page leaves out a test that carries a point or a fault, or names one that does not exist. Where the classes
of `shareapp.server` and the product answer differently, [http-server-differences.md](http-server-differences.md)
says how, and why.
"""
_SUITES = """
## CPython's own test suite

`test_httpservers` of each generation, with `shareapp.server` in the place of `http.server`.

| Python | run | passed | failed | skipped |
|---|---|---|---|---|
"""
_NOTE = re.compile(r"^- (?:May fail|Skipped): .*\n", re.MULTILINE)

ROW = re.compile(r"^\| ([\w-]+) \| .+? \| (\[.*) \| (.*) \|$", re.MULTILINE)
"""A row of the page: name, tests, results."""

_SUITE_ROW = re.compile(r"^\| (3\.\d+)\S* \| \d+ \| .*\n", re.MULTILINE)
_TABLE = "\n| {} | {} | tests | result |\n|---|---|---|---|\n"


class Carrier(NamedTuple):
    """A test that carries something."""

    path: str
    name: str  # with its class: "TestRanges::test_..."
    points: tuple[int, ...]
    faults: tuple[str, ...]

    @property
    def node(self) -> str:
        """How pytest calls it, but for parameters."""
        return f"{self.path}::{self.name}"


class Marks(NamedTuple):
    """What stands at a module, a class or a function."""

    points: tuple[int, ...] = ()
    faults: tuple[str, ...] = ()

    def __add__(self, other: Any) -> "Marks":
        return Marks(self.points + other.points, self.faults + other.faults)


@functools.cache
def carriers() -> tuple[Carrier, ...]:
    """Every test that carries a point or a fault, as the source has them."""
    found: list[Carrier] = []
    for path in source.python_files("tests"):
        text = path.read_text(encoding="utf-8")
        if "mark.point" in text or "mark.fault" in text:
            found.extend(_carriers_of(source.name(path), ast.parse(text).body, "", Marks()))
    return tuple(found)


def _carriers_of(path: str, body: list[ast.stmt], prefix: str, outer: Marks) -> Iterator[Carrier]:
    for node in body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark":
            outer += _marks_in([node.value])
    for node in body:
        if isinstance(node, ast.ClassDef):
            marks = outer + _marks_in(node.decorator_list)
            yield from _carriers_of(path, node.body, f"{prefix}{node.name}::", marks)
        elif isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            marks = outer + _marks_in(node.decorator_list)
            if any(marks):
                yield Carrier(path, prefix + node.name, *marks)


def _marks_in(expressions: Iterable[ast.expr]) -> Marks:
    calls = [call for one in expressions for call in ast.walk(one) if isinstance(call, ast.Call)]
    values: dict[str, list[Any]] = {"point": [], "fault": []}
    for call in calls:
        kind = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        values.get(kind, []).extend(ast.literal_eval(argument) for argument in call.args if kind in values)
    return Marks(tuple(values["point"]), tuple(values["fault"]))


def linked(carrier: Carrier) -> str:
    """The test as the page names it."""
    return f"[`{carrier.name}`](../{carrier.path})"


class Report:
    """A plugin of pytest that runs what carries something, and CPython's suite, and writes the page.

    What is not run this time, being elsewhere or for want of an interpreter, is told as before.
    """

    def __init__(self) -> None:
        self._outcomes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._reasons: dict[str, str] = {}
        self._suites: dict[str, dict[str, Any]] = {}
        self._known = DOCUMENT.read_text(encoding="utf-8") if DOCUMENT.is_file() else ""
        self._before = dict(
            pair
            for _, tests, results in ROW.findall(self._known)
            for pair in zip(tests.split("<br>"), results.split("<br>"), strict=True)
        )

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Leave out what the page does not tell of."""
        wanted = [item for item in items if _is_told(item)]
        config.hook.pytest_deselected(items=[item for item in items if not _is_told(item)])
        items[:] = wanted

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count how a test ended: in its call, or before it, or in its clearing up."""
        node = report.nodeid.partition("[")[0]
        if report.when == "call" or report.outcome != "passed":
            self._outcomes[node][report.outcome] += 1
        if report.skipped and isinstance(report.longrepr, tuple):
            self._reasons[node] = str(report.longrepr[2]).removeprefix("Skipped: ")
        if report.when == "call":
            self._suites.update(value for name, value in report.user_properties if name == "suite")  # type: ignore[misc]

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the page, unless nothing was run at all."""
        if self._outcomes:
            DOCUMENT.write_text(self.page(), encoding="utf-8")

    def page(self) -> str:
        """The whole document."""
        return "".join([_INTRODUCTION, _SUITES, *self._suite_rows(), *self._point_tables(), *self._fault_table()])

    def _suite_rows(self) -> Iterator[str]:
        rows = {row[1]: row[0] for row in _SUITE_ROW.finditer(self._known)}
        # Root skips the tests of CGI: what an ordinary user was told stays.
        fuller = {version: one for version, one in self._suites.items() if version not in rows or not one["skipped"]}
        rows |= {version: _suite_row(result) for version, result in fuller.items()}
        yield from (rows[version] for version in sorted(rows))
        yield "\n"
        notes = dict.fromkeys(_NOTE.findall(self._known))
        for result in fuller.values():
            notes |= dict.fromkeys(f"- May fail: `{name}`. Why: {why}.\n" for name, why in result["allowed"].items())
            notes |= dict.fromkeys(f"- Skipped: `{name}`. Why: {why}.\n" for name, why in result["skipped"])
        yield from notes

    def _point_tables(self) -> Iterator[str]:
        yield f"\n## The {len(POINTS)} points\n"
        for number, promise in POINTS.items():
            if number in SECTIONS:
                yield f"\n### {SECTIONS[number]}\n{_TABLE.format('point', 'promise')}"
            yield self._row(str(number), promise, [one for one in carriers() if number in one.points])

    def _fault_table(self) -> Iterator[str]:
        yield f"\n## The known faults of http.server\n{_TABLE.format('fault', 'what was wrong: what holds here')}"
        for name, told in FAULTS.items():
            yield self._row(name, told, [one for one in carriers() if name in one.faults])

    def _row(self, name: str, told: str, tests: list[Carrier]) -> str:
        told = told.replace("|", "\\|")
        return f"| {name} | {told} | {'<br>'.join(map(linked, tests))} | {'<br>'.join(map(self._result, tests))} |\n"

    def _result(self, test: Carrier) -> str:
        counts = self._outcomes[test.node]
        if counts["failed"]:
            return f"**{counts['failed']} failed**"
        told = [f"{counts['passed']} passed" if counts["passed"] > 1 else "passed"] if counts["passed"] else []
        if counts["skipped"]:
            told.append(f"{counts['skipped']} skipped: {self._reasons[test.node]}")
        return ", ".join(told) or self._before.get(linked(test), "**not run**")


def _suite_row(result: dict[str, Any]) -> str:
    run, failed, skipped = result["run"], len(result["failed"]), len(result["skipped"])
    return f"| {result['python']} | {run} | {run - failed - skipped} | {failed} | {skipped} |\n"


def _is_told(item: pytest.Item) -> bool:
    return any(item.iter_markers("point")) or any(item.iter_markers("fault")) or "test_cpython_suite" in item.nodeid
