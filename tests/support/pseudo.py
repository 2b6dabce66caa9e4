"""A language that nobody speaks: every text a good deal longer, to see layouts break before a translation does."""

from PySide6.QtCore import QObject, QTranslator


class Stretched(QTranslator):
    """Half as long again, between brackets. A text without brackets was never handed to a translator."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.texts: set[str] = set()

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        """Qt does not ask an empty translator."""
        return False

    def translate(
        self,
        _context: str | bytes | bytearray | memoryview,
        text: str | bytes | bytearray | memoryview,
        _disambiguation: str | bytes | bytearray | memoryview | None = None,
        _n: int = -1,
    ) -> str:
        """The longer text."""
        source = text if isinstance(text, str) else bytes(text).decode()
        self.texts.add(source)
        return f"[{source}{'~' * (len(source) // 2)}]"
