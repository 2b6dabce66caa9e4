"""The preferences: six pages of options, each applied as soon as it is chosen."""

from shareapp.ui.preferences.dialog import PageName, Preferences
from shareapp.ui.preferences.options import Options

__all__ = ["Options", "PageName", "Preferences"]
