"""An open preferences dialog over a real window."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shareapp.sharing.config import ShareConfig
from shareapp.ui.main_window import MainWindow
from shareapp.ui.preferences import Preferences
from tests.support.stage import Stage


@pytest.fixture
def window(stage: Stage, root: Path) -> Iterator[MainWindow]:
    """A window that is ready to share two files on loopback."""
    with stage.window(ShareConfig(root=root, host="127.0.0.1", port=0)) as opened:
        yield opened


@pytest.fixture
def preferences(window: MainWindow) -> Preferences:
    """Its preferences, open."""
    return window.open_preferences()
