"""What the terminal says: requests as lines, errors as one sentence with the fix in it."""

import time
from functools import lru_cache
from urllib.parse import unquote

from shareapp.server.content.words import format_size
from shareapp.server.errors import (
    AddressUnavailable,
    CertificateInvalid,
    PortForbidden,
    PortInUse,
    RootUnreadable,
    StartError,
)
from shareapp.server.events import RequestDone, Trouble
from shareapp.sharing.addresses import reachable_addresses
from shareapp.sharing.devices import device_name
from shareapp.sharing.events import StateChanged
from shareapp.sharing.logformat import visible
from shareapp.sharing.ports import free_port_after, user_of_port
from shareapp.sharing.words import Words

_COLOURS = {2: "\x1b[32m", 3: "\x1b[36m", 4: "\x1b[33m", 5: "\x1b[31m"}
_RESET = "\x1b[0m"


def request_line(request: RequestDone, words: Words, *, colour: bool) -> str:
    """Time, status, method, path, size, duration, device; the path readable, whatever script it is in."""
    name = device_name(request.agent)
    cells = (
        _beginning(int(request.at), request.status, request.method, colour),
        _readable(request.target),
        format_size(request.sent or request.received),
        _duration(request.seconds),
        f"{name} · {request.client}" if name else request.client,
    )
    line = "  ".join(cells)
    return f"{line}  ({words(request.note)})" if request.note else line


@lru_cache(maxsize=64)
def _beginning(second: int, status: int, method: str, colour: bool) -> str:
    """What the requests of one second have in common."""
    number = str(status)
    if colour and status // 100 in _COLOURS:
        number = f"{_COLOURS[status // 100]}{number}{_RESET}"
    return f"{time.strftime('%H:%M:%S', time.localtime(second))}  {number}  {visible(method) or '-':<4}"


@lru_cache(maxsize=256)
def _readable(target: str) -> str:
    return visible(unquote(target)) or "-"


def _duration(seconds: float) -> str:
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    if seconds < 60:
        return f"{seconds:.1f} s"
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def trouble_line(trouble: Trouble, words: Words) -> str:
    """One sentence, whatever the parameters hold; a traceback keeps its lines."""
    told = trouble.params[:3] if trouble.code == "cgi-exit" else trouble.params  # what it wrote has been shown already
    params = "\n".join("\n".join(visible(line) for line in param.split("\n")) for param in told)
    if trouble.code != "crash":
        params = params.replace("\n", " · ")
    return words(f"trouble.{trouble.code}", client=trouble.client or "-", params=params)


def failure_line(change: StateChanged, host: str, words: Words) -> str:
    """Why the share did not start, or ended, and what to do about it."""
    return _lost_line(change.error, words) if change.lost else _start_line(change.error, host, words)


def _lost_line(error: StartError | None, words: Words) -> str:
    if isinstance(error, RootUnreadable):
        return words("lost.root", path=visible(str(error.path)))
    return words("lost.failed", detail=_detail(error))


def _start_line(error: StartError | None, host: str, words: Words) -> str:
    match error:
        case PortInUse(port=port):
            return _port_line("start.port-in-use", host, port, words)
        case PortForbidden(port=port):
            return _port_line("start.port-forbidden", host, port, words)
        case AddressUnavailable(host=asked):
            return _address_line(asked, words)
        case RootUnreadable(path=path, cause=cause):
            return words(f"start.root.{cause}", path=visible(str(path)), parent=visible(str(path.parent)))
        case CertificateInvalid(path=path, cause=cause, detail=detail):
            day = detail[: len("2026-05-03")]  # only of the causes that have a date
            return words(f"start.certificate.{cause}", path=visible(str(path)), detail=visible(day))
    return words("start.failed", detail=_detail(error))


def _detail(error: StartError | None) -> str:
    return visible(str(getattr(error, "detail", error)))


def _port_line(key: str, host: str, port: int, words: Words) -> str:
    free = free_port_after(host, port)
    program = visible(user_of_port(port)) or words("another-program")
    return words(key if free is None else f"{key}.free", port=port, free=free, program=program)


def _address_line(asked: str, words: Words) -> str:
    other = next(iter(reachable_addresses("")), None)
    if other is None:
        return words("start.address", host=visible(asked))
    return words("start.address.other", host=visible(asked), other=other.host)
