"""The card: one picture draws it all, and nothing moves between states."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shareapp.ui.screenshots import scenes, settle
from shareapp.ui.share_panel import SharePanel
from shareapp.ui.theme import Theme


@pytest.mark.parametrize("compact", [False, True])
def test_the_same_widgets_stay_in_the_same_place(qtbot: QtBot, theme: Theme, compact: bool) -> None:
    panel = SharePanel(theme)
    qtbot.addWidget(panel)
    panel.set_compact(compact)
    panel.resize(612 if compact else 868, panel.sizeHint().height())
    panel.show()
    places = set()
    for scene in scenes(Path("Photos")):
        panel.render_view(scene.view)
        panel.layout().activate()  # type: ignore[union-attr]
        places.add((panel.qr.geometry().getRect(), panel.buttons.geometry().getRect()))
    assert len(places) == 1


def test_the_form_gives_way_to_the_address_while_sharing(qtbot: QtBot, theme: Theme) -> None:
    panel = SharePanel(theme)
    qtbot.addWidget(panel)
    panel.show()
    for scene in scenes(Path("Photos")):
        panel.render_view(scene.view)
        assert panel.running.isVisible() == scene.view.is_up
        assert panel.setup.isVisible() != scene.view.is_up


@pytest.mark.parametrize("name", ["ready", "running-https-password"])
def test_made_small_while_a_page_is_hidden_the_card_is_as_small_as_one_made_so_at_once(
    qapp: QApplication, qtbot: QtBot, theme: Theme, name: str
) -> None:
    view = next(scene.view for scene in scenes(Path("Photos")) if scene.name == name)
    widths = []
    for compact_first in (True, False):
        panel = SharePanel(theme)
        qtbot.addWidget(panel)
        panel.set_compact(compact_first)
        panel.show()
        panel.render_view(view)
        assert panel.minimumSizeHint().width() > 0  # what Qt remembers from now on
        panel.set_compact(True)
        settle(qapp)
        widths.append(panel.minimumSizeHint().width())
    assert widths[0] == widths[1]
