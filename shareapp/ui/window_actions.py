"""Everything the window can be asked to do, each with its shortcut, and the menu that lists it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from shareapp.ui.widgets import literal


class WindowActions(QObject):
    """The actions, by name. The window connects ``triggered`` and says which are possible now."""

    recent_chosen = Signal(object)
    """Path."""
    theme_chosen = Signal(str)
    language_chosen = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.open_folder = self._action("Ctrl+O")
        self.start_stop = self._action("Ctrl+Enter", "Ctrl+Return")
        self.copy = self._action("Ctrl+Shift+C")
        self.open = self._action("Ctrl+B")
        self.enlarge = self._action("Ctrl+E")
        self.preferences = self._action("Ctrl+,")
        self.help = self._action("F1")
        self.shortcuts = self._action("Ctrl+?")
        self.about = self._action()
        self.close = self._action("Ctrl+W")
        self.quit = self._action("Ctrl+Q")
        self.show_menu = self._action("F10")
        self.menu = QMenu(window)
        self._recent = QMenu(self.menu)
        self._recent.triggered.connect(lambda action: self.recent_chosen.emit(action.data()))
        self._theme, self._themes = self._choices(("system", "light", "dark"), self.theme_chosen.emit)
        self._language, self._languages = self._choices(("system", "en", "ko"), self.language_chosen.emit)
        self._fill()
        self.retranslate()
        window.installEventFilter(self)

    def show_recent(self, folders: Sequence[Path]) -> None:
        """List these folders under Recent folders."""
        self._recent.clear()
        for folder in folders:
            self._recent.addAction(literal(str(folder))).setData(folder)
        self._recent.setEnabled(bool(folders))

    def show_choice(self, theme: str, language: str) -> None:
        """Tick the theme and the language that are in force."""
        self._themes[theme].setChecked(True)
        self._languages[language].setChecked(True)

    def listed(self) -> tuple[tuple[str, str], ...]:
        """Text and shortcut of every action that has one, for the list of shortcuts."""
        actions = (self.open_folder, self.start_stop, self.copy, self.open, self.enlarge, self.help, self.preferences)
        ending = (self.show_menu, self.shortcuts, self.close, self.quit)
        native = QKeySequence.SequenceFormat.NativeText
        return tuple((action.text(), action.shortcut().toString(native)) for action in (*actions, *ending))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The window hears of another language; actions do not by themselves."""
        if watched is self._window and event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        """Word everything anew."""
        self.open_folder.setText(self.tr("Open folder…"))
        self.start_stop.setText(self.tr("Start or stop sharing"))
        self.copy.setText(self.tr("Copy address"))
        self.open.setText(self.tr("Open in browser"))
        self.enlarge.setText(self.tr("Enlarge QR code"))
        self.help.setText(self.tr("Phone can’t connect?"))
        self.preferences.setText(self.tr("Preferences"))
        self.shortcuts.setText(self.tr("Keyboard shortcuts"))
        self.about.setText(self.tr("About shareapp"))
        self.close.setText(self.tr("Close window"))
        self.quit.setText(self.tr("Quit"))
        self.show_menu.setText(self.tr("Menu"))
        self._recent.setTitle(self.tr("Recent folders"))
        self._theme.setTitle(self.tr("Theme"))
        self._language.setTitle(self.tr("Language"))
        self._themes["system"].setText(self.tr("Same as system"))
        self._themes["light"].setText(self.tr("Light"))
        self._themes["dark"].setText(self.tr("Dark"))
        self._languages["system"].setText(self.tr("Same as system"))
        # A language is named in itself, so that whoever is lost finds the way back.
        self._languages["en"].setText("English")
        self._languages["ko"].setText("한국어")

    def _action(self, *shortcuts: str) -> QAction:
        action = QAction(self._window)
        action.setShortcuts([QKeySequence(shortcut) for shortcut in shortcuts])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self._window.addAction(action)
        return action

    def _choices(self, names: tuple[str, ...], chosen: Callable[[str], None]) -> tuple[QMenu, dict[str, QAction]]:
        menu = QMenu(self.menu)
        group = QActionGroup(menu)
        actions = {}
        for name in names:
            action = menu.addAction("")
            action.setData(name)
            action.setCheckable(True)
            actions[name] = group.addAction(action)
        menu.triggered.connect(lambda action: chosen(action.data()))
        return menu, actions

    def _fill(self) -> None:
        self.menu.addAction(self.open_folder)
        self.menu.addMenu(self._recent)
        self.menu.addSeparator()
        self.menu.addActions([self.copy, self.open, self.enlarge])
        self.menu.addSeparator()
        self.menu.addMenu(self._theme)
        self.menu.addMenu(self._language)
        self.menu.addSeparator()
        self.menu.addActions([self.help, self.preferences, self.shortcuts, self.about])
        self.menu.addSeparator()
        self.menu.addAction(self.quit)
