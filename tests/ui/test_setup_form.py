"""The form before sharing: tells valid changes at once, explains the others, keeps what somebody types."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from shareapp.server.errors import PortInUse
from shareapp.sharing.config import Credentials, SelfSigned, ShareConfig
from shareapp.sharing.events import ShareState, StateChanged
from shareapp.ui.setup_form import SetupForm
from shareapp.ui.share_view import THIS_COMPUTER, ShareView
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Label
from tests.support.stage import ETHERNET, WIFI

VIEW = ShareView(config=ShareConfig(root=Path("Photos")), local_addresses=(WIFI, ETHERNET))
SECRET = Credentials(user="guest", password_hash="scrypt$2$1$1$AA==$AA==")


@pytest.fixture
def form(qtbot: QtBot, theme: Theme) -> SetupForm:
    """The form of a share that is ready."""
    result = SetupForm(theme)
    qtbot.addWidget(result)
    result.show()
    result.render_view(VIEW)
    return result


def _texts(form: SetupForm) -> list[str]:
    return [label.text() for label in form.findChildren(Label) if label.isVisible()]


def _type(form: SetupForm, text: str) -> None:
    form.port.selectAll()
    QTest.keyClick(form.port, Qt.Key.Key_Delete)
    QTest.keyClicks(form.port, text)


def test_a_typed_port_is_told_when_it_is_complete(form: SetupForm) -> None:
    told = QSignalSpy(form.port_changed)
    _type(form, "9000")
    assert told.count() == 0
    QTest.keyClick(form.port, Qt.Key.Key_Return)
    assert [told.at(index) for index in range(told.count())] == [[9000]]


@pytest.mark.parametrize("text", ["70000", "0", ""])
def test_a_bad_port_is_explained_under_the_field_and_not_told(form: SetupForm, text: str) -> None:
    told = QSignalSpy(form.port_changed)
    _type(form, text)
    assert not form.commit()
    assert "Enter a number from 1 to 65535. Still using 8000." in _texts(form)
    assert form.port.property("invalid")
    assert form.port.accessibleDescription().startswith("Enter a number")
    assert told.count() == 0


def test_drawing_again_keeps_what_is_being_typed(form: SetupForm) -> None:
    form.port.setText("80000")
    form.render_view(VIEW)
    assert form.port.text() == "80000"
    form.render_view(replace(VIEW, config=replace(VIEW.config, port=8001)))
    assert form.port.text() == "8001"


def test_everyone_this_computer_and_each_address_can_be_chosen(form: SetupForm) -> None:
    texts = [form.host.itemText(index) for index in range(form.host.count())]
    hosts = [form.host.itemData(index) for index in range(form.host.count())]
    assert texts == [
        "Everyone on this network",
        "This computer only",
        "Wi‑Fi · 192.168.0.12",
        "Ethernet · 10.0.0.5",
    ]
    assert hosts == ["", THIS_COMPUTER, WIFI.host, ETHERNET.host]
    told = QSignalSpy(form.host_changed)
    form.host.activated.emit(1)
    assert told.at(0) == [THIS_COMPUTER]


def test_an_address_this_computer_lost_is_still_shown_as_chosen(form: SetupForm) -> None:
    form.render_view(replace(VIEW, config=replace(VIEW.config, host="10.9.9.9")))
    assert form.host.currentText() == "10.9.9.9"


def test_switches_tell_and_show_the_config(form: SetupForm) -> None:
    told = QSignalSpy(form.https_changed)
    form.https.click()
    assert told.at(0) == [True]
    form.render_view(replace(VIEW, config=replace(VIEW.config, tls=SelfSigned(folder=Path()), credentials=SECRET)))
    assert form.https.isChecked()
    assert form.password.isChecked()


def test_allowing_uploads_says_that_devices_can_add_files(form: SetupForm) -> None:
    told = QSignalSpy(form.uploads_changed)
    form.uploads.click()
    assert told.at(0) == [True]
    assert "Devices on the same network can view and download everything in this folder." in _texts(form)
    form.render_view(replace(VIEW, config=replace(VIEW.config, rights="add")))
    assert form.uploads.isChecked()
    assert "Devices on the same network can view, download and add files in this folder." in _texts(form)
    form.render_view(replace(VIEW, config=replace(VIEW.config, rights="inbox")))
    assert "Devices on the same network can add files to this folder, and see nothing of it." in _texts(form)
    form.render_view(replace(VIEW, config=replace(VIEW.config, rights="manage")))
    assert "Devices on the same network can view, download, add, rename and delete files." in _texts(form)
    assert form.uploads.isChecked()


def test_a_password_without_https_is_cautioned_about(form: SetupForm) -> None:
    caution = "Without HTTPS, others on this network could read the password."
    form.render_view(replace(VIEW, config=replace(VIEW.config, credentials=SECRET)))
    assert caution in _texts(form)
    form.render_view(replace(VIEW, config=replace(VIEW.config, credentials=SECRET, tls=SelfSigned(folder=Path()))))
    assert caution not in _texts(form)


def test_nothing_can_be_changed_while_starting(form: SetupForm) -> None:
    form.render_view(replace(VIEW, change=StateChanged(ShareState.STARTING)))
    assert not any(widget.isEnabled() for widget in form.focus_order())


def test_a_refused_port_is_marked(form: SetupForm) -> None:
    form.render_view(replace(VIEW, change=StateChanged(ShareState.FAILED, error=PortInUse("", 8000))))
    assert form.port.property("invalid")
    assert "Couldn’t start sharing" in _texts(form)


def test_enter_in_the_port_starts(form: SetupForm) -> None:
    accepted = QSignalSpy(form.accepted)
    QTest.keyClick(form.port, Qt.Key.Key_Return)
    assert accepted.count() == 1


def test_what_can_be_seen_is_one_press_away_where_there_is_room(form: SetupForm, qtbot: QtBot) -> None:
    asked = QSignalSpy(form.exposure_asked)
    form.exposure.click()
    assert asked.count() == 1
    form.set_compact(True)
    assert form.exposure.isHidden()
