"""Cards, hairlines and tiles."""

from pytestqt.qtbot import QtBot

from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Card, Hairline, IconTile


def test_a_card_and_a_hairline_are_styled_by_their_role(theme: Theme, qtbot: QtBot) -> None:
    card, line = Card(), Hairline()
    qtbot.addWidget(card)
    qtbot.addWidget(line)
    assert card.property("role") == "card"
    assert line.sizeHint().height() <= 3


def test_a_tile_turns_into_a_warning_and_back(theme: Theme, qtbot: QtBot) -> None:
    tile = IconTile(theme, "folder-fill")
    qtbot.addWidget(tile)
    normal = tile.grab().toImage()
    tile.set("warn", danger=True)
    assert tile.property("tone") == "danger"
    tile.set("folder-fill")
    assert tile.grab().toImage() == normal
