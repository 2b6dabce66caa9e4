"""The sharing page on a running share: every switch works at once."""

import http.client
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from shareapp.server.content.changes import Changes
from shareapp.server.content.incoming import Intake
from shareapp.server.content.paths import Root
from shareapp.sharing.config import Rights
from shareapp.ui.autostart import FileAutostart, desktop_entry
from shareapp.ui.main_window import MainWindow
from shareapp.ui.preferences import Preferences
from tests.support.stage import Stage


def status(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.fixture
def port(stage: Stage, window: MainWindow) -> int:
    return stage.start(window)


def test_hidden_files_are_served_as_soon_as_they_are_wanted(
    root: Path, port: int, preferences: Preferences, qtbot: QtBot
) -> None:
    (root / ".secret").write_text("x")
    assert status(port, "/.secret") == 404
    preferences.sharing.hidden.switch.click()
    qtbot.waitUntil(lambda: status(port, "/.secret") == 200)


def test_archives_are_offered_until_they_are_not(port: int, preferences: Preferences, qtbot: QtBot) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/?zip")
    assert connection.getresponse().getheader("Content-Type") == "application/zip"
    connection.close()
    preferences.sharing.zip.switch.click()

    def is_listing() -> bool:
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        asked.request("GET", "/?zip")
        answer = asked.getresponse()
        asked.close()
        return str(answer.getheader("Content-Type")).startswith("text/html")

    qtbot.waitUntil(is_listing)


def rights_of(window: MainWindow) -> Rights:
    return window.session.config.rights


def test_what_devices_may_do_is_one_choice(window: MainWindow, preferences: Preferences) -> None:
    page = preferences.sharing
    assert page.rights.combo.currentData() == "read"
    assert not page.manage.isVisible()
    assert not page.upload_bytes.isVisible()
    page.rights.chosen.emit("add")
    assert rights_of(window) == "add"
    assert page.manage.isVisible()
    page.manage.switch.click()
    assert rights_of(window) == "manage"
    assert page.rights.combo.currentData() == "add"
    page.manage.switch.click()
    assert rights_of(window) == "add"
    page.existing.chosen.emit("skip")
    assert window.session.config.existing == "skip"


def delete(root: Path, name: str) -> None:
    """As a device does."""
    shared = Root.at(root, "never")
    changes = Changes(Intake(root=shared))
    with closing(changes.folder(())) as folder:
        changes.delete(folder, name)


def test_deleted_files_are_told_until_they_are_gone(
    root: Path, window: MainWindow, preferences: Preferences, qtbot: QtBot
) -> None:
    page = preferences.sharing
    assert not page.deleted.isVisible()
    page.rights.chosen.emit("add")
    page.manage.switch.click()
    assert page.deleted.isVisible()
    assert page.deleted.description == "Nothing is in the recycle folder."
    (root / "gone.txt").write_bytes(b"x" * 1500)
    delete(root, "gone.txt")
    page.manage.switch.click()
    preferences.show_page("network")
    preferences.show_page("sharing")
    qtbot.waitUntil(lambda: page.deleted.description == "1 item · 1.5 KB")
    assert page.deleted.isVisible()
    dialog = page.show_deleted()
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 1)
    dialog.table.selectRow(0)
    dialog.restore.click()
    qtbot.waitUntil((root / "gone.txt").exists)
    qtbot.waitUntil(lambda: not page.deleted.isVisible())
    dialog.close()


def test_an_inbox_has_no_further_rights(window: MainWindow, preferences: Preferences) -> None:
    page = preferences.sharing
    page.rights.chosen.emit("inbox")
    assert rights_of(window) == "inbox"
    assert "never what is in the folder" in page.rights.description
    assert not page.manage.isVisible()
    assert not page.existing.isVisible()
    assert page.upload_bytes.isVisible()
    preferences.restore_button.click()
    assert rights_of(window) == "read"


def test_a_share_can_end_by_itself(window: MainWindow, preferences: Preferences) -> None:
    page = preferences.sharing
    texts = [page.ends_after_s.combo.itemText(index) for index in range(page.ends_after_s.combo.count())]
    assert texts == ["Never", "15 minutes", "1 hour", "3 hours", "8 hours", "1 day", "7 days"]
    page.ends_after_s.chosen.emit(3600.0)
    page.ends_after_downloads.chosen.emit(5)
    assert window.session.config.terms == (3600.0, 5)
    assert page.ends_after_downloads.combo.currentText() == "5 downloads"
    window.session.configure(ends_after_s=5400.0)
    assert page.ends_after_s.combo.currentText() == "90 minutes"
    window.session.configure(ends_after_s=15.0)
    assert page.ends_after_s.combo.currentText() == "15 seconds"
    preferences.restore_button.click()
    assert page.ends_after_s.combo.currentText() == "Never"


def test_uploads_have_a_largest_size(window: MainWindow, preferences: Preferences) -> None:
    preferences.sharing.upload_bytes.chosen.emit(100 * 1024**2)
    assert window.session.config.upload_bytes == 100 * 1024**2


def test_it_is_said_that_no_added_page_opens_by_itself(preferences: Preferences) -> None:
    page = preferences.sharing
    assert page.index_names.message == ""
    page.rights.chosen.emit("add")
    assert page.index_names.message == "Not while devices may add files: anybody could add one."
    page.index_names.switch.click()
    assert page.index_names.message == ""


def test_starting_at_log_in_is_the_systems_own_setting(
    preferences: Preferences, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = FileAutostart(tmp_path / "autostart" / "shareapp.desktop", desktop_entry)
    monkeypatch.setattr(preferences.sharing, "_autostart", entry)
    preferences.sharing.login.switch.click()
    assert entry.is_on()
    preferences.restore_button.click()
    assert not entry.is_on()
    (tmp_path / "autostart").rmdir()
    (tmp_path / "autostart").write_text("in the way")
    preferences.sharing.login.switch.click()
    assert preferences.sharing.login.message.startswith("The system refused this change")
    assert not preferences.sharing.login.switch.isChecked()
