"""One request in plain words: what its status means, and everything the log knows of it."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from shareapp.server.events import RequestDone
from shareapp.ui import i18n
from shareapp.ui.log_text import LogText, shown_path

_REASONS = {
    200: QT_TRANSLATE_NOOP("RequestFacts", "Delivered."),
    201: QT_TRANSLATE_NOOP("RequestFacts", "The file was added to the folder."),
    204: QT_TRANSLATE_NOOP("RequestFacts", "Done; there was nothing to send back."),
    206: QT_TRANSLATE_NOOP("RequestFacts", "A part of the file, as players and resumed downloads ask for it."),
    301: QT_TRANSLATE_NOOP("RequestFacts", "The device was sent on to another address."),
    302: QT_TRANSLATE_NOOP("RequestFacts", "The device was sent on to another address."),
    303: QT_TRANSLATE_NOOP("RequestFacts", "The device was sent on to a page that shows the outcome."),
    304: QT_TRANSLATE_NOOP("RequestFacts", "The device already has this version, so nothing was sent again."),
    307: QT_TRANSLATE_NOOP("RequestFacts", "The device was sent on to another address."),
    308: QT_TRANSLATE_NOOP("RequestFacts", "The device was sent on to another address."),
    400: QT_TRANSLATE_NOOP("RequestFacts", "The request could not be understood."),
    401: QT_TRANSLATE_NOOP(
        "RequestFacts", "The password was missing or wrong. Browsers ask for it after a first answer like this."
    ),
    403: QT_TRANSLATE_NOOP("RequestFacts", "This is not shared: hidden, outside of the folder, or not allowed."),
    404: QT_TRANSLATE_NOOP("RequestFacts", "There is no such file in the folder."),
    405: QT_TRANSLATE_NOOP("RequestFacts", "This can’t be done here, such as uploading while uploads are off."),
    408: QT_TRANSLATE_NOOP("RequestFacts", "The device took too long to ask."),
    409: QT_TRANSLATE_NOOP("RequestFacts", "A file of that name, or another state, is in the way."),
    411: QT_TRANSLATE_NOOP("RequestFacts", "The device did not say how much it would send."),
    412: QT_TRANSLATE_NOOP("RequestFacts", "The file has changed since the device last saw it."),
    413: QT_TRANSLATE_NOOP("RequestFacts", "Too large: the limit is in the preferences."),
    414: QT_TRANSLATE_NOOP("RequestFacts", "The address is too long."),
    415: QT_TRANSLATE_NOOP("RequestFacts", "What was sent has a form that is not understood here."),
    416: QT_TRANSLATE_NOOP("RequestFacts", "The device asked for a part behind the end of the file."),
    417: QT_TRANSLATE_NOOP("RequestFacts", "The device expected something that is not offered."),
    421: QT_TRANSLATE_NOOP("RequestFacts", "The name in the address is not one of this computer."),
    431: QT_TRANSLATE_NOOP("RequestFacts", "The request has too many or too long header fields."),
    500: QT_TRANSLATE_NOOP("RequestFacts", "Something went wrong on this computer."),
    501: QT_TRANSLATE_NOOP("RequestFacts", "This kind of request is not known here."),
    502: QT_TRANSLATE_NOOP("RequestFacts", "The script gave no usable answer."),
    503: QT_TRANSLATE_NOOP(
        "RequestFacts", "Not now: the device waits to be let in, sharing was being stopped, or too much was going on."
    ),
    504: QT_TRANSLATE_NOOP("RequestFacts", "The script took longer than it may."),
    505: QT_TRANSLATE_NOOP("RequestFacts", "This version of HTTP is not spoken here."),
    507: QT_TRANSLATE_NOOP("RequestFacts", "The disk of this computer is full."),
}
_CLASSES = {
    2: QT_TRANSLATE_NOOP("RequestFacts", "It worked."),
    3: QT_TRANSLATE_NOOP("RequestFacts", "The device was sent on to another address."),
    4: QT_TRANSLATE_NOOP("RequestFacts", "The request could not be fulfilled as it was asked."),
    5: QT_TRANSLATE_NOOP("RequestFacts", "Something went wrong on this computer."),
}

_ASKED_BY_ITSELF = ("/favicon.ico", "/apple-touch-icon.png", "/apple-touch-icon-precomposed.png")


class Fact(NamedTuple):
    """A line of the details."""

    name: str
    value: str


def reason(request: RequestDone) -> str:
    """What became of the request, in one sentence."""
    if request.note == "crashed":
        return QCoreApplication.translate(
            "RequestFacts", "A mistake in shareapp. The notes of the log have the details."
        )
    if request.note == "aborted":
        return _why_it_ended(request)
    if request.status == 404 and request.target.split("?")[0].endswith(_ASKED_BY_ITSELF):
        return QCoreApplication.translate(
            "RequestFacts", "Browsers ask for this picture by themselves; a folder need not have one."
        )
    if (request.method, request.status, request.received) == ("POST", 201, 0):
        return QCoreApplication.translate("RequestFacts", "The device has announced a file. Its parts follow.")
    if (request.method, request.status) == ("PATCH", 204):
        return QCoreApplication.translate("RequestFacts", "A part of a file has arrived and is right.")
    return _say(_REASONS.get(request.status) or _CLASSES.get(request.status // 100, ""))


def _why_it_ended(request: RequestDone) -> str:
    if request.status == 206 or request.sent:
        return QCoreApplication.translate(
            "RequestFacts", "The device stopped reading. Players do so when someone skips ahead; nothing is wrong."
        )
    return QCoreApplication.translate("RequestFacts", "The device left before the answer was complete.")


def facts(request: RequestDone, text: LogText) -> tuple[Fact, ...]:
    """Everything the log knows of the request; what is empty is left out."""
    return tuple(Fact(_say(name), value) for name, write in _FACTS if (value := write(request, text)))


def _raw_target(request: RequestDone, _text: LogText) -> str:
    return "" if shown_path(request.target) == request.target else request.target


_FACTS: tuple[tuple[object, Callable[[RequestDone, LogText], str]], ...] = (
    (QT_TRANSLATE_NOOP("RequestFacts", "Time"), lambda item, text: i18n.date_and_time(item.at, utc=text.utc)),
    (QT_TRANSLATE_NOOP("RequestFacts", "Device"), lambda item, text: text.device(item.client, item.agent)),
    (QT_TRANSLATE_NOOP("RequestFacts", "User name"), lambda item, _text: item.user),
    (QT_TRANSLATE_NOOP("RequestFacts", "Path"), lambda item, _text: shown_path(item.target)),
    (QT_TRANSLATE_NOOP("RequestFacts", "As sent"), _raw_target),
    (QT_TRANSLATE_NOOP("RequestFacts", "Sent"), lambda item, _text: _bytes(item.sent)),
    (QT_TRANSLATE_NOOP("RequestFacts", "Received"), lambda item, _text: _bytes(item.received) if item.received else ""),
    (QT_TRANSLATE_NOOP("RequestFacts", "Duration"), lambda item, _text: i18n.duration(item.seconds)),
    (QT_TRANSLATE_NOOP("RequestFacts", "Browser"), lambda item, _text: item.agent),
    (QT_TRANSLATE_NOOP("RequestFacts", "Came from"), lambda item, _text: item.referer),
)


def _bytes(count: int) -> str:
    return i18n.size(count) if count < 1000 else f"{i18n.size(count)} ({i18n.number(count)} B)"


def _say(text: object) -> str:  # what QT_TRANSLATE_NOOP gives, in the words of its stub
    return QCoreApplication.translate("RequestFacts", str(text)) if text else ""
