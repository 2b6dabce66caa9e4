"""Languages switch while the window is open; sizes, spans and times are written as people write them."""

import shutil
import subprocess
import sys
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from shareapp.ui import i18n
from shareapp.ui.i18n import Translations


class _Heard(QLabel):
    """Counts how often it was told that the language changed."""

    changes = 0

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        self.changes += event.type() == QEvent.Type.LanguageChange


@pytest.fixture(autouse=True)
def english(translations: Translations) -> None:
    """Formats do not depend on the machine that tests."""


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 KB"),
        (884_200, "884.2 KB"),
        (999_949, "999.9 KB"),
        (999_950, "1.0 MB"),
        (2_900_000, "2.9 MB"),
        (1_500_000_000, "1.5 GB"),
        (10**21, "1,000.0 EB"),
    ],
)
def test_sizes_are_si_with_one_decimal(count: int, text: str) -> None:
    assert i18n.size(count) == text


def test_a_brief_size_drops_what_nobody_reads() -> None:
    assert i18n.size(412_000_000, brief=True) == "412 MB"
    assert i18n.size(41_200_000, brief=True) == "41.2 MB"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 ms"),
        (0.0004, "0 ms"),
        (0.096, "96 ms"),
        (0.9996, "1.0 s"),
        (1.8, "1.8 s"),
        (59.96, "1:00"),
        (3725, "1:02:05"),
    ],
)
def test_durations_change_their_unit_when_they_grow(seconds: float, text: str) -> None:
    assert i18n.duration(seconds) == text


def test_a_clock_pads_its_seconds() -> None:
    assert i18n.clock(24) == "0:24"


def test_numbers_are_grouped() -> None:
    assert i18n.number(12_345) == "12,345"


def test_times_are_local_or_utc() -> None:
    at = datetime(2026, 5, 3, 14, 2, 26, tzinfo=UTC).timestamp()
    assert i18n.time_of_day(at, utc=True) == "14:02:26"
    assert i18n.date_and_time(at, utc=True) == "Sunday, May 3, 2026 14:02:26"
    local = datetime.fromtimestamp(at).astimezone()
    assert i18n.time_of_day(at) == f"{local:%H:%M:%S}"


def test_a_change_of_language_is_told_to_every_widget(translations: Translations, qtbot: QtBot) -> None:
    label = _Heard()
    qtbot.addWidget(label)
    with qtbot.waitSignal(translations.changed) as told:
        translations.apply("ko")
    assert told.args == ["ko"]
    assert translations.language == "ko"
    qtbot.waitUntil(lambda: label.changes > 0)


def test_our_words_and_qts_own_are_korean_in_korean(translations: Translations) -> None:
    translations.apply("ko")
    assert QCoreApplication.translate("LogView", "Activity") == "활동"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "취소"
    assert QLocale().language() == QLocale.Language.Korean
    assert "2026년" in i18n.date_and_time(datetime(2026, 5, 3, tzinfo=UTC).timestamp(), utc=True)


def test_english_has_its_plurals_back_after_korean(translations: Translations) -> None:
    translations.apply("ko")
    assert QCoreApplication.translate("LogView", "%Ln request(s)", None, 128) == "요청 128건"
    translations.apply("en")
    assert QCoreApplication.translate("LogView", "%Ln request(s)", None, 1) == "1 request"
    assert QCoreApplication.translate("LogView", "%Ln request(s)", None, 2) == "2 requests"


@pytest.mark.parametrize(
    ("preferred", "language"),
    [
        (["ko-KR", "en-US"], "ko"),
        (["ko-Kore-KR"], "ko"),
        (["en-GB", "ko"], "en"),
        (["de-DE", "ko", "en"], "ko"),
        (["de-DE", "fr"], "en"),
        (["C"], "en"),
    ],
)
def test_the_system_chooses_the_first_language_we_speak(
    monkeypatch: pytest.MonkeyPatch, preferred: list[str], language: str
) -> None:
    monkeypatch.setattr(QLocale, "uiLanguages", lambda _self: preferred)
    assert i18n.system_language() == language


def test_an_unknown_preference_of_the_system_is_followed(translations: Translations) -> None:
    translations.apply("system")
    assert translations.language == i18n.system_language()


def test_words_stay_when_their_file_is_replaced(tmp_path: Path) -> None:
    """In a process of its own: the system would end it."""
    (tmp_path / "i18n").mkdir()
    shutil.copy(Path(str(resources.files("shareapp.resources"))) / "i18n" / "shareapp_ko.qm", tmp_path / "i18n")
    script = """
import sys
from importlib import resources
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from shareapp.ui.i18n import Translations
place = Path(sys.argv[1])
resources.files = lambda _name: place
application = QCoreApplication([])
words = Translations(application)
words.apply("ko")
(place / "i18n" / "shareapp_ko.qm").write_bytes(b"")
assert QCoreApplication.translate("Dialog", "Close") == "닫기"
"""
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
