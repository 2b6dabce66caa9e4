"""The colours of the window by purpose, one frozen table for each scheme."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Every colour the window uses, as "#rrggbb". Names tell the purpose, so both schemes answer to the same ones."""

    dark: bool
    bg: str
    surface: str
    sunken: str
    border: str
    control: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    accent_press: str
    on_accent: str
    on_primary: str  # the picture on the accent-filled button; a system's own button may be filled otherwise
    accent_soft: str
    accent_text: str
    success: str
    success_soft: str
    info: str
    info_soft: str
    warn: str
    warn_soft: str
    danger: str
    danger_soft: str
    danger_soft_hover: str


LIGHT = Tokens(
    dark=False,
    bg="#F4F6F8",
    surface="#FFFFFF",
    sunken="#EDF0F3",
    border="#DCE1E7",
    control="#858E9B",
    text="#171A1F",
    muted="#545C69",
    disabled="#98A0AC",
    accent="#0B6E75",
    accent_hover="#095C62",
    accent_press="#074A4F",
    on_accent="#FFFFFF",
    on_primary="#FFFFFF",
    accent_soft="#DFF1F1",
    accent_text="#0A6168",
    success="#17713A",
    success_soft="#E1F3E7",
    info="#1D5BB8",
    info_soft="#E5EEFB",
    warn="#7F5200",
    warn_soft="#FCF1D8",
    danger="#B0261D",
    danger_soft="#FBE8E6",
    danger_soft_hover="#F6D6D2",
)

DARK = Tokens(
    dark=True,
    bg="#14171B",
    surface="#1D2126",
    sunken="#262B32",
    border="#333A43",
    control="#77818F",
    text="#ECEFF3",
    muted="#A8B1BD",
    disabled="#646D79",
    accent="#4CC9C4",
    accent_hover="#6AD6D2",
    accent_press="#38B3AE",
    on_accent="#04211F",
    on_primary="#04211F",
    accent_soft="#17373A",
    accent_text="#6AD6D2",
    success="#6FD394",
    success_soft="#173222",
    info="#86B6FF",
    info_soft="#1A2B45",
    warn="#EFBE63",
    warn_soft="#382C13",
    danger="#FF9A91",
    danger_soft="#40211F",
    danger_soft_hover="#512A27",
)

QR_MODULE = "#101418"
QR_PAPER = "#FFFFFF"

_ROLES = {
    QPalette.ColorRole.Window: "bg",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "danger",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Link: "accent_text",
    QPalette.ColorRole.LinkVisited: "accent_text",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "sunken",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "control",
    QPalette.ColorRole.Shadow: "border",
    QPalette.ColorRole.Highlight: "accent_soft",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Accent: "accent",
}
_TEXT_ROLES = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.HighlightedText,
    QPalette.ColorRole.PlaceholderText,
)


def palette(tokens: Tokens) -> QPalette:
    """A full palette for Fusion: the platform's own one gives equal Window, Button and Base in macOS dark mode."""
    result = QPalette()
    for role, token in _ROLES.items():
        result.setColor(QPalette.ColorGroup.All, role, QColor(getattr(tokens, token)))
    for role in _TEXT_ROLES:
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.disabled))
    result.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Accent, QColor(tokens.disabled))
    return result


def from_palette(system: QPalette) -> Tokens:
    """The tokens of a high-contrast system: only the colours its user chose, so status is told by text and icon."""

    def name(role: QPalette.ColorRole, group: QPalette.ColorGroup = QPalette.ColorGroup.Active) -> str:
        return system.color(group, role).name()

    window = name(QPalette.ColorRole.Window)
    base = name(QPalette.ColorRole.Base)
    text = name(QPalette.ColorRole.WindowText)
    button = name(QPalette.ColorRole.Button)
    highlight = name(QPalette.ColorRole.Highlight)
    marked = name(QPalette.ColorRole.HighlightedText)
    link = name(QPalette.ColorRole.Link)
    return Tokens(
        dark=QColor(window).lightness() < 128,
        bg=window,
        surface=base,
        sunken=button,
        border=text,
        control=text,
        text=text,
        muted=text,
        disabled=name(QPalette.ColorRole.WindowText, QPalette.ColorGroup.Disabled),
        accent=highlight,
        accent_hover=highlight,
        accent_press=highlight,
        on_accent=marked,
        on_primary=name(QPalette.ColorRole.ButtonText),
        accent_soft=button,
        accent_text=link,
        success=text,
        success_soft=base,
        info=text,
        info_soft=base,
        warn=text,
        warn_soft=base,
        danger=text,
        danger_soft=base,
        danger_soft_hover=button,
    )
