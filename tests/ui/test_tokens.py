"""Colours: readable in both schemes, and a palette without gaps."""

import math
from dataclasses import fields

import pytest
from PySide6.QtGui import QColor, QPalette

from shareapp.ui.tokens import DARK, LIGHT, QR_MODULE, QR_PAPER, Tokens, from_palette, palette

TEXT = 4.5  # WCAG 2.2, 1.4.3
SHAPE = 3.0  # WCAG 2.2, 1.4.11

PAIRS = [
    *[("text", ground, TEXT) for ground in ("surface", "bg", "sunken", "info_soft", "warn_soft", "danger_soft")],
    *[("muted", ground, TEXT) for ground in ("surface", "bg", "sunken", "accent_soft")],
    *[
        (ink, ground, TEXT)
        for ink in ("on_accent", "on_primary")
        for ground in ("accent", "accent_hover", "accent_press")
    ],
    *[("accent_text", ground, TEXT) for ground in ("surface", "accent_soft")],
    ("success", "success_soft", TEXT),
    ("info", "info_soft", TEXT),
    ("warn", "warn_soft", TEXT),
    ("danger", "danger_soft", TEXT),
    ("danger", "danger_soft_hover", TEXT),
    ("control", "surface", SHAPE),
    ("accent", "bg", SHAPE),
]


def luminance(name: str) -> float:
    color = QColor(name)
    channels = (color.redF(), color.greenF(), color.blueF())
    linear = [c / 12.92 if c <= 0.04045 else math.pow((c + 0.055) / 1.055, 2.4) for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_text_and_shapes_stand_out_from_what_they_lie_on(tokens: Tokens, ink: str, ground: str, least: float) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= least


def test_a_qr_code_is_as_dark_on_white_as_it_gets() -> None:
    assert contrast(QR_MODULE, QR_PAPER) > 15


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_palette_tells_window_from_base_and_disabled_from_enabled(tokens: Tokens) -> None:
    made = palette(tokens)
    assert made.color(QPalette.ColorRole.Window) != made.color(QPalette.ColorRole.Base)
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        assert made.color(group, QPalette.ColorRole.WindowText) == QColor(tokens.text)
        assert made.color(group, QPalette.ColorRole.PlaceholderText) == QColor(tokens.muted)
    assert made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text) == QColor(tokens.disabled)


def test_high_contrast_takes_every_colour_from_the_system() -> None:
    system = QPalette(QColor("yellow"), QColor("black"))
    for role in QPalette.ColorRole:
        if role is not QPalette.ColorRole.NColorRoles:
            system.setColor(role, QColor("#ffff00" if "Text" in role.name else "#000000"))
    tokens = from_palette(system)
    assert tokens.dark
    assert {getattr(tokens, item.name) for item in fields(Tokens)} - {True} <= {"#ffff00", "#000000"}
    assert tokens.text == tokens.danger == "#ffff00"


def test_in_high_contrast_the_picture_on_a_button_stands_out_from_the_systems_button() -> None:
    system = QPalette()
    system.setColor(QPalette.ColorRole.Button, QColor("#000000"))
    system.setColor(QPalette.ColorRole.ButtonText, QColor("#ffff00"))
    system.setColor(QPalette.ColorRole.HighlightedText, QColor("#000000"))
    assert from_palette(system).on_primary == "#ffff00"
