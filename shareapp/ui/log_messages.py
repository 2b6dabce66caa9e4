"""Notices about the log: where it was written, and why it was not."""

import errno
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject

from shareapp.ui import i18n
from shareapp.ui.messages import Action, Fix, Notice

_CAUSES: dict[int, Literal["full", "forbidden"]] = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EACCES: "forbidden",
    errno.EPERM: "forbidden",
}


class LogMessages(QObject):
    """Words the notices. An object, because lupdate finds plurals in ``tr`` only."""

    def export_title(self, shown: int, kept: int) -> str:
        """What is about to be exported: "Export 12 of 128 requests" while a filter is on."""
        if shown == kept:
            return self.tr("Export %n request(s)", "", kept)
        return self.tr("Export {shown} of %n request(s)", "", kept).format(shown=i18n.number(shown))

    def exported(self, path: Path, shown: int, kept: int) -> Notice:
        """The file is written."""
        if shown == kept:
            title = self.tr("%n request(s) exported", "", kept)
        else:
            title = self.tr("{shown} of %n request(s) exported", "", kept).format(shown=i18n.number(shown))
        show = Fix(Action.OPEN_FOLDER, self.tr("Show folder"), path.parent)
        return Notice("info", title, str(path), (show,))

    def export_failed(self, path: Path, error: OSError) -> Notice:
        """The file could not be written; nothing is left of it."""
        match _CAUSES.get(error.errno or 0):
            case "full":
                cause = self.tr("There is no space left for “{file}”.")
            case "forbidden":
                cause = self.tr("You don’t have permission to write “{file}”.")
            case _:
                cause = self.tr("“{file}” could not be written: {detail}")
        again = Fix(Action.EXPORT, self.tr("Choose another place…"), accent=True)
        text = cause.format(file=path, detail=error.strerror or error)
        return Notice("danger", self.tr("The log was not exported"), text, (again,))
