"""The network page: a wrong value is explained, the old one stays."""

import pytest

from shareapp.ui.main_window import MainWindow
from shareapp.ui.preferences import Preferences


@pytest.mark.parametrize("text", ["70000", "0", "-1", "", "80a", "８０"])
def test_a_port_that_cannot_be_is_explained_and_not_used(
    window: MainWindow, preferences: Preferences, text: str
) -> None:
    window.session.configure(port=8000)
    row = preferences.network.port
    row.field.setText(text)
    row.commit()
    assert row.message == "Enter a number from 1 to 65535. Still using 8000."
    assert window.session.config.port == 8000


def test_a_good_port_is_used(window: MainWindow, preferences: Preferences) -> None:
    preferences.network.port.field.setText("8123")
    preferences.network.port.commit()
    assert window.session.config.port == 8123


@pytest.mark.parametrize("text", ["192.0.2.99", "nowhere", "fe80::1%lo"])
def test_an_address_of_another_computer_is_refused_under_the_field(
    window: MainWindow, preferences: Preferences, text: str
) -> None:
    page = preferences.network
    page.visible.chosen.emit("one")
    page.host.field.setText(text)
    page.host.commit()
    assert page.host.message
    assert window.session.config.host != text


def test_this_computer_only_and_everyone_are_one_choice_away(window: MainWindow, preferences: Preferences) -> None:
    page = preferences.network
    page.visible.chosen.emit("")
    assert (window.session.config.host, page.host.isHidden()) == ("", True)
    page.visible.chosen.emit("127.0.0.1")
    assert window.session.config.host == "127.0.0.1"


def test_further_names_of_this_computer_are_taken_one_by_one(window: MainWindow, preferences: Preferences) -> None:
    row = preferences.network.allowed_hosts
    row.field.setText("nas.example, pi")
    row.commit()
    assert window.session.config.allowed_hosts == ("nas.example", "pi")
    for text in ("http://nas", "bad name!"):
        row.field.setText(f"pi, {text}")
        row.commit()
        assert row.message.startswith(f"“{text}” can’t be a name. Enter one such as nas.example")
        assert window.session.config.allowed_hosts == ("nas.example", "pi")
    preferences.show_page("network")
    preferences.restore_button.click()
    assert not window.session.config.allowed_hosts


def test_the_http_version_says_what_it_means(window: MainWindow, preferences: Preferences) -> None:
    page = preferences.network
    assert "very old clients" in page.protocol.description
    page.protocol.chosen.emit("HTTP/1.0")
    assert window.session.config.protocol == "HTTP/1.0"


def test_text_is_compressed_when_somebody_wants_that(window: MainWindow, preferences: Preferences) -> None:
    assert not window.session.config.compress
    preferences.network.compress.switch.click()
    assert window.session.config.compress
