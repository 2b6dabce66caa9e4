"""One window per person: a second start hands its folder to the first and ends.

QLockFile decides who is first, because a crashed program leaves a stale socket file behind but never a held lock.
QLocalServer carries the message: one line of JSON, {"version": 1, "folder": "/path" or null}.
"""

import getpass
import hashlib
import json
import logging
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, QThread, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

VERSION = 1
MESSAGE_BYTES = 64 * 1024
TIMEOUT_MS = 2_000
RETRY_MS = 50

_log = logging.getLogger(__name__)


class SingleInstance(QObject):
    """The right to be the one window of this person for the settings kept in ``folder``."""

    asked = Signal(object)
    """Another start wants this window shown. Path: the folder it was given, or None."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        folder.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256(f"{getpass.getuser()}:{folder.resolve()}".encode()).hexdigest()
        self.name = f"shareapp-{digest[:20]}"
        self._lock = QLockFile(str(folder / "window.lock"))
        self._lock.setStaleLockTime(0)  # a lock is stale when its process is gone, never by age
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept)

    def acquire(self) -> bool:
        """True when this is the first window; it then answers later starts through ``asked``."""
        if not self._lock.tryLock(0):
            return False
        QLocalServer.removeServer(self.name)
        if not self._server.listen(self.name):
            _log.warning("Later starts cannot reach this window: %s", self._server.errorString())
        return True

    def hand_over(self, folder: Path | None) -> bool:
        """Tell the first window to show itself, with ``folder``. False when it does not answer."""
        socket = self._connected()
        if socket is None:
            return False
        message = {"version": VERSION, "folder": str(folder) if folder is not None else None}
        socket.write(json.dumps(message).encode() + b"\n")
        sent = socket.waitForBytesWritten(TIMEOUT_MS)
        socket.disconnectFromServer()
        return sent

    def _connected(self) -> QLocalSocket | None:
        """A connection to the first window, which may hold the lock already but not listen yet."""
        deadline = QDeadlineTimer(TIMEOUT_MS)
        while not deadline.hasExpired():
            socket = QLocalSocket()
            socket.connectToServer(self.name)
            if socket.waitForConnected(RETRY_MS):
                return socket
            QThread.msleep(RETRY_MS)
        return None

    def release(self) -> None:
        """Let a later start be the first."""
        self._server.close()
        self._lock.unlock()

    @Slot()
    def _accept(self) -> None:
        while self._server.hasPendingConnections():
            self._welcome(self._server.nextPendingConnection())

    def _welcome(self, socket: QLocalSocket) -> None:
        socket.setReadBufferSize(MESSAGE_BYTES)
        socket.disconnected.connect(socket.deleteLater)
        socket.readyRead.connect(lambda: self._read(socket))
        self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() >= MESSAGE_BYTES:
                socket.abort()
            return
        line = bytes(socket.readLine().data())
        try:
            folder = _folder_of(line)
        except ValueError as error:
            _log.warning("Ignored a message to this window: %s", error)
        else:
            self.asked.emit(folder)
        socket.disconnectFromServer()


def _folder_of(line: bytes) -> Path | None:
    message = json.loads(line)
    if not isinstance(message, dict) or message.get("version") != VERSION:
        raise ValueError("another version")
    folder = message.get("folder")
    if folder is None:
        return None
    if not isinstance(folder, str):
        raise ValueError("folder is not text")  # noqa: TRY004 - one kind of error for one kind of bad message
    return Path(folder)
