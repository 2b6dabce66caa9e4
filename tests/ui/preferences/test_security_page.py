"""The security page: a password that really guards, shown and made anew."""

import http.client

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from shareapp.ui.main_window import MainWindow
from shareapp.ui.preferences import Preferences
from tests.support.stage import Stage


def status(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/hello.txt")
        return connection.getresponse().status
    finally:
        connection.close()


def click(preferences: Preferences, window: MainWindow, qtbot: QtBot) -> None:
    """Switch the password on and wait for its hash."""
    preferences.security.password_on.switch.click()
    qtbot.waitUntil(lambda: not window.background.is_busy)


def test_a_password_guards_the_running_share_at_once(
    stage: Stage, window: MainWindow, preferences: Preferences, qtbot: QtBot
) -> None:
    port = stage.start(window)
    assert status(port) == 200
    preferences.security.password_on.switch.click()
    qtbot.waitUntil(lambda: status(port) == 401)
    preferences.security.password_on.switch.click()
    qtbot.waitUntil(lambda: status(port) == 200)


def test_without_https_the_page_says_that_others_could_read_it(
    window: MainWindow, preferences: Preferences, qtbot: QtBot
) -> None:
    page = preferences.security
    click(preferences, window, qtbot)
    assert page.password_on.message == "Without HTTPS, others on this network could read the password."


def test_a_short_password_is_explained_and_not_used(window: MainWindow, preferences: Preferences, qtbot: QtBot) -> None:
    page = preferences.security
    click(preferences, window, qtbot)
    before = window.session.password
    page.password.field.setText("short")
    page.password.commit()
    assert page.password.message.startswith("Use at least 8 characters.")
    assert window.session.password == before


def test_a_password_can_be_shown_and_made_anew(window: MainWindow, preferences: Preferences, qtbot: QtBot) -> None:
    page = preferences.security
    click(preferences, window, qtbot)
    before = window.session.password
    assert page.password.field.echoMode() == QLineEdit.EchoMode.Password
    page.show_button.click()
    assert page.password.field.echoMode() == QLineEdit.EchoMode.Normal
    page.renew_button.click()
    qtbot.waitUntil(lambda: not window.background.is_busy)
    assert window.session.password != before
    assert page.password.field.text() == window.session.password


def test_a_user_name_has_no_colon(window: MainWindow, preferences: Preferences, qtbot: QtBot) -> None:
    page = preferences.security
    click(preferences, window, qtbot)
    page.user.field.setText("a:b")
    page.user.commit()
    assert page.user.message
    assert window.session.config.credentials is not None
    assert window.session.config.credentials.user == "guest"
