"""LogFile: writes the activity to a file as well, as the preferences say."""

import logging
from pathlib import Path
from typing import NamedTuple

from shareapp.server.events import discard
from shareapp.sharing.accesslog import AccessLog, LogFormat
from shareapp.sharing.controller import ShareController
from shareapp.ui.settings import AppPrefs

_log = logging.getLogger(__name__)


class _Wish(NamedTuple):
    path: Path
    log_format: LogFormat
    rotate_bytes: int


class LogFile:
    """Owns the controller's log. ``trouble``: why the wanted file is not written, None when all is well."""

    def __init__(self, controller: ShareController) -> None:
        self.trouble: OSError | None = None
        self._controller = controller
        self._wish: _Wish | None = None
        self._open: AccessLog | None = None

    def apply(self, prefs: AppPrefs) -> None:
        """Write where and how ``prefs`` want it; nothing is touched when that is what happens already."""
        wish = _Wish(prefs.log_file, prefs.log_format, prefs.log_rotate_bytes) if prefs.log_to_file else None
        if wish == self._wish:
            return
        self.close()
        self._wish = wish
        if wish is None:
            return
        try:
            wish.path.parent.mkdir(parents=True, exist_ok=True)
            self._open = AccessLog(wish.path, wish.log_format, rotate_bytes=wish.rotate_bytes)
        except OSError as error:
            self.trouble = error
            _log.info("cannot write %s: %s", wish.path, error)
            return
        self._controller.log = self._open

    def close(self) -> None:
        """Write what waits and let go of the file; harmless twice."""
        self._controller.log = discard
        self._wish = self.trouble = None
        if self._open is not None:
            self._open.close()
            self._open = None
