"""The program with a window: options, one instance, language, theme, the window, and an orderly end."""

import logging
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication

from shareapp import __version__
from shareapp.sharing.terminal_options import Mistake
from shareapp.sharing.window_options import parse
from shareapp.sharing.words import of_this_person
from shareapp.ui import icons
from shareapp.ui.i18n import Translations
from shareapp.ui.main_window import MainWindow
from shareapp.ui.settings import Settings, default_file
from shareapp.ui.signals import TerminationSignals
from shareapp.ui.single_instance import SingleInstance
from shareapp.ui.theme import Theme

_log = logging.getLogger(__name__)


class Places(NamedTuple):
    """Where this person's things are kept."""

    settings: Path
    certificates: Path


def main(arguments: Sequence[str]) -> int:
    """Show the window until it is closed. 0, 1 when an earlier window did not answer, 2 when the arguments make no
    sense."""
    words = of_this_person(arguments)
    try:
        options = parse(arguments, words)
    except Mistake as mistake:
        sys.stderr.writelines(f"{words('error', text=line)}\n" for line in mistake.lines)
        return 2
    _install_hooks()
    application = QApplication([sys.argv[0]])
    application.setApplicationName("shareapp")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("shareapp")
    application.setWindowIcon(icons.app_icon())
    places = _places(options.settings)
    folder = options.folder.absolute() if options.folder is not None else None
    instance = SingleInstance(places.settings.parent)
    if not instance.acquire():
        return _hand_over(instance, folder)
    try:
        return _show(application, instance, places, folder, hidden=options.hidden)
    finally:
        instance.release()


def _show(
    application: QApplication, instance: SingleInstance, places: Places, folder: Path | None, *, hidden: bool
) -> int:
    settings = Settings(places.settings)
    loaded = settings.load()
    theme, translations = Theme(application), Translations(application)
    translations.apply(loaded.prefs.language)
    theme.apply(loaded.prefs.theme)
    window = MainWindow(theme, translations, settings, loaded, places.certificates)
    instance.asked.connect(window.show_yourself)
    application.aboutToQuit.connect(window.shut_down)
    signals = TerminationSignals(window)
    # Not quit(): it asks the windows first, and one that shares would ask a person who is not there.
    signals.received.connect(application.exit)
    if folder is not None:
        window.commands.use_folder(folder)
    if hidden and window.desktop.has_tray:
        window.desktop.hide()
    elif hidden:
        window.showMinimized()
    else:
        window.show()
    if loaded.prefs.start_on_open and window.session.view().has_folder:
        window.commands.start_or_stop()
    try:
        return application.exec()
    finally:
        signals.restore()


def _hand_over(instance: SingleInstance, folder: Path | None) -> int:
    if instance.hand_over(folder):
        return 0
    _log.error("shareapp is already open, but its window does not answer.")
    return 1


def _places(settings: Path | None) -> Places:
    if settings is not None:
        return Places(settings.absolute(), settings.absolute().parent / "certificate")
    data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    return Places(default_file("shareapp", "shareapp"), Path(data, "shareapp", "certificate"))


def _install_hooks() -> None:
    """Write down what nobody caught, from whichever thread; the window stays open."""

    def report(kind: type[BaseException], error: BaseException | None, traceback: TracebackType | None) -> None:
        trace = (kind, error, traceback) if error is not None else None
        _log.critical("an unexpected error", exc_info=trace)

    sys.excepthook = report
    threading.excepthook = lambda args: report(args.exc_type, args.exc_value, args.exc_traceback)
