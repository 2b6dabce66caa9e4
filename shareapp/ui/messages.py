"""Every sentence about what went wrong or needs to be known, with its mends: the one place in ``ui`` that words them.

Errors come in as values (StartError, FieldProblem, Trouble) and leave as a Notice. A mend is a Fix: which action, with
which value, under which label; the window knows how to carry it out.
"""

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt

from shareapp.server.errors import (
    AddressUnavailable,
    CertificateInvalid,
    PortForbidden,
    PortInUse,
    RootUnreadable,
    StartError,
    StartFailed,
)
from shareapp.server.events import Trouble
from shareapp.sharing.addresses import Address, AddressKind
from shareapp.sharing.config import FieldProblem
from shareapp.sharing.events import ShareState, StateChanged
from shareapp.ui.settings import SettingsNotice

Severity = Literal["danger", "warn", "info"]


class Action(Enum):
    """What a Fix does. The comment tells what its value is."""

    USE_PORT = auto()  # int: share on this port, now
    CHOOSE_PORT = auto()  # put the cursor into the port field
    CHOOSE_FOLDER = auto()  # open the folder dialog
    USE_FOLDER = auto()  # Path: make this the shared folder
    USE_ADDRESS = auto()  # str: bind to this address, now
    SHARE_WITHOUT_HTTPS = auto()
    CHECK_CERTIFICATE = auto()  # open the security preferences
    MAKE_VISIBLE = auto()  # share with the network instead of this computer only
    RETRY = auto()
    RESTART = auto()
    STOP_AND_USE_FOLDER = auto()  # Path: end the open transfers and share this folder
    COPY_DETAILS = auto()  # str: put the text on the clipboard
    CONNECT_HELP = auto()  # the checklist "Phone can't connect?"
    EXPORT = auto()  # ask again where to write the log
    OPEN_FOLDER = auto()  # Path: show it in the desktop's file manager
    ALLOW_DEVICE = auto()  # str: let the device with this address in
    DENY_DEVICE = auto()  # str: send it away, and block it
    RENEW = auto()  # let a share that has ended begin anew
    END_SETTINGS = auto()  # open the preferences that say when a share ends
    CONTINUE_HELP = auto()  # how to get past the warning about our own certificate


@dataclass(frozen=True, slots=True)
class Fix:
    """A button that mends what its notice names. At most the last one of a notice is the accent-filled one."""

    action: Action
    label: str
    value: int | str | Path | None = None
    accent: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """One banner: how bad, what, why, and how to mend it."""

    severity: Severity
    title: str
    text: str = ""
    fixes: tuple[Fix, ...] = ()
    dismissible: bool = True


def title_of(change: StateChanged) -> str:
    """The heading of the share card when nothing is being shared."""
    if change.state is ShareState.FAILED:
        if change.lost:
            return QCoreApplication.translate("Messages", "Sharing has stopped")
        return QCoreApplication.translate("Messages", "Couldn’t start sharing")
    return QCoreApplication.translate("Messages", "Ready to share")


def failure(
    change: StateChanged, *, free_port: int | None = None, port_user: str = "", other: Address | None = None
) -> Notice:
    """The banner of a FAILED share. ``free_port`` and ``other`` are what a mend may offer, when already known."""
    error = change.error
    match error:
        case PortInUse():
            return _port_in_use(error, free_port, port_user)
        case PortForbidden():
            return _port_forbidden(error, free_port)
        case AddressUnavailable():
            return _address_unavailable(error, other)
        case RootUnreadable():
            return unreadable_folder(error, lost=change.lost)
        case CertificateInvalid():
            return _certificate(error)
        case _:
            return _unknown(error, lost=change.lost)


def _port_in_use(error: PortInUse, free_port: int | None, user: str) -> Notice:
    text = QCoreApplication.translate("Messages", "Another program on this computer is using it.")
    if user:
        text = QCoreApplication.translate("Messages", "It is used by the program “{program}”.").format(program=user)
    choose = Fix(Action.CHOOSE_PORT, QCoreApplication.translate("Messages", "Choose another port"))
    fixes: tuple[Fix, ...] = (choose,)
    if free_port is not None:
        text += " " + QCoreApplication.translate("Messages", "Port {port} is free.").format(port=free_port)
        fixes = (choose, _share_on(free_port))
    title = QCoreApplication.translate("Messages", "Port {port} is already in use").format(port=error.port)
    return Notice("danger", title, text, fixes, dismissible=False)


def _port_forbidden(error: PortForbidden, free_port: int | None) -> Notice:
    text = QCoreApplication.translate("Messages", "Ports below 1024 are reserved by the system.")
    fixes: tuple[Fix, ...] = (Fix(Action.CHOOSE_PORT, QCoreApplication.translate("Messages", "Choose another port")),)
    if free_port is not None:
        works = QCoreApplication.translate("Messages", "Port {port} works without special rights.")
        text += " " + works.format(port=free_port)
        fixes = (_share_on(free_port),)
    title = QCoreApplication.translate("Messages", "Port {port} needs administrator rights").format(port=error.port)
    return Notice("danger", title, text, fixes, dismissible=False)


def _share_on(port: int) -> Fix:
    label = QCoreApplication.translate("Messages", "Share on port {port}").format(port=port)
    return Fix(Action.USE_PORT, label, port, accent=True)


def _address_unavailable(error: AddressUnavailable, other: Address | None) -> Notice:
    title = QCoreApplication.translate("Messages", "This computer doesn’t have the address {address} (any more).")
    fixes: tuple[Fix, ...] = ()
    if other is not None:
        label = QCoreApplication.translate("Messages", "Use {address}").format(address=address_label(other))
        fixes = (Fix(Action.USE_ADDRESS, label, other.host, accent=True),)
    return Notice("danger", title.format(address=error.host), "", fixes, dismissible=False)


def unreadable_folder(error: RootUnreadable, *, lost: bool = False) -> Notice:
    """A folder that cannot be shared, or (``lost``) that went away while it was."""
    choose = Fix(Action.CHOOSE_FOLDER, QCoreApplication.translate("Messages", "Choose folder…"), accent=True)
    name = error.path.name or str(error.path)
    if error.cause == "forbidden":
        title = QCoreApplication.translate("Messages", "This folder can’t be read")
        text = QCoreApplication.translate("Messages", "You don’t have permission to open “{folder}”.")
        return Notice("danger", title, text.format(folder=name), (choose,), dismissible=False)
    title = QCoreApplication.translate("Messages", "The folder is no longer available")
    text = QCoreApplication.translate("Messages", "“{folder}” was moved, deleted or disconnected.").format(folder=name)
    if lost:
        text += " " + QCoreApplication.translate("Messages", "Sharing has stopped.")
    retry = Fix(Action.RETRY, QCoreApplication.translate("Messages", "Try again"))
    return Notice("danger", title, text, (retry, choose), dismissible=False)


def _certificate(error: CertificateInvalid) -> Notice:
    fixes = (
        Fix(Action.SHARE_WITHOUT_HTTPS, QCoreApplication.translate("Messages", "Share without HTTPS")),
        Fix(Action.CHECK_CERTIFICATE, QCoreApplication.translate("Messages", "Check certificate…"), accent=True),
    )
    title = QCoreApplication.translate("Messages", "The certificate can’t be used")
    return Notice("danger", title, certificate_cause(error), fixes, dismissible=False)


def certificate_cause(error: CertificateInvalid) -> str:
    """Why a certificate, its key or its password file cannot be used, as one sentence."""
    match error.cause:
        case "mismatch":
            return QCoreApplication.translate("Messages", "The private key doesn’t belong to this certificate.")
        case "wrong-password":
            return QCoreApplication.translate("Messages", "The key password is wrong.")
        case "not-pem":
            return QCoreApplication.translate("Messages", "This isn’t a PEM certificate.")
        case "expired":
            sentence = QCoreApplication.translate("Messages", "The certificate expired on {date}.")
            return sentence.format(date=long_date(error.detail))
        case "not-yet-valid":
            sentence = QCoreApplication.translate("Messages", "The certificate is not valid before {date}.")
            return sentence.format(date=long_date(error.detail))
        case "unreadable":
            return QCoreApplication.translate("Messages", "The file can’t be read.") + f" ({error.path})"


def long_date(iso: str) -> str:
    """A day ("2027-05-03") as the language writes it."""
    day = QDate.fromString(iso[:10], Qt.DateFormat.ISODate)
    #: A date format of Qt: d is the day, MMMM the month's name, M its number, yyyy the year.
    pattern = QCoreApplication.translate("Messages", "d MMMM yyyy")
    return QLocale().toString(day, pattern) if day.isValid() else iso


def _unknown(error: StartError | None, *, lost: bool) -> Notice:
    detail = error.detail if isinstance(error, StartFailed) else repr(error)
    if lost:
        title = QCoreApplication.translate("Messages", "Sharing has stopped")
    else:
        title = QCoreApplication.translate("Messages", "Sharing couldn’t start")
    fixes = (
        Fix(Action.COPY_DETAILS, QCoreApplication.translate("Messages", "Copy details"), detail),
        Fix(Action.RETRY, QCoreApplication.translate("Messages", "Try again"), accent=True),
    )
    return Notice("danger", title, detail, fixes, dismissible=False)


def this_computer_only() -> Notice:
    """Sharing works, but no phone can open it."""
    return Notice(
        "warn",
        QCoreApplication.translate("Messages", "Phones can’t reach this address"),
        QCoreApplication.translate(
            "Messages",
            "Sharing is limited to this computer. Make it visible to the network to use the QR code.",
        ),
        (Fix(Action.MAKE_VISIBLE, QCoreApplication.translate("Messages", "Make visible")),),
    )


def no_network() -> Notice:
    """There is no address that another device could open."""
    return Notice(
        "warn",
        QCoreApplication.translate("Messages", "No network connection"),
        QCoreApplication.translate("Messages", "Connect to Wi‑Fi to share with phones."),
    )


def address_changed(host: str) -> Notice:
    """The address of the QR code went away and another took its place."""
    text = QCoreApplication.translate("Messages", "The QR code now shows {address}.").format(address=host)
    return Notice("info", QCoreApplication.translate("Messages", "The address changed"), text)


def own_certificate() -> Notice:
    """Phones warn about a certificate that only this computer vouches for."""
    return Notice(
        "info",
        QCoreApplication.translate("Messages", "Phones will show a security warning once"),
        QCoreApplication.translate(
            "Messages",
            "That’s expected: browsers don’t know this computer’s own certificate. The connection is still encrypted.",
        ),
        (Fix(Action.CONTINUE_HELP, QCoreApplication.translate("Messages", "How to continue")),),
    )


def no_device_yet() -> Notice:
    """A minute has passed and nobody came."""
    return Notice(
        "info",
        QCoreApplication.translate("Messages", "No device has connected yet"),
        fixes=(Fix(Action.CONNECT_HELP, QCoreApplication.translate("Messages", "Phone can’t connect?")),),
    )


def first_start() -> Notice:
    """The system's own firewall question is about to appear, for the first time."""
    return Notice(
        "info",
        QCoreApplication.translate("Messages", "Your system may ask about network access."),
        QCoreApplication.translate("Messages", "Choose Allow for private networks."),
    )


def restart_needed() -> Notice:
    """A setting was changed that the running share does not have yet."""
    return Notice(
        "info",
        QCoreApplication.translate("Messages", "Applies after sharing restarts."),
        fixes=(Fix(Action.RESTART, QCoreApplication.translate("Messages", "Restart sharing")),),
    )


def settings_trouble(notice: SettingsNotice) -> Notice:
    """The settings could not be read as they were written."""
    details = ", ".join(notice.params)
    match notice.code:
        case "broken":
            title = QCoreApplication.translate("Messages", "The settings could not be read")
            text = QCoreApplication.translate(
                "Messages", "The last good ones are used. The broken file was kept: {file}"
            )
        case "values":
            title = QCoreApplication.translate("Messages", "Some settings could not be read")
            text = QCoreApplication.translate("Messages", "These have their default again: {names}")
        case "newer":
            title = QCoreApplication.translate("Messages", "The settings come from a newer version")
            text = QCoreApplication.translate("Messages", "What this version does not know is left out.")
    return Notice("info", title, text.format(file=details, names=details))


def log_file_refused(error: OSError) -> Notice:
    """The file that gets the log as well cannot be written."""
    return Notice(
        "warn",
        QCoreApplication.translate("Messages", "The log isn’t written to its file"),
        error.strerror or type(error).__name__,
    )


def plain_password() -> str:
    """The caution under a password without HTTPS."""
    return QCoreApplication.translate("Messages", "Without HTTPS, others on this network could read the password.")


def field_problem(problem: FieldProblem, still: str) -> str:
    """What is wrong with one field. ``still`` is the value that stays in use."""
    match problem.code:
        case "port-range" | "not-a-number":
            sentence = _no_number(problem.field)
        case "not-positive":
            sentence = QCoreApplication.translate("Messages", "Enter a number above zero. Still using {value}.")
        case "not-an-address":
            sentence = QCoreApplication.translate("Messages", "Enter an address such as 192.168.0.12.")
        case "unknown-choice":
            sentence = QCoreApplication.translate("Messages", "{given} is not one of the choices.")
        case "required":
            sentence = QCoreApplication.translate("Messages", "This can’t be empty.")
        case "name-with-slash":
            sentence = QCoreApplication.translate("Messages", "A name can’t contain a slash.")
        case "not-a-host-name":
            sentence = QCoreApplication.translate(
                "Messages", "“{given}” can’t be a name. Enter one such as nas.example, without http:// and port."
            )
        case "not-below-root":
            sentence = QCoreApplication.translate("Messages", "Enter a folder such as /cgi-bin.")
        case "user-with-colon":
            sentence = QCoreApplication.translate("Messages", "A user name can’t contain a colon.")
    return sentence.format(value=still, given=", ".join(problem.params))


def _no_number(field: str) -> str:
    if field == "port":
        return QCoreApplication.translate("Messages", "Enter a number from 1 to 65535. Still using {value}.")
    return QCoreApplication.translate("Messages", "Enter a number. Still using {value}.")


def trouble(event: Trouble) -> str:
    """What happened beside the requests, in one sentence."""
    first, second = (*event.params, "", "")[:2]
    match event.code:
        case "tls-on-plain-port":
            sentence = QCoreApplication.translate("Messages", "{client} used https://, but this share is http://.")
        case "plain-on-tls-port":
            sentence = QCoreApplication.translate("Messages", "{client} used http://, but this share is https://.")
        case "handshake-failed":
            sentence = QCoreApplication.translate("Messages", "{client} did not accept the certificate ({detail}).")
        case "bad-request":
            sentence = QCoreApplication.translate("Messages", "{client} sent something that is not HTTP.")
        case "client-timeout":
            sentence = QCoreApplication.translate("Messages", "{client} was too slow and was disconnected.")
        case "crash":
            sentence = QCoreApplication.translate(
                "Messages", "A page failed because of a mistake in shareapp: {detail}"
            )
        case "out-of-descriptors":
            sentence = QCoreApplication.translate("Messages", "Too many open files. New devices wait.")
        case "cgi-stderr":
            sentence = QCoreApplication.translate("Messages", "Script {detail} says: {more}")
        case "cgi-exit":
            sentence = _script_ended(by_signal=second.startswith("-"))
            second = second.removeprefix("-")
    return sentence.format(client=event.client, detail=first, more=second)


def _script_ended(*, by_signal: bool) -> str:
    if by_signal:
        return QCoreApplication.translate("Messages", "Script {detail} was ended by signal {more}.")
    return QCoreApplication.translate("Messages", "Script {detail} ended with code {more}.")


def address_label(address: Address) -> str:
    """ "Wi‑Fi · 192.168.0.12": how an address is offered in a list."""
    return f"{kind_label(address.kind, address.interface)} · {address.host}"


def kind_label(kind: AddressKind, interface: str) -> str:
    """The sort of connection an address belongs to, in the words of the person's language."""
    match kind:
        case "wifi":
            return QCoreApplication.translate("Messages", "Wi‑Fi")
        case "ethernet":
            return QCoreApplication.translate("Messages", "Ethernet")
        case "virtual":
            return QCoreApplication.translate("Messages", "Virtual")
        case "loopback":
            return QCoreApplication.translate("Messages", "This computer only")
        case "other":
            return interface
