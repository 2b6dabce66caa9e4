"""The page while sharing."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from shareapp.sharing.config import Credentials
from shareapp.sharing.events import ShareState
from shareapp.ui.running_page import RunningPage
from shareapp.ui.screenshots import this_computer
from shareapp.ui.share_view import ShareView
from shareapp.ui.theme import Theme
from tests.support.stage import ETHERNET, UP, WIFI, running_view

ROOT = Path("Photos")
VIEW = running_view(ROOT)
SECRET = replace(
    VIEW,
    config=replace(VIEW.config, credentials=Credentials(user="guest", password_hash="scrypt$2$1$1$AA==$AA==")),
    password="quiet-otter",
)


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> RunningPage:
    """The page of a share with two addresses."""
    result = RunningPage(theme)
    qtbot.addWidget(result)
    result.resize(600, 240)
    result.show()
    result.render_view(VIEW)
    return result


def test_pills_tell_how_long_what_and_for_whom(page: RunningPage) -> None:
    assert "12" in page.status_pill.text()
    assert page.status_pill.text().startswith("Sharing · ")
    assert page.access_pill.text() == "View and download"
    assert page.password_pill.text() == "No password"
    page.render_view(replace(SECRET, config=replace(SECRET.config, rights="add")))
    assert (page.access_pill.text(), page.password_pill.text()) == ("Uploads allowed", "Password on")
    page.render_view(replace(SECRET, config=replace(SECRET.config, rights="inbox")))
    assert page.access_pill.text() == "Uploads only"
    page.render_view(replace(SECRET, config=replace(SECRET.config, rights="manage")))
    assert page.access_pill.text() == "Changes allowed"
    page.render_view(replace(SECRET, has_ended=True))
    assert page.status_pill.text() == "Ended"


def test_the_address_can_be_chosen_when_there_are_several(page: RunningPage) -> None:
    assert page.addresses.isVisible()
    chosen = QSignalSpy(page.address_chosen)
    page.addresses.activated.emit(1)
    assert chosen.at(0) == [ETHERNET.host]
    page.render_view(replace(VIEW, change=UP._replace(addresses=(WIFI,))))
    assert not page.addresses.isVisible()


def test_stopping_tells_what_is_waited_for(page: RunningPage) -> None:
    page.render_view(replace(VIEW, change=UP._replace(state=ShareState.STOPPING), transfers=2))
    assert page.status_pill.text() == "Stopping…"
    assert "2" in page.hint_text()
    assert not page.addresses.isVisible()


@pytest.mark.parametrize("view", [this_computer(ROOT), replace(VIEW, change=UP._replace(addresses=()), address=None)])
def test_an_address_for_this_computer_says_so(page: RunningPage, view: ShareView) -> None:
    page.render_view(view)
    assert page.hint_text() == "Only this computer can open this address."


def test_credentials_are_shown_only_with_a_password(page: RunningPage) -> None:
    assert not page.credentials.isVisible()
    page.render_view(SECRET)
    assert page.credentials.isVisible()


def test_in_a_small_window_the_password_opens_from_its_pill(page: RunningPage) -> None:
    page.set_compact(True)
    page.render_view(SECRET)
    assert not page.credentials.isVisible()
    page.password_pill.click()
    assert page.popup.isVisible()
    page.popup.close()


@pytest.mark.parametrize("name", ["network", "sharing", "security"])
def test_a_pill_opens_the_preferences_it_tells_about(page: RunningPage, name: str) -> None:
    asked = QSignalSpy(page.preferences_asked)
    pill = {"network": page.status_pill, "sharing": page.access_pill, "security": page.password_pill}[name]
    pill.click()
    assert asked.at(0) == [name]
    assert pill.accessibleName().endswith(f"Open {name} preferences.")


def test_a_pill_is_no_stop_of_the_keyboard_while_stopping(page: RunningPage) -> None:
    stopping = replace(SECRET, change=SECRET.change._replace(state=ShareState.STOPPING))
    page.render_view(stopping)
    assert page.password_pill.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_the_checklist_is_a_link_or_in_a_small_window_an_icon(page: RunningPage) -> None:
    asked = QSignalSpy(page.help_asked)
    page.help_link.click()
    page.set_compact(True)
    assert not page.help_link.isVisible()
    page.help_icon.click()
    assert asked.count() == 2
