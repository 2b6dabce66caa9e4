"""The tests mirror the tree: who changes shareapp/a/b.py looks into tests/a/test_b.py."""

from pathlib import Path

from tests.support import source

WITHOUT_A_TEST_FILE: dict[str, str] = {
    "shareapp/server/errors.py": "names and values only",
    "shareapp/server/events.py": "names and values only",
    "shareapp/server/limits.py": "names and values only",
}
"""Source file -> why it needs no test file of its own name. Short, and checked below to be still true."""


def test_every_source_file_has_its_test_file() -> None:
    sources = [path for path in source.python_files("shareapp") if path.name != "__init__.py"]
    alone = {source.name(path) for path in sources if not _mirror(path).is_file()}
    missing = sorted(alone - set(WITHOUT_A_TEST_FILE))
    assert not missing, "without a test file: " + ", ".join(missing)


def test_every_exception_is_still_one() -> None:
    for name in WITHOUT_A_TEST_FILE:
        assert (source.ROOT / name).is_file()
        assert not _mirror(source.ROOT / name).exists()


def _mirror(path: Path) -> Path:
    inside = path.relative_to(source.ROOT / "shareapp")
    return source.ROOT / "tests" / inside.parent / f"test_{inside.stem.strip('_')}.py"
