"""Sentences with a number that functions say.

The extractor recognises a plural in ``self.tr`` only: ``QCoreApplication.translate`` with a number behind it is taken
for a text of one form, or missed. So such a sentence is a method here, of an object whose ``tr`` it can call.
"""

from PySide6.QtCore import QObject


class Counted(QObject):
    """Make one where it is needed: it costs next to nothing."""

    def stop_transfers_and_share(self, transfers: int) -> str:
        """Asked before another folder takes the place of the shared one; has ``{folder}``."""
        return self.tr("Stop %n transfer(s) and share “{folder}”?", "", transfers)
