"""What the cells of the request log say: made from the record when a cell is painted or a row is copied."""

import shlex
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from urllib.parse import unquote

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from shareapp.server.events import RequestDone
from shareapp.sharing.devices import device_name
from shareapp.ui import i18n

TARGET_CHARACTERS = 512
DASH = "—"


class Column(IntEnum):
    """The columns, in their order."""

    TIME = 0
    STATUS = 1
    METHOD = 2
    PATH = 3
    SIZE = 4
    DURATION = 5
    DEVICE = 6


_TITLES = {
    Column.TIME: QT_TRANSLATE_NOOP("RequestLog", "Time"),
    Column.STATUS: QT_TRANSLATE_NOOP("RequestLog", "Status"),
    Column.METHOD: QT_TRANSLATE_NOOP("RequestLog", "Method"),
    Column.PATH: QT_TRANSLATE_NOOP("RequestLog", "Path"),
    Column.SIZE: QT_TRANSLATE_NOOP("RequestLog", "Size"),
    Column.DURATION: QT_TRANSLATE_NOOP("RequestLog", "Duration"),
    Column.DEVICE: QT_TRANSLATE_NOOP("RequestLog", "Device"),
}


def column_title(column: Column) -> str:
    """The name of a column in the person's language."""
    return QCoreApplication.translate("RequestLog", str(_TITLES[column]))


@dataclass(frozen=True, slots=True, kw_only=True)
class LogText:
    """The choices that decide how a request is written."""

    device_names: bool = True
    utc: bool = False
    short_devices: bool = False  # the name or the address, not both

    def cell(self, request: RequestDone, column: Column) -> str:
        """The words of one cell."""
        return _CELLS[column](self, request)

    def tooltip(self, request: RequestDone, column: Column) -> str | None:
        """What a cell says in full."""
        if column is Column.TIME:
            return i18n.date_and_time(request.at, utc=self.utc)
        if column is Column.STATUS and request.note == "aborted":
            return QCoreApplication.translate("RequestLog", "The device left before the answer was complete.")
        if column is Column.PATH:
            return request.target
        return request.agent or None if column is Column.DEVICE else None

    def device(self, client: str, agent: str) -> str:
        """ "iPhone · 192.168.0.23", or the address alone."""
        name = device_name(agent) if self.device_names else ""
        if not name:
            return client
        return name if self.short_devices else f"{name} · {client}"


_CELLS: dict[Column, Callable[[LogText, RequestDone], str]] = {
    Column.TIME: lambda text, request: i18n.time_of_day(request.at, utc=text.utc),
    Column.STATUS: lambda _text, request: DASH if request.note == "aborted" else str(request.status),
    Column.METHOD: lambda _text, request: request.method,
    Column.PATH: lambda _text, request: shown_path(request.target),
    Column.SIZE: lambda _text, request: size_text(request),
    Column.DURATION: lambda _text, request: i18n.duration(request.seconds),
    Column.DEVICE: lambda text, request: text.device(request.client, request.agent),
}


def shown_path(target: str) -> str:
    """A request's target for people: decoded, control characters visible, at most 512 characters."""
    decoded = unquote(target[:TARGET_CHARACTERS], errors="replace")
    shown = "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in decoded)
    return f"{shown}…" if len(target) > TARGET_CHARACTERS else shown


def size_text(request: RequestDone) -> str:
    """What was sent, or received by an upload, which is the larger one; a dash for HEAD, which never has a body."""
    count = max(request.sent, request.received)
    return DASH if not count and request.method == "HEAD" else i18n.size(count)


def as_tsv(text: LogText, requests: Iterable[RequestDone]) -> str:
    """Rows for a spreadsheet: cells separated by tabs, a line each."""
    return "\n".join("\t".join(text.cell(request, column) for column in Column) for request in requests)


def as_curl(request: RequestDone, origin: str) -> str:
    """A command for a POSIX shell that repeats the request at ``origin`` ("http://192.168.0.12:8000").

    Over HTTPS it looks at no certificate: hardly any program knows the one that a share has.
    """
    options = ["--insecure"] if origin.startswith("https:") else []
    options += {"GET": [], "HEAD": ["--head"]}.get(request.method, ["--request", request.method])
    return shlex.join(["curl", *options, f"{origin}{request.target}"])
