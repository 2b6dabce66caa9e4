"""The drawn code: whole modules, dark on white, a quiet zone of four."""

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from shareapp.sharing.qrcode import matrix
from shareapp.ui.qr_code import QUIET_ZONE, pixmap

URL = "http://192.168.0.12:8000"


def _modules(image: QImage, count: int) -> list[list[bool]]:
    module = image.width() // (count + 2 * QUIET_ZONE)
    origin = (image.width() - module * count) // 2
    return [
        [
            image.pixelColor(origin + x * module + module // 2, origin + y * module + module // 2).value() < 128
            for x in range(count)
        ]
        for y in range(count)
    ]


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("side", [140, 231, 528])
def test_every_module_is_drawn_where_it_belongs(qtbot: QtBot, side: int, ratio: float) -> None:
    code = matrix(URL)
    drawn = pixmap(code, side, ratio)
    assert drawn.width() == round(side * ratio)
    assert drawn.devicePixelRatio() == ratio
    assert _modules(drawn.toImage(), len(code)) == [list(row) for row in code]


def test_only_two_colours_are_drawn(qtbot: QtBot) -> None:
    image = pixmap(matrix(URL), 231, 1.5).toImage()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert colours == {"#101418", "#ffffff"}


@pytest.mark.parametrize("side", [140, 231])
def test_the_quiet_zone_is_at_least_four_modules(qtbot: QtBot, side: int) -> None:
    code = matrix(URL)
    image = pixmap(code, side, 1.0).toImage()
    quiet = QUIET_ZONE * (side // (len(code) + 2 * QUIET_ZONE))
    assert all(image.pixelColor(x, y).name() == "#ffffff" for x in range(side) for y in range(quiet))
