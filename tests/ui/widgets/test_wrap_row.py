"""As many in a line as there is room for."""

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from shareapp.ui.widgets.wrap_row import WrapRow


def test_what_does_not_fit_goes_below_and_comes_back(qtbot: QtBot) -> None:
    labels = [QLabel(text) for text in ("first", "second", "third")]
    for label in labels:
        label.setFixedSize(100, 20)
    window = QWidget()
    qtbot.addWidget(window)
    row = WrapRow(labels, 10, window)
    window.show()
    seen = {}
    for width in (400, 320, 319, 210, 209, 100, 400):
        row.resize(width, 100)
        seen[width] = row.columns()
    assert seen == {400: 3, 320: 3, 319: 2, 210: 2, 209: 1, 100: 1}
    row.resize(210, row.sizeHint().height())
    row.layout().activate()  # type: ignore[union-attr]
    assert labels[2].y() > labels[0].y()
    assert row.minimumSizeHint().width() == 100
