"""The error page's template and the escaping of log lines."""

from hypothesis import given
from hypothesis import strategies as st

from shareapp.server.handlers.texts import DEFAULT_ERROR_MESSAGE, LOGGED_CHARACTERS, harmless


@given(st.text(max_size=4 * LOGGED_CHARACTERS))
def test_a_log_line_is_one_line_and_bounded(text: str) -> None:
    shown = harmless(text)
    assert len(shown.splitlines()) <= 1
    assert len(shown) <= 6 * LOGGED_CHARACTERS + 3


def test_the_template_takes_the_three_values_of_http_server() -> None:
    page = DEFAULT_ERROR_MESSAGE % {"code": 404, "message": "Not Found", "explain": "Nothing matches"}
    assert "Error code: 404" in page
    assert "404 - Nothing matches." in page
    assert "color-scheme: light dark" in page
