"""What is measured: one function for each workload, and the table of them."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks import clients, wrk
from benchmarks.peers import CGI, LISTING, PUT, RANGES, TLS, ZIP
from benchmarks.running import Target
from benchmarks.share import HUGE, KIB, MEDIUM, SCRIPT, SMALL

Measure = Callable[[Target, float], dict[str, float]]
"""Takes a server and about how many seconds to measure; the first number is the one that is compared."""

ALBUM_FILES, ALBUM_FILE_BYTES = 1000, 512 * KIB
LISTINGS = (10_000, 100_000)
IDLE, SLOW = 2000, 200

_BROWSER = (
    "User-Agent: Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile",
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "Accept-Encoding: gzip, deflate, br, zstd",
    "Accept-Language: ko-KR,ko;q=0.9,en;q=0.8",
    "Cache-Control: max-age=0",
    "DNT: 1",
    "Referer: http://127.0.0.1/",
    "Sec-Fetch-Dest: document",
    "Sec-Fetch-Mode: navigate",
    "Sec-Fetch-Site: same-origin",
    "Upgrade-Insecure-Requests: 1",
)
_RANGES_SCRIPT = """
function request()
    local first = math.random(0, {last})
    return wrk.format("GET", nil, {{["Range"] = "bytes=" .. first .. "-" .. (first + 65535)}})
end
"""


@dataclass(frozen=True)
class Workload:
    """``unit`` ends with "ms" where less is better. ``needs`` are abilities of a server, ``uses_wrk`` of the client."""

    name: str
    title: str
    unit: str
    measure: Measure
    needs: frozenset[str] = frozenset()
    uses_wrk: bool = True

    @property
    def less_is_better(self) -> bool:
        """Whether the winner has the lowest number."""
        return self.unit == "ms"


def _small(target: Target, seconds: float) -> dict[str, float]:
    return {"rate": wrk.rate(target, SMALL, seconds)}


def _browser(target: Target, seconds: float) -> dict[str, float]:
    return {"rate": wrk.rate(target, SMALL, seconds, wrk.fields(*_BROWSER))}


def _new_connections(target: Target, seconds: float) -> dict[str, float]:
    return {"rate": wrk.rate(target, SMALL, seconds, wrk.fields("Connection: close"))}


def _not_modified(target: Target, seconds: float) -> dict[str, float]:
    with target.connect() as connected:
        connected.sendall(clients.request(target, SMALL))
        head, _body = clients.head_of(connected)
    etag, date = clients.field(head, "ETag"), clients.field(head, "Last-Modified")
    condition = f"If-None-Match: {etag}" if etag else f"If-Modified-Since: {date}"
    return {"rate": wrk.rate(target, SMALL, seconds, wrk.fields(condition))}


def _ranges(target: Target, seconds: float) -> dict[str, float]:
    text = _RANGES_SCRIPT.format(last=target.share.huge_bytes - 65536)
    return {"rate": wrk.rate(target, HUGE, seconds, wrk.script(target, "ranges.lua", text))}


def _medium(target: Target, seconds: float) -> dict[str, float]:
    return {"rate": wrk.rate(target, MEDIUM, seconds) * 100 * KIB / 1e6}


def _script(target: Target, seconds: float) -> dict[str, float]:
    text = 'wrk.method = "POST"\nwrk.body = "a line of the form\\n"\n'
    return {"rate": wrk.rate(target, SCRIPT, seconds, wrk.script(target, "post.lua", text), connections=4)}


def _download(count: int) -> Measure:
    def measure(target: Target, _seconds: float) -> dict[str, float]:
        used = target.processor_s()
        rate = clients.bulk(target, HUGE, count)
        gib = count * target.share.huge_bytes / 1024**3
        return {"rate": rate / 1e9, "processor s/GiB": (target.processor_s() - used) / gib}

    return measure


def _listing(count: int) -> Measure:
    def measure(target: Target, _seconds: float) -> dict[str, float]:
        clients.fetch(target, "uploads/")  # some servers prepare their page when it is asked for first
        first, total, size = clients.fetch(target, f"list{count}/")
        return {"total": total * 1000, "first byte": first * 1000, "MB": size / 1e6, "RSS MiB": target.resident_mib()}

    return measure


def _handshakes(target: Target, seconds: float) -> dict[str, float]:
    return {"rate": clients.handshakes(target, seconds)}


def _upload(target: Target, _seconds: float) -> dict[str, float]:
    before = target.resident_mib()
    name = f"uploads/{random.randrange(10**9)}.bin"  # noqa: S311 - a name, no secret
    try:
        rate = clients.upload(target, name, target.share.huge_bytes)
        return {"rate": rate / 1e6, "RSS growth MiB": target.resident_mib() - before}
    finally:
        (target.share.root / name).unlink(missing_ok=True)


def _archive(target: Target, _seconds: float) -> dict[str, float]:
    before = target.resident_mib()
    _first, total, size = clients.fetch(target, "album/?zip")
    if size < ALBUM_FILES * ALBUM_FILE_BYTES:
        raise wrk.LoadError(f"{target.name}: no archive")
    return {"rate": size / total / 1e6, "RSS growth MiB": target.resident_mib() - before}


def _idle(target: Target, seconds: float) -> dict[str, float]:
    alone = wrk.rate(target, SMALL, seconds)
    before = target.resident_mib()
    with clients.idle_clients(target, IDLE) as idle:
        each = (target.resident_mib() - before) * 1024 / IDLE
        rate = wrk.rate(target, SMALL, seconds)
        threads = target.threads()
        kept = sum(clients.ask_again(target, client) for client in idle)
    return {"rate": rate, "of alone": rate / alone, "kept": kept, "KiB each": each, "threads": threads}


def _slow(target: Target, seconds: float) -> dict[str, float]:
    alone = wrk.rate(target, SMALL, seconds, connections=4)
    with clients.slow_readers(target, HUGE, SLOW) as readers:
        rate = wrk.rate(target, SMALL, seconds, connections=4)
        kept = len(readers)
    return {"rate": rate, "of alone": rate / alone, "kept": kept, "threads": target.threads()}


def _cold_start(target: Target, _seconds: float) -> dict[str, float]:
    return {"first answer": target.started_s * 1000, "RSS MiB": target.resident_mib()}


_TLS = frozenset({TLS})

ALL = (
    Workload("small", "1 KiB, 16 kept connections", "req/s", _small),
    Workload("browser", "the same with a browser's headers", "req/s", _browser),
    Workload("new-connections", "a new connection for each request", "req/s", _new_connections),
    Workload("not-modified", "304", "req/s", _not_modified),
    Workload("ranges", "64 KiB ranges of the huge file", "req/s", _ranges, frozenset({RANGES})),
    Workload("medium", "100 KiB", "MB/s", _medium),
    Workload("download", "the huge file once", "GB/s", _download(1), uses_wrk=False),
    Workload("downloads", "the huge file, 8 at once", "GB/s", _download(8), uses_wrk=False),
    Workload("tls-download", "the huge file once, TLS 1.3", "GB/s", _download(1), _TLS, uses_wrk=False),
    Workload("tls-downloads", "the huge file over TLS 1.3, 8 at once", "GB/s", _download(8), _TLS, uses_wrk=False),
    Workload("tls-small", "1 KiB over TLS, 16 kept connections", "req/s", _small, _TLS),
    Workload("handshakes", "full TLS handshakes", "a second", _handshakes, _TLS, uses_wrk=False),
    *(
        Workload(f"list{count}", f"folder of {count:,}", "ms", _listing(count), frozenset({LISTING}), uses_wrk=False)
        for count in LISTINGS
    ),
    Workload("idle", f"1 KiB beside {IDLE:,} idle connections", "req/s", _idle),
    Workload("slow", f"1 KiB, 4 connections, beside {SLOW} slow readers", "req/s", _slow),
    Workload("upload", "the huge file by PUT", "MB/s", _upload, frozenset({PUT}), uses_wrk=False),
    Workload("archive", "1,000 files, 500 MiB, as zip", "MB/s", _archive, frozenset({ZIP}), uses_wrk=False),
    Workload("script", "CGI: #!/bin/sh, POST", "req/s", _script, frozenset({CGI})),
    Workload("cold-start", "start to first answer", "ms", _cold_start, uses_wrk=False),
)
"""Every workload, in the order of the report."""
