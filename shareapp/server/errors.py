"""What can go wrong: an answer to a client (HTTPError), or a share that cannot start (StartError).

Neither carries a sentence for people: codes and values only; the terminal and the window own the words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


class HTTPError(Exception):
    """Raise to answer the current request with an error status (RFC 9110 section 15).

    ``reason`` is a short cause for the error page and the log, never a local path; ``headers`` are added to the
    response (``Allow`` with 405, ``Content-Range`` with 416); ``close`` ends the connection after the answer, which
    every framing error must (RFC 9112 section 6.3).
    """

    def __init__(
        self, status: int, reason: str = "", headers: Sequence[tuple[str, str]] = (), *, close: bool = False
    ) -> None:
        super().__init__(status, reason)
        self.status = status
        self.reason = reason
        self.headers = tuple(headers)
        self.close = close


class StartError(Exception):
    """A share could not start. Every subclass is a record of what a person needs to know to mend it.

    Not frozen, as the interpreter and contextlib write ``__traceback__`` on a raised exception.
    """


@dataclass(unsafe_hash=True)
class PortInUse(StartError):
    """Another program listens on this address and port."""

    host: str
    port: int


@dataclass(unsafe_hash=True)
class PortForbidden(StartError):
    """The system reserves this port (below 1024) for administrators."""

    port: int


@dataclass(unsafe_hash=True)
class AddressUnavailable(StartError):
    """The bind address is not one of this computer's, or is not an address at all."""

    host: str


@dataclass(unsafe_hash=True)
class RootUnreadable(StartError):
    """The shared folder is missing, is not a folder, or may not be listed."""

    path: Path
    cause: Literal["missing", "not-a-folder", "forbidden"]


CertificateCause = Literal[
    "unreadable",  # the file is missing or may not be read
    "not-pem",  # no PEM certificate (or private key) inside
    "wrong-password",  # the key is encrypted and the password does not open it, or none was given
    "mismatch",  # the private key does not belong to the certificate
    "expired",
    "not-yet-valid",
]


@dataclass(unsafe_hash=True)
class CertificateInvalid(StartError):
    """The certificate, its key or its password file cannot be used. ``path`` is the file to look at."""

    cause: CertificateCause
    path: Path
    detail: str = ""  # the date of expiry (ISO 8601) or the library's own message


@dataclass(unsafe_hash=True)
class StartFailed(StartError):
    """Anything else the system refused; ``detail`` is its own message."""

    detail: str
