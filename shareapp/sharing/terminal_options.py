"""The command line of ``shareapp serve``: arguments in, a checked ShareConfig out, mistakes as one line each."""

import argparse
import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, get_args

from shareapp.sharing.accesslog import LogFormat
from shareapp.sharing.config import (
    Existing,
    FieldProblem,
    InvalidConfig,
    LinkPolicy,
    Protocol,
    Rights,
    ShareConfig,
    from_mapping,
)
from shareapp.sharing.problems import check_credentials
from shareapp.sharing.quantities import seconds, size
from shareapp.sharing.words import LANGUAGES, Words

CGI_FOLDERS = ("/cgi-bin", "/htbin")


class Mistake(Exception):
    """The arguments make no share. ``lines`` say what is wrong and how to mend it, in the words of the reader."""

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the arguments ask for."""

    config: ShareConfig
    check: bool = False  # only say what would be seen
    ask_password: bool = False
    password_file: Path | None = None
    made_password: str = ""  # nobody has seen it yet
    qr: bool = True
    log_file: Path | None = None
    log_format: LogFormat = "combined"
    log_rotate_bytes: int = 10_000_000
    user: str = "guest"


class _Option(NamedTuple):
    flags: tuple[str, ...]
    metavar: str = ""  # key of the word for its value; "" for a switch

    @property
    def name(self) -> str:
        return self.flags[-1].removeprefix("--")

    @property
    def dest(self) -> str:
        return self.name.replace("-", "_")


_GROUPS: Mapping[str, tuple[_Option, ...]] = {
    "folder": (
        _Option(("-d", "--directory"), "folder"),
        _Option(("--upload",)),
        _Option(("--manage",)),
        _Option(("--inbox",)),
        _Option(("--existing",), "existing"),
        _Option(("--upload-limit",), "size"),
        _Option(("--reserve",), "size"),
        _Option(("--no-index",)),
        _Option(("--no-zip",)),
        _Option(("--show-hidden",)),
        _Option(("--follow-links",)),
        _Option(("--cgi",)),
        _Option(("--cgi-folders",), "folders"),
        _Option(("--cgi-time",), "time"),
        _Option(("--check",)),
    ),
    "door": (
        _Option(("--password",)),
        _Option(("--password-file",), "file"),
        _Option(("--user",), "name"),
        _Option(("--ask",)),
        _Option(("--allow-host",), "names"),
        _Option(("--expire",), "time"),
        _Option(("--downloads",), "count"),
    ),
    "network": (
        _Option(("-b", "--bind"), "address"),
        _Option(("--port",), "port"),
        _Option(("-p", "--protocol"), "protocol"),
        _Option(("--compress",)),
    ),
    "tls": (
        _Option(("--tls-cert",), "file"),
        _Option(("--tls-key",), "file"),
        _Option(("--tls-password-file",), "file"),
        _Option(("--tls-self-signed",)),
    ),
    "terminal": (
        _Option(("--no-qr",)),
        _Option(("--log-file",), "file"),
        _Option(("--log-format",), "format"),
        _Option(("--log-rotate",), "size"),
    ),
    "general": (_Option(("--language",), "language"), _Option(("-h", "--help")), _Option(("--version",))),
}

_QUANTITIES: Mapping[str, tuple[str, Callable[[str], float | None]]] = {
    "expire": ("ends_after_s", seconds),
    "upload_limit": ("upload_bytes", size),
    "reserve": ("limits.disk_reserve_bytes", size),
    "cgi_time": ("cgi_seconds", seconds),
    "log_rotate": ("", size),
}
"""Option to field ("": it is none of the share), and how what is typed is read."""

_SWITCHES: Mapping[str, tuple[str, object]] = {
    "no_index": ("index_names", ()),
    "no_zip": ("zip", False),
    "show_hidden": ("hidden", True),
    "follow_links": ("links", "anywhere"),
}
"""Option to field, and the value that it gives the field."""

_OPTION_OF_FIELD = {
    "ends_after_downloads": "--downloads",
    "allowed_hosts": "--allow-host",
    "root": "--directory",
    "user": "--user",
    "cgi_folders": "--cgi-folders",
    "host": "--bind",
    "port": "--port",
    "protocol": "--protocol",
    "existing": "--existing",
    "tls_certificate": "--tls-cert",
    "log_format": "--log-format",
    "language": "--language",
}
_CHOICES = {
    "protocol": get_args(Protocol),
    "existing": get_args(Existing),
    "links": get_args(LinkPolicy),
    "log_format": get_args(LogFormat),
    "language": LANGUAGES,
}


_RIGHTS: Mapping[str, Rights] = {"upload": "add", "manage": "manage", "inbox": "inbox"}  # of two, the last one counts
_RIGHTS_TO_ADD = ("upload", "manage", "inbox")
_TOGETHER = (
    ("tls_self_signed", "tls_cert"),
    ("password", "password_file"),
    ("upload", "inbox"),
    ("manage", "inbox"),
    ("existing", "inbox"),
    ("cgi", "inbox"),
)
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "existing": ("upload", "manage"),
    "upload_limit": _RIGHTS_TO_ADD,
    "reserve": _RIGHTS_TO_ADD,
    "cgi_folders": ("cgi",),
    "cgi_time": ("cgi",),
    "user": ("password", "password_file"),
    "log_rotate": ("log_file",),
    "tls_key": ("tls_cert",),
    "tls_password_file": ("tls_cert",),
}  # the first one is named when none of them is given


class _Formatter(argparse.HelpFormatter):
    """Writes "usage:" in the reader's language."""

    def __init__(self, prefix: str, prog: str) -> None:
        super().__init__(prog, max_help_position=34)
        self._usage_prefix = f"{prefix} "

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix or self._usage_prefix)


def help_text(words: Words) -> str:
    """All options, in the words of the reader."""
    return _parser(words).format_help()


def parse(arguments: Sequence[str], words: Words) -> Options:
    """Raises Mistake with every problem there is, the world apart: that is judged by the start."""
    given = _given(arguments, words)
    _refuse_contradictions(given, words)
    try:
        config = from_mapping(_values(given))
    except InvalidConfig as invalid:
        raise Mistake(*(_problem_line(problem, words) for problem in invalid.problems)) from invalid
    return Options(
        config=config,
        check=given.get("check", False),
        ask_password=given.get("password", False),
        password_file=_path(given.get("password_file")),
        qr=not given.get("no_qr", False),
        log_file=_path(given.get("log_file")),
        log_format=given.get("log_format", "combined"),
        log_rotate_bytes=size(given.get("log_rotate", "10MB")) or 0,
        user=given.get("user", "guest"),
    )


def _path(text: str | None) -> Path | None:
    return None if text is None else Path(text)


def _parser(words: Words) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="shareapp serve",
        usage=words("usage.serve"),
        description=words("about.serve"),
        formatter_class=functools.partial(_Formatter, words("usage")),
        argument_default=argparse.SUPPRESS,
        add_help=False,
        allow_abbrev=False,
        exit_on_error=False,
    )
    for group, options in _GROUPS.items():
        section = parser.add_argument_group(words(f"group.{group}"))
        if group == "folder":
            section.add_argument("folder", nargs="?", metavar=words("metavar.folder"), help=words("option.folder"))
        for option in options:
            meaning = words(f"option.{option.name}")
            if option.metavar:
                metavar = words(f"metavar.{option.metavar}")
                section.add_argument(*option.flags, dest=option.dest, metavar=metavar, help=meaning)
            else:
                section.add_argument(*option.flags, dest=option.dest, action="store_true", help=meaning)
    return parser


def _given(arguments: Sequence[str], words: Words) -> dict[str, Any]:
    """What was typed, by name; nothing of what was not."""
    try:
        found, surplus = _parser(words).parse_known_args(arguments)
    except argparse.ArgumentError as error:
        raise Mistake(_misused(error.argument_name or "", words)) from error
    lines = _surplus_lines(surplus, words)
    given = vars(found)
    lines += [
        _problem_line(FieldProblem(name, "unknown-choice", (given[name],)), words)
        for name in ("log_format", "language")
        if name in given and given[name] not in _CHOICES[name]
    ]
    lines += [
        words(f"mistake.{'time' if read is seconds else 'size'}", option=_flag(name), value=given[name])
        for name, (_, read) in _QUANTITIES.items()
        if name in given and read(given[name]) is None
    ]
    lines += [_problem_line(problem, words) for problem in check_credentials(given.get("user", "guest"), "-")]
    if lines:
        raise Mistake(*lines)
    return given


def _surplus_lines(surplus: Sequence[str], words: Words) -> list[str]:
    """Unknown options first and alone: what follows one may be its value and no folder."""
    unknown = [words("mistake.unknown", option=left) for left in surplus if left.startswith("-") and left != "--"]
    return unknown or [words("mistake.surplus", option=left) for left in surplus if left != "--"]


def _misused(flags: str, words: Words) -> str:
    """A value is missing, or one too many. argparse names the option as "-b/--bind", and explains in English only."""
    switches = {option.flags[-1] for options in _GROUPS.values() for option in options if not option.metavar}
    name = flags.rpartition("/")[2]
    return words("mistake.no-value" if name in switches else "mistake.needs-value", option=name)


def _refuse_contradictions(given: Mapping[str, Any], words: Words) -> None:
    folder, directory = given.get("folder"), given.get("directory")
    if folder == "":
        raise Mistake(words("problem.required", option=words("metavar.folder")))
    if folder is not None and directory is not None and folder != directory:
        raise Mistake(words("mistake.two-folders", first=folder, second=directory))
    for first, second in _TOGETHER:
        if first in given and second in given:
            raise Mistake(words("mistake.together", first=_flag(first), second=_flag(second)))
    for name, needed in _NEEDED.items():
        if name in given and not given.keys() & set(needed):
            raise Mistake(words("mistake.needs", first=_flag(name), second=_flag(needed[0])))


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _values(given: Mapping[str, Any]) -> dict[str, object]:
    """The mapping that ``from_mapping`` takes."""
    values: dict[str, object] = {"root": given.get("directory", given.get("folder", "."))}
    names = {
        "bind": "host",
        "port": "port",
        "downloads": "ends_after_downloads",
        "ask": "ask_devices",
        "allow_host": "allowed_hosts",
        "compress": "compress",
        "protocol": "protocol",
        "existing": "existing",
        "tls_cert": "tls_certificate",
        "tls_key": "tls_key",
        "tls_password_file": "tls_password_file",
    }
    values |= {field: given[name] for name, field in names.items() if name in given}
    values |= {field: read(given[name]) for name, (field, read) in _QUANTITIES.items() if name in given and field}
    values |= dict(pair for name, pair in _SWITCHES.items() if name in given)
    for name, right in _RIGHTS.items():
        if name in given:
            values["rights"] = right
    if values.get("host") == "localhost":
        values["host"] = "127.0.0.1"
    if "tls_cert" in given:
        values["tls"] = "files"
    if "tls_self_signed" in given:
        values |= {"tls": "self-signed", "tls_folder": certificate_folder()}
    if "cgi" in given:
        values["cgi_folders"] = given.get("cgi_folders", CGI_FOLDERS)
    return values


def certificate_folder() -> Path:
    """Where this person's own certificate and key are kept, by the rules of the system."""
    # Late: only a share with this kind of certificate asks.
    import platformdirs

    return platformdirs.user_data_path("shareapp", appauthor=False) / "certificate"


def _problem_line(problem: FieldProblem, words: Words) -> str:
    worded = {"not-positive", "port-range", "not-a-number", "not-an-address", "not-a-host-name"}
    worded |= {"unknown-choice", "required"}
    code = problem.code if problem.code in worded else "other"
    return words(
        f"problem.{code}",
        option=_OPTION_OF_FIELD.get(problem.field, problem.field),
        value=next(iter(problem.params), ""),
        choices=", ".join(_CHOICES.get(problem.field, ())),
    )
