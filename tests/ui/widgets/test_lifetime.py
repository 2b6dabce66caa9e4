"""Every control stops listening to the theme when it goes."""

from collections.abc import Callable

import pytest
import shiboken6
from PySide6.QtWidgets import QWidget

from shareapp.ui.log_view import LogView
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Banner, Button, ComboBox, IconLabel, IconTile, Pill, Spinner, Switch

MAKERS: dict[str, Callable[[Theme], QWidget]] = {
    "banner": Banner,
    "button": lambda theme: Button(theme, "Stop", icon="stop"),
    "combo box": ComboBox,
    "icon": lambda theme: IconLabel(theme, "info"),
    "tile": lambda theme: IconTile(theme, "folder"),
    "pill": lambda theme: Pill(theme, "Sharing", icon="dot"),
    "spinner": Spinner,
    "switch": lambda theme: Switch(theme, "HTTPS"),
    "log": LogView,
}


@pytest.mark.parametrize("name", MAKERS)
def test_a_deleted_control_does_not_hear_of_a_new_theme(theme: Theme, name: str) -> None:
    widget = MAKERS[name](theme)
    shiboken6.delete(widget)
    theme.apply("dark")
    theme.apply("light")
