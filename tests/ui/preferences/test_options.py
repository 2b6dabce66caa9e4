"""Options: one name for each setting, wherever it is kept."""

import pytest

from shareapp.sharing.config import InvalidConfig
from shareapp.ui.main_window import MainWindow
from shareapp.ui.preferences.options import Options, default, is_problem


@pytest.fixture
def options(window: MainWindow) -> Options:
    return Options(window.session, window.memory, window)


def test_share_and_window_are_read_and_changed_by_name(window: MainWindow, options: Options) -> None:
    options.change(hidden=True, log_rows=500)
    assert (options.value("hidden"), options.value("log_rows")) == (True, 500)
    assert (window.session.config.hidden, window.memory.prefs.log_rows) == (True, 500)


def test_a_value_that_cannot_be_changes_nothing(options: Options) -> None:
    before = options.value("port")
    with pytest.raises(InvalidConfig):
        options.change(port=70_000)
    assert options.value("port") == before


def test_text_becomes_a_value_or_its_problem(options: Options) -> None:
    assert options.parse("port", "8123") == 8123
    assert is_problem(options.parse("port", "70000"))


def test_defaults_are_those_of_the_fields(options: Options) -> None:
    options.change(hidden=True, utc_times=True)
    options.restore("hidden", "utc_times")
    assert (options.value("hidden"), options.value("utc_times")) == (default("hidden"), default("utc_times"))
