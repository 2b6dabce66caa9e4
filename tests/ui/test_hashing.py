"""A hash is made beside the window's thread, and what depends on it waits."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from shareapp.sharing import passwords
from shareapp.ui.background import Background
from shareapp.ui.hashing import Hashing


@pytest.fixture(name="background")
def work_beside_the_window(qtbot: QtBot) -> Iterator[Background]:
    background = Background()
    yield background
    assert background.close()


def test_the_windows_thread_makes_no_hash(
    background: Background, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    makers: list[threading.Thread] = []

    def hash_password(password: str) -> str:
        makers.append(threading.current_thread())
        return passwords.hash_password(password)

    monkeypatch.setattr("shareapp.ui.hashing.hash_password", hash_password)
    hashing, made = Hashing(background), list[str]()
    hashing.begin("secret-pass", made.append)
    assert hashing.is_busy
    qtbot.waitUntil(lambda: not hashing.is_busy)
    assert passwords.PasswordCheck(made[0])("secret-pass")
    assert len(makers) == 1
    assert threading.current_thread() not in makers


def test_what_has_to_wait_follows_the_hash_and_only_the_last_of_it(background: Background, qtbot: QtBot) -> None:
    hashing, done = Hashing(background), list[str]()
    assert not hashing.puts_off(lambda: done.append("never"))
    hashing.begin("secret-pass", lambda _: done.append("hash"))
    assert hashing.puts_off(lambda: done.append("first"))
    assert hashing.puts_off(lambda: done.append("last"))
    qtbot.waitUntil(lambda: len(done) == 2)
    assert done == ["hash", "last"]


def test_a_password_that_is_not_wanted_any_more_is_none(background: Background, qtbot: QtBot) -> None:
    hashing, done = Hashing(background), list[str]()
    assert not hashing.forget()
    hashing.begin("secret-pass", done.append)
    hashing.puts_off(lambda: done.append("start"))
    assert hashing.forget()
    hashing.go_on()
    qtbot.waitUntil(lambda: not background.is_busy)
    assert done == ["start"]
