"""A cache that may lose anything but never lies, and never grows beyond its limit."""

import os
import threading
import time
from pathlib import Path

import pytest

from shareapp.server.content.filecache import FileCache

BLOCK = 4096


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "not yet" / "cache"


def test_what_was_put_comes_back(folder: Path) -> None:
    cache = FileCache(folder, 10 * BLOCK)
    assert cache.get("a") is None
    cache.put("a", b"first")
    cache.put("a", b"second")
    cache.put("empty", b"")
    assert (cache.get("a"), cache.get("empty"), cache.get("b")) == (b"second", b"", None)
    assert FileCache(folder, 10 * BLOCK).get("a") == b"second"  # after a restart
    assert folder.stat().st_mode & 0o077 == 0 or os.name == "nt"  # nobody else's business


def test_the_longest_unused_go_first(folder: Path) -> None:
    cache = FileCache(folder, 10 * BLOCK)
    now = time.time()
    for number in range(10):
        cache.put(f"{number}", b"x")
        os.utime(folder / f"{number}", (now - 1000 + number, now - 1000 + number))
    cache.put("new", b"x")
    for _ in range(3):
        cache.put("newer", b"x")
    left = {path.name for path in folder.iterdir()}
    assert {"new", "newer", "9"} <= left
    assert "0" not in left
    assert len(left) <= 10


def test_the_limit_holds_whatever_is_put(folder: Path) -> None:
    cache = FileCache(folder, 100 * BLOCK)
    for number in range(100):
        cache.put(f"{number}", bytes(100 * number))
        assert sum(path.stat().st_size for path in folder.iterdir()) <= 100 * BLOCK


def test_empty_files_fill_it_too(folder: Path) -> None:
    cache = FileCache(folder, 10 * BLOCK)
    for number in range(50):
        cache.put(f"{number}", b"")
    assert len(list(folder.iterdir())) <= 10


def test_what_another_run_left_is_counted(folder: Path) -> None:
    FileCache(folder, 100 * BLOCK).put("old", bytes(9 * BLOCK))
    os.utime(folder / "old", (1, 1))
    FileCache(folder, 10 * BLOCK).put("new", bytes(5 * BLOCK))
    assert [path.name for path in folder.iterdir()] == ["new"]


def test_a_use_makes_it_young_again(folder: Path) -> None:
    cache = FileCache(folder, 10 * BLOCK)
    cache.put("a", b"a")
    os.utime(folder / "a", (1, 1))
    cache.get("a")
    assert (folder / "a").stat().st_mtime > time.time() - 60


def test_a_disk_that_takes_nothing_costs_nothing_but_the_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    cache = FileCache(tmp_path / "file" / "cache", 10 * BLOCK)
    cache.put("a", b"a")
    assert cache.get("a") is None


def test_a_file_that_did_not_become_whole_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _content: bytes) -> int:
        raise OSError(28, "no space")

    monkeypatch.setattr(Path, "write_bytes", full)
    FileCache(folder, 10 * BLOCK).put("a", b"a")
    assert list(folder.iterdir()) == []


def test_many_threads_at_once_see_whole_files_only(folder: Path) -> None:
    wrong: list[bytes] = []

    def work() -> None:
        cache = FileCache(folder, 4 * BLOCK)
        for number in range(50):
            cache.put(f"{number % 7}", bytes(500))
            found = cache.get(f"{number % 5}")
            if found not in {None, bytes(500)}:
                wrong.append(found or b"")

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
