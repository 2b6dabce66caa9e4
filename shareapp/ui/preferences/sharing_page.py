"""What visitors may do with the folder, and when sharing begins and ends."""

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent

from shareapp.sharing.config import Rights
from shareapp.sharing.recycled import Kept, look_into
from shareapp.ui import i18n
from shareapp.ui.autostart import autostart, start_command
from shareapp.ui.background import Background
from shareapp.ui.preferences import words
from shareapp.ui.preferences.options import Options, default
from shareapp.ui.preferences.page import Page
from shareapp.ui.preferences.rows import ChoiceRow, Row, SwitchRow
from shareapp.ui.recycle_dialog import RecycleDialog
from shareapp.ui.theme import Theme
from shareapp.ui.tray import Tray
from shareapp.ui.widgets import Button

_LOOK = "recycle"

MEGABYTES, GIGABYTES = 1024**2, 1024**3  # as the default counts them: 2 GB is 2 * 1024**3
MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0
SPANS = (15 * MINUTE, HOUR, 3 * HOUR, 8 * HOUR, DAY, 7 * DAY)
DOWNLOADS = (1, 2, 5, 10, 50, 100)
LARGEST_UPLOADS = (100 * MEGABYTES, 500 * MEGABYTES, *(count * GIGABYTES for count in (1, 2, 5, 10, 50, 100)))


class SharingPage(Page):
    """Page 1."""

    def __init__(self, theme: Theme, options: Options, background: Background) -> None:
        super().__init__(theme, options)
        self._background = background
        self._looked: object = None  # the folder whose recycle folder was looked into
        self._kept: tuple[Kept, ...] = ()
        self.rights = ChoiceRow(theme, characters=20)
        self.manage = SwitchRow(theme)
        self.existing = ChoiceRow(theme, "existing", characters=20)
        self.upload_bytes = ChoiceRow(theme, "upload_bytes", characters=8)
        self.deleted_button = Button(theme)
        self.deleted = Row(theme, self.deleted_button)
        self.index_names = SwitchRow(theme, "index_names", ((), default("index_names")))
        self.zip = SwitchRow(theme, "zip")
        self.hidden = SwitchRow(theme, "hidden")
        self.links = SwitchRow(theme, "links", ("inside", "anywhere"))
        self.ends_after_s = ChoiceRow(theme, "ends_after_s", characters=14)
        self.ends_after_downloads = ChoiceRow(theme, "ends_after_downloads", characters=14)
        self.login = SwitchRow(theme)
        self.start_on_open = SwitchRow(theme, "start_on_open")
        self.close_behaviour = ChoiceRow(theme, "close_behaviour", characters=20)
        self._autostart = autostart()
        self.login.chosen.connect(lambda on: self._set_login(on=on))
        self.rights.chosen.connect(lambda rights: self.change("rights", rights))
        self.manage.chosen.connect(lambda on: self.change("rights", "manage" if on else "add"))
        self.deleted_button.clicked.connect(self.show_deleted)
        self.add_card(self.rights, self.manage, self.deleted, self.existing, self.upload_bytes)
        self.add_card(self.index_names, self.zip, self.hidden, self.links)
        self.add_card(self.ends_after_s, self.ends_after_downloads)
        self.add_card(self.login, self.start_on_open, self.close_behaviour)
        self.restores(
            *(
                "rights",
                "existing",
                "upload_bytes",
                "index_names",
                "zip",
                "hidden",
                "links",
                "ends_after_s",
                "ends_after_downloads",
                "start_on_open",
                "close_behaviour",
            )
        )

    def retranslate(self) -> None:
        """Word the rows."""
        self.heading.setText(self.tr("Sharing"))
        self.rights.word(self.tr("What devices may do"))
        self.manage.word(
            self.tr("Let devices change files"),
            self.tr("They can make folders, rename and delete. What they delete waits in a recycle folder."),
        )
        self.deleted_button.setText(self.tr("Show…"))
        self.deleted_button.setAccessibleName(self.tr("Show deleted files"))
        self.existing.word(self.tr("When a file of the same name is there"))
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
        self.ends_after_s.word(
            self.tr("End the share after"), self.tr("Counted from the start. Devices are then told that it has ended.")
        )
        self.ends_after_downloads.word(
            self.tr("End the share after downloads"),
            self.tr("Each file or ZIP that a device has received completely counts. What is under way is finished."),
        )
        self._offer_ends()
        self.login.word(self.tr("Start shareapp when you log in"))
        self.start_on_open.word(self.tr("Start sharing when the app opens"))
        self.close_behaviour.word(self.tr("When the window is closed while sharing"))
        self.upload_bytes.offer([(count, _size(count)) for count in LARGEST_UPLOADS], i18n.size)
        self.rights.offer(
            [
                ("read", self.tr("View and download")),
                ("add", self.tr("View, download and add files")),
                ("inbox", self.tr("Only add files")),
            ]
        )
        self.existing.offer(
            [
                ("keep", self.tr("Keep both: “photo (2).jpg”")),
                ("skip", self.tr("Keep the old one")),
                ("replace", self.tr("Replace the old one")),
            ]
        )
        self._offer_endings()

    def draw(self) -> None:
        """The tray is offered where there is one; logging in is the system's own setting."""
        self._offer_endings()
        super().draw()
        self._draw_rights()
        self.login.show_value(self._autostart.is_on())

    def _draw_rights(self) -> None:
        rights = self.options.value("rights")
        self.rights.show_value("add" if rights == "manage" else rights)
        self.rights.word(self.rights.title, self._about(rights))
        self.manage.show_value(rights == "manage")
        self.show_row(self.manage, shown=rights in {"add", "manage"})
        self._draw_deleted()
        self.show_row(self.existing, shown=rights in {"add", "manage"})  # an inbox always keeps both
        opens = bool(self.options.value("index_names")) and rights in {"add", "manage"}
        self.index_names.say(
            "muted", self.tr("Not while devices may add files: anybody could add one.") if opens else ""
        )
        self.show_row(self.upload_bytes, shown=rights != "read")

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Devices delete while nobody looks."""
        super().showEvent(event)
        self._looked = None
        self._draw_deleted()

    def close_work(self) -> None:
        """The page goes away."""
        self._background.forget(_LOOK)

    @Slot()
    def show_deleted(self) -> RecycleDialog:
        """Open the recycle folder; the dialog that is open."""
        dialog = RecycleDialog(self.theme, self.options.value("root"), self._background, self)
        dialog.changed.connect(self._look_again)
        dialog.open()
        return dialog

    @Slot()
    def _look_again(self) -> None:
        self._looked = None
        self._draw_deleted()

    def _draw_deleted(self) -> None:
        """The row is there while something can be deleted, and as long as something deleted is left."""
        root = self.options.value("root")
        if root != self._looked and self.isVisible() and self.options.session.view().has_folder:
            self._looked = root
            self._background.run(_LOOK, partial(look_into, root), self._found)
        self.deleted.word(self.tr("Deleted files"), self._summary())
        self.show_row(self.deleted, shown=self.options.value("rights") == "manage" or bool(self._kept))

    def _summary(self) -> str:
        if not self._kept:
            return self.tr("Nothing is in the recycle folder.")
        items = self.tr("%n item(s)", "", len(self._kept))
        return f"{items} · {i18n.size(sum(each.size for each in self._kept))}"

    def _found(self, kept: tuple[Kept, ...]) -> None:
        self._kept = kept
        self._draw_deleted()

    def _about(self, rights: Rights) -> str:
        match rights:
            case "read":
                return self.tr("Nobody can add, change or delete anything.")
            case "inbox":
                return self.tr("Devices see only a form to add files, and never what is in the folder.")
        return self.tr("Devices can add files beside what is there.")

    def restore(self) -> None:
        """Not started at log-in either."""
        self._set_login(on=False)
        super().restore()

    def _offer_ends(self) -> None:
        never: list[tuple[Any, str]] = [(None, self.tr("Never"))]
        self.ends_after_s.offer(never + [(after, self._span(after)) for after in SPANS], self._span)
        self.ends_after_downloads.offer(never + [(count, self._count(count)) for count in DOWNLOADS], self._count)

    def _span(self, seconds: float) -> str:
        if seconds % MINUTE:
            return self.tr("%n second(s)", "", round(seconds))
        if seconds % DAY == 0:
            return self.tr("%n day(s)", "", round(seconds / DAY))
        if seconds % HOUR == 0:
            return self.tr("%n hour(s)", "", round(seconds / HOUR))
        return self.tr("%n minute(s)", "", round(seconds / MINUTE))

    def _count(self, downloads: int) -> str:
        return self.tr("%n download(s)", "", downloads)

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
