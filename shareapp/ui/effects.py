"""Effects: puts the window's preferences in force as soon as they are others."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from shareapp.ui.i18n import Translations
from shareapp.ui.log_file import LogFile
from shareapp.ui.log_view import LogView
from shareapp.ui.settings import AppPrefs
from shareapp.ui.share_session import ShareSession
from shareapp.ui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable


class Effects(QObject):
    """``apply`` them once at the start, when theme and language are in force already, and at every change."""

    def __init__(
        self,
        theme: Theme,
        translations: Translations,
        log: LogView,
        log_file: LogFile,
        session: ShareSession,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._before: AppPrefs | None = None
        self._log_file = log_file
        self._session = session
        self._look: dict[str, Callable[[Any], None]] = {"theme": theme.apply, "language": translations.apply}
        self._table: dict[str, Callable[[Any], None]] = {
            "log_rows": log.model.set_capacity,
            "device_names": log.set_device_names,
            "utc_times": log.set_utc,
        }

    @Slot(object)
    def apply(self, prefs: AppPrefs) -> None:
        """Put in force what differs from before."""
        before, self._before = self._before, prefs
        for name, put in (self._table if before is None else self._table | self._look).items():
            if before is None or getattr(before, name) != getattr(prefs, name):
                put(getattr(prefs, name))
        self._session.prefer(prefs)
        self._log_file.apply(prefs)
