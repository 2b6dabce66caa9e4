"""New devices are told to whoever listens to the window instead of looking at it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from shareapp.server.events import RequestDone
from shareapp.sharing.addresses import is_loopback
from shareapp.sharing.devices import device_name
from shareapp.sharing.events import ShareState, StateChanged
from shareapp.ui.bridge import ShareBridge
from shareapp.ui.widgets import announce

MOST = 10_000  # addresses remembered; one IPv6 network could offer more than fit


class Newcomers(QObject):
    """Connects itself to the bridge. One sentence for a batch, never one for a request."""

    def __init__(self, window: QWidget, bridge: ShareBridge) -> None:
        super().__init__(window)
        self._window = window
        self._seen: set[str] = set()
        bridge.requests_done.connect(self._look)
        bridge.state_changed.connect(self._begin)

    @Slot(object)
    def _begin(self, change: StateChanged) -> None:
        if change.state is ShareState.STARTING:
            self._seen.clear()

    @Slot(object)
    def _look(self, requests: Sequence[RequestDone]) -> None:
        came: dict[str, str] = {}
        for request in requests:
            client = request.client
            if client not in self._seen and len(self._seen) < MOST and request.status < 400 and not is_loopback(client):
                self._seen.add(client)
                name = device_name(request.agent)
                came[client] = f"{name} ({client})" if name else client
        if len(came) == 1:
            announce(self._window, self.tr("New device: {device}").format(device=next(iter(came.values()))))
        elif came:
            announce(self._window, self.tr("%n new device(s)", "", len(came)))
