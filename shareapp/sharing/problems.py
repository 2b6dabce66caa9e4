"""What can be wrong with one value of a share. Codes and values only; the window and the terminal own the sentences."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Literal

from shareapp.sharing.addresses import name_as_sent

ProblemCode = Literal[
    "port-range",  # params: the value
    "not-a-number",  # params: the value
    "not-an-address",  # params: the value
    "unknown-choice",  # params: the value
    "required",
    "name-with-slash",  # params: the value
    "not-a-host-name",  # RFC 1123 section 2.1; params: the value
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


def check_root(root: Path) -> Iterator[FieldProblem]:
    """A path that the system takes."""
    # The system refuses NUL in every path, with a ValueError that no caller expects.
    if "\0" in str(root):
        yield FieldProblem("root", "required")


def check_host(host: str) -> Iterator[FieldProblem]:
    """A numeric address, or nothing."""
    try:
        if host:
            ip_address(host)
    except ValueError:
        yield FieldProblem("host", "not-an-address", (host,))


def check_port(port: int) -> Iterator[FieldProblem]:
    """A TCP port, or 0 for any free one."""
    if not 0 <= port <= 65535:
        yield FieldProblem("port", "port-range", (str(port),))


def check_choice(name: str, value: str, choices: tuple[str, ...]) -> Iterator[FieldProblem]:
    """One of the words the field knows."""
    if value not in choices:
        yield FieldProblem(name, "unknown-choice", (value,))


def check_credentials(user: str, password_hash: str) -> Iterator[FieldProblem]:
    """What HTTP Basic authentication can carry (RFC 7617 section 2)."""
    if not user:
        yield FieldProblem("user", "required")
    if ":" in user:
        yield FieldProblem("user", "user-with-colon", (user,))
    if not password_hash:
        yield FieldProblem("password_hash", "required")


def check_names(name: str, values: tuple[str, ...]) -> Iterator[FieldProblem]:
    """Plain names: none empty, none a path."""
    for value in values:
        if not value:
            yield FieldProblem(name, "required")
        elif "/" in value or "\\" in value:
            yield FieldProblem(name, "name-with-slash", (value,))


def check_host_names(name: str, values: tuple[str, ...]) -> Iterator[FieldProblem]:
    """What a browser can send as the name of a computer: no address with its scheme or port."""
    for value in values:
        try:
            if value:
                name_as_sent(value)
            else:
                yield FieldProblem(name, "required")
        except ValueError:
            yield FieldProblem(name, "not-a-host-name", (value,))


def check_positive(name: str, value: float) -> Iterator[FieldProblem]:
    """A finite number above 0."""
    if not math.isfinite(value):
        yield FieldProblem(name, "not-a-number", (str(value),))
    elif value <= 0:
        yield FieldProblem(name, "not-positive", (str(value),))


def check_cgi_folders(folders: tuple[str, ...]) -> Iterator[FieldProblem]:
    """Each reads as a URL path to a folder below the root."""
    for folder in folders:
        if not _is_below_root(folder):
            yield FieldProblem("cgi_folders", "not-below-root", (folder,))


def _is_below_root(folder: str) -> bool:
    """Whether it reads as a URL path to a folder below the root: "/cgi-bin", "/tools/cgi-bin"."""
    first, *names = folder.split("/")
    return not first and bool(names) and not {"", ".", ".."}.intersection(names) and "\\" not in folder
