"""The owner's view of what devices deleted: bring it back, or let it go after one more question."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shareapp.server.content.changes import Changes
from shareapp.server.content.incoming import Intake
from shareapp.server.content.paths import Root
from shareapp.sharing import recycled
from shareapp.ui.background import Background
from shareapp.ui.dialogs import Dialog
from shareapp.ui.i18n import Translations
from shareapp.ui.recycle_dialog import RecycleDialog
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Button


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """A folder from which two files were deleted."""
    folder = tmp_path / "Photos"
    (folder / "trip").mkdir(parents=True)
    (folder / "trip" / "사진.jpg").write_bytes(b"x" * 1000)
    (folder / "note.txt").write_bytes(b"x" * 500)
    changes = Changes(Intake(root=Root.at(folder, "never")))
    for way, name in ((("trip",), "사진.jpg"), ((), "note.txt")):
        with closing(changes.folder(way)) as opened:
            changes.delete(opened, name)
    return folder


@pytest.fixture
def dialog(theme: Theme, translations: Translations, qtbot: QtBot, share: Path) -> Iterator[RecycleDialog]:
    window = QWidget()
    qtbot.addWidget(window)
    background = Background(window)
    result = RecycleDialog(theme, share, background, window)
    result.open()
    qtbot.waitUntil(lambda: result.table.rowCount() == 2)
    yield result
    result.close()
    assert background.close()


def cells(dialog: RecycleDialog, row: int) -> list[str]:
    found = (dialog.table.item(row, column) for column in range(4))
    return [item.text() if item is not None else "" for item in found]


def question_of(dialog: RecycleDialog) -> Dialog:
    return next(child for child in dialog.findChildren(Dialog) if child.isVisible())


def test_everything_is_listed_the_last_one_first(dialog: RecycleDialog) -> None:
    name, place, deleted, size = cells(dialog, 0)
    assert (name, place, size) == ("note.txt", "Photos", "500 B")
    assert deleted
    assert cells(dialog, 1)[:2] == ["사진.jpg", "trip"]
    assert dialog.told.text() == "2 items · 1.5 KB"


def test_a_chosen_one_comes_back(dialog: RecycleDialog, share: Path, qtbot: QtBot) -> None:
    assert not dialog.restore.isEnabled()
    dialog.table.selectRow(1)
    assert dialog.restore.isEnabled()
    with qtbot.waitSignal(dialog.changed):
        dialog.restore.click()
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 1)
    assert (share / "trip" / "사진.jpg").exists()
    assert dialog.told.text() == "1 item · 500 B"


def test_emptying_asks_first_and_the_safe_answer_is_the_default(dialog: RecycleDialog, qtbot: QtBot) -> None:
    dialog.empty.click()
    question = question_of(dialog)
    assert "Delete 2 items for good?" in question.texts()
    cancel, delete = (button for button in question.findChildren(Button) if button.text())
    assert cancel.isDefault()
    cancel.click()
    assert dialog.table.rowCount() == 2
    dialog.empty.click()
    _, delete = (button for button in question_of(dialog).findChildren(Button) if button.text())
    with qtbot.waitSignal(dialog.changed):
        delete.click()
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 0)
    assert dialog.told.text() == "Nothing is in the recycle folder."
    assert not dialog.empty.isEnabled()


def test_what_the_system_refuses_is_said(dialog: RecycleDialog, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(recycled, "restore", lambda *_: "Read-only file system")
    dialog.table.selectRow(0)
    dialog.restore.click()
    qtbot.waitUntil(lambda: dialog.told.text() == "The system refused this change (Read-only file system).")
    assert dialog.table.rowCount() == 2


def test_after_restoring_the_keyboard_is_in_the_list_and_not_on_the_button_that_deletes(
    dialog: RecycleDialog, qtbot: QtBot
) -> None:
    dialog.table.selectRow(0)
    dialog.restore.setFocus()
    dialog.restore.click()
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 1)
    assert dialog.focusWidget() is dialog.table
