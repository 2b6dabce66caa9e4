"""One finished request as one line of text: Combined, as web servers write it, or JSON.

What a client sent can hold anything; a line never carries a control character into a file or a terminal.
"""

import json
import re
import time
from functools import lru_cache

from shareapp.server.events import RequestDone

# C0, DEL and C1 move cursors and end lines; the rest separates lines or reverses the reading order of what follows.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def visible(text: str) -> str:
    """``text`` with every character that a terminal or a line would obey written as a number."""
    return _UNSAFE.sub(_as_number, text) if _UNSAFE.search(text) else text


def _as_number(found: re.Match[str]) -> str:
    code = ord(found.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def format_combined(event: RequestDone) -> str:
    """The Combined Log Format of Apache httpd, without the line end. Local time with its offset; no DNS name."""
    line = f"{event.method} {event.target} {event.version}" if event.method else "-"
    user = _quotable(event.user).replace(" ", r"\x20") or "-"
    return (
        f'{event.client} - {user} [{_local_time(int(event.at))}] "{_quotable(line)}" {event.status} {event.sent or "-"}'
        f' "{_quotable(event.referer) or "-"}" "{_quotable(event.agent) or "-"}"'
    )


def format_json(event: RequestDone) -> str:
    """A JSON object of every field (RFC 8259), without the line end. Time is RFC 3339 in UTC with milliseconds."""
    fields = {"time": utc_time(event.at), **event._asdict(), "seconds": round(event.seconds, 6)}
    del fields["at"]
    return json.dumps(fields, separators=(",", ":"))


def _quotable(text: str) -> str:
    return visible(text.replace("\\", "\\\\").replace('"', '\\"'))


@lru_cache(maxsize=8)
def _local_time(second: int) -> str:
    """Thousands of requests share a second. The month is English whatever the locale is."""
    local = time.localtime(second)
    return time.strftime(f"%d/{_MONTHS[local.tm_mon - 1]}/%Y:%H:%M:%S %z", local)


def utc_time(at: float) -> str:
    """Seconds since the epoch as RFC 3339 has them, in UTC with milliseconds."""
    milliseconds = int(at * 1000)
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(milliseconds // 1000)) + f".{milliseconds % 1000:03d}Z"
