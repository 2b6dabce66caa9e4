"""The folder is looked at beside the window, and anew when what is shared changes."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from shareapp.server.errors import RootUnreadable
from shareapp.sharing.config import ShareConfig
from shareapp.sharing.events import ShareState, StateChanged
from shareapp.sharing.exposure import Exposure, Survey
from shareapp.ui import exposure_watch
from shareapp.ui.background import Background
from shareapp.ui.exposure_watch import ExposureWatch
from shareapp.ui.share_view import ShareView
from tests.support.stage import running_view


@pytest.fixture
def background() -> Iterator[Background]:
    result = Background()
    yield result
    result.close()


def heard(watch: ExposureWatch) -> list[Exposure | None]:
    told: list[Exposure | None] = []
    watch.changed.connect(told.append)
    return told


def test_a_folder_is_looked_at_once_and_told(qtbot: QtBot, background: Background, root: Path) -> None:
    watch = ExposureWatch(background)
    told = heard(watch)
    view = ShareView(config=ShareConfig(root=root))
    watch.follow(view)
    watch.follow(replace(view, transfers=3))
    qtbot.waitUntil(lambda: not background.is_busy)
    assert [exposure.files for exposure in told if exposure] == [2]
    assert watch.exposure == told[-1]


@pytest.mark.parametrize("change", ["hidden", "started", "folder"])
def test_what_changes_the_answer_is_looked_at_anew(
    qtbot: QtBot, background: Background, root: Path, tmp_path: Path, change: str
) -> None:
    watch = ExposureWatch(background)
    told = heard(watch)
    before = ShareView(config=ShareConfig(root=root))
    (tmp_path / "other").mkdir()
    after = {
        "hidden": ShareView(config=ShareConfig(root=root, hidden=True)),
        "started": running_view(root),
        "folder": ShareView(config=ShareConfig(root=tmp_path / "other")),
    }[change]
    watch.follow(before)
    qtbot.waitUntil(lambda: not background.is_busy)
    (root / "late.txt").touch()
    watch.follow(after)
    qtbot.waitUntil(lambda: not background.is_busy)
    assert [exposure.files for exposure in told if exposure] == [2, 0 if change == "folder" else 3]


def test_a_small_folder_is_looked_at_each_minute_and_a_large_one_is_left_alone(
    qtbot: QtBot, background: Background, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = ExposureWatch(background)
    told = heard(watch)
    view = running_view(root)
    watch.follow(view)
    qtbot.waitUntil(lambda: not background.is_busy)
    (root / "late.txt").touch()
    watch.follow(replace(view, minutes=view.minutes + 1))
    qtbot.waitUntil(lambda: not background.is_busy)
    assert [exposure.files for exposure in told if exposure] == [2, 3]
    monkeypatch.setattr(exposure_watch, "PIECE_SECONDS", 0.0)
    watch.look()
    qtbot.waitUntil(lambda: told[-1] is not None and told[-1].is_done and not background.is_busy)
    before = len(told)
    watch.follow(replace(view, minutes=view.minutes + 2))
    assert not background.is_busy
    assert len(told) == before


def test_a_large_folder_is_told_piece_by_piece(
    qtbot: QtBot, background: Background, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exposure_watch, "PIECE_SECONDS", 0.0)
    watch = ExposureWatch(background)
    told = heard(watch)
    watch.follow(ShareView(config=ShareConfig(root=root)))
    qtbot.waitUntil(lambda: bool(told) and told[-1] is not None and told[-1].is_done)
    assert len(told) > 1
    assert not any(exposure.is_done for exposure in told[:-1] if exposure)


def test_another_folder_ends_the_look_at_a_slow_one(
    qtbot: QtBot, background: Background, root: Path, tmp_path: Path
) -> None:
    gate = threading.Event()

    class Slow(Survey):
        def advance(self, seconds: float) -> Exposure:
            gate.wait(5)
            return super().advance(0.0 * seconds)

    (tmp_path / "other").mkdir()
    kinds = [Survey, Slow]

    def next_survey(config: ShareConfig) -> Survey:
        return kinds.pop()(config)

    watch = ExposureWatch(background, survey=next_survey)
    told = heard(watch)
    watch.follow(ShareView(config=ShareConfig(root=root)))
    watch.follow(ShareView(config=ShareConfig(root=tmp_path / "other")))
    qtbot.waitUntil(lambda: bool(told))
    gate.set()
    qtbot.waitUntil(lambda: not background.is_busy)
    assert [exposure.files for exposure in told if exposure] == [0]


def test_without_a_folder_nothing_is_known(qtbot: QtBot, background: Background, root: Path, tmp_path: Path) -> None:
    watch = ExposureWatch(background)
    told = heard(watch)
    watch.follow(ShareView(config=ShareConfig(root=root)))
    qtbot.waitUntil(lambda: watch.exposure is not None)
    gone = StateChanged(ShareState.FAILED, error=RootUnreadable(root, "missing"))
    watch.follow(ShareView(config=ShareConfig(root=root), change=gone))
    assert (told[-1], watch.exposure) == (None, None)
    watch.look()
    assert not background.is_busy
    watch.follow(ShareView(config=ShareConfig(root=tmp_path / "gone")))
    qtbot.waitUntil(lambda: not background.is_busy)
    assert watch.exposure is None
