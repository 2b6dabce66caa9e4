"""A language that nobody speaks: every text a good deal longer, to see layouts break before a translation does."""

from PySide6.QtCore import QObject, QTranslator

_WORD = 8


class Stretched(QTranslator):
    """Half as long again, or so much ``longer``, between brackets. A text without was never handed to a translator."""

    def __init__(self, parent: QObject | None = None, *, longer: float = 0.5) -> None:
        super().__init__(parent)
        self._longer = longer
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
        tail = "~" * int(len(source) * self._longer)
        # In words as long as real ones: a line must be able to break.
        words = " ".join(tail[start : start + _WORD] for start in range(0, len(tail), _WORD))
        return f"[{source}{words}]"
