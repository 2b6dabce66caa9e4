"""Pictures of every state of the window, for the README and for reviewers: ``python -m shareapp.ui.screenshots OUT``.

Real widgets without a screen and with invented data: nothing is shared, nobody is asked.
"""

import itertools
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget

from shareapp.server.errors import CertificateInvalid, PortInUse, RootUnreadable
from shareapp.server.events import RequestDone, Transfer
from shareapp.sharing.addresses import Address
from shareapp.sharing.config import Credentials, SelfSigned, ShareConfig
from shareapp.sharing.events import ShareState, StateChanged, Totals
from shareapp.sharing.exposure import Exposure, Names
from shareapp.sharing.reachability import Check, Finding, Situation, Subject
from shareapp.ui.connect_help import ConnectHelp
from shareapp.ui.exposure_dialog import ExposureDialog
from shareapp.ui.i18n import LanguagePreference, Translations
from shareapp.ui.large_qr import LargeQr
from shareapp.ui.main_window import MainWindow
from shareapp.ui.settings import AppPrefs, Loaded, Settings
from shareapp.ui.share_view import THIS_COMPUTER, ShareView
from shareapp.ui.theme import Preference, Theme

SIZES = ((900, 640), (640, 480))
LANGUAGES: tuple[LanguagePreference, ...] = ("en", "ko")
THEMES: tuple[Preference, ...] = ("light", "dark")
PHOTO_BYTES = 2_900_000  # all holes
POINTS = 10  # what a plain desktop has at 96 dpi

ADDRESSES = (
    Address("192.168.0.12", "wifi", "wlan0"),
    Address("10.0.0.5", "ethernet", "eth0"),
)
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)"
GALAXY = "Mozilla/5.0 (Linux; Android 14; SM-S911N)"


class Scene(NamedTuple):
    """One state with its name for the file."""

    name: str
    view: ShareView
    has_log: bool = False


def scenes(root: Path) -> tuple[Scene, ...]:
    """Every state, drawn as the sharing of ``root``."""
    plain = ShareConfig(root=root)
    secret = ShareConfig(
        root=root,
        tls=SelfSigned(folder=root),
        credentials=Credentials(user="guest", password_hash="scrypt$2$1$1$AA==$AA=="),  # noqa: S106 - of nothing
    )
    up = StateChanged(ShareState.RUNNING, ADDRESSES, 8000)
    running = ShareView(config=plain, change=up, address=ADDRESSES[0], minutes=12)
    failed = StateChanged(ShareState.FAILED)
    return (
        Scene("empty", ShareView(config=plain, has_folder=False)),
        Scene("ready", ShareView(config=plain)),
        Scene("starting", ShareView(config=plain, change=StateChanged(ShareState.STARTING))),
        Scene("waiting", ShareView(config=plain, change=up._replace(addresses=ADDRESSES[:1]), address=ADDRESSES[0])),
        Scene("running", running, has_log=True),
        Scene(
            "running-https-password",
            ShareView(config=secret, change=up, address=ADDRESSES[0], minutes=12, password="quiet-otter"),  # noqa: S106 - of nothing
            has_log=True,
        ),
        Scene(
            "stopping",
            ShareView(config=plain, change=up._replace(state=ShareState.STOPPING), address=ADDRESSES[0], transfers=2),
            has_log=True,
        ),
        Scene(
            "failed-port", ShareView(config=plain, change=failed._replace(error=PortInUse("", 8000)), free_port=8001)
        ),
        Scene(
            "failed-certificate",
            ShareView(config=secret, change=failed._replace(error=CertificateInvalid("mismatch", root / "key.pem"))),
        ),
        Scene(
            "lost",
            ShareView(config=plain, change=failed._replace(error=RootUnreadable(root, "missing"), lost=True)),
            has_log=True,
        ),
        Scene("this-computer", this_computer(root), has_log=True),
        Scene("no-network", ShareView(config=plain, change=up._replace(addresses=()), minutes=1)),
    )


def this_computer(root: Path) -> ShareView:
    """Shared with this computer only."""
    loopback = Address(THIS_COMPUTER, "loopback", "lo")
    change = StateChanged(ShareState.RUNNING, (loopback,), 8000)
    return ShareView(config=ShareConfig(root=root, host=THIS_COMPUTER), change=change, address=loopback, minutes=12)


def sample_requests() -> list[RequestDone]:
    """A few minutes of a family looking at photos."""
    rows = (
        ("192.168.0.23", "/", 200, 9_412, 0.004, IPHONE),
        ("192.168.0.23", "/IMG_2031.jpg", 200, 3_214_000, 0.412, IPHONE),
        ("192.168.0.31", "/favicon.ico", 404, 310, 0.001, GALAXY),
        ("192.168.0.31", "/videos/sunset-timelapse-4k.mp4", 206, 8_388_608, 1.8, GALAXY),
        ("192.168.0.44", "/documents/Itinerary.pdf", 200, 884_200, 0.034, ""),
        ("192.168.0.23", "/videos", 301, 0, 0.001, IPHONE),
        ("192.168.0.44", "/cgi-bin/report.py", 500, 512, 0.230, ""),
        ("192.168.0.23", "/IMG_2044.jpg", 200, 2_912_000, 0.096, IPHONE),
    )
    start = time.mktime((2026, 5, 3, 14, 2, 10, 0, 0, -1))
    return [
        RequestDone(start + 2 * index, client, "", "GET", target, "HTTP/1.1", status, sent, 0, seconds, agent, "")
        for index, (client, target, status, sent, seconds, agent) in enumerate(rows)
    ]


def sample_transfers() -> tuple[Transfer, ...]:
    """Two on their way."""
    began = time.monotonic() - 40
    video, photo = "/videos/sunset-timelapse-4k.mp4", "/IMG_2051.HEIC"
    return (
        Transfer(1, "192.168.0.31", GALAXY, "GET", video, "down", 324_000_000, 522_580_000, began),
        Transfer(2, "192.168.0.23", IPHONE, "PUT", photo, "up", 136_000_000, 154_540_000, began),
    )


def sample_exposure() -> Exposure:
    """A folder that has a little of everything."""
    return Exposure(
        files=1_204,
        folders=37,
        size=3_200_000_000,
        hidden=Names(3, (".git", ".thumbnails", "site/.env")),
        links=Names(1, ("music",)),
        secrets=Names(2, ("keys/id_rsa", "passwords.xlsx")),
        is_done=True,
        is_whole=True,
    )


def draw(window: MainWindow, scene: Scene) -> None:
    """Put the window into the scene."""
    window.draw(scene.view)
    window.body.panel.qr.show_now(scene.view.tile)
    if scene.has_log:
        window.log.append(sample_requests())
        window.log.set_totals(Totals(128, 412_000_000, 0, 3))
    if scene.name in {"running", "stopping"}:
        window.log.set_transfers(sample_transfers())


class Studio:
    """One person's computer with a folder of photos, and the means to take pictures of its window."""

    def __init__(self, application: QApplication, home: Path) -> None:
        os.environ["HOME"] = os.environ["USERPROFILE"] = str(home)
        self._application = application
        self._home = home
        self._theme, self._translations = Theme(application), Translations(application)
        self.root = home / "Pictures" / "Photos"
        self._recent = (self.root, home / "site", home / "Lecture notes")
        for folder in self._recent:
            folder.mkdir(parents=True)
        for number in range(248):
            with (self.root / f"IMG_{number:04}.jpg").open("wb") as photo:
                photo.truncate(PHOTO_BYTES)
        (self.root / ".thumbnails").touch()

    def take(self, folder: Path) -> Iterator[Path]:
        """Write all pictures to ``folder``; each path as it is done."""
        for look, language, size in itertools.product(THEMES, LANGUAGES, SIZES):
            self._theme.apply(look)
            self._translations.apply(language)
            for scene in scenes(self.root):
                window = self._window(size)
                draw(window, scene)
                self._settle(window)
                yield _save(window, folder / f"{scene.name}-{language}-{look}-{size[0]}x{size[1]}.png")
                self._close(window)
        for look, language in itertools.product(THEMES, LANGUAGES):
            self._theme.apply(look)
            self._translations.apply(language)
            yield from self._dialogs(folder, f"{language}-{look}")

    def _window(self, size: tuple[int, int]) -> MainWindow:
        prefs = AppPrefs(recent_folders=self._recent, first_start_done=True)
        loaded = Loaded(ShareConfig(root=self.root), prefs, ())
        settings = Settings(self._home / "settings.ini")
        window = MainWindow(self._theme, self._translations, settings, loaded, self._home / "certificate")
        window.resize(*size)
        window.show()
        self._settle(window)
        return window

    def _close(self, window: MainWindow) -> None:
        window.close()
        window.deleteLater()
        settle(self._application)

    def _dialogs(self, folder: Path, name: str) -> Iterator[Path]:
        view = next(scene.view for scene in scenes(self.root) if scene.name == "running")
        window = self._window(SIZES[0])
        for title, dialog in (
            ("large-qr", LargeQr(window.theme, view.url, window, code=view.code)),
            ("exposure", ExposureDialog(window.theme, window.exposure.watch, view.config, window)),
            ("connect-help", ConnectHelp(window.theme, window.background, view, window, make_checks=found_here)),
        ):
            dialog.show()
            self._settle(window)
            if isinstance(dialog, ExposureDialog):
                window.exposure.watch.changed.emit(sample_exposure())
                self._settle(window)
            yield _save(dialog, folder / f"{title}-{name}.png")
            dialog.close()
        self._close(window)

    def _settle(self, window: MainWindow) -> None:
        while window.background.is_busy:
            self._application.processEvents()
        settle(self._application)


def settle(application: QApplication) -> None:
    """Let layouts and deferred deletions take place."""
    for _ in range(3):
        application.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        application.processEvents()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def found_here(_situation: Situation) -> tuple[tuple[Subject, Check], ...]:
    """Invented findings; real ones would ask this computer."""
    findings = (
        Finding("bound", "good", "everyone"),
        Finding("answers", "good", "yes", ("http://192.168.0.12:8000",)),
        Finding("address", "good", "best", ("192.168.0.12",)),
        Finding("vpn", "hint", "up", ("wg0",)),
        Finding("firewall", "bad", "blocks", ("ufw",), "sudo ufw allow 8000/tcp"),
    )
    return tuple((finding.subject, partial(_same, finding)) for finding in findings)


def _same(finding: Finding) -> Finding:
    return finding


def _save(widget: QWidget, file: Path) -> Path:
    widget.grab().save(str(file))
    return file


def main(arguments: Sequence[str]) -> int:
    """Write the pictures into the folder named by the only argument."""
    folder = Path(arguments[0] if arguments else "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication(["shareapp"])
    application.setFont(QFont(application.font().family(), POINTS))
    with tempfile.TemporaryDirectory() as home:
        written = sum(1 for _ in Studio(application, Path(home)).take(folder))
    sys.stdout.write(f"{written} pictures in {folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
