"""Looks at the folder beside the window's thread, piece by piece, and begins anew when what is shared changes."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from shareapp.server.errors import RootUnreadable
from shareapp.sharing.config import ShareConfig
from shareapp.sharing.exposure import Exposure, Survey
from shareapp.ui.background import Background
from shareapp.ui.share_view import ShareView

PIECE_SECONDS = 0.3

_KEY = "exposure"

MakeSurvey = Callable[[ShareConfig], Survey]


class ExposureWatch(QObject):
    """``changed`` carries an Exposure, unfinished ones too, or None when there is no folder to look at."""

    changed = Signal(object)

    def __init__(self, background: Background, parent: QObject | None = None, *, survey: MakeSurvey = Survey) -> None:
        super().__init__(parent)
        self._background = background
        self._make_survey = survey
        self._looked_at: tuple[object, ...] | None = None
        self._config: ShareConfig | None = None
        self._minute = 0
        self._pieces = 0
        self.exposure: Exposure | None = None
        """What is known now."""

    def follow(self, view: ShareView) -> None:
        """Look at the folder of this picture, unless that was done; again when sharing starts or ends, and each minute
        at one that costs no more than a glance."""
        config = view.config
        if not view.has_folder or view.is_folder_gone:
            self._forget()
            return
        wanted = (config.root, config.hidden, config.links, config.cgi_folders, view.is_up)
        is_due = view.minutes != self._minute and self._pieces == 1 and self.exposure is not None
        if wanted != self._looked_at or is_due:
            self._looked_at, self._config, self._minute = wanted, config, view.minutes
            self.look()

    @Slot()
    def look(self) -> None:
        """Look anew: files come and go."""
        if self._config is not None:
            self._pieces = 0
            # A walk that is under way goes on to the end of its piece, and nobody hears of it.
            self._go_on(self._make_survey(self._config))

    def _go_on(self, survey: Survey) -> None:
        self._background.run(_KEY, partial(_piece, survey), partial(self._tell, survey))

    def _tell(self, survey: Survey, exposure: Exposure | None) -> None:
        self.exposure = exposure
        self._pieces += 1
        if exposure is not None and not exposure.is_done:
            self._go_on(survey)
        self.changed.emit(exposure)

    def _forget(self) -> None:
        self._looked_at = self._config = None
        self._background.forget(_KEY)
        if self.exposure is not None:
            self.exposure = None
            self.changed.emit(None)


def _piece(survey: Survey) -> Exposure | None:
    try:
        return survey.advance(PIECE_SECONDS)
    except RootUnreadable:
        return None  # the start, or the share itself, says so
