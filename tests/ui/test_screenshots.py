"""The pictures: one of each state, and the code in them is the address."""

import re
from pathlib import Path

from pytestqt.qtbot import QtBot

from shareapp.ui.screenshots import draw, sample_requests, sample_transfers, scenes
from tests.support.stage import Stage


def test_every_state_has_a_scene_of_its_own_name() -> None:
    names = [scene.name for scene in scenes(Path("Photos"))]
    assert len(names) == len(set(names))
    assert {"empty", "ready", "starting", "running", "stopping", "failed-port", "lost", "this-computer"} <= set(names)
    assert all(re.fullmatch(r"[a-z-]+", name) for name in names)


def test_the_invented_family_asks_in_order() -> None:
    times = [request.at for request in sample_requests()]
    assert times == sorted(times)
    assert {transfer.direction for transfer in sample_transfers()} == {"up", "down"}


def test_a_scene_is_drawn_with_its_log(stage: Stage, qtbot: QtBot, root: Path) -> None:
    scene = next(scene for scene in scenes(root) if scene.name == "running")
    with stage.window(scene.view.config) as window:
        draw(window, scene)
        assert window.log.model.rowCount() == len(sample_requests())
        picture = window.grab()
        assert (picture.width(), picture.height()) == (900, 640)
