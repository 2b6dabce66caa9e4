"""Qt's own dialogs speak Korean throughout."""

import re

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from shareapp.ui.i18n import Translations
from shareapp.ui.qt_words import QT_WORDS


def test_the_folder_dialog_of_qt_keeps_no_english_label(qtbot: QtBot, translations: Translations) -> None:
    translations.apply("ko")
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.show()
    words = [label.text() for label in dialog.findChildren(QLabel)]
    words += [button.text() for button in dialog.findChildren(QAbstractButton) if button.isVisible()]
    assert "찾는 위치(&L):" in words
    assert [word for word in words if re.search(r"[A-Za-z]{2}", word)] == []


def test_every_marked_word_has_its_translation(translations: Translations) -> None:
    translations.apply("ko")
    said = [QCoreApplication.translate(context, str(text)) for context, text in QT_WORDS]
    assert not any(text.isascii() for text in said)
