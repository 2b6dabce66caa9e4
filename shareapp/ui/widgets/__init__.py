"""The controls of the window: Qt's own widgets with our paint, and no knowledge of sharing."""

from shareapp.ui.widgets.banner import Banner, BannerAction, Severity, announce
from shareapp.ui.widgets.buttons import Button, ButtonKind, Extent, Pill, Tone, literal
from shareapp.ui.widgets.combo_box import ComboBox
from shareapp.ui.widgets.frames import Card, Hairline, IconTile
from shareapp.ui.widgets.labels import ElidedLabel, IconLabel, Label
from shareapp.ui.widgets.spinner import Spinner
from shareapp.ui.widgets.switch import Switch

__all__ = [
    "Banner",
    "BannerAction",
    "Button",
    "ButtonKind",
    "Card",
    "ComboBox",
    "ElidedLabel",
    "Extent",
    "Hairline",
    "IconLabel",
    "IconTile",
    "Label",
    "Pill",
    "Severity",
    "Spinner",
    "Switch",
    "Tone",
    "announce",
    "literal",
]
