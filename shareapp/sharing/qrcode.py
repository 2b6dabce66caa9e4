"""Text as a QR code: a matrix of booleans for the window, half blocks for a terminal."""

from functools import lru_cache

Matrix = tuple[tuple[bool, ...], ...]

QUIET_ZONE = 4
"""Light modules that must surround the code (ISO/IEC 18004 section 5.3.8)."""


@lru_cache(maxsize=8)
def matrix(text: str) -> Matrix:
    """The modules of the code, row by row, True where dark; without the quiet zone, which whoever draws it adds.

    Error correction M (15 %) survives a reflection on the screen without making the modules small.
    """
    # Late: an import of 50 ms that only the first code needs.
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make()
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


# Of the 256-colour cube: themes repaint the first 16 colours, and not every terminal knows the true ones.
_BLACK_ON_WHITE = "\x1b[38;5;16;48;5;231m"
_RESET = "\x1b[0m"


def half_blocks(modules: Matrix, quiet_zone: int = QUIET_ZONE, *, colour: bool = False) -> list[str]:
    """Lines of text with two rows of modules each.

    With ``colour`` each line sets black on white itself and reads the same on every theme. Without it the light
    modules are drawn, so that the code is right on the dark background terminals mostly have, and inverted, which
    most readers take too, on a light one.
    """
    rows = _framed(modules, quiet_zone)
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    marks = (" ", "▄", "▀", "█") if colour else ("█", "▀", "▄", " ")
    lines = [
        "".join(marks[2 * upper + lower] for upper, lower in zip(top, bottom, strict=True))
        for top, bottom in zip(rows[::2], rows[1::2], strict=True)
    ]
    return [f"{_BLACK_ON_WHITE}{line}{_RESET}" for line in lines] if colour else lines


def _framed(modules: Matrix, quiet_zone: int) -> list[list[bool]]:
    side = [False] * quiet_zone
    width = len(modules[0]) + 2 * quiet_zone
    margin = [[False] * width for _ in range(quiet_zone)]
    return [*margin, *([*side, *row, *side] for row in modules), *([False] * width for _ in range(quiet_zone))]
