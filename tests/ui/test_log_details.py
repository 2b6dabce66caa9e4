"""The details of a row: opened by hand or key, following the selection, with what was really said."""

import http.client
import ssl
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from shareapp.sharing.config import SelfSigned
from shareapp.ui.i18n import Translations
from shareapp.ui.log_view import LogView
from shareapp.ui.theme import Theme
from tests.support.records import request_done
from tests.support.sharing import fetch, loopback
from tests.support.stage import Stage


@pytest.fixture
def view(theme: Theme, translations: Translations, qtbot: QtBot) -> LogView:
    result = LogView(theme)
    qtbot.addWidget(result)
    result.resize(868, 300)
    result.set_sharing(True)
    result.append([request_done(target="/a%20b.jpg"), request_done(target="/gone", status=404)])
    result.show()
    return result


def said(view: LogView) -> str:
    labels = [label.text() for label in view.details.findChildren(QLabel)]
    return "\n".join(labels).replace("\u200b", "")


def test_enter_opens_the_details_and_escape_closes_them(view: LogView, qtbot: QtBot) -> None:
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.table.setFocus()
    view.table.selectRow(0)
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert view.details.isVisible()
    assert view.details.title.text() == "GET /a b.jpg"
    assert "/a%20b.jpg" in said(view)
    QTest.keyClick(view.table, Qt.Key.Key_Escape)
    assert not view.details.isVisible()


def test_the_details_follow_the_selection(view: LogView) -> None:
    view.table.selectRow(0)
    view.actions_.details.trigger()
    view.table.selectRow(1)
    assert (view.details.status.text(), view.details.reason.text()) == ("404", "There is no such file in the folder.")


def test_without_a_row_nothing_opens(view: LogView) -> None:
    view.actions_.details.trigger()
    assert not view.details.isVisible()


def test_closing_gives_the_keyboard_back_to_the_table(view: LogView, qtbot: QtBot) -> None:
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.table.selectRow(0)
    view.actions_.details.trigger()
    view.details.close_button.setFocus()
    view.details.close_button.click()
    assert view.table.hasFocus()


def test_clearing_the_log_closes_the_details(view: LogView) -> None:
    view.table.selectRow(0)
    view.actions_.details.trigger()
    view.clear()
    assert not view.details.is_open


def test_a_small_window_shows_the_details_instead_of_the_table(view: LogView) -> None:
    view.set_compact(True)
    view.table.selectRow(0)
    view.actions_.details.trigger()
    assert not view.table.isVisible()
    view.details.dismiss()
    assert view.table.isVisible()


def test_korean_is_spoken_at_once(view: LogView, translations: Translations, qtbot: QtBot) -> None:
    view.table.selectRow(1)
    view.actions_.details.trigger()
    translations.apply("ko")
    qtbot.waitUntil(lambda: view.details.reason.text() == "폴더에 없는 파일입니다.")


def test_what_was_said_is_shown_without_the_password(stage: Stage, qtbot: QtBot, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        port = stage.start(window)
        fetch(port, "/hello.txt", Authorization="Basic c2VjcmV0", Accept="text/plain")
        qtbot.waitUntil(lambda: window.log.model.rowCount() == 1)
        window.log.table.selectRow(0)
        window.log.actions_.details.trigger()
        words = said(window.log)
        assert "Accept: text/plain" in words
        assert "HTTP/1.1 200 OK" in words
        assert "c2VjcmV0" not in words


def test_an_encrypted_request_tells_its_cipher(stage: Stage, qtbot: QtBot, root: Path) -> None:
    with stage.window(loopback(root, tls=SelfSigned(folder=root.parent / "certificate"))) as window:
        port = stage.start(window)
        _fetch_encrypted(port)
        qtbot.waitUntil(lambda: window.log.model.rowCount() == 1)
        window.log.table.selectRow(0)
        window.log.actions_.details.trigger()
        assert "TLSv1.3 · TLS_" in said(window.log)


def _fetch_encrypted(port: int) -> None:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=10, context=context)
    connection.request("GET", "/hello.txt")
    assert connection.getresponse().read() == b"hello"
    connection.close()
