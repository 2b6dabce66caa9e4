"""Measure the product and its peers on this computer, over loopback only: ``python3 dev.py bench``.

Server and client each have a processor of their own. In each round every server is started anew and measured, so that
whatever else the computer does meets all of them; ratios are taken within a round.
"""

import argparse
import os
import sys
import time
from pathlib import Path

from benchmarks import installing, wrk
from benchmarks.machine import describe, version_of
from benchmarks.peers import PRODUCT, Peer, all_peers
from benchmarks.report import Figures, markdown, put_into
from benchmarks.running import DidNotStartError, started
from benchmarks.share import GIB, MIB, Share, make_album, make_share
from benchmarks.workloads import ALBUM_FILE_BYTES, ALBUM_FILES, ALL, LISTINGS, Workload

_DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
_DESCRIPTORS = 8192


def main(arguments: list[str]) -> int:
    """Do what the options say; 1 when the product itself failed somewhere."""
    options = _options(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    if options.install:
        installing.install(options.folder)
        print(f"Install the rest as this system does; Debian calls it {' '.join(installing.DEBIAN)}.")
        return 0
    workloads = tuple(workload for workload in ALL if workload.name in options.workload)
    known = all_peers(options.folder)
    peers = tuple(peer for peer in known if not peer.missing and peer.name in (options.peer or [peer.name]))
    missing = [peer.name for peer in known if peer.missing] + ([] if wrk.is_installed() else ["wrk"])
    figures = Figures(describe(_versions(peers)), missing)
    _measure(figures, workloads, peers, _prepare(options, workloads), options)
    figures.write(options.folder / "figures.json")
    tables = markdown(figures, workloads, peers)
    print(tables)
    if options.write:
        put_into(_DOCUMENT, tables)
    return int(any(failure.startswith(PRODUCT) for failure in figures.failures))


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench", description=(__doc__ or "").split(":", maxsplit=1)[0] + ".")
    names = [workload.name for workload in ALL]
    parser.add_argument("--install", action="store_true", help="install the peers from PyPI and npm, then stop")
    parser.add_argument("--workload", nargs="+", choices=names, default=names, metavar="NAME", help=", ".join(names))
    parser.add_argument("--peer", nargs="+", metavar="NAME", help="measure these servers only")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0, help="of load in each round, for each rate")
    parser.add_argument("--pause", type=float, default=0.1, help="seconds of rest after each server")
    parser.add_argument("--huge-mib", type=int, default=GIB // MIB, help="size of the huge file")
    parser.add_argument("--folder", type=Path, default=Path("build/benchmark"), help="for the share, peers and results")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    options = parser.parse_args(arguments)
    options.folder = options.folder.resolve()
    return options


def _versions(peers: tuple[Peer, ...]) -> dict[str, str]:
    return {peer.name: "" if peer.python else version_of(str(peer.needs)) for peer in peers if peer.name != PRODUCT}


def _prepare(options: argparse.Namespace, workloads: tuple[Workload, ...]) -> Share:
    wanted = {workload.name for workload in workloads}
    listings = tuple(count for count in LISTINGS if f"list{count}" in wanted)
    share = make_share(options.folder, options.huge_mib * MIB, listings)
    if "archive" in wanted:
        make_album(share, ALBUM_FILES, ALBUM_FILE_BYTES)
    return share


def _measure(
    figures: Figures,
    workloads: tuple[Workload, ...],
    peers: tuple[Peer, ...],
    share: Share,
    options: argparse.Namespace,
) -> None:
    server, client = _processors()
    _raise_descriptors()
    if client is not None:
        os.sched_setaffinity(0, {client})
    for workload in workloads:
        if workload.uses_wrk and "wrk" in figures.missing:
            figures.failures.append(f"{workload.name} (needs wrk)")
            continue
        able = [peer for peer in peers if workload.needs <= peer.abilities]
        for number in range(options.rounds):
            for peer in able:
                _measure_once(figures, workload, peer, share, server, options.seconds)
                time.sleep(options.pause)
            print(f"{workload.name}: round {number + 1} of {options.rounds}", file=sys.stderr, flush=True)


def _measure_once(
    figures: Figures, workload: Workload, peer: Peer, share: Share, processor: int | None, seconds: float
) -> None:
    try:
        with started(peer, share, workload.needs, processor) as target:
            figures.add(workload.name, peer.name, workload.measure(target, seconds))
    except (DidNotStartError, OSError, wrk.LoadError) as error:
        failure = f"{peer.name}: {workload.name} ({error})"
        if failure not in figures.failures:
            figures.failures.append(failure)


def _processors() -> tuple[int | None, int | None]:
    """One for the server, one for the client; none where there are no two, or the system cannot tell."""
    if not hasattr(os, "sched_getaffinity"):
        return None, None
    usable = sorted(os.sched_getaffinity(0))
    return (usable[0], usable[1]) if len(usable) > 1 else (None, None)


def _raise_descriptors() -> None:
    import resource

    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(_DESCRIPTORS, hard), hard))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
