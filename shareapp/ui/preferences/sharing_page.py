"""What visitors may do with the folder, and when sharing begins and ends."""

from shareapp.ui import i18n
from shareapp.ui.autostart import autostart, start_command
from shareapp.ui.preferences import words
from shareapp.ui.preferences.options import Options, default
from shareapp.ui.preferences.page import Page
from shareapp.ui.preferences.rows import ChoiceRow, SwitchRow
from shareapp.ui.theme import Theme
from shareapp.ui.tray import Tray

MEGABYTES, GIGABYTES = 1024**2, 1024**3  # as the default counts them: 2 GB is 2 * 1024**3
LARGEST_UPLOADS = (100 * MEGABYTES, 500 * MEGABYTES, *(count * GIGABYTES for count in (1, 2, 5, 10, 50, 100)))


class SharingPage(Page):
    """Page 1."""

    def __init__(self, theme: Theme, options: Options) -> None:
        super().__init__(theme, options)
        self.uploads = SwitchRow(theme, "uploads")
        self.upload_bytes = ChoiceRow(theme, "upload_bytes", characters=8)
        self.index_names = SwitchRow(theme, "index_names", ((), default("index_names")))
        self.zip = SwitchRow(theme, "zip")
        self.hidden = SwitchRow(theme, "hidden")
        self.links = SwitchRow(theme, "links", ("inside", "anywhere"))
        self.login = SwitchRow(theme)
        self.start_on_open = SwitchRow(theme, "start_on_open")
        self.close_behaviour = ChoiceRow(theme, "close_behaviour", characters=20)
        self._autostart = autostart()
        self.login.chosen.connect(lambda on: self._set_login(on=on))
        self.add_card(self.uploads, self.upload_bytes)
        self.add_card(self.index_names, self.zip, self.hidden, self.links)
        self.add_card(self.login, self.start_on_open, self.close_behaviour)
        self.restores(
            *("uploads", "upload_bytes", "index_names", "zip", "hidden", "links", "start_on_open", "close_behaviour")
        )

    def retranslate(self) -> None:
        """Word the rows."""
        self.heading.setText(self.tr("Sharing"))
        self.uploads.word(
            self.tr("Allow uploads"),
            self.tr(
                "Devices can add files. Existing files are never replaced: "
                "a second “photo.jpg” becomes “photo (2).jpg”."
            ),
        )
        self.upload_bytes.word(self.tr("Largest upload"), self.tr("Bigger files are refused."))
        self.index_names.word(
            self.tr("Open index.html automatically"),
            self.tr("When a folder has one, show it instead of the file list."),
        )
        self.zip.word(self.tr("Offer “Download all as ZIP”"), self.tr("Adds a button to every folder page."))
        self.hidden.word(self.tr("Show hidden files"), self.tr("Files whose names begin with a dot, such as .env."))
        self.links.word(
            self.tr("Follow links out of the folder"),
            self.tr("Shortcuts (symbolic links) may expose files outside the shared folder."),
        )
        self.login.word(self.tr("Start shareapp when you log in"))
        self.start_on_open.word(self.tr("Start sharing when the app opens"))
        self.close_behaviour.word(self.tr("When the window is closed while sharing"))
        self.upload_bytes.offer([(count, _size(count)) for count in LARGEST_UPLOADS], i18n.size)
        self._offer_endings()

    def draw(self) -> None:
        """The tray is offered where there is one; logging in is the system's own setting."""
        self._offer_endings()
        super().draw()
        self.login.show_value(self._autostart.is_on())

    def restore(self) -> None:
        """Not started at log-in either."""
        self._set_login(on=False)
        super().restore()

    def _offer_endings(self) -> None:
        tray = [("tray", self.tr("Keep sharing in the tray"))] if has_tray(self.options) else []
        self.close_behaviour.offer([("ask", self.tr("Ask every time")), *tray, ("quit", self.tr("Stop and quit"))])

    def _set_login(self, *, on: bool) -> None:
        trouble = ""
        try:
            self._autostart.turn_on(start_command()) if on else self._autostart.turn_off()
        except OSError as error:
            trouble = words.login_refused(error)
        self.login.say("danger", trouble)
        self.draw()


def has_tray(options: Options) -> bool:
    """Whether the window can go on in the tray."""
    return bool(options.value("tray")) and Tray.is_available()


def _size(count: int) -> str:
    return f"{count // GIGABYTES} GB" if count >= GIGABYTES else f"{count // MEGABYTES} MB"
