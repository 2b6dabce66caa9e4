"""The runs of scripts as the window remembers them, whether or not somebody looks."""

from PySide6.QtCore import QObject, Signal, Slot

from shareapp.server.events import Trouble
from shareapp.sharing.script_runs import ScriptRuns


class ScriptLog(QObject):
    """Listens as long as the window is open. ``changed``: there are other runs now."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.runs = ScriptRuns()

    @Slot(object)
    def note(self, troubles: tuple[Trouble, ...]) -> None:
        """Take in what the engine tells."""
        if self.runs.add(troubles):
            self.changed.emit()

    @Slot()
    def clear(self) -> None:
        """Forget all runs."""
        self.runs.clear()
        self.changed.emit()
