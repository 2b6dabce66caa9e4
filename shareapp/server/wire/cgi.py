"""The Common Gateway Interface's own text (RFC 3875): a script's variables, and the head of its output."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from shareapp.server.message import Field, Headers
from shareapp.server.wire.grammar import TOKEN, strict_int

HEAD_BYTES = 64 * 1024
"""Of a script's output before its blank line; more is no CGI output."""

# RFC 3875 section 4.1.18 lets the server keep fields back: those with a variable of their own, those that speak of the
# connection, credentials, and Proxy, whose variable HTTP_PROXY would redirect the script's own requests.
_CONNECTION = {
    "connection",
    "proxy-connection",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "expect",
}
_KEPT_BACK = _CONNECTION | {"authorization", "proxy", "proxy-authorization", "content-type", "content-length"}
# What frames and dates a message belongs to the server (RFC 3875 section 6.3.4).
_NOT_PASSED_ON = _CONNECTION | {"status", "content-length", "date", "server"}


class BadOutput(ValueError):
    """The script's output is no CGI response."""


class Script(NamedTuple):
    """Where a request led: URL path of the script, what follows it, both decoded; the file, and the share's root."""

    name: str  # "/cgi-bin/form.py"
    path_info: str  # "/rest", "" when the URL ends with the script
    file: str
    root: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """What a script may know of its request beside the header fields. ``content_length`` is None without a body."""

    method: str
    target: str
    query: str
    protocol: str  # the request's, "HTTP/1.1"
    host: str  # authority of the request, perhaps with a port
    secure: bool
    client: str
    user: str  # whose password was checked, or ""
    content_length: int | None
    software: str


def environment(meta: Meta, script: Script, headers: Headers, base: Mapping[str, str]) -> dict[str, str]:
    """The whole environment of a script: ``base`` (chosen by the caller), then RFC 3875 section 4.1."""
    name, port = _split_authority(meta.host, "443" if meta.secure else "80")
    variables = dict(base) | _from_fields(headers)
    variables |= {
        "GATEWAY_INTERFACE": "CGI/1.1",
        "QUERY_STRING": _bytes_as_text(meta.query),
        "REMOTE_ADDR": meta.client,
        "REMOTE_HOST": meta.client,
        "REQUEST_METHOD": meta.method,
        "REQUEST_URI": _bytes_as_text(meta.target),
        "REQUEST_SCHEME": "https" if meta.secure else "http",
        "DOCUMENT_ROOT": script.root,
        "SCRIPT_FILENAME": script.file,
        "SCRIPT_NAME": script.name,
        "SERVER_NAME": name,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": meta.protocol,
        "SERVER_SOFTWARE": meta.software,
    }
    variables |= _only_sometimes(meta, script, headers)
    return {key: value.replace("\0", "") for key, value in variables.items()}


def _only_sometimes(meta: Meta, script: Script, headers: Headers) -> dict[str, str]:
    variables = {}
    if script.path_info:
        variables["PATH_INFO"] = script.path_info
        variables["PATH_TRANSLATED"] = script.root.rstrip("/\\") + script.path_info
    if meta.content_length is not None:
        variables["CONTENT_LENGTH"] = str(meta.content_length)
    content_type = headers.get("Content-Type")
    if content_type is not None:
        variables["CONTENT_TYPE"] = _bytes_as_text(content_type)
    if meta.user:
        variables |= {"AUTH_TYPE": "Basic", "REMOTE_USER": meta.user}
    if meta.secure:
        variables["HTTPS"] = "on"
    return variables


def _from_fields(headers: Headers) -> dict[str, str]:
    """HTTP_* variables. A name with "_" is left out: it could pass for another field (RFC 3875 section 4.1.18)."""
    variables: dict[str, str] = {}
    for field, sent in headers:
        if field.lower() in _KEPT_BACK or "_" in field:
            continue
        key, value = "HTTP_" + field.upper().replace("-", "_"), _bytes_as_text(sent)
        separator = "; " if key == "HTTP_COOKIE" else ", "
        variables[key] = f"{variables[key]}{separator}{value}" if key in variables else value
    return variables


def _bytes_as_text(sent: str) -> str:
    """Text of the wire (a character a byte) so that the script's environment holds the very bytes that were sent."""
    return sent.encode("latin-1").decode("utf-8", "surrogateescape")


def _split_authority(authority: str, default_port: str) -> tuple[str, str]:
    host, colon, port = authority.rpartition(":")
    if not colon or authority.endswith("]"):
        return authority, default_port
    return host, port or default_port


class ScriptHead(NamedTuple):
    """The head of a script's output: the status it set (None: none), where it points, the fields to pass on."""

    status: int | None
    location: str | None
    content_type: str | None
    content_length: int | None
    fields: list[Field]  # everything else, Content-Type and Location included


def split_output(buffer: bytes) -> tuple[bytes, bytes] | None:
    """(head, first bytes of the body) once the blank line has come; both line ends of RFC 3875 section 6.3 count.

    Raises BadOutput when the head is too long.
    """
    ends = [(at, len(mark)) for mark in (b"\n\n", b"\n\r\n") if (at := buffer.find(mark)) >= 0]
    if buffer.startswith((b"\n", b"\r\n")):  # an empty head
        ends.append((0, buffer.index(b"\n") + 1))
    if not ends:
        if len(buffer) > HEAD_BYTES:
            raise BadOutput("head too long")
        return None
    at, length = min(ends)
    return buffer[:at], buffer[at + length :]


def parse_output_head(head: bytes) -> ScriptHead:
    """The fields of a script's head (RFC 3875 section 6.3). Raises BadOutput for anything that is not one."""
    fields = [_field(line) for line in head.decode("latin-1").split("\n") if line.rstrip("\r")]
    own = {name.lower(): value for name, value in reversed(fields)}
    length = own.get("content-length")
    return ScriptHead(
        status=_status(own["status"]) if "status" in own else None,
        location=own.get("location"),
        content_type=own.get("content-type"),
        content_length=None if length is None else _length(length),
        fields=[field for field in fields if field[0].lower() not in _NOT_PASSED_ON],
    )


def _field(line: str) -> Field:
    name, colon, value = line.rstrip("\r").partition(":")
    value = value.strip(" \t")
    if not colon or TOKEN.fullmatch(name) is None or any(c in value for c in "\0\r"):
        raise BadOutput("not a header field")
    return name, value


def _status(value: str) -> int:
    status = strict_int(value[:3], 3)
    if status is None or not 200 <= status <= 599 or value[3:4] not in ("", " "):
        raise BadOutput("not a status")
    return status


def _length(value: str) -> int:
    length = strict_int(value, 19)
    if length is None:
        raise BadOutput("not a length")
    return length
