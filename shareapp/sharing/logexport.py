"""The request log as a file for another program: CSV, JSON Lines, Combined or HAR.

A file appears under its name when it is whole, or not at all.
"""

import contextlib
import csv
import io
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote

from shareapp import __version__
from shareapp.server.events import RequestDone
from shareapp.sharing.devices import device_name
from shareapp.sharing.logformat import format_combined, format_json, utc_time, visible

ExportFormat = Literal["csv", "jsonl", "combined", "har"]

SUFFIXES: Mapping[ExportFormat, str] = MappingProxyType(
    {"csv": ".csv", "jsonl": ".jsonl", "combined": ".log", "har": ".har"}
)

CSV_COLUMNS = (
    "time", "client", "device", "user", "method", "path", "target", "version", "status", "sent", "received", "seconds",
    "agent", "referer", "note",
)  # fmt: skip

_FORMULA = ("=", "+", "-", "@")
_BUFFER = 1 << 20  # bytes: one write for some thousands of rows


def write_export(path: Path, requests: Sequence[RequestDone], export_format: ExportFormat, origin: str) -> None:
    """Write ``requests`` to ``path``, replacing what is there. Raises OSError, and leaves no half a file then.

    ``origin`` ("http://192.168.0.12:8000") is what HAR needs to make whole addresses.
    """
    # Beside the target, since a rename is atomic within one file system only.
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", _BUFFER, encoding="utf-8", errors="backslashreplace", newline="") as file:
            file.writelines(export_lines(requests, export_format, origin))
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def export_lines(requests: Iterable[RequestDone], export_format: ExportFormat, origin: str) -> Iterator[str]:
    """The file piece by piece, so that a hundred thousand rows need no memory of their own."""
    return _WRITERS[export_format](requests, origin)


def _csv(requests: Iterable[RequestDone], _origin: str) -> Iterator[str]:
    # RFC 4180, and a byte order mark: without it a spreadsheet takes UTF-8 for the old code page of its country.
    yield "\ufeff"
    line = io.StringIO()
    writer = csv.writer(line)
    for row in _csv_rows(requests):
        writer.writerow(row)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _csv_rows(requests: Iterable[RequestDone]) -> Iterator[Sequence[object]]:
    yield CSV_COLUMNS
    for request in requests:
        yield (
            utc_time(request.at),
            request.client,
            device_name(request.agent),
            _inert(request.user),
            _inert(request.method),
            _inert(visible(unquote(request.target, errors="replace"))),
            _inert(request.target),
            request.version,
            request.status,
            request.sent,
            request.received,
            f"{request.seconds:.6f}",
            _inert(request.agent),
            _inert(request.referer),
            request.note,
        )


def _inert(text: str) -> str:
    """A device chooses these texts: none of them shall be a formula in its reader's spreadsheet."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _json_lines(requests: Iterable[RequestDone], _origin: str) -> Iterator[str]:
    return (f"{format_json(request)}\n" for request in requests)


def _combined(requests: Iterable[RequestDone], _origin: str) -> Iterator[str]:
    return (f"{format_combined(request)}\n" for request in requests)


def _har(requests: Iterable[RequestDone], origin: str) -> Iterator[str]:
    """HTTP Archive 1.2. What the log does not keep (heads, cookies) is empty, as the format wants it."""
    creator = json.dumps({"name": "shareapp", "version": __version__})
    yield f'{{"log":{{"version":"1.2","creator":{creator},"entries":['
    before = "\n"
    for request in requests:
        yield before + json.dumps(_har_entry(request, origin), ensure_ascii=False, separators=(",", ":"))
        before = ",\n"
    yield "\n]}}\n"


def _har_entry(request: RequestDone, origin: str) -> dict[str, Any]:
    milliseconds = round(request.seconds * 1000, 3)
    return {
        "startedDateTime": utc_time(request.at),
        "time": milliseconds,
        "request": _har_request(request, origin),
        "response": _har_response(request),
        "cache": {},
        "timings": {"send": 0, "wait": milliseconds, "receive": 0},
        # The format leaves names that begin with an underscore to whoever writes it.
        "_clientIPAddress": request.client,
        "comment": request.note,
    }


def _har_request(request: RequestDone, origin: str) -> dict[str, Any]:
    target = request.target if request.target.startswith("/") else f"/{request.target}"
    query = target.partition("?")[2]
    given = (("User-Agent", request.agent), ("Referer", request.referer))
    return {
        "method": request.method,
        "url": request.target if "://" in request.target.partition("?")[0] else origin + target,
        "httpVersion": request.version,
        "cookies": [],
        "headers": [{"name": name, "value": value} for name, value in given if value],
        "queryString": [{"name": name, "value": value} for name, value in _query(query)],
        "headersSize": -1,
        "bodySize": request.received,
    }


def _query(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True, errors="replace")


def _har_response(request: RequestDone) -> dict[str, Any]:
    return {
        "status": request.status,
        "statusText": reason_phrase(request.status),
        "httpVersion": request.version,
        "cookies": [],
        "headers": [],
        "content": {"size": request.sent, "mimeType": ""},
        "redirectURL": "",
        "headersSize": -1,
        "bodySize": request.sent,
    }


def reason_phrase(status: int) -> str:
    """ "Not Found" for 404, "" for a number without a name."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


_WRITERS: Mapping[ExportFormat, Callable[[Iterable[RequestDone], str], Iterator[str]]] = MappingProxyType(
    {"csv": _csv, "jsonl": _json_lines, "combined": _combined, "har": _har}
)
