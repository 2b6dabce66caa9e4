"""Icons: each is there, one colour to be replaced, and follows the theme."""

from importlib import resources
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from shareapp.ui.icons import TintedIcon, app_icon, icon, pixmap
from shareapp.ui.theme import Theme
from shareapp.ui.tokens import DARK, LIGHT

NAMES = [
    "folder",
    "folder-fill",
    "play",
    "stop",
    "copy",
    "open",
    "sliders",
    "menu",
    "more",
    "pause",
    "search",
    "download",
    "upload",
    "warn",
    "error",
    "info",
    "help",
    "check",
    "lock",
    "unlock",
    "phone",
    "laptop",
    "wifi",
    "ethernet",
    "globe",
    "swap",
    "trash",
    "eye",
    "eye-off",
    "close",
    "chevron-up",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "key",
    "shield",
    "shield-check",
    "terminal",
    "list",
    "palette",
    "share",
    "expand",
    "qr",
    "refresh",
    "file",
    "arrow-down",
    "dot",
]


def inks(image: QImage) -> set[str]:
    """The colours of the opaque pixels."""
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def test_the_set_is_complete_and_nothing_else_lies_there() -> None:
    files = {entry.name for entry in resources.files("shareapp.resources").joinpath("icons").iterdir()}
    assert files == {f"{name}.svg" for name in [*NAMES, "app"]}


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_has_the_grid_and_the_placeholder_colour_only(name: str) -> None:
    text = resources.files("shareapp.resources").joinpath("icons", f"{name}.svg").read_text(encoding="utf-8")
    root = ET.fromstring(text)  # noqa: S314 - our own file
    assert root.get("viewBox") == "0 0 24 24"
    assert root.get("stroke-width") == "1.8"
    colors = {element.get(key) for element in root.iter() for key in ("fill", "stroke")}
    assert colors <= {None, "none", "currentColor"}


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_draws_something_in_the_asked_colour(qapp: QApplication, name: str) -> None:
    assert inks(pixmap(name, "#ff0000", 48, 1.0).toImage()) == {"#ff0000"}


def test_pixels_grow_with_the_ratio_and_the_size_on_screen_does_not(qapp: QApplication) -> None:
    drawn = pixmap("copy", "#000000", 20, 1.5)
    assert drawn.size() == QSize(30, 30)
    assert drawn.deviceIndependentSize().toSize() == QSize(20, 20)


def test_the_same_pixels_are_drawn_once(qapp: QApplication) -> None:
    assert pixmap("key", "#123456", 20, 1.0).cacheKey() == pixmap("key", "#123456", 20, 1.0).cacheKey()


def test_a_disabled_control_greys_its_icon(qapp: QApplication) -> None:
    made = icon(LIGHT, "stop", "danger", 20)
    assert QColor(LIGHT.danger).name() in inks(made.pixmap(QSize(20, 20)).toImage())
    disabled = made.pixmap(QSize(20, 20), QIcon.Mode.Disabled).toImage()
    assert QColor(LIGHT.disabled).name() in inks(disabled)


def test_a_gap_keeps_the_icon_away_from_the_text(qapp: QApplication) -> None:
    image = icon(LIGHT, "stop", "danger", 20, gap=4).pixmap(QSize(24, 20)).toImage()
    assert all(image.pixelColor(x, y).alpha() == 0 for x in range(20, 24) for y in range(20))


def test_a_tinted_icon_follows_the_theme_and_its_name(theme: Theme, qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    tinted = TintedIcon(button, theme, "stop", "danger")
    theme.apply("dark")
    assert QColor(DARK.danger).name() in inks(button.icon().pixmap(20, 20).toImage())
    tinted.set("play")
    tinted.recolor("text")
    assert QColor(DARK.text).name() in inks(button.icon().pixmap(20, 20).toImage())


def test_a_dead_button_does_not_keep_listening(theme: Theme) -> None:
    action = QAction()
    TintedIcon(action, theme, "open")
    del action
    theme.apply("dark")


def test_the_program_has_an_icon_in_the_usual_sizes(qapp: QApplication) -> None:
    assert {size.width() for size in app_icon().availableSizes()} == {16, 24, 32, 48, 64, 128, 256}
