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


def test_no_line_is_drawn_over_the_first_row_that_is_shown(preferences: Preferences) -> None:
    page = preferences.appearance
    for row in (page.notify_device, page.notify_upload):
        page.show_row(row, shown=True)
    page.show_row(page.tray, shown=False)
    assert page._lines[page.notify_device].isHidden()
    assert not page._lines[page.notify_upload].isHidden()
    page.show_row(page.tray, shown=True)
    assert not page._lines[page.notify_device].isHidden()


def test_a_small_window_has_narrower_margins(preferences: Preferences) -> None:
    page = preferences.sharing
    page.set_compact(compact=False)
    wide = page._column.contentsMargins().left()
    page.set_compact(compact=True)
    assert page._column.contentsMargins().left() < wide
