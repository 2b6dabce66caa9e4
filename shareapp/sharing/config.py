"""ShareConfig: everything that decides what is shared, with whom and how. An invalid one cannot be built."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

from shareapp.server.limits import Limits

Protocol = Literal["HTTP/1.0", "HTTP/1.1"]
LinkPolicy = Literal["inside", "never", "anywhere"]

ProblemCode = Literal[
    "port-range",  # params: the value
    "not-a-number",  # params: the value
    "not-an-address",  # params: the value
    "unknown-choice",  # params: the value
    "required",
    "name-with-slash",  # params: the value
    "not-below-root",  # a CGI folder must look like /name; params: the value
    "user-with-colon",  # RFC 7617 section 2; params: the value
    "not-positive",  # params: the value
]


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field: a code and values; ``ui.messages`` and ``sharing.terminal`` own the sentence."""

    field: str
    code: ProblemCode
    params: tuple[str, ...] = ()


class InvalidConfig(ValueError):
    """The values cannot make a share. ``problems`` holds all of them at once, in the order of the fields."""

    def __init__(self, problems: tuple[FieldProblem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class TlsFiles:
    """A certificate from files: PEM chain, its private key (None: in the same file), a file with the key's password."""

    certificate: Path
    key: Path | None = None
    password_file: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfSigned:
    """A certificate made on this computer for its present names and addresses; ``folder`` keeps it and its key."""

    folder: Path


Tls = TlsFiles | SelfSigned


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """A name and the scrypt hash of its password (see ``passwords``). The password itself is never kept."""

    user: str
    password_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareConfig:
    """One share. Build it with checked values (InvalidConfig otherwise) or from text with ``from_mapping``.

    Only values are judged here; the world (is the folder there, is the port free) is judged by the start.
    """

    root: Path
    host: str = ""  # "" is every address, IPv4 and IPv6; otherwise a numeric address of this computer
    port: int = 8000  # 0 lets the system choose
    protocol: Protocol = "HTTP/1.1"
    tls: Tls | None = None
    credentials: Credentials | None = None
    listing: bool = True
    index_names: tuple[str, ...] = ("index.html", "index.htm")  # () shows the listing always
    uploads: bool = False
    upload_bytes: int = 2 * 1024**3
    zip: bool = True
    hidden: bool = False
    links: LinkPolicy = "inside"
    cgi_folders: tuple[str, ...] = ()  # () is off; ("/cgi-bin", "/htbin") is http.server's pair
    cgi_seconds: float = 30.0
    allowed_hosts: tuple[str, ...] = ()  # names beyond this computer's own that a Host field may carry
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        problems = tuple(_problems(self))
        if problems:
            raise InvalidConfig(problems)

    @property
    def scheme(self) -> str:
        """ "http" or "https"."""
        return "https" if self.tls else "http"
