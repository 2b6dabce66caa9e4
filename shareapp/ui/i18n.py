"""Language and formats: which words are installed, and how sizes, times and numbers are written."""

from datetime import UTC, datetime
from importlib import resources
from typing import Literal

from PySide6.QtCore import QCoreApplication, QDate, QLibraryInfo, QLocale, QObject, QTime, QTranslator, Signal

LanguagePreference = Literal["system", "en", "ko"]
Language = Literal["en", "ko"]

_LOCALES: dict[Language, QLocale] = {
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedStates),
    "ko": QLocale(QLocale.Language.Korean, QLocale.Country.SouthKorea),
}
_UNITS = ("KB", "MB", "GB", "TB", "PB", "EB")


class Translations(QObject):
    """Installs the translators of one language. Qt then sends LanguageChange to every widget."""

    changed = Signal(str)
    """The language in force: "en" or "ko"."""

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self._application = application
        self._installed: list[QTranslator] = []
        self._language: Language = "en"
        self._words = b""

    @property
    def language(self) -> Language:
        """The language in force."""
        return self._language

    def apply(self, preference: LanguagePreference) -> None:
        """Speak ``preference``, or what the desktop prefers of our languages."""
        language = system_language() if preference == "system" else preference
        QLocale.setDefault(_locale(language))
        self.remove()
        # Qt asks the last installed first: our own words win over those of Qt's dialogs.
        self._installed = [*self._qt_words(language), *self._own_words(language)]
        for translator in self._installed:
            self._application.installTranslator(translator)
        self._language = language
        self.changed.emit(language)

    def remove(self) -> None:
        """Back to the words in the code."""
        for translator in self._installed:
            self._application.removeTranslator(translator)
            translator.deleteLater()
        self._installed = []

    def _own_words(self, language: Language) -> list[QTranslator]:
        """English has a file too: it holds the plural forms.

        Read, not loaded by its name: Qt would map the file, and the system ends a program whose mapped file shrinks,
        as it does when shareapp is updated while its window is open.
        """
        translator = QTranslator(self)
        file = resources.files("shareapp.resources").joinpath("i18n", f"shareapp_{language}.qm")
        self._words = file.read_bytes()  # Qt does not copy them
        return [translator] if translator.load(self._words) else []

    def _qt_words(self, language: Language) -> list[QTranslator]:
        translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        return [translator] if translator.load(f"qtbase_{language}", folder) else []


def system_language() -> Language:
    """The first of the desktop's languages that we speak, else English."""
    for name in QLocale.system().uiLanguages():
        code = name.replace("_", "-").split("-")[0]
        if code == "ko":
            return "ko"
        if code == "en":
            return "en"
    return "en"


def _locale(language: Language) -> QLocale:
    """The desktop's own region when it speaks the language: dates stay as its owner set them."""
    system = QLocale.system()
    return system if system.language() == _LOCALES[language].language() else _LOCALES[language]


def number(value: int) -> str:
    """ "1,234" in the locale's grouping."""
    return QLocale().toString(value)


def size(count: int, *, brief: bool = False) -> str:
    """Bytes as "0 B", "884.2 KB", "2.9 MB" (SI); ``brief`` leaves out decimals from 100 on: "412 MB"."""
    if count < 1000:
        return f"{count} B"
    value = float(count)
    for unit in _UNITS:
        value /= 1000
        # 999,950 bytes would round up to 1000.0 KB.
        if value < 999.95 or unit == _UNITS[-1]:
            break
    return f"{QLocale().toString(value, 'f', 0 if brief and value >= 99.95 else 1)} {unit}"


def duration(seconds: float) -> str:
    """ "96 ms", "1.8 s", "2:05" (minutes and seconds)."""
    if seconds < 0.9995:
        return f"{round(seconds * 1000)} ms"
    if seconds < 59.95:
        return f"{QLocale().toString(seconds, 'f', 1)} s"
    return clock(seconds)


def clock(seconds: float) -> str:
    """A span as "0:24" or "1:02:05"."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def time_of_day(at: float, *, utc: bool = False) -> str:
    """Seconds since the epoch as "14:02:26", local or UTC."""
    moment = datetime.fromtimestamp(at, tz=UTC if utc else None)
    return f"{moment:%H:%M:%S}"


def date_and_time(at: float, *, utc: bool = False) -> str:
    """The full date and time, in the locale's long form for dates."""
    moment = datetime.fromtimestamp(at, tz=UTC if utc else None)
    locale = QLocale()
    day = locale.toString(QDate(moment.year, moment.month, moment.day), QLocale.FormatType.LongFormat)
    return f"{day} {QTime(moment.hour, moment.minute, moment.second).toString('HH:mm:ss')}"
