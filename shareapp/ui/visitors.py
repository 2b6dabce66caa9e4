"""Devices at the door: a banner for the one that has waited longest, and what is answered."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Slot

from shareapp.server.layers.doorbell import Visitor
from shareapp.sharing.devices import device_name
from shareapp.ui.bridge import ShareBridge
from shareapp.ui.messages import Action, Fix, Notice
from shareapp.ui.noticeboard import Noticeboard
from shareapp.ui.window_commands import Commands

_KEY = "visitor"


class Visitors(QObject):
    """Connects itself to what it is given."""

    def __init__(self, bridge: ShareBridge, board: Noticeboard, commands: Commands, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._board = board
        self._commands = commands
        bridge.visitors_waiting.connect(self._show)
        commands.visitor_answered.connect(self._answered)

    @Slot(object)
    def _show(self, visitors: Sequence[Visitor]) -> None:
        self._board.remove(_KEY)
        if visitors:
            self._board.post(_KEY, partial(self._notice, visitors[0], len(visitors) - 1))
        self._commands.noticed.emit()

    @Slot(str, bool)
    def _answered(self, client: str, allowed: bool) -> None:
        if allowed:
            self._bridge.admit(client)
        else:
            self._bridge.block(client)
        self._bridge.drain()  # the next one, at once

    def _notice(self, visitor: Visitor, others: int) -> Notice:
        name = device_name(visitor.agent)
        device = f"{name} ({visitor.client})" if name else visitor.client
        text = self.tr("%n more device(s) waiting.", "", others) if others else ""
        deny = Fix(Action.DENY_DEVICE, self.tr("Deny"), visitor.client)
        allow = Fix(Action.ALLOW_DEVICE, self.tr("Allow"), visitor.client, accent=True)
        title = self.tr("{device} wants to open the folder").format(device=device)
        return Notice("warn", title, text, (deny, allow), dismissible=False)
