"""CPython's own test_httpservers, of every generation that is on this machine, with our package as http.server."""

import functools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
RUNNER = Path(__file__).with_name("suite_runner.py")
GENERATIONS = ("3.11", "3.12", "3.13")
ALLOWED = {
    "SimpleHTTPServerTestCase.test_undecodable_parameter": (
        "before 3.14 it wants the query in a listing's title, which 3.14 took out of there"
    )
}
"""The failures that are right, and why."""
LEAST_TESTS = 60  # a suite that ran was larger

NO_SUITE = "{python} has no test package (test_httpservers); on Debian the package libpython{version}-testsuite has it"
NO_PYTHON = "no Python {version} on this machine"


class Python(NamedTuple):
    """An interpreter that has CPython's tests, or why there is none."""

    path: str
    missing: str = ""


def interpreters() -> Iterator[str]:
    """Where Pythons are: this one's origin, the PATH, and pyenv's folders."""
    yield str(Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}")
    for version in GENERATIONS:
        found = shutil.which(f"python{version}")
        if found:
            yield found
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    if pyenv.is_dir():
        yield from sorted(str(path / "bin" / "python3") for path in pyenv.iterdir())


@functools.cache
def pythons() -> dict[str, Python]:
    """Generation -> the first interpreter of it with the suite; else one without."""
    found: dict[str, Python] = {}
    for path in dict.fromkeys(interpreters()):
        version, has_suite = _facts(path)
        if version not in GENERATIONS or (version in found and not found[version].missing):
            continue
        found[version] = Python(path, "" if has_suite else NO_SUITE.format(python=path, version=version))
    return found


def _facts(path: str) -> tuple[str, bool]:
    probe = (
        "import importlib.util, sys\n"
        "try: found = importlib.util.find_spec('test.test_httpservers') is not None\n"
        "except ImportError: found = False\n"
        "print('%d.%d' % sys.version_info[:2], found)"
    )
    try:
        done = subprocess.run([path, "-c", probe], capture_output=True, text=True, check=False, timeout=60)
    except OSError:
        return "", False
    version, _, has_suite = done.stdout.strip().partition(" ")
    return version, has_suite == "True"


@pytest.mark.timeout(300)
@pytest.mark.parametrize("version", GENERATIONS)
def test_cpythons_own_suite_passes(version: str, record_property: Any) -> None:
    python = pythons().get(version)
    if python is None or python.missing:
        pytest.skip(python.missing if python else NO_PYTHON.format(version=version))
    report, told = run_suite(python.path)
    record_property("suite", (version, report | {"allowed": ALLOWED}))
    assert report["run"] >= LEAST_TESTS, told
    assert set(report["failed"]) <= set(ALLOWED), told
    _only_known_skips(report["skipped"])


def run_suite(python: str) -> tuple[dict[str, Any], str]:
    """The suite's result by that interpreter, from a copy of the package that it may read, and what it printed."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))
        }
        done = subprocess.run(
            [python, "-I", "-c", _START, str(ROOT), str(RUNNER)],
            cwd=folder, env=environment | {"TMPDIR": folder}, capture_output=True, text=True, check=False, timeout=240,
        )  # fmt: skip
    last = done.stdout.strip().rpartition("\n")[2]
    assert last.startswith("{"), done.stdout + done.stderr
    report: dict[str, Any] = json.loads(last)
    return report, done.stderr


# Isolated: nothing but the standard library and this checkout can be imported.
_START = """
import runpy, sys
sys.path.insert(0, sys.argv[1])
sys.argv = sys.argv[2:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def _only_known_skips(skipped: list[tuple[str, str]]) -> None:
    """As an ordinary user nothing may be skipped that this system can do; what root skips is said aloud."""
    as_root = [name for name, reason in skipped if re.search(r"\broot\b", reason)]
    others = {name: reason for name, reason in skipped if name not in as_root}
    assert all(re.search("win32|Apple|undecodable|TESTFN", reason) for reason in others.values()), others
    if as_root:
        assert os.geteuid() == 0, as_root
        pytest.skip(f"all else passed, but as root CPython skips {len(as_root)} tests of CGI: test as an ordinary user")


@pytest.mark.parametrize("version", GENERATIONS)
def test_the_engine_needs_the_standard_library_alone(version: str) -> None:
    python = pythons().get(version)
    if python is None:
        pytest.skip(NO_PYTHON.format(version=version))
    code = "import sys; sys.path.insert(0, sys.argv[1]); import shareapp.server, shareapp.server.site_server"
    done = subprocess.run(
        [python.path, "-I", "-S", "-W", "error", "-c", code, str(ROOT)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
