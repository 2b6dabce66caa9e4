"""The words that ``http.server`` promises its users: the error page's template, and log lines made harmless."""

from typing import Final

DEFAULT_ERROR_MESSAGE: Final = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<style>:root { color-scheme: light dark; }</style>
<title>Error response</title>
</head>
<body>
<h1>Error response</h1>
<p>Error code: %(code)d</p>
<p>Message: %(message)s.</p>
<p>Error code explanation: %(code)s - %(explain)s.</p>
</body>
</html>
"""
"""A %-template with ``code`` (int), ``message`` and ``explain`` (both escaped for HTML)."""

DEFAULT_ERROR_CONTENT_TYPE: Final = "text/html;charset=utf-8"  # of what the template becomes

LOGGED_CHARACTERS: Final = 2048
"""Of one message: a request line of 64 KiB must not flood the log (gh-87979)."""

# C0, DEL and C1 steer terminals (gh-100001); line separators forge lines; the bidi controls turn them around.
_CONTROLS: Final = (*range(0x20), *range(0x7F, 0xA0))
_STEERING: Final = (0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A), 0xFEFF)
CONTROL_CHARACTERS: Final[dict[int, str | int | None]] = {
    **{code: f"\\x{code:02x}" for code in _CONTROLS},
    **{code: f"\\u{code:04x}" for code in _STEERING},
    ord("\\"): "\\\\",
}
"""A table for ``str.translate``."""


def harmless(message: str) -> str:
    """``message``, cut, with everything escaped that could steer a terminal or forge a line."""
    cut = message if len(message) <= LOGGED_CHARACTERS else message[:LOGGED_CHARACTERS] + "..."
    return cut.translate(CONTROL_CHARACTERS)
