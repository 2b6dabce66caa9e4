"""What the window remembers."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from shareapp.sharing.config import ShareConfig
from shareapp.ui.memory import Memory
from shareapp.ui.settings import Settings


def test_changes_are_written_once_and_read_by_the_next_start(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    memory = Memory(settings, settings.load())
    memory.keep(ShareConfig(root=tmp_path, port=8123))
    memory.change(theme="dark", language="ko")
    assert not (tmp_path / "settings.ini").exists()
    memory.flush()
    loaded = settings.load()
    assert loaded.config == ShareConfig(root=tmp_path, port=8123)
    assert (loaded.prefs.theme, loaded.prefs.language) == ("dark", "ko")


def test_they_are_written_by_themselves_a_moment_later(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    memory = Memory(settings, settings.load())
    memory.change(theme="dark")
    qtbot.waitUntil((tmp_path / "settings.ini").exists)
    assert settings.load().prefs.theme == "dark"
