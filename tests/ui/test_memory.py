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


def test_a_broken_file_is_told_of_once(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "settings.ini"
    file.write_text("[General]\nschema=2\n[window]\nlog_rows=7\ntheme=dark\n")
    settings = Settings(file)
    loaded = settings.load()
    assert [notice.code for notice in loaded.notices] == ["values"]
    Memory(settings, loaded).flush()
    assert Settings(file).load().notices == ()
    assert Settings(file).load().prefs.theme == "dark"


def test_what_a_newer_program_wrote_is_not_overwritten_by_looking_at_it(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "settings.ini"
    text = "[General]\nschema=99\n[window]\nsomething=new\n"
    file.write_text(text)
    settings = Settings(file)
    Memory(settings, settings.load()).flush()
    assert file.read_text() == text
