"""The files of this repository, for the tests that judge the source itself."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]

_NOT_OURS = frozenset({".git", ".venv", "build", "dist", "__pycache__", "node_modules", "screenshots"})


def files(folder: Path = ROOT) -> Iterator[Path]:
    """Every file that is (or could be) committed: no caches, nothing that was installed or built."""
    for entry in sorted(folder.iterdir()):
        if entry.name in _NOT_OURS or entry.name.endswith(("_cache", ".egg-info")) or entry.name == ".hypothesis":
            continue
        if entry.is_dir():
            yield from files(entry)
        else:
            yield entry


def python_files(*parts: str) -> list[Path]:
    """The Python files below one folder, or all of them."""
    return [path for path in files(ROOT.joinpath(*parts)) if path.suffix == ".py"]


def name(path: Path) -> str:
    """How a failure calls a file: as in the repository."""
    return path.relative_to(ROOT).as_posix()
