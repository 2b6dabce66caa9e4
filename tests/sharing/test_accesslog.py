"""Every request reaches the file, files are turned over by size, and nobody waits for a disk."""

import errno
import queue
import threading
from pathlib import Path
from typing import Any, get_args

import pytest

from shareapp.sharing.accesslog import AccessLog, LogFormat, format_combined, format_json
from tests.support.events import DONE, TROUBLE
from tests.support.sharing import PATIENCE_S


def lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


def test_requests_are_written_in_order_and_troubles_are_not(tmp_path: Path) -> None:
    log = AccessLog(tmp_path / "access.log")
    requests = [DONE._replace(status=200 + number) for number in range(50)]
    for request in requests:
        log(request)
        log(TROUBLE)
    log.close()
    assert lines(tmp_path / "access.log") == [format_combined(request) for request in requests]


def test_json_lines_are_appended_to_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "접속.log"
    for _ in range(2):
        log = AccessLog(path, "json")
        log(DONE)
        log.close()
    assert lines(path) == [format_json(DONE)] * 2


def test_files_are_turned_over_by_size_and_the_oldest_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AccessLog, "LINES_AT_ONCE", 1)
    size = len(format_combined(DONE)) + 1
    log = AccessLog(tmp_path / "log", rotate_bytes=2 * size, keep=2)
    requests = [DONE._replace(status=200 + number) for number in range(9)]
    for request in requests:
        log(request)
    log.close()
    kept = [format_combined(request) for request in requests]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log", "log.1", "log.2"]
    assert lines(tmp_path / "log") == kept[8:]
    assert lines(tmp_path / "log.1") == kept[6:8]
    assert lines(tmp_path / "log.2") == kept[4:6]


def test_a_file_of_the_other_format_is_turned_over(tmp_path: Path) -> None:
    formats: tuple[LogFormat, ...] = ("combined", "json", "json", "combined")
    for log_format in formats:
        log = AccessLog(tmp_path / "log", log_format)
        log(DONE)
        log.close()
    assert lines(tmp_path / "log") == [format_combined(DONE)]
    assert lines(tmp_path / "log.1") == [format_json(DONE)] * 2
    assert lines(tmp_path / "log.2") == [format_combined(DONE)]
    assert not (tmp_path / "log.3").exists()


def test_a_file_without_a_line_has_no_format_yet(tmp_path: Path) -> None:
    for log_format in get_args(LogFormat):
        AccessLog(tmp_path / "log", log_format).close()
    assert [path.name for path in tmp_path.iterdir()] == ["log"]


def test_a_file_that_may_only_be_added_to_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "log"
    path.write_text("{}\n")
    may_open = Path.open

    def add_only(path: Path, mode: str, *arguments: Any, **options: Any) -> Any:
        if "r" in mode:
            raise PermissionError(errno.EACCES, "Permission denied")
        return may_open(path, mode, *arguments, **options)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", add_only)
        log = AccessLog(path)
    log(DONE)
    log.close()
    assert lines(path) == ["{}", format_combined(DONE)]


def test_without_old_files_the_log_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AccessLog, "LINES_AT_ONCE", 1)
    log = AccessLog(tmp_path / "log", rotate_bytes=1, keep=0)
    log(DONE)
    log(DONE._replace(status=404))
    log.close()
    assert [path.name for path in tmp_path.iterdir()] == ["log"]
    assert lines(tmp_path / "log") == [format_combined(DONE._replace(status=404))]


def test_closing_twice_is_harmless_and_later_requests_are_ignored(tmp_path: Path) -> None:
    log = AccessLog(tmp_path / "log")
    log.close()
    log.close()
    log(DONE)
    assert (tmp_path / "log").read_bytes() == b""


def test_a_file_that_cannot_be_opened_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        AccessLog(tmp_path)


@pytest.mark.point(120)
def test_a_slow_disk_holds_nobody_up_and_drops_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(AccessLog, "QUEUE", 10)
    disk = threading.Event()
    writing: queue.SimpleQueue[None] = queue.SimpleQueue()

    def slowly(request: object) -> str:
        writing.put(None)
        disk.wait(PATIENCE_S)
        return "line"

    monkeypatch.setattr("shareapp.sharing.accesslog._FORMATS", {"combined": slowly})
    log = AccessLog(tmp_path / "log")
    log(DONE)
    writing.get(timeout=PATIENCE_S)
    for _ in range(15):
        log(DONE)
    disk.set()
    log.close()
    assert log.dropped == 5
    assert len(lines(tmp_path / "log")) == 11
    assert "5 requests are missing" in caplog.text


class FullDisk:
    """A file on a disk without room."""

    closed = False

    def write(self, _data: object) -> int:
        raise OSError(28, "No space left on device")

    def close(self) -> None:
        """Nothing was open."""


def test_a_full_disk_is_told_once_and_nothing_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(AccessLog, "LINES_AT_ONCE", 1)
    log = AccessLog(tmp_path / "log")
    log._file.close()
    log._file = FullDisk()  # type: ignore[assignment]
    for _ in range(3):
        log(DONE)
    log.close()
    assert log.dropped == 3
    assert caplog.text.count("No space left") == 1
