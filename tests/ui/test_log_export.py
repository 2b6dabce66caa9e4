"""Exporting what the log shows, from the menu or Ctrl+S to the file and the banner."""

import json
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from shareapp.ui.main_window import MainWindow
from tests.support.records import numbered, request_done
from tests.support.sharing import loopback
from tests.support.stage import Stage


def dialog_of(window: MainWindow) -> QFileDialog:
    window.log.actions_.export.trigger()
    (dialog,) = window.findChildren(QFileDialog)
    return dialog


def save(window: MainWindow, path: Path, qtbot: QtBot) -> str:
    """Choose ``path`` in the dialog; what the banner says then."""
    dialog = dialog_of(window)
    dialog.fileSelected.emit(str(path))
    dialog.close()
    qtbot.waitUntil(window.body.banner.isVisible)
    return window.body.banner.accessibleName()


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".log", ".har"])
def test_the_name_decides_the_format(stage: Stage, qtbot: QtBot, root: Path, tmp_path: Path, suffix: str) -> None:
    with stage.window(loopback(root)) as window:
        window.log.append(numbered(3))
        path = tmp_path / f"requests{suffix}"
        assert save(window, path, qtbot) == f"3 requests exported. {path}"
        starts = {".csv": "\ufefftime,", ".jsonl": '{"time":', ".log": "192.168.0.23 - ", ".har": '{"log":'}
        assert path.read_text("utf-8").startswith(starts[suffix])


def test_the_filtered_rows_are_exported_and_counted(stage: Stage, qtbot: QtBot, root: Path, tmp_path: Path) -> None:
    with stage.window(loopback(root)) as window:
        window.log.append([request_done(status=status) for status in (200, 404, 200, 500)])
        window.log.model.set_filter(lambda request: request.status >= 400)
        dialog = dialog_of(window)
        assert dialog.windowTitle() == "Export 2 of 4 requests"
        dialog.fileSelected.emit(str(tmp_path / "errors.jsonl"))
        dialog.close()
        qtbot.waitUntil(window.body.banner.isVisible)
        assert window.body.banner.accessibleName().startswith("2 of 4 requests exported")
        lines = (tmp_path / "errors.jsonl").read_text().splitlines()
        assert [json.loads(line)["status"] for line in lines] == [404, 500]


def test_the_dialog_offers_four_formats_and_a_name_with_the_day(stage: Stage, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        window.log.append(numbered(1))
        dialog = dialog_of(window)
        assert dialog.windowTitle() == "Export 1 request"
        assert [part.rpartition("*")[2] for part in dialog.nameFilters()] == [".csv)", ".jsonl)", ".log)", ".har)"]
        assert Path(dialog.selectedFiles()[0]).name == time.strftime("shareapp-%Y-%m-%d.csv")
        dialog.filterSelected.emit(dialog.nameFilters()[3])
        assert dialog.defaultSuffix() == "har"
        dialog.close()


def test_a_failure_is_explained_and_mended(stage: Stage, qtbot: QtBot, root: Path, tmp_path: Path) -> None:
    with stage.window(loopback(root)) as window:
        window.log.append(numbered(1))
        said = save(window, tmp_path / "gone" / "requests.csv", qtbot)
        assert said.startswith("The log was not exported. ")
        assert str(tmp_path / "gone" / "requests.csv") in said
        again = window.body.banner.buttons()[0]
        assert again.text() == "Choose another place…"
        again.click()
        dialogs = [dialog for dialog in window.findChildren(QFileDialog) if dialog.isVisible()]
        assert len(dialogs) == 1
        dialogs[0].close()


def test_the_folder_of_the_file_can_be_opened(
    stage: Stage, qtbot: QtBot, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    with stage.window(loopback(root)) as window:
        window.log.append(numbered(1))
        save(window, tmp_path / "requests.csv", qtbot)
        window.body.banner.buttons()[0].click()
        assert opened == [QUrl.fromLocalFile(str(tmp_path))]
