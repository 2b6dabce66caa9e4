"""What went wrong beside the requests is told in a quiet place, in words."""

import socket
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shareapp.server.events import Trouble
from shareapp.ui.i18n import Translations
from shareapp.ui.log_notes import NotesDialog
from shareapp.ui.log_view import LogView
from shareapp.ui.theme import Theme
from tests.support.events import TROUBLE
from tests.support.records import numbered
from tests.support.sharing import LOOPBACK, loopback
from tests.support.stage import Stage

TLS_HELLO = bytes.fromhex("1603010005010000010303")


@pytest.fixture
def view(theme: Theme, translations: Translations, qtbot: QtBot) -> LogView:
    result = LogView(theme)
    qtbot.addWidget(result)
    result.resize(868, 300)
    result.set_sharing(True)
    result.show()
    return result


def open_notes(view: LogView) -> NotesDialog:
    view.notes_button.click()
    (dialog,) = view.findChildren(NotesDialog)
    return dialog


def test_without_notes_there_is_no_button(view: LogView) -> None:
    assert not view.notes_button.isVisible()
    view.add_troubles([Trouble(1.0, "cgi-exit", "10.0.0.5", ("report.py", "0", "0.1"))])
    assert not view.notes_button.isVisible()


def test_notes_are_counted_listed_and_cleared_with_the_log(view: LogView) -> None:
    view.append(numbered(1))
    view.add_troubles([TROUBLE, TROUBLE, TROUBLE._replace(code="client-timeout")])
    assert view.notes_button.text() == "2 notes"
    dialog = open_notes(view)
    assert f"{TROUBLE.client} used https://, but this share is http://." in dialog.texts()
    assert "× 2" in dialog.texts()
    dialog.close()
    view.clear()
    assert not view.notes_button.isVisible()


def test_details_of_a_crash_can_be_copied(view: LogView) -> None:
    view.add_troubles([Trouble(1.0, "crash", "10.0.0.5", ("a1b2c3d4", "Traceback\n  line\nValueError: boom\n"))])
    dialog = open_notes(view)
    assert any("a1b2c3d4" in text for text in dialog.texts())
    assert any(text.endswith("ValueError: boom") for text in dialog.texts())
    next(button for button in dialog.buttons() if button.text() == "Copy details").click()
    assert "ValueError: boom" in QGuiApplication.clipboard().text()
    dialog.close()


def test_what_a_script_says_is_readable(view: LogView) -> None:
    view.add_troubles([
        Trouble(1.0, "cgi-stderr", "10.0.0.5", ("report.py", "no such table")),
        Trouble(2.0, "cgi-exit", "10.0.0.5", ("report.py", "1", "0.034")),
    ])  # fmt: skip
    dialog = open_notes(view)
    assert {"Script report.py says: no such table", "Script report.py ended with code 1."} <= set(dialog.texts())
    dialog.close()


def test_a_small_window_has_the_notes_in_its_menu(view: LogView) -> None:
    view.set_compact(True)
    view.add_troubles([TROUBLE])
    assert not view.notes_button.isVisible()
    next(action for action in view.menu().actions() if action.text() == "1 note").trigger()
    (dialog,) = view.findChildren(NotesDialog)
    dialog.close()


def test_https_on_the_http_port_is_noted_in_the_window(stage: Stage, qtbot: QtBot, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        port = stage.start(window)
        with socket.create_connection((LOOPBACK, port), 10) as device:
            device.sendall(TLS_HELLO)
            qtbot.waitUntil(lambda: window.log.notes_button.text() == "1 note")
        window.log.notes_button.click()
        (dialog,) = window.findChildren(NotesDialog)
        assert f"{LOOPBACK} used https://, but this share is http://." in dialog.texts()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
