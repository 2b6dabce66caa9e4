"""The boxes of a page: card, hairline, the tile with an icon."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from shareapp.ui.theme import Theme, set_property
from shareapp.ui.widgets.labels import IconLabel


class Card(QFrame):
    """A surface with a hairline edge and round corners."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")


class Hairline(QFrame):
    """A line of one pixel between two parts of a card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "hairline")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


class IconTile(QFrame):
    """A soft square with an icon: the folder in the header, the picture of a dialog."""

    def __init__(self, theme: Theme, name: str, *, size: int = 40, icon_size: int = 20, parent: QWidget | None = None):
        super().__init__(parent)
        self.setProperty("role", "tile")
        self.setFixedSize(size, size)
        self._icon = IconLabel(theme, name, color="accent", size=icon_size)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch()
        layout.addWidget(self._icon)
        layout.addStretch()

    def set(self, name: str, *, danger: bool = False) -> None:
        """Show another icon; ``danger`` tints icon and tile."""
        self._icon.set(name, "danger" if danger else "accent")
        set_property(self, "tone", "danger" if danger else "")
