"""Work beside the window's thread: delivered on it, replaced by newer work, never lost in silence."""

import threading

import pytest
from pytestqt.qtbot import QtBot

from shareapp.ui.background import Background


def test_the_result_arrives_on_the_thread_of_the_window(qtbot: QtBot) -> None:
    background = Background()
    seen: list[tuple[str, str]] = []
    background.run(
        "name",
        lambda: threading.current_thread().name,
        lambda worker: seen.append((worker, threading.current_thread().name)),
    )
    qtbot.waitUntil(lambda: bool(seen))
    ((worker, here),) = seen
    assert here == threading.current_thread().name
    assert worker.startswith("background-name")
    assert not background.is_busy


def test_a_newer_run_of_the_same_key_replaces_the_older(qtbot: QtBot) -> None:
    background = Background()
    gate = threading.Event()
    seen: list[str] = []
    background.run("key", lambda: "older" if gate.wait(5) else "", seen.append)
    background.run("key", lambda: "newer", seen.append)
    gate.set()
    qtbot.waitUntil(lambda: not background.is_busy)
    assert seen == ["newer"]


def test_a_forgotten_result_is_dropped(qtbot: QtBot) -> None:
    background = Background()
    seen: list[int] = []
    background.run("key", lambda: 1, seen.append)
    background.forget("key")
    qtbot.waitUntil(lambda: not background.is_busy)
    assert seen == []


def test_what_the_work_raises_is_raised_where_the_hook_sees_it(qtbot: QtBot) -> None:
    background = Background()

    def fail() -> None:
        raise ZeroDivisionError

    background.run("key", fail, lambda _result: pytest.fail("there is no result"))
    with qtbot.captureExceptions() as exceptions:
        qtbot.waitUntil(lambda: not background.is_busy)
    assert [kind for kind, *_rest in exceptions] == [ZeroDivisionError]


def test_close_waits_for_the_threads(qtbot: QtBot) -> None:
    background = Background()
    background.run("key", lambda: 1, lambda _result: pytest.fail("nobody waits any more"))
    assert background.close()
    assert not background.is_busy
