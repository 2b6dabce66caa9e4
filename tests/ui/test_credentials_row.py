"""The password: hidden, shown, copied, renewed, never logged."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from shareapp.ui.credentials_row import DOTS, CredentialsRow
from shareapp.ui.theme import Theme


@pytest.fixture
def row(qtbot: QtBot, theme: Theme) -> CredentialsRow:
    """A row with a password."""
    result = CredentialsRow(theme)
    qtbot.addWidget(result)
    result.show()
    result.render_credentials("guest", "quiet-otter")
    return result


def _texts(row: CredentialsRow) -> list[str]:
    return [label.text() for label in row.findChildren(QLabel)]


def test_the_password_is_hidden_until_it_is_asked_for(row: CredentialsRow) -> None:
    assert "guest" in _texts(row)
    assert DOTS in _texts(row)
    assert "quiet-otter" not in _texts(row)
    row.show_button.click()
    assert "quiet-otter" in _texts(row)
    assert row.show_button.accessibleName() == "Hide password"


def test_another_password_is_hidden_again(row: CredentialsRow) -> None:
    row.show_button.click()
    row.render_credentials("guest", "other-words")
    assert "other-words" not in _texts(row)


def test_copying_needs_no_showing(row: CredentialsRow) -> None:
    row.copy_button.click()
    assert QGuiApplication.clipboard().text() == "quiet-otter"
    row.stop()


def test_a_password_that_nobody_knows_can_only_be_renewed(row: CredentialsRow) -> None:
    row.render_credentials("guest", "")
    assert not row.copy_button.isVisible()
    assert not row.show_button.isVisible()
    renewed = QSignalSpy(row.renewed)
    row.renew_button.click()
    assert renewed.count() == 1


def test_renewing_says_whom_it_locks_out(row: CredentialsRow) -> None:
    assert row.renew_button.isVisible()
    assert "locked out" in row.renew_button.toolTip()


def test_the_last_button_keeps_its_icon_and_name_where_its_words_have_no_room(row: CredentialsRow) -> None:
    roomy = row.sizeHint().width() + 40
    row.resize(roomy, row.height())
    assert row.renew_button.text() == "Make a new password"
    row.setMinimumWidth(1)
    row.resize(row.minimumSizeHint().width(), row.height())
    assert row.renew_button.text() == ""
    assert not row.renew_button.icon().isNull()
    assert row.renew_button.accessibleName() == "Make a new password"
    row.resize(roomy, row.height())
    assert row.renew_button.text() == "Make a new password"
