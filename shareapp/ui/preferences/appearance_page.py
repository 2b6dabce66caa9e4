"""Theme, language, the icon in the tray, and what is told while nobody looks at the window."""

from shareapp.ui.desktop_messages import is_offered
from shareapp.ui.preferences.options import Options
from shareapp.ui.preferences.page import Page
from shareapp.ui.preferences.rows import ChoiceRow, SwitchRow
from shareapp.ui.theme import Theme
from shareapp.ui.tray import Tray


class AppearancePage(Page):
    """Page 6."""

    def __init__(self, theme: Theme, options: Options) -> None:
        super().__init__(theme, options)
        self.look = ChoiceRow(theme, "theme")
        self.language = ChoiceRow(theme, "language")
        self.tray = SwitchRow(theme, "tray")
        self.notify_device = SwitchRow(theme, "notify_device")
        self.notify_upload = SwitchRow(theme, "notify_upload")
        self.notify_stopped = SwitchRow(theme, "notify_stopped")
        self.add_card(self.look, self.language)
        self.desktop_card = self.add_card(self.tray, self.notify_device, self.notify_upload, self.notify_stopped)
        self.restores("theme", "language", "tray", "notify_device", "notify_upload", "notify_stopped")

    def retranslate(self) -> None:
        """Word the rows."""
        self.heading.setText(self.tr("Appearance & language"))
        self.look.word(self.tr("Theme"))
        self.look.offer((("system", self.tr("Same as system")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))))
        self.language.word(self.tr("Language"))
        # A language is named in itself, so that whoever is lost finds the way back.
        self.language.offer((("system", self.tr("Same as system")), ("en", "English"), ("ko", "한국어")))
        self.tray.word(
            self.tr("Show icon in the tray"), self.tr("Stop sharing or copy the address without opening the window.")
        )
        self.notify_device.word(self.tr("Notify when a new device connects"))
        self.notify_upload.word(self.tr("Notify when an upload finishes"))
        self.notify_stopped.word(self.tr("Notify when sharing stops unexpectedly"))

    def draw(self) -> None:
        """News are told by the desktop, or else beside the icon: without both there is nothing to choose."""
        super().draw()
        has_tray = Tray.is_available()
        is_told = is_offered() or (has_tray and bool(self.options.value("tray")))
        self.desktop_card.setVisible(has_tray or is_told)
        self.show_row(self.tray, shown=has_tray)
        for row in (self.notify_device, self.notify_upload, self.notify_stopped):
            self.show_row(row, shown=is_told)
