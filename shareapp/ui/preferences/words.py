"""What the preferences say about a value that cannot be, and about a certificate."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from shareapp.server.tls import CertificateFacts
from shareapp.sharing.certificates import FileFault
from shareapp.ui import i18n, messages


def required() -> str:
    """Nothing is typed."""
    return QCoreApplication.translate("Preferences", "This can’t be empty.")


def password_too_short() -> str:
    """A password that is guessed too soon."""
    return QCoreApplication.translate("Preferences", "Use at least 8 characters. The old password still counts.")


def path_needed() -> str:
    """No path, or one that begins nowhere."""
    return QCoreApplication.translate("Preferences", "Enter the whole path of a file.")


def not_our_address(host: str) -> str:
    """A numeric address, but of another computer."""
    sentence = QCoreApplication.translate("Preferences", "This computer doesn’t have the address {address}.")
    return sentence.format(address=host)


def log_rows_range(still: int) -> str:
    """A number of rows that cannot be kept."""
    sentence = QCoreApplication.translate("Preferences", "Enter a number from 100 to 100,000. Still using {value}.")
    return sentence.format(value=i18n.number(still))


def log_file_refused(error: OSError) -> str:
    """The log's file cannot be written."""
    sentence = QCoreApplication.translate("Preferences", "This file can’t be written ({reason}). Nothing is written.")
    return sentence.format(reason=error.strerror or type(error).__name__)


def login_refused(error: OSError) -> str:
    """The system does not take the wish to be started at log-in, or to be no more."""
    sentence = QCoreApplication.translate("Preferences", "The system refused this change ({reason}).")
    return sentence.format(reason=error.strerror or type(error).__name__)


def file_fault(fault: FileFault, *, has_password: bool = True) -> str:
    """Why one of the certificate files cannot be used; whether a file with the key's password was chosen."""
    if fault.error is None:
        if fault.field == "tls_certificate":
            return QCoreApplication.translate("Preferences", "Choose the certificate first.")
        return QCoreApplication.translate("Preferences", "Choose the private key, too.")
    if fault.field == "tls_key" and fault.error.cause == "mismatch":
        return QCoreApplication.translate("Preferences", "This key doesn’t belong to the certificate.")
    if fault.field == "tls_key" and fault.error.cause == "not-pem":
        return QCoreApplication.translate("Preferences", "This isn’t a PEM private key.")
    if fault.field == "tls_password_file" and fault.error.cause == "wrong-password" and not has_password:
        return QCoreApplication.translate("Preferences", "The key is encrypted. Choose the file with its password.")
    return messages.certificate_cause(fault.error)


def certificate_line(facts: CertificateFacts) -> str:
    """ "Valid until 3 May 2027 · jimin-laptop · self-signed"."""
    if facts.self_signed:
        signed = QCoreApplication.translate("Preferences", "self-signed")
    else:
        signed = QCoreApplication.translate("Preferences", "issued by {issuer}").format(issuer=facts.issuer)
    day = messages.long_date(facts.not_after.astimezone().date().isoformat())
    until = QCoreApplication.translate("Preferences", "Valid until {date}").format(date=day)
    return f"{until} · {facts.subject} · {signed}"


def not_covered(hosts: Sequence[str]) -> str:
    """Addresses that browsers will warn about."""
    sentence = QCoreApplication.translate(
        "Preferences", "Browsers will warn at what the certificate doesn’t name: {addresses}"
    )
    return sentence.format(addresses=", ".join(hosts))


def listed(values: Sequence[str]) -> str:
    """ "a, b and c", as the language joins them."""
    return QLocale().createSeparatedList(list(values))


def not_executable(names: Sequence[str]) -> str:
    """Scripts that the engine refuses to start."""
    sentence = QCoreApplication.translate("Preferences", "{names} is not executable and will return 403.")
    return sentence.format(names=listed(names))
