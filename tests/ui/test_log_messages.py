"""Notices about the log: how many, where, and what to do when it failed."""

import errno
from pathlib import Path

import pytest

from shareapp.ui.i18n import Translations
from shareapp.ui.log_messages import LogMessages
from shareapp.ui.messages import Action

FILE = Path("/home/jimin/requests.csv")


@pytest.fixture
def messages(translations: Translations) -> LogMessages:
    return LogMessages()


def test_a_filtered_log_says_how_many_of_how_many(messages: LogMessages) -> None:
    assert messages.export_title(128, 128) == "Export 128 requests"
    assert messages.export_title(12, 128) == "Export 12 of 128 requests"
    assert messages.exported(FILE, 1, 1).title == "1 request exported"
    assert messages.exported(FILE, 12, 128).title == "12 of 128 requests exported"


def test_a_written_file_can_be_shown(messages: LogMessages) -> None:
    notice = messages.exported(FILE, 3, 3)
    assert (notice.severity, notice.text) == ("info", str(FILE))
    assert [(fix.action, fix.value) for fix in notice.fixes] == [(Action.OPEN_FOLDER, FILE.parent)]


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "no space left"), (errno.EACCES, "permission"), (errno.EIO, "could not be written: Input/output")],
)
def test_a_failure_names_file_and_cause_and_offers_another_place(
    messages: LogMessages, number: int, words: str
) -> None:
    notice = messages.export_failed(FILE, OSError(number, "Input/output error"))
    assert notice.severity == "danger"
    assert words in notice.text
    assert str(FILE) in notice.text
    assert [fix.action for fix in notice.fixes] == [Action.EXPORT]


def test_the_same_in_korean(messages: LogMessages, translations: Translations) -> None:
    translations.apply("ko")
    assert "128" in messages.export_title(12, 128)
    assert messages.export_title(12, 128) != "Export 12 of 128 requests"
