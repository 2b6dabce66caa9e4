"""ShareConfig: everything that decides what is shared, with whom and how. An invalid one cannot be built."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, get_args

from shareapp.server.layers.lease import Terms
from shareapp.server.limits import Limits
from shareapp.sharing.problems import (
    FieldProblem,
    InvalidConfig,
    ProblemCode,
    check_cgi_folders,
    check_choice,
    check_credentials,
    check_host,
    check_host_names,
    check_names,
    check_port,
    check_positive,
    check_root,
)

__all__ = [
    "KEYS",
    "RESTART_FIELDS",
    "Credentials",
    "Existing",
    "FieldProblem",
    "InvalidConfig",
    "LinkPolicy",
    "ProblemCode",
    "Protocol",
    "Rights",
    "SelfSigned",
    "ShareConfig",
    "Tls",
    "TlsFiles",
    "from_mapping",
    "restart_needed",
    "to_mapping",
]

Protocol = Literal["HTTP/1.0", "HTTP/1.1"]
LinkPolicy = Literal["inside", "never", "anywhere"]
Existing = Literal["keep", "skip", "replace"]
Rights = Literal["read", "add", "manage", "inbox"]
"""What devices may do: see and download, add files too, also make folders, rename and delete; or only add, unseeing."""


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
    ends_after_s: float | None = None  # from the start or the last renewal
    ends_after_downloads: int | None = None  # complete ones
    ask_devices: bool = False  # hold each new device at the door until the owner lets it in
    listing: bool = True
    index_names: tuple[str, ...] = ("index.html", "index.htm")  # () shows the listing always
    rights: Rights = "read"
    upload_bytes: int = 2 * 1024**3
    existing: Existing = "keep"  # what happens to an upload whose name is taken
    zip: bool = True
    compress: bool = False  # text for devices that take it coded: worth it on slow networks, and work for this computer
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

    @property
    def terms(self) -> Terms:
        """When it ends."""
        return Terms(self.ends_after_s, self.ends_after_downloads)

    @property
    def takes_files(self) -> bool:
        """Whether devices may add files."""
        return self.rights != "read"

    @property
    def is_inbox(self) -> bool:
        """Whether files only come in, and nothing is shown, sent or run."""
        return self.rights == "inbox"


RESTART_FIELDS = frozenset({"root", "host", "port", "protocol", "tls", "limits"})
"""The fields that a running share cannot take over; every other one is live (``ShareController.replace_site``)."""


def restart_needed(running: ShareConfig, wanted: ShareConfig) -> frozenset[str]:
    """Which fields differ that only a restart applies; empty when ``wanted`` can go live."""
    return frozenset(name for name in RESTART_FIELDS if getattr(running, name) != getattr(wanted, name))


def _problems(config: ShareConfig) -> Iterator[FieldProblem]:
    """Everything wrong with the values, in the order of the fields."""
    yield from check_root(config.root)
    yield from check_host(config.host)
    yield from check_port(config.port)
    yield from check_choice("protocol", config.protocol, get_args(Protocol))
    if config.credentials:
        yield from check_credentials(config.credentials.user, config.credentials.password_hash)
    for name in ("ends_after_s", "ends_after_downloads"):
        if (bound := getattr(config, name)) is not None:
            yield from check_positive(name, bound)
    yield from check_names("index_names", config.index_names)
    yield from check_choice("rights", config.rights, get_args(Rights))
    yield from check_positive("upload_bytes", config.upload_bytes)
    yield from check_choice("existing", config.existing, get_args(Existing))
    yield from check_choice("links", config.links, get_args(LinkPolicy))
    yield from check_cgi_folders(config.cgi_folders)
    yield from check_positive("cgi_seconds", config.cgi_seconds)
    yield from check_host_names("allowed_hosts", config.allowed_hosts)
    for limit in fields(Limits):
        yield from check_positive(f"limits.{limit.name}", getattr(config.limits, limit.name))


# Text and back. The keys are the names of the fields, flat: "tls" is "off", "files" or "self-signed" with its own keys
# beside it, a changed limit is "limits.head_s". A list is one line of comma-separated values (RFC 4180 quoting).

_NEEDS_QUOTES = re.compile(r'^\s|[",\r\n]')
_INTEGER = re.compile(r"-?[0-9]{1,18}")
_TRUTH = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


class _Unreadable(Exception):
    """This text is not a value of its field."""

    def __init__(self, code: ProblemCode, *params: str) -> None:
        super().__init__(code, *params)
        self.code: ProblemCode = code
        self.params = params


def _text(value: object) -> str:
    return str(value).strip()


def _boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    try:
        return _TRUTH[_text(value).lower()]
    except KeyError:
        raise _Unreadable("unknown-choice", _text(value)) from None


def _integer(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = _text(value)
    if not _INTEGER.fullmatch(text):
        raise _Unreadable("not-a-number", text)
    return int(text)


def _number(value: object) -> float:
    try:
        return float(_text(value))
    except ValueError:
        raise _Unreadable("not-a-number", _text(value)) from None


def _optional(convert: Callable[[object], object]) -> Callable[[object], object]:
    """Nothing, or what ``convert`` takes."""
    return lambda value: None if value is None or not _text(value) else convert(value)


def _path(value: object) -> Path:
    if isinstance(value, Path):
        return value
    # Not trimmed: a folder may be called " ".
    if not str(value):
        raise _Unreadable("required")
    return Path(str(value))


def _optional_path(value: object) -> Path | None:
    return None if value is None or not str(value) else _path(value)


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        rows = list(csv.reader(io.StringIO(value, newline=""), skipinitialspace=True))
        return tuple(name for row in rows for name in row)
    if isinstance(value, list | tuple):
        return tuple(str(name) for name in value)
    raise _Unreadable("unknown-choice", _text(value))


_PLAIN: dict[str, Callable[[object], object]] = {
    "root": _path,
    "host": _text,
    "port": _integer,
    "protocol": _text,
    "ends_after_s": _optional(_number),
    "ends_after_downloads": _optional(_integer),
    "ask_devices": _boolean,
    "listing": _boolean,
    "index_names": _names,
    "rights": _text,
    "upload_bytes": _integer,
    "existing": _text,
    "zip": _boolean,
    "compress": _boolean,
    "hidden": _boolean,
    "links": _text,
    "cgi_folders": _names,
    "cgi_seconds": _number,
    "allowed_hosts": lambda value: tuple(map(str.strip, _names(value))),
}
_TLS: dict[str, Callable[[object], object]] = {
    "tls": _text,
    "tls_certificate": _optional_path,
    "tls_key": _optional_path,
    "tls_password_file": _optional_path,
    "tls_folder": _optional_path,
}
_CREDENTIALS: dict[str, Callable[[object], object]] = {"user": _text, "password_hash": _text}
_LIMITS: dict[str, Callable[[object], object]] = {
    f"limits.{bound.name}": _integer if isinstance(bound.default, int) else _number for bound in fields(Limits)
}
_CONVERTERS = {**_PLAIN, **_TLS, **_CREDENTIALS, **_LIMITS}

KEYS = tuple(_CONVERTERS)
"""Every key that ``from_mapping`` takes."""


def from_mapping(values: Mapping[str, object]) -> ShareConfig:
    """Build a share from text or from values that have their type already; what is absent keeps its default.

    Raises InvalidConfig with every problem at once, and KeyError for an unknown key, which is a mistake in code.
    """
    unknown = values.keys() - _CONVERTERS.keys()
    if unknown:
        raise KeyError(*sorted(unknown))
    problems: list[FieldProblem] = []
    converted = _convert(values, problems)
    try:
        config = ShareConfig(**_arguments(converted, problems))
    except InvalidConfig as invalid:
        failed = {problem.field for problem in problems}
        problems += [problem for problem in invalid.problems if problem.field not in failed]
    if problems:
        raise InvalidConfig(tuple(sorted(problems, key=_position)))
    return config


def _convert(values: Mapping[str, object], problems: list[FieldProblem]) -> dict[str, Any]:
    converted: dict[str, Any] = {}
    for name, value in values.items():
        try:
            converted[name] = _CONVERTERS[name](value)
        except _Unreadable as unreadable:
            problems.append(FieldProblem(name, unreadable.code, unreadable.params))
    if "root" not in values:
        problems.append(FieldProblem("root", "required"))
    return converted


def _arguments(converted: Mapping[str, Any], problems: list[FieldProblem]) -> dict[str, Any]:
    """The constructor's arguments; a root that could not be read is replaced, as its problem is known already."""
    arguments = {name: value for name, value in converted.items() if name in _PLAIN}
    arguments.setdefault("root", Path())
    arguments["tls"] = _tls(converted, problems)
    arguments["credentials"] = _credentials(converted)
    bounds = {name.removeprefix("limits."): value for name, value in converted.items() if name in _LIMITS}
    arguments["limits"] = Limits(**bounds)
    return arguments


def _tls(converted: Mapping[str, Any], problems: list[FieldProblem]) -> Tls | None:
    choice = converted.get("tls", "off")
    needed = {"off": None, "files": "tls_certificate", "self-signed": "tls_folder"}
    if choice not in needed:
        problems.append(FieldProblem("tls", "unknown-choice", (choice,)))
        return None
    name = needed[choice]
    if name is None:
        return None
    path = converted.get(name)
    if path is None:
        problems.append(FieldProblem(name, "required"))
        return None
    if choice == "self-signed":
        return SelfSigned(folder=path)
    return TlsFiles(certificate=path, key=converted.get("tls_key"), password_file=converted.get("tls_password_file"))


def _credentials(converted: Mapping[str, Any]) -> Credentials | None:
    user, password_hash = converted.get("user", ""), converted.get("password_hash", "")
    return Credentials(user=user, password_hash=password_hash) if user or password_hash else None


def _position(problem: FieldProblem) -> int:
    return KEYS.index(problem.field)


def to_mapping(config: ShareConfig) -> dict[str, str]:
    """The text of every key that ``from_mapping`` needs to build an equal share; unchanged limits are left out."""
    texts = {name: _written(getattr(config, name)) for name in _PLAIN}
    texts |= _tls_texts(config.tls)
    if config.credentials is not None:
        texts |= {"user": config.credentials.user, "password_hash": config.credentials.password_hash}
    for bound in fields(Limits):
        value = getattr(config.limits, bound.name)
        if value != bound.default:
            texts[f"limits.{bound.name}"] = _written(value)
    return texts


def _tls_texts(tls: Tls | None) -> dict[str, str]:
    if tls is None:
        return {"tls": "off"}
    if isinstance(tls, SelfSigned):
        return {"tls": "self-signed", "tls_folder": str(tls.folder)}
    paths = {"tls_certificate": tls.certificate, "tls_key": tls.key, "tls_password_file": tls.password_file}
    return {"tls": "files"} | {name: str(path) for name, path in paths.items() if path is not None}


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ", ".join(map(_quoted, value))
    return str(value)


def _quoted(name: str) -> str:
    """In quotes when the reader would take a part of it for the list's own commas, blanks and line ends."""
    return '"' + name.replace('"', '""') + '"' if _NEEDS_QUOTES.search(name) else name
