"""What a drop brings."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shareapp.ui.drop import DropOverlay, Dropped, dropped


def _data(*urls: QUrl) -> QMimeData:
    data = QMimeData()
    data.setUrls(list(urls))
    return data


def _local(*paths: Path) -> QMimeData:
    return _data(*(QUrl.fromLocalFile(str(path)) for path in paths))


def test_the_first_folder_is_taken(root: Path, tmp_path: Path) -> None:
    assert dropped(_local(root / "hello.txt", root, tmp_path)) == Dropped(root, is_folder=True)


def test_of_a_file_its_folder_is_offered(root: Path) -> None:
    assert dropped(_local(root / "hello.txt")) == Dropped(root, is_folder=False)


def test_what_is_not_on_this_computer_is_nothing(tmp_path: Path) -> None:
    assert dropped(_data(QUrl("https://example.org/photos"))) is None
    assert dropped(_local(tmp_path / "gone")) is None
    assert dropped(QMimeData()) is None


def test_the_overlay_covers_its_parent_and_stays_as_large(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(400, 300)
    parent.show()
    overlay = DropOverlay(parent)
    overlay.appear()
    assert overlay.isVisible()
    parent.resize(500, 350)
    assert overlay.geometry() == parent.rect().adjusted(12, 12, -12, -12)
