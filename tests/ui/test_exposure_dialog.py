""" "What can they see?" from the header to the last row."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from shareapp.sharing.config import ShareConfig
from shareapp.ui.background import Background
from shareapp.ui.exposure_dialog import ExposureDialog
from shareapp.ui.exposure_watch import ExposureWatch
from shareapp.ui.share_view import ShareView
from shareapp.ui.theme import Theme
from tests.support.stage import Stage


def test_the_dialog_fills_while_the_folder_is_looked_at(qtbot: QtBot, theme: Theme, root: Path) -> None:
    background = Background()
    watch = ExposureWatch(background)
    config = ShareConfig(root=root)
    dialog = ExposureDialog(theme, watch, config)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.is_looking
    (root / "id_rsa").touch()
    (root / ".git").mkdir()
    watch.follow(ShareView(config=config))
    qtbot.waitUntil(lambda: not dialog.is_looking)
    texts = dialog.texts()
    assert "3 file(s), 10 B" in texts
    assert "id_rsa" in texts
    assert ".git" in texts
    assert not background.is_busy


def test_a_click_on_the_line_opens_it_and_looks_anew(stage: Stage, qtbot: QtBot, root: Path) -> None:
    with stage.window(ShareConfig(root=root)) as window:
        qtbot.waitUntil(lambda: window.body.header.exposure_text().startswith("2 files"))
        (root / "late.txt").write_text("late")
        window.body.header.exposure.setFocus()
        QTest.keyClick(window.body.header.exposure, Qt.Key.Key_Space)
        dialog = window.findChild(ExposureDialog)
        assert dialog is not None
        qtbot.waitUntil(lambda: window.body.header.exposure_text().startswith("3 files"))
        assert any(text.startswith("3 files") for text in dialog.texts())
        dialog.close_button.click()


def test_it_leads_to_where_it_can_be_changed(stage: Stage, qtbot: QtBot, root: Path) -> None:
    with stage.window(ShareConfig(root=root)) as window:
        asked = QSignalSpy(window.exposure.preferences_asked)
        window.exposure.open_dialog()
        dialog = window.findChild(ExposureDialog)
        assert dialog is not None
        dialog.preferences_button.click()
        assert asked.at(0) == ["sharing"]
        window.open_preferences().close()


def test_without_a_folder_there_is_nothing_to_open(stage: Stage) -> None:
    with stage.window() as window:
        assert not window.body.header.exposure.isVisible()
