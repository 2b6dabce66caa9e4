"""LogFile: opened, changed and let go of as the preferences say."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from shareapp.server.events import discard
from shareapp.sharing.controller import ShareController
from shareapp.sharing.events import EventBuffer
from shareapp.ui.log_file import LogFile
from shareapp.ui.settings import AppPrefs
from tests.support.records import request_done


@pytest.fixture
def controller() -> ShareController:
    return ShareController(EventBuffer())


@pytest.fixture
def log_file(controller: ShareController) -> Iterator[LogFile]:
    result = LogFile(controller)
    yield result
    result.close()


def test_nothing_is_written_unless_asked_for(log_file: LogFile, controller: ShareController, tmp_path: Path) -> None:
    log_file.apply(AppPrefs(log_file=tmp_path / "access.log"))
    assert controller.log is discard
    assert list(tmp_path.iterdir()) == []


def test_what_is_asked_for_is_written(log_file: LogFile, controller: ShareController, tmp_path: Path) -> None:
    log_file.apply(AppPrefs(log_to_file=True, log_file=tmp_path / "logs" / "access.log"))
    controller.log(request_done())
    log_file.close()
    assert (tmp_path / "logs" / "access.log").read_text().count("\n") == 1


def test_the_same_wish_keeps_the_file_open(log_file: LogFile, controller: ShareController, tmp_path: Path) -> None:
    prefs = AppPrefs(log_to_file=True, log_file=tmp_path / "access.log")
    log_file.apply(prefs)
    before = controller.log
    log_file.apply(replace(prefs, log_rows=500))
    assert controller.log is before


def test_another_format_begins_another_file(log_file: LogFile, controller: ShareController, tmp_path: Path) -> None:
    prefs = AppPrefs(log_to_file=True, log_file=tmp_path / "access.log")
    log_file.apply(prefs)
    controller.log(request_done())
    log_file.apply(replace(prefs, log_format="json"))
    controller.log(request_done())
    log_file.close()
    assert (tmp_path / "access.log").read_text().startswith("{")
    assert (tmp_path / "access.log").read_text().count("\n") == 1
    assert not (tmp_path / "access.log.1").read_text().startswith("{")


def test_a_place_that_refuses_is_remembered_as_trouble(
    log_file: LogFile, controller: ShareController, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    log_file.apply(AppPrefs(log_to_file=True, log_file=tmp_path / "file" / "access.log"))
    assert isinstance(log_file.trouble, OSError)
    assert controller.log is discard
    log_file.apply(AppPrefs())
    assert log_file.trouble is None
