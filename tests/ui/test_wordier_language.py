"""A language a third longer: every state and every dialog still fits, and no word of them escapes translation."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QLabel, QLineEdit, QWidget

from shareapp.sharing.config import ShareConfig
from shareapp.ui import dialogs
from shareapp.ui.connect_help import ConnectHelp
from shareapp.ui.devices_dialog import DevicesDialog
from shareapp.ui.exposure_dialog import ExposureDialog
from shareapp.ui.main_window import MainWindow
from shareapp.ui.screenshots import draw, found_here, scenes
from shareapp.ui.window_body import COMPACT_MARGIN as MARGIN
from tests.support.pseudo import Stretched
from tests.support.stage import Stage, running_view, settle

ROOMY = (900, 640)
SIZES = (ROOMY, (640, 480))
# What is data, not words: addresses, paths, names of files and programs, numbers with their units, commands.
DATA = re.compile(
    r"[\W\d_]*|[\d.,]+ [KMGT]?B(?:/s)?|https?://.*|.*\b\d+\.\d+\.\d+\.\d+.*|[~/].*|.*\.(?:txt|jpg|mp4|HEIC)|sudo .*"
)
NAMES = {"shareapp", "Photos", "guest", "site", "HTTPS", "GB", "Galaxy", "iPhone", "한국어", "English"}


@pytest.fixture
def stretched(qapp: QApplication, stage: Stage) -> Iterator[Stretched]:
    """Installed after the English one, so it is asked first."""
    translator = Stretched(longer=1 / 3)
    qapp.installTranslator(translator)
    yield translator
    qapp.removeTranslator(translator)


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def window(request: pytest.FixtureRequest, stage: Stage, stretched: Stretched, root: Path) -> Iterator[MainWindow]:
    with stage.window(ShareConfig(root=root), size=request.param) as opened:
        yield opened


def _words(widget: QWidget) -> Iterator[str]:
    """What can be read on the widget and everything in it."""
    for part in widget.findChildren(QWidget):
        if part.isVisibleTo(widget):
            if isinstance(part, QLabel | QAbstractButton):
                yield re.sub(r"<[^>]*>", "", part.text())
            if isinstance(part, QLineEdit):
                yield part.placeholderText()
            if isinstance(part, QComboBox):
                yield from (part.itemText(index) for index in range(part.count()))


def _escaped(texts: Iterator[str]) -> set[str]:
    """Texts that no translator was asked for. One of several parts needs brackets around each word that is not data."""
    found = set()
    for text in texts:
        rest = text
        while (less := re.sub(r"\[[^\[\]]*\]", "", rest)) != rest:
            rest = less
        parts = [part.strip() for part in re.split(r"·|\n", rest)]
        if any(part not in NAMES and not DATA.fullmatch(part) for part in parts):
            found.add(text)
    return found


def test_no_state_grows_or_keeps_a_word_back(window: MainWindow, root: Path, qapp: QApplication) -> None:
    before = window.size()
    for scene in scenes(root):
        draw(window, scene)
        settle(qapp)
        assert window.size() == before, scene.name
        page = window.body.panel if scene.view.has_folder else window.body.empty
        assert window.body.panel.minimumSizeHint().width() <= before.width() - 2 * MARGIN, scene.name
        assert page.mapTo(window, page.rect().topRight()).x() <= window.width(), scene.name
        assert _escaped(_words(window)) == set(), scene.name


Make = Callable[[MainWindow], QDialog]
DIALOGS: dict[str, Make] = {
    "exposure": lambda window: ExposureDialog(window.theme, window.exposure.watch, window.session.config, window),
    "connect-help": lambda window: ConnectHelp(
        window.theme, window.background, running_view(window.session.config.root), window, make_checks=found_here
    ),
    "devices": lambda window: DevicesDialog(window.theme, window.bridge, window.log.model.text, window),
    "about": lambda window: dialogs.about_dialog(window.theme, window),
    "close": lambda window: dialogs.close_question(window.theme, window, has_tray=True),
    "shortcuts": lambda window: dialogs.shortcuts_dialog(window.theme, window.actions_.listed(), window),
}


@pytest.fixture(name="dialog", params=DIALOGS)
def open_dialog(request: pytest.FixtureRequest, window: MainWindow, qapp: QApplication) -> Iterator[QDialog]:
    dialog = DIALOGS[request.param](window)
    dialog.setObjectName(request.param)
    dialog.show()
    while window.background.is_busy:
        qapp.processEvents()
    settle(qapp)
    yield dialog
    dialog.close()
    settle(qapp)


def test_no_dialog_is_wider_than_a_small_screen_or_keeps_a_word_back(dialog: QDialog) -> None:
    assert dialog.minimumSizeHint().width() <= 900
    assert _escaped(_words(dialog)) == set() or dialog.objectName() == "shortcuts"  # names of keys are Qt's
    assert dialog.windowTitle() == "shareapp" or dialog.windowTitle().startswith("[")


def test_whatever_takes_the_focus_in_a_dialog_has_a_name(dialog: QDialog) -> None:
    nameless: list[QObject] = [
        part
        for part in dialog.findChildren(QWidget)
        if part.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and part.isVisibleTo(dialog)
        and not QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)
    ]
    assert nameless == []
