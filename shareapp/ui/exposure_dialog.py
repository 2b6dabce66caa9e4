""" "What can they see?": everything that a visitor would find, while it is being found."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from shareapp.sharing.config import ShareConfig
from shareapp.sharing.exposure import Exposure
from shareapp.ui.background import Background
from shareapp.ui.checklist import Checklist, CheckRow
from shareapp.ui.exposure_watch import ExposureWatch
from shareapp.ui.exposure_words import ExposureWords
from shareapp.ui.share_view import ShareView
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Button, announce
from shareapp.ui.window_body import WindowBody


class ExposureDialog(Checklist):
    """Draws what ``watch`` finds. ``preferences_asked`` carries the page where it can be changed."""

    preferences_asked = Signal(str)

    def __init__(self, theme: Theme, watch: ExposureWatch, config: ShareConfig, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.set_title(self.tr("What can they see?"))
        self._config = config
        self._words = ExposureWords(self)
        self._rows: list[CheckRow] = []
        self.preferences_button = self.add_button(Button(theme, self.tr("Preferences"), icon="sliders"))
        self.preferences_button.clicked.connect(self._open_preferences)
        watch.changed.connect(self._draw)
        self._draw(watch.exposure)
        self.close_button.setFocus()

    @property
    def is_looking(self) -> bool:
        """The folder is still being looked at."""
        return self._rows[0].is_waiting

    @Slot(object)
    def _draw(self, exposure: Exposure | None) -> None:
        rows = list(self._words.rows(exposure or Exposure(), self._config))
        while len(self._rows) < len(rows):
            self._rows.append(self.add_row(CheckRow(self._theme, "more", "")))
        for index, line in enumerate(self._rows):
            line.setVisible(index < len(rows))
        for line, row in zip(self._rows, rows, strict=False):
            line.say(*row)
        is_done = exposure is not None and exposure.is_done
        if not is_done:
            self._rows[0].wait()
        elif exposure is not None:
            announce(self, self._words.line(exposure))

    @Slot()
    def _open_preferences(self) -> None:
        self.preferences_asked.emit("sharing")
        self.accept()


class ExposureView(QObject):
    """What can be seen of the folder: the line in the header, and the dialog behind it and the form's question."""

    preferences_asked = Signal(str)

    def __init__(self, theme: Theme, background: Background, body: WindowBody, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._view: ShareView | None = None
        self.watch = ExposureWatch(background, self)
        self.watch.changed.connect(body.header.show_exposure)
        body.header.exposure_clicked.connect(self.open_dialog)
        body.panel.setup.exposure_asked.connect(self.open_dialog)

    def follow(self, view: ShareView) -> None:
        """This is shared now."""
        self._view = view
        self.watch.follow(view)

    @Slot()
    def open_dialog(self) -> None:
        """Tell it all, and look anew meanwhile."""
        if self._view is None:
            return
        dialog = ExposureDialog(self._theme, self.watch, self._view.config, self._window)
        dialog.preferences_asked.connect(self.preferences_asked)
        dialog.open()
        self.watch.look()
