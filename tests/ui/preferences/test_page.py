"""Page: rows in cards, drawn from the options."""

from shareapp.ui.main_window import MainWindow
from shareapp.ui.preferences import Preferences


def test_a_change_from_elsewhere_is_drawn(window: MainWindow, preferences: Preferences) -> None:
    window.session.configure(hidden=True)
    assert preferences.sharing.hidden.switch.isChecked()


def test_a_hidden_row_takes_its_line_with_it(preferences: Preferences) -> None:
    page, row = preferences.log, preferences.log.file
    page.show_row(row, shown=False)
    assert (row.isHidden(), page._lines[row].isHidden()) == (True, True)


def test_a_small_window_has_narrower_margins(preferences: Preferences) -> None:
    page = preferences.sharing
    page.set_compact(compact=False)
    wide = page._column.contentsMargins().left()
    page.set_compact(compact=True)
    assert page._column.contentsMargins().left() < wide
