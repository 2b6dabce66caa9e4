"""What is measured: one function for each workload, and the table of them."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from benchmarks import clients, window, wrk
from benchmarks.peers import CGI, LISTING, OURS, PRODUCT, PUT, RANGES, TLS, ZIP
from benchmarks.running import Target
from benchmarks.share import GIB, HUGE, KIB, MEDIUM, SCRIPT, SMALL

Measure = Callable[[Target, float], dict[str, float]]
"""Takes a server and about how many seconds to measure; the first number is the one that is compared."""

ALBUM_FILES, ALBUM_FILE_BYTES = 1000, 512 * KIB
LISTINGS = (10_000, 100_000)
IDLE, SLOW = 2000, 200
MANY_REQUESTS, MANY_BYTES = 1_000_000, 10 * GIB

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
# Nothing that a server remembers of a request helps with the next one.
_NEW_EACH_SCRIPT = """
local number = 0
function request()
    number = number + 1
    return wrk.format("GET", wrk.path .. "?" .. number)
end
"""


@dataclass(frozen=True, kw_only=True)
class Workload:
    """``needs`` are abilities of a server, ``programs`` those that the client needs."""

    name: str
    title: str
    unit: str
    measure: Measure
    needs: frozenset[str] = frozenset()
    programs: tuple[str, ...] = ("wrk",)
    fresh: bool = False  # whether a server that has done other things before would answer otherwise
    once: bool = False  # whether it takes too long for more than one round

    @property
    def less_is_better(self) -> bool:
        """Whether the winner has the lowest number."""
        return self.unit in {"ms", "MiB"}


def _small(target: Target, seconds: float) -> dict[str, float]:
    return {"rate": wrk.rate(target, SMALL, seconds)}


def _browser(target: Target, seconds: float) -> dict[str, float]:
    return {"rate": wrk.rate(target, SMALL, seconds, wrk.fields(*_BROWSER))}


def _new_each(target: Target, seconds: float) -> dict[str, float]:
    return {"rate": wrk.rate(target, SMALL, seconds, wrk.script(target, "new-each.lua", _NEW_EACH_SCRIPT))}


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
    def measure(target: Target, seconds: float) -> dict[str, float]:
        used = target.processor_s()
        size, took = clients.bulk(target, HUGE, count, seconds)
        return {"rate": size / took / 1e9, "processor s/GiB": (target.processor_s() - used) / (size / GIB)}

    return measure


def _listing(count: int) -> Measure:
    def measure(target: Target, seconds: float) -> dict[str, float]:
        clients.fetch(target, "uploads/")  # some servers prepare their page when it is asked for first
        target.forget_peak()
        ends = time.perf_counter() + seconds
        fetched = [clients.fetch(target, f"list{count}/")]
        while time.perf_counter() < ends:
            fetched.append(clients.fetch(target, f"list{count}/"))
        firsts, totals, sizes = zip(*fetched, strict=True)
        numbers = {
            "total": median(totals) * 1000,
            "first byte": median(firsts) * 1000,
            "MB": sizes[0] / 1e6,
            "RSS at most MiB": target.peak_mib(),
        }
        if target.name == PRODUCT:  # whose pages are cut; programs get all of it
            numbers["all as JSON ms"] = clients.fetch(target, f"list{count}/?format=json")[1] * 1000
        return numbers

    return measure


def _handshakes(target: Target, seconds: float) -> dict[str, float]:
    return {"rate": clients.handshakes(target, seconds)}


def _upload(target: Target, _seconds: float) -> dict[str, float]:
    name = f"uploads/{random.randrange(10**9)}.bin"  # noqa: S311 - a name, no secret
    target.forget_peak()
    before, used = target.resident_mib(), target.processor_s()
    try:
        rate = clients.upload(target, name, target.share.huge_bytes)
        return {
            "rate": rate / 1e6,
            "RSS growth at most MiB": target.peak_mib() - before,
            "processor s/GiB": (target.processor_s() - used) / (target.share.huge_bytes / GIB),
        }
    finally:
        (target.share.root / name).unlink(missing_ok=True)


def _archive(target: Target, _seconds: float) -> dict[str, float]:
    target.forget_peak()
    before = target.resident_mib()
    _first, total, size = clients.fetch(target, "album/?zip")
    if size < ALBUM_FILES * ALBUM_FILE_BYTES:
        raise wrk.LoadError(f"{target.name}: no archive")
    return {"rate": size / total / 1e6, "RSS growth at most MiB": target.peak_mib() - before}


def _idle(target: Target, seconds: float) -> dict[str, float]:
    alone = wrk.rate(target, SMALL, seconds)
    before = target.resident_mib()
    with clients.idle_clients(target, IDLE) as idle:
        each = (target.resident_mib() - before) * KIB / max(1, len(idle))
        rate = wrk.rate_or_none(target, SMALL, seconds, connections=16)
        threads = target.threads()
        kept = clients.answered(target, idle)
    return {"rate": rate, "of alone": rate / alone, "kept": kept, "KiB each": each, "threads": threads}


def _slow(target: Target, seconds: float) -> dict[str, float]:
    alone = wrk.rate(target, SMALL, seconds, connections=4)
    with clients.slow_readers(target, HUGE, SLOW) as readers:
        rate = wrk.rate_or_none(target, SMALL, seconds, connections=4)
        kept = len(readers)
        return {"rate": rate, "of alone": rate / alone, "kept": kept, "threads": target.threads()}


def _cold_start(target: Target, _seconds: float) -> dict[str, float]:
    return {"first answer": target.started_s * 1000, "RSS MiB": target.resident_mib()}


def _window_start(target: Target, _seconds: float) -> dict[str, float]:
    with window.opened(target.share, _processor(target)) as opened:
        return {"first paint": opened.painted_s * 1000, "RSS MiB": opened.target.resident_mib()}


def _beside_window(target: Target, seconds: float) -> dict[str, float]:
    """The rate while the window is open and lists each request, and how regularly its event loop comes round then."""
    headless = wrk.rate(target, SMALL, seconds)
    with window.opened(target.share, _processor(target)) as opened:
        opened.target.settle()
        began = time.monotonic()
        rate = wrk.rate(opened.target, SMALL, seconds)
        ended = time.monotonic()
    return {"rate": rate, "of headless": rate / headless, "event loop gap p99 ms": opened.p99_ms(began, ended)}


def _processor(target: Target) -> int | None:
    held = target.processors()
    return held[0] if len(held) == 1 else None


def _memory(target: Target, seconds: float) -> dict[str, float]:
    """What much work leaves behind: many bytes, many requests, long folders. Each for ten times ``seconds`` at most."""
    longest = f"list{LISTINGS[-1]}/"
    _small(target, seconds)
    clients.fetch(target, longest)
    start = target.resident_mib()
    sent = 0.0
    for _ in range(10):
        sent += clients.bulk(target, HUGE, 1, seconds)[0] if sent < MANY_BYTES else 0
    after_bytes = target.resident_mib()
    requests, began = 0.0, time.perf_counter()
    while requests < MANY_REQUESTS and time.perf_counter() < began + 10 * seconds:
        requests += wrk.rate(target, SMALL, seconds) * max(1, round(seconds))
    after_requests = target.resident_mib()
    for _ in range(10):
        clients.fetch(target, longest)
    return {
        "growth": target.resident_mib() - start,
        "of it by bytes MiB": after_bytes - start,
        "of it by requests MiB": after_requests - after_bytes,
        "GB": sent / 1e9,
        "requests": requests,
        "RSS MiB": target.resident_mib(),
    }


_TLS = frozenset({TLS})
_OURS = frozenset({OURS})

ALL = (
    Workload(name="small", title="1 KiB, 16 kept connections", unit="req/s", measure=_small),
    Workload(name="browser", title="the same with a browser's headers", unit="req/s", measure=_browser),
    Workload(name="new-each", title="1 KiB, no request like another", unit="req/s", measure=_new_each),
    Workload(name="new-connections", title="a new connection for each request", unit="req/s", measure=_new_connections),
    Workload(name="not-modified", title="304", unit="req/s", measure=_not_modified),
    Workload(name="medium", title="100 KiB", unit="MB/s", measure=_medium),
    Workload(name="download", title="the huge file once", unit="GB/s", measure=_download(1), programs=()),
    Workload(name="downloads", title="the huge file, 8 at once", unit="GB/s", measure=_download(8), programs=()),
    Workload(name="idle", title=f"1 KiB beside {IDLE:,} idle connections", unit="req/s", measure=_idle, fresh=True),
    Workload(
        name="slow", title=f"1 KiB, 4 connections, beside {SLOW} slow readers", unit="req/s", measure=_slow, fresh=True
    ),
    Workload(name="cold-start", title="start to first answer", unit="ms", measure=_cold_start, programs=(), fresh=True),
    Workload(
        name="ranges", title="64 KiB ranges of the huge file", unit="req/s", measure=_ranges, needs=frozenset({RANGES})
    ),
    Workload(
        name="tls-download",
        title="the huge file once, TLS 1.3",
        unit="GB/s",
        measure=_download(1),
        needs=_TLS,
        programs=(),
    ),
    Workload(
        name="tls-downloads",
        title="the huge file over TLS 1.3, 8 at once",
        unit="GB/s",
        measure=_download(8),
        needs=_TLS,
        programs=(),
    ),
    Workload(name="tls-small", title="1 KiB over TLS, 16 kept connections", unit="req/s", measure=_small, needs=_TLS),
    Workload(
        name="handshakes", title="full TLS handshakes", unit="a second", measure=_handshakes, needs=_TLS, programs=()
    ),
    *(
        Workload(
            name=f"list{count}",
            title=f"folder of {count:,}",
            unit="ms",
            measure=_listing(count),
            needs=frozenset({LISTING}),
            programs=(),
            fresh=True,
        )
        for count in LISTINGS
    ),
    Workload(
        name="upload",
        title="the huge file by PUT",
        unit="MB/s",
        measure=_upload,
        needs=frozenset({PUT}),
        programs=(),
        fresh=True,
    ),
    Workload(
        name="archive",
        title="1,000 files, 500 MiB, as zip",
        unit="MB/s",
        measure=_archive,
        needs=frozenset({ZIP}),
        programs=(),
        fresh=True,
    ),
    Workload(name="script", title="CGI: #!/bin/sh, POST", unit="req/s", measure=_script, needs=frozenset({CGI})),
    Workload(
        name="window",
        title="1 KiB beside the open window",
        unit="req/s",
        measure=_beside_window,
        needs=_OURS,
        programs=("wrk", "Xvfb"),
    ),
    Workload(
        name="window-start",
        title="start to the window's first paint",
        unit="ms",
        measure=_window_start,
        needs=_OURS,
        programs=("Xvfb",),
    ),
    Workload(
        name="memory",
        title="memory left behind by much work",
        unit="MiB",
        measure=_memory,
        needs=_OURS,
        fresh=True,
        once=True,
    ),
)
"""Every workload, in the order of the report."""
