"""The matrix is the code of the text, and half blocks draw exactly it."""

from hypothesis import given
from hypothesis import strategies as st

from shareapp.sharing.qrcode import QUIET_ZONE, Matrix, half_blocks, matrix

URL = "http://192.168.0.12:8000"


def test_the_code_is_square_without_a_border() -> None:
    code = matrix(URL)
    assert {len(row) for row in code} == {len(code)}
    # A finder pattern starts in the very corner (ISO/IEC 18004 section 5.3.2).
    assert code[0][:8] == (True,) * 7 + (False,)


def test_another_text_is_another_code() -> None:
    assert matrix(URL) != matrix(URL + "1")


def drawn(lines: list[str], marks: str) -> list[list[bool]]:
    """The modules of half-block lines, where ``marks`` are none, lower, upper and both."""
    rows: list[list[bool]] = []
    for line in lines:
        values = [marks.index(mark) for mark in line]
        rows.append([value >= 2 for value in values])
        rows.append([value % 2 == 1 for value in values])
    return rows


matrices = st.integers(1, 9).flatmap(
    lambda size: st.lists(
        st.lists(st.booleans(), min_size=size, max_size=size).map(tuple), min_size=size, max_size=size
    )
)


@given(matrices.map(tuple), st.integers(0, 4))
def test_half_blocks_draw_every_module(modules: Matrix, quiet_zone: int) -> None:
    rows = drawn(half_blocks(modules, quiet_zone), "█▀▄ ")
    size = len(modules)
    assert len(rows) in {size + 2 * quiet_zone, size + 2 * quiet_zone + 1}
    inner = [row[quiet_zone : quiet_zone + size] for row in rows[quiet_zone : quiet_zone + size]]
    assert inner == [list(row) for row in modules]
    assert sum(map(sum, rows)) == sum(map(sum, modules))


def test_colour_is_set_and_reset_on_every_line() -> None:
    code = matrix(URL)
    lines = half_blocks(code, colour=True)
    assert all(line.startswith("\x1b[") and line.endswith("\x1b[0m") for line in lines)
    plain = [line.removesuffix("\x1b[0m").rpartition("m")[2] for line in lines]
    inner = drawn(plain, " ▄▀█")
    assert [row[QUIET_ZONE:-QUIET_ZONE] for row in inner[QUIET_ZONE : QUIET_ZONE + len(code)]] == [
        list(row) for row in code
    ]
