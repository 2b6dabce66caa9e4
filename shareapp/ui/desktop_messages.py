"""Messages of the desktop (freedesktop.org, Desktop Notifications Specification): with a tray or without one, and a
click on one is heard.

Qt shows them through the icon of a tray only, and says nothing of a click. Nor can PySide6 speak to the service by
itself: it has no way to send the unsigned numbers that the service wants. So jeepney does.
"""

import html
import logging
import os
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

from shareapp.ui.background import Background

_log = logging.getLogger(__name__)

SERVICE = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
PATIENCE_S = 5.0
_CLICK = "default"  # the action that a press on the message itself means
_AS_LONG_AS_USUAL = -1
_KEY = "message-bus"


class Bus(Protocol):
    """A connection of jeepney to a message bus."""

    sock: Any
    outgoing_serial: Iterator[int]

    def send(self, message: Any, serial: int | None = None) -> None:
        """Write it. Raises OSError."""

    def receive(self, *, timeout: float | None = None) -> Any:
        """The next message. Raises TimeoutError, other OSError when the bus is gone."""

    def close(self) -> None:
        """Hang up."""


class _Message(NamedTuple):
    title: str
    text: str


def is_offered() -> bool:
    """Whether this desktop has a message bus, on which a service for messages is to be expected."""
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS"))


def session_bus() -> Bus | None:
    """The message bus of this desktop session, None where there is none. May take seconds."""
    if not is_offered():
        return None
    try:
        from jeepney import MatchRule, message_bus  # type: ignore[import-untyped]
        from jeepney.io.blocking import Proxy, open_dbus_connection  # type: ignore[import-untyped]

        bus: Bus = open_dbus_connection("SESSION", auth_timeout=PATIENCE_S)
        signals = MatchRule(type="signal", sender=SERVICE, interface=SERVICE, path=PATH)
        Proxy(message_bus, bus, timeout=PATIENCE_S).AddMatch(signals)
    except Exception:  # noqa: BLE001 - logged; whatever is wrong with the desktop, there are other ways to tell
        _log.info("the desktop takes no messages", exc_info=True)
        return None
    return bus


class DesktopMessages(QObject):
    """Shows messages. The bus is opened with the first one, in a thread; later ones wait for nothing."""

    clicked = Signal()
    """A message was pressed."""
    refused = Signal(str, str)
    """This desktop has no service for messages: title and text of one that was not shown."""

    def __init__(self, parent: QObject | None = None, connect: Callable[[], Bus | None] = session_bus) -> None:
        super().__init__(parent)
        self._connect = connect
        self._background = Background(self)
        self._bus: Bus | None = None
        self._ear: QSocketNotifier | None = None
        self._waiting: list[_Message] = []
        self._asked: dict[int, _Message] = {}  # by the number of the call
        self._shown: set[int] = set()  # by the service's numbers

    @property
    def has_bus(self) -> bool:
        """Whether it is connected."""
        return self._bus is not None

    def show(self, title: str, text: str) -> None:
        """Show this, or tell soon that it was ``refused``."""
        self._waiting.append(_Message(title, text))
        if self._bus is not None:
            self._send(self._bus)
        elif not self._background.is_busy:
            self._background.run(_KEY, self._connect, self._begin)

    def close(self) -> None:
        """Tell and hear nothing any more."""
        self._background.close()
        self._hang_up()

    def _begin(self, bus: Bus | None) -> None:
        self._bus = bus
        if bus is None:
            self._give_back()
            return
        self._ear = QSocketNotifier(bus.sock.fileno(), QSocketNotifier.Type.Read, self)
        self._ear.activated.connect(self._hear)
        self._send(bus)

    def _send(self, bus: Bus) -> None:
        try:
            while self._waiting:
                serial = next(bus.outgoing_serial)
                bus.send(self._call(self._waiting[0]), serial)
                self._asked[serial] = self._waiting.pop(0)
        except OSError:
            self._give_back()

    def _call(self, message: _Message) -> object:
        from jeepney import DBusAddress, new_method_call

        picture = Path(str(resources.files("shareapp.resources").joinpath("icons", "app.svg"))).as_uri()
        actions = [_CLICK, self.tr("Open shareapp")]
        text = html.escape(message.text, quote=False)  # the service takes it for markup
        body: tuple[object, ...] = ("shareapp", 0, picture, message.title, text, actions, {}, _AS_LONG_AS_USUAL)
        return new_method_call(DBusAddress(PATH, SERVICE, SERVICE), "Notify", "susssasa{sv}i", body)

    @Slot()
    def _hear(self) -> None:
        try:
            while self._bus is not None:
                self._note(self._bus.receive(timeout=0))
        except TimeoutError:
            return  # that was all for now
        except OSError:
            self._give_back()

    def _note(self, heard: Any) -> None:
        from jeepney import HeaderFields, MessageType

        fields, kind = heard.header.fields, heard.header.message_type
        asked = self._asked.pop(fields.get(HeaderFields.reply_serial, 0), None)
        if asked is not None and kind is MessageType.method_return:
            self._shown.add(heard.body[0])
        elif asked is not None:
            self.refused.emit(*asked)
        elif kind is MessageType.signal and heard.body and heard.body[0] in self._shown:
            self._note_signal(fields.get(HeaderFields.member), *heard.body[:2])

    def _note_signal(self, name: str, number: int, detail: object) -> None:
        if name == "ActionInvoked" and detail == _CLICK:
            self.clicked.emit()
        elif name == "NotificationClosed":
            self._shown.discard(number)

    def _give_back(self) -> None:
        """The bus is gone, or was never there: the next message looks for it anew."""
        self._hang_up()
        unseen = [*self._asked.values(), *self._waiting]
        self._waiting, self._asked = [], {}
        for message in unseen:
            self.refused.emit(*message)

    def _hang_up(self) -> None:
        bus, self._bus = self._bus, None
        if self._ear is not None:
            self._ear.setEnabled(False)
            self._ear.deleteLater()
            self._ear = None
        if bus is not None:
            bus.close()
