"""Scripts that visitors may start: the one page that begins with a warning."""

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from shareapp.sharing.addresses import is_loopback
from shareapp.sharing.problems import FieldProblem
from shareapp.ui import i18n
from shareapp.ui.background import Background
from shareapp.ui.dialogs import Dialog
from shareapp.ui.preferences import words
from shareapp.ui.preferences.options import Options
from shareapp.ui.preferences.page import Page
from shareapp.ui.preferences.rows import ChoiceRow, FieldRow, Problem, Row, SwitchRow
from shareapp.ui.preferences.script_console import ScriptConsole
from shareapp.ui.preferences.scripts import Scripts, find_scripts
from shareapp.ui.theme import Theme
from shareapp.ui.widgets import Banner, Button

SECONDS = (10.0, 30.0, 60.0, 300.0, 900.0)
_NAMED = 8
_SCAN = "scripts"
_AGAIN_MS = 2_000


class CgiPage(Page):
    """Page 4."""

    def __init__(self, theme: Theme, options: Options, background: Background) -> None:
        super().__init__(theme, options)
        self._background = background
        self._scanned: tuple[Any, ...] = ()
        self._scripts = Scripts((), more=False)
        self.banner = Banner(theme)
        self.add(self.banner)
        self.run_scripts = SwitchRow(theme)
        self.folders = FieldRow(theme, self._parse_folders, width=184)
        self.seconds = ChoiceRow(theme, "cgi_seconds", characters=10)
        self.password = SwitchRow(theme)
        self.open_button = Button(theme)
        self.scripts = Row(theme, self.open_button)
        self.add_card(self.run_scripts, self.folders, self.seconds, self.password)
        self.scripts_card = self.add_card(self.scripts)
        self.console = ScriptConsole(theme, options.session.script_log)
        self.add(self.console)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        self._again.timeout.connect(self._scan_again)
        self.run_scripts.chosen.connect(self._switched)
        self.folders.chosen.connect(self._folders_chosen)
        self.password.chosen.connect(self._password_chosen)
        self.open_button.clicked.connect(self._open_folder)
        self.restores("cgi_folders", "script_folders", "cgi_seconds", "cgi_password")

    def retranslate(self) -> None:
        """Word the banner and the rows."""
        self.heading.setText(self.tr("CGI"))
        self.banner.show_message(
            "warn",
            self.tr("CGI runs programs on this computer"),
            self.tr(
                "Anyone who can open the shared folder can start the scripts in the folders below, with your user’s "
                "rights. Turn it on only for scripts you trust, on a network you trust."
            ),
            closable=False,
        )
        self.run_scripts.word(
            self.tr("Run CGI scripts"), self.tr("Off by default. Turns off again when you share another folder.")
        )
        self.folders.word(
            self.tr("Script folders"),
            self.tr("Files in these folders are run, never shown. Nothing can be uploaded there."),
        )
        self.seconds.word(self.tr("Stop a script after"))
        self.seconds.offer([(seconds, self._time(seconds)) for seconds in SECONDS], self._time)
        self.password.word(self.tr("Require a password as well"), self.tr("Recommended when scripts can change files."))
        self.open_button.setText(self.tr("Show folder"))
        self.open_button.setAccessibleName(self.tr("Show the shared folder"))

    def draw(self) -> None:
        """While scripts run, the password row shows what is so; before, what will be."""
        super().draw()
        is_on = bool(self.options.value("cgi_folders"))
        has_folder = self.options.session.view().has_folder
        self.run_scripts.show_value(is_on)
        self.run_scripts.switch.setEnabled(has_folder)
        self.run_scripts.say("muted", self._obstacle(has_folder=has_folder))
        self.folders.show_value(self.options.value("cgi_folders") or self.options.value("script_folders"))
        is_asked = self.options.value("credentials") is not None if is_on else self.options.value("cgi_password")
        self.password.show_value(is_asked)
        self.scripts_card.setVisible(has_folder)
        if has_folder:
            self._scan()
        self.console.set_utc(utc=self.options.value("utc_times"))
        self.console.draw()

    def _obstacle(self, *, has_folder: bool) -> str:
        """Why scripts do not run even when they are switched on, "" when they do."""
        if not has_folder:
            return self.tr("Choose a folder to share first.")
        if self.options.value("rights") == "inbox":
            return self.tr("Not while devices may only add files.")
        return ""

    def focus_order(self) -> list[QWidget]:
        """The console comes last."""
        return [*super().focus_order(), *self.console.focus_order()]

    @property
    def is_looking(self) -> bool:
        """It will look for scripts again soon."""
        return self._again.isActive()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Whoever looks may be writing a script beside this window: look again now and then."""
        super().showEvent(event)
        self._again.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Nobody looks."""
        super().hideEvent(event)
        self._again.stop()

    def close_work(self) -> None:
        """The page goes away."""
        self._background.forget(_SCAN)

    def restore(self) -> None:
        """The folders are typed, too."""
        self.folders.forget_typed()
        super().restore()

    @Slot(object)
    def _switched(self, on: bool) -> None:
        self.draw()
        if not on:
            self.options.change(cgi_folders=())
            return
        question = self._question()
        question.accepted.connect(self._turn_on)
        question.open()

    @Slot()
    def _turn_on(self) -> None:
        if self.options.value("cgi_password") and self.options.value("credentials") is None:
            self.options.session.set_password(on=True)
        self.options.change(cgi_folders=self.options.value("script_folders"))

    def _question(self) -> Dialog:
        folders = self.options.value("script_folders")
        root = self.options.value("root")
        text = self.tr(
            "Scripts in {folders} of “{folder}” will run with your user’s rights: they can read, change and delete "
            "your files."
        )
        title = self.tr("Let devices run scripts on this computer?")
        text = f"{text.format(folders=words.listed(folders), folder=root.name or str(root))} {self._who()}"
        dialog = Dialog(self.theme, "warn", title, text, self)
        cancel = dialog.add_button(Button(self.theme, self.tr("Cancel")))
        cancel.clicked.connect(dialog.reject)
        run = dialog.add_button(Button(self.theme, self.tr("Run scripts"), kind="danger"))
        run.clicked.connect(dialog.accept)
        cancel.setDefault(True)
        cancel.setFocus()
        return dialog

    def _who(self) -> str:
        """Who will be able to start them, once they run."""
        if is_loopback(self.options.value("host")):
            return self.tr("Only this computer can start them.")
        if self.options.value("credentials") is not None or self.options.value("cgi_password"):
            return self.tr("Everyone who has the password or the QR code can start them.")
        if self.options.value("ask_devices"):
            return self.tr("Every device that you allow can start them.")
        return self.tr("Everyone on this network can start them.")

    @Slot(object)
    def _password_chosen(self, on: bool) -> None:
        self.options.change(cgi_password=on)
        if self.options.value("cgi_folders"):
            self.options.session.set_password(on=on)

    @Slot(object)
    def _folders_chosen(self, folders: tuple[str, ...]) -> None:
        self.options.change(script_folders=folders)
        if self.options.value("cgi_folders"):
            self.options.change(cgi_folders=folders)

    def _parse_folders(self, text: str) -> tuple[str, ...] | Problem:
        folders = self.options.parse("cgi_folders", text)
        if isinstance(folders, FieldProblem):
            return self.worded(folders)
        return folders or words.required

    def _time(self, seconds: float) -> str:
        if seconds < 60 or seconds % 60:
            return self.tr("%n second(s)", "", round(seconds))
        return self.tr("%n minute(s)", "", round(seconds / 60))

    # The scripts that are there.

    def _scan(self) -> None:
        root, hidden = self.options.value("root"), self.options.value("hidden")
        folders = self.options.value("cgi_folders") or self.options.value("script_folders")
        if (root, folders, hidden) != self._scanned:
            self._scanned = (root, folders, hidden)
            self._background.run(_SCAN, partial(find_scripts, root, folders, hidden=hidden), self._found)
        self._draw_scripts()

    @Slot()
    def _scan_again(self) -> None:
        self._scanned = ()
        if self.options.session.view().has_folder:
            self._scan()

    def _found(self, scripts: Scripts) -> None:
        self._scripts = scripts
        self._draw_scripts()
        if self.isVisible():
            self._again.start()

    def _draw_scripts(self) -> None:
        scripts = self._scripts.found
        root = self.options.value("root")
        title = self.tr("%n script(s) found in “{folder}”", "", len(scripts)).format(folder=root.name or str(root))
        if self._scripts.more:
            title = self.tr("More than {count} scripts found").format(count=i18n.number(len(scripts)))
        names = [script.name for script in scripts]
        more = " · …" if len(names) > _NAMED else ""
        self.scripts.word(title, " · ".join(names[:_NAMED]) + more)
        refused = [script.name for script in scripts if not script.is_executable]
        self.scripts.say("warn", words.not_executable(refused[:_NAMED]) if refused else "")

    @Slot()
    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.options.value("root"))))
