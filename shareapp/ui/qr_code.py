"""Drawing a QR code so that every camera reads it: whole device pixels, no smoothing, dark on white, quiet zone."""

from functools import lru_cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from shareapp.ui.tokens import QR_MODULE, QR_PAPER

Matrix = tuple[tuple[bool, ...], ...]

QUIET_ZONE = 4  # modules of white on each side (ISO/IEC 18004, section 6.3.8)


@lru_cache(maxsize=8)
def pixmap(matrix: Matrix, side: int, ratio: float) -> QPixmap:
    """The code as a white square of ``side`` logical pixels on a screen of ``ratio`` device pixels each."""
    device_side = round(side * ratio)
    result = QPixmap(device_side, device_side)
    result.fill(QColor(QR_PAPER))
    module = max(1, device_side // (len(matrix) + 2 * QUIET_ZONE))
    origin = (device_side - module * len(matrix)) // 2
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(QR_MODULE))
    for row, modules in enumerate(matrix):
        for column, dark in enumerate(modules):
            if dark:
                painter.drawRect(QRect(origin + column * module, origin + row * module, module, module))
    painter.end()
    result.setDevicePixelRatio(ratio)
    return result
