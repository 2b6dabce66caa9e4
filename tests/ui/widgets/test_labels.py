"""Labels: scaled, coloured, cut in the middle."""

from collections.abc import Callable

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shareapp.ui.theme import Theme
from shareapp.ui.widgets import ElidedLabel, IconLabel, Label

PATH = "/volumes/jimin/Library/Mobile Documents/가족 여행 원본 사진과 동영상 모음 (편집 전)"


def test_a_label_is_a_multiple_of_the_systems_font_and_follows_it(
    theme: Theme, qtbot: QtBot, set_system_font: Callable[[float, QWidget], None]
) -> None:
    label = Label("Photos", scale=2.0, weight=QFont.Weight.DemiBold)
    qtbot.addWidget(label)
    set_system_font(20, label)
    assert label.font().pointSizeF() == 40
    label.set_scale(1.5)
    assert label.font().pointSizeF() == 30
    assert label.font().weight() == QFont.Weight.DemiBold


def test_a_label_never_reads_its_text_as_markup(theme: Theme, qtbot: QtBot) -> None:
    label = Label("<b>folder</b>")
    qtbot.addWidget(label)
    wide = label.sizeHint().width()
    label.setText("folder")
    assert wide > label.sizeHint().width()


def test_a_tone_is_a_colour(theme: Theme, qtbot: QtBot) -> None:
    label = Label("x", tone="muted")
    qtbot.addWidget(label)
    muted = label.grab().toImage()
    label.set_tone("danger")
    assert label.grab().toImage() != muted


def test_what_does_not_fit_is_cut_in_the_middle_and_told_by_the_tooltip(theme: Theme, qtbot: QtBot) -> None:
    label = ElidedLabel(PATH)
    qtbot.addWidget(label)
    label.show()
    label.resize(200, 30)
    assert "…" in label.elided_text()[1:-1]
    assert label.toolTip() == label.text() == PATH
    label.resize(2000, 30)
    assert label.elided_text() == PATH
    assert label.toolTip() == ""


def test_an_own_tooltip_stays(theme: Theme, qtbot: QtBot) -> None:
    label = ElidedLabel("Photos")
    qtbot.addWidget(label)
    label.setToolTip(PATH)
    label.show()
    label.resize(2000, 30)
    assert label.toolTip() == PATH


def test_an_elided_label_lets_itself_be_squeezed(theme: Theme, qtbot: QtBot) -> None:
    label = ElidedLabel(PATH)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < 100
    label.resize(120, 30)
    assert not label.grab().isNull()


def test_a_text_that_is_set_later_is_cut_and_told_as_well(theme: Theme, qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.show()
    label.resize(100, 30)
    label.setText(PATH)
    assert label.toolTip() == PATH


def test_an_icon_label_follows_name_and_theme(theme: Theme, qtbot: QtBot) -> None:
    label = IconLabel(theme, "info", color="info")
    qtbot.addWidget(label)
    before = label.pixmap().toImage()
    label.set("warn", "warn")
    other = label.pixmap().toImage()
    assert other != before
    theme.apply("dark")
    assert label.pixmap().toImage() != other
