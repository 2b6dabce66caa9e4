"""The row of tools: names in the language in force, a choice that survives a change of language."""

from typing import Literal

import pytest
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from shareapp.ui.i18n import Translations
from shareapp.ui.log_tools import LogTools
from shareapp.ui.theme import Theme


def test_the_chosen_status_survives_another_language(theme: Theme, translations: Translations, qtbot: QtBot) -> None:
    tools = LogTools(theme)
    qtbot.addWidget(tools)
    tools.statuses.setCurrentIndex(5)
    translations.apply("ko")
    qtbot.waitUntil(lambda: tools.statuses.itemText(0) == "모든 상태")
    assert tools.status() == "errors"
    assert tools.filter.placeholderText() == "경로 또는 기기로 필터"


def test_a_small_window_has_a_narrow_filter_and_no_statuses(theme: Theme, qtbot: QtBot) -> None:
    tools = LogTools(theme)
    qtbot.addWidget(tools)
    wide = tools.sizeHint().width()
    tools.set_compact(True)
    assert tools.sizeHint().width() < wide
    assert tools.statuses.isHidden()


@pytest.mark.parametrize("family", ["DejaVu Sans", "Noto Sans CJK KR", "monospace"])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_what_the_filter_says_of_itself_is_readable_in_wide_letters_too(
    theme: Theme, translations: Translations, qtbot: QtBot, family: str, language: Literal["en", "ko"]
) -> None:
    translations.apply(language)
    tools = LogTools(theme)
    qtbot.addWidget(tools)
    tools.filter.setFont(QFont(family, 10))
    tools.set_compact(False)
    tools.show()
    words = tools.filter.fontMetrics().horizontalAdvance(tools.filter.placeholderText())
    glass = 18
    assert words + glass < tools.filter.width() - 30  # the paddings and the edges
