"""Words of Qt's own dialogs that its catalogues leave in English: put into ours, which is asked first."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

QT_WORDS = (
    ("QFileDialog", QT_TRANSLATE_NOOP("QFileDialog", "&Look in:")),
    ("QFileDialog", QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:")),
    ("QAbstractFileIconProvider", QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Drive")),
    ("QAbstractFileIconProvider", QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Folder")),
)
"""Context and text, as Qt's sources write them. Marking them is all there is to do."""
