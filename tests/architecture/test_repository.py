"""What is committed works anywhere: pinned by hash, without a URL, without a path of somebody's computer."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from tests.support import source

LOCK_FILES = sorted((source.ROOT / "requirements").glob("*.txt"))
NPM_LOCK_FILES = [path for path in source.files() if path.name == "package-lock.json"]
MACHINE_PATH = re.compile(rb"(?<![\w.])/(?:work|root)/\w[\w.-]*/\w")  # /home/... and /Users/... are examples in tests
PIN = re.compile(r"^[A-Za-z0-9._-]+==\S+(?: ;[^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


@pytest.mark.parametrize("path", LOCK_FILES, ids=source.name)
def test_a_lock_file_holds_names_versions_and_hashes_only(path: Path) -> None:
    odd = [line for line in path.read_text().splitlines() if not PIN.match(line) and not HASH.match(line)]
    assert odd == []


@pytest.mark.parametrize("path", NPM_LOCK_FILES, ids=source.name)
def test_a_lock_file_of_npm_holds_names_versions_and_hashes_only(path: Path) -> None:
    packages = json.loads(path.read_text(encoding="utf-8"))["packages"]
    assert [name for name, facts in packages.items() if name and not facts.get("integrity")] == []
    assert "://" not in path.read_text(encoding="utf-8")


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((source.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = {
        "run": project["project"]["dependencies"],
        "dev": project["project"]["dependencies"] + project["dependency-groups"]["dev"],
        "build": project["build-system"]["requires"],
    }
    for lock, wanted in groups.items():
        pinned = set(
            re.findall(r"^([\w.-]+)==", (source.ROOT / "requirements" / f"{lock}.txt").read_text(), re.MULTILINE)
        )
        names = {re.split(r"[^\w.-]", entry)[0].lower() for entry in wanted if isinstance(entry, str)}
        assert names <= pinned, lock


def test_the_wheel_takes_every_package() -> None:
    project = tomllib.loads((source.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    folders = {path.parent for path in source.python_files("shareapp")}
    packages = {source.name(folder).replace("/", ".") for folder in folders} | {"shareapp.resources"}
    assert set(project["tool"]["setuptools"]["packages"]) == packages


def test_no_file_names_a_path_of_somebodys_computer() -> None:
    told = [source.name(path) for path in source.files() if MACHINE_PATH.search(path.read_bytes())]
    assert told == []
