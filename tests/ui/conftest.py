"""The theme and the words of a window under test, taken back after each test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLocale
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from shareapp.ui.i18n import Translations
from shareapp.ui.theme import Theme
from tests.support.stage import Stage


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light scheme, in force."""
    result = Theme(qapp)
    result.apply("light")
    yield result
    result.deleteLater()
    qapp.setStyleSheet("")


@pytest.fixture
def translations(qapp: QApplication) -> Iterator[Translations]:
    """English, and back to no translators at all."""
    locale = QLocale()
    result = Translations(qapp)
    result.apply("en")
    yield result
    result.remove()
    result.deleteLater()
    QLocale.setDefault(locale)


@pytest.fixture(autouse=True)
def no_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desktop of whoever runs the tests is not told of them."""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)


SetSystemFont = Callable[[float, QWidget], None]


@pytest.fixture
def set_system_font(qapp: QApplication) -> Iterator[SetSystemFont]:
    """Change the system's font to so many points, as a widget hears of it (Qt itself tells only inside ``exec``)."""
    before = QApplication.font()

    def change(points: float, widget: QWidget) -> None:
        font = QFont(before)
        font.setPointSizeF(points)
        QApplication.setFont(font)
        QApplication.sendEvent(widget, QEvent(QEvent.Type.ApplicationFontChange))

    yield change
    QApplication.setFont(before)


@pytest.fixture
def stage(qtbot: QtBot, theme: Theme, translations: Translations, tmp_path: Path) -> Stage:
    """Opens windows with settings of their own."""
    place = tmp_path / "place"
    place.mkdir()
    return Stage(qtbot, theme, translations, place)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder to share, with two files."""
    folder = tmp_path / "Photos"
    folder.mkdir()
    (folder / "hello.txt").write_text("hello")
    (folder / "world.txt").write_text("world")
    return folder
