"""What is worth a message of the system, summed so that there is never more than one in ten seconds."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, QTimer, Slot

from shareapp.server.events import RequestDone
from shareapp.server.layers.doorbell import Visitor
from shareapp.sharing.addresses import is_loopback
from shareapp.sharing.devices import device_name
from shareapp.sharing.events import ShareState, StateChanged
from shareapp.ui import messages
from shareapp.ui.settings import AppPrefs

QUIET_MS = 10_000

Show = Callable[[str, str], None]


class Notifications(QObject):
    """Gathers news and gives them to ``show`` (title, text). ``is_wanted`` says whether anybody should be told now."""

    def __init__(self, show: Show, is_wanted: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show = show
        self._is_wanted = is_wanted
        self._prefs = AppPrefs()
        self._seen: set[str] = set()
        self._devices: list[str] = []
        self._asked: set[str] = set()  # addresses at the door that were told
        self._waiting: list[str] = []
        self._uploads: Counter[str] = Counter()
        self._stopped: StateChanged | None = None
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self.flush)

    @Slot(object)
    def set_prefs(self, prefs: AppPrefs) -> None:
        """Which news are wanted."""
        self._prefs = prefs

    @Slot(object)
    def note_requests(self, requests: Iterable[RequestDone]) -> None:
        """Look for new devices and for files that arrived."""
        for request in requests:
            if is_loopback(request.client):
                continue
            self._note_device(request)
            self._note_upload(request)
        self._soon()

    @Slot(object)
    def note_visitors(self, visitors: Sequence[Visitor]) -> None:
        """Look for devices that have come to the door."""
        if self._prefs.notify_device:
            self._waiting += [_named(visitor) for visitor in visitors if visitor.client not in self._asked]
        self._asked = {visitor.client for visitor in visitors}
        self._soon()

    @Slot(object)
    def note_state(self, change: StateChanged) -> None:
        """Look for a share that broke down; a new one meets its devices anew."""
        if change.state is ShareState.STARTING:
            self._seen.clear()
        if change.state is ShareState.FAILED and change.lost and self._prefs.notify_stopped:
            self._stopped = change
            self._soon()

    @Slot()
    def flush(self) -> None:
        """Tell what has gathered. The timer calls it."""
        lines = self._lines()
        self._devices, self._waiting, self._uploads, self._stopped = [], [], Counter(), None
        if lines and self._is_wanted():
            self._show("shareapp", "\n".join(lines))
            self._quiet.start()

    def _soon(self) -> None:
        if not self._quiet.isActive() and (self._devices or self._waiting or self._uploads or self._stopped):
            self.flush()

    def _note_device(self, request: RequestDone) -> None:
        if request.client not in self._seen and request.status < 400:
            self._seen.add(request.client)
            if self._prefs.notify_device:
                self._devices.append(_named(request))

    def _note_upload(self, request: RequestDone) -> None:
        if request.added and self._prefs.notify_upload:
            self._uploads[device_name(request.agent) or request.client] += request.added

    def _lines(self) -> list[str]:
        lines = []
        if self._stopped is not None:
            reason = messages.failure(self._stopped).title
            lines.append(self.tr("Sharing has stopped: {reason}").format(reason=reason))
        lines += [self.tr("{device} wants to open the folder").format(device=device) for device in self._waiting[:1]]
        if len(self._devices) == 1:
            lines.append(self.tr("New device: {device}").format(device=self._devices[0]))
        elif self._devices:
            lines.append(self.tr("%n new device(s)", "", len(self._devices)))
        if len(self._uploads) == 1:
            ((device, count),) = self._uploads.items()
            lines.append(self.tr("%n file(s) added from {device}", "", count).format(device=device))
        elif self._uploads:
            lines.append(self.tr("%n file(s) added", "", self._uploads.total()))
        return lines


def _named(device: RequestDone | Visitor) -> str:
    name = device_name(device.agent)
    return f"{name} ({device.client})" if name else device.client
