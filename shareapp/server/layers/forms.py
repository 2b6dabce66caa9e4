"""A form without files, as a browser sends it (application/x-www-form-urlencoded), read within bounds."""

import time
from typing import Final
from urllib.parse import parse_qsl

from shareapp.server.errors import HTTPError
from shareapp.server.limits import KIB
from shareapp.server.message import Body, Request

_BYTES: Final = 8 * KIB
_SECONDS: Final = 10.0  # for the whole form, however slowly its bytes drip
_FIELDS: Final = 8
_TYPE: Final = "application/x-www-form-urlencoded"


def form_fields(request: Request, limit: int = _BYTES) -> list[tuple[str, str]]:
    """Names and values, of at most ``limit`` bytes. Raises HTTPError 400, 408, 413, or 415 for a form of another
    type."""
    if request.headers.get("content-type", "").partition(";")[0].strip(" \t").lower() != _TYPE:
        raise HTTPError(415, "the form is not of the type it has")
    content = _content(request.body, limit)
    try:
        return parse_qsl(content.decode(), keep_blank_values=True, max_num_fields=_FIELDS, errors="strict")
    except ValueError as error:  # UnicodeDecodeError is one
        raise HTTPError(400, "unreadable form") from error


def _content(body: Body, limit: int) -> bytes:
    body.allow(limit)
    deadline = time.monotonic() + _SECONDS
    content = b""
    while piece := body.read(_BYTES):
        content += piece
        if time.monotonic() > deadline:
            raise HTTPError(408, "the form took too long", close=True)
    return content
