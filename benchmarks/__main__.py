"""Measure the product and its peers on this computer, over loopback only: ``python3 dev.py bench``.

Server and client each have a processor of their own. In each round every server is started anew and measured in turn,
so that whatever else the computer does meets all of them; ratios are taken within a round.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

if __name__ == "__main__":  # and not for a test, which goes on with other things
    os.environ["OPENSSL_CONF"] = str(Path(__file__).with_name("openssl.cnf"))

from benchmarks import installing
from benchmarks.machine import describe
from benchmarks.measuring import Plan, measure, missing_programs
from benchmarks.peers import PRODUCT, all_peers, versions
from benchmarks.report import Figures, markdown, put_into
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
    workloads = [workload for workload in ALL if workload.name in options.workload]
    known = all_peers(options.folder)
    peers = [peer for peer in known if not peer.missing and peer.name in (options.peer or [peer.name])]
    missing = [peer.name for peer in known if peer.missing] + missing_programs(workloads)
    figures = Figures(describe(), versions(peers), missing)
    server, client = _processors()
    plan = Plan(rounds=options.rounds, seconds=options.seconds, pause_s=options.pause, processor=server)
    share = _prepare(options, workloads)
    _raise_descriptors()
    if client is not None:
        os.sched_setaffinity(0, {client})
    try:
        measure(figures, workloads, peers, share, plan, lambda: figures.write(options.folder / "figures.json"))
    except KeyboardInterrupt:
        print("interrupted: what was measured until now is kept", file=sys.stderr)
    print(markdown(figures))
    if options.write:
        put_into(_DOCUMENT, figures)
    return int(any(failure.startswith(PRODUCT) for failure in figures.failures))


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench", description=(__doc__ or "").split(":", maxsplit=1)[0] + ".")
    names = [workload.name for workload in ALL]
    parser.add_argument("--install", action="store_true", help="install the peers from PyPI and npm, then stop")
    parser.add_argument("--workload", nargs="+", choices=names, default=names, metavar="NAME", help=", ".join(names))
    parser.add_argument("--peer", nargs="+", metavar="NAME", help="measure these servers only")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0, help="of load in each round, for each number")
    parser.add_argument("--pause", type=float, default=0.1, help="seconds of rest after each server")
    parser.add_argument("--huge-mib", type=int, default=GIB // MIB, help="size of the huge file")
    parser.add_argument("--folder", type=Path, default=Path("build/benchmark"), help="for the share, peers and results")
    parser.add_argument(
        "--write",
        action="store_true",
        help="put what was measured into docs/performance.md; other workloads keep their figures",
    )
    options = parser.parse_args(arguments)
    options.folder = options.folder.resolve()
    return options


def _prepare(options: argparse.Namespace, workloads: Sequence[Workload]) -> Share:
    wanted = {workload.name for workload in workloads}
    listings = [count for count in LISTINGS if f"list{count}" in wanted]
    share = make_share(options.folder, options.huge_mib * MIB, listings + [LISTINGS[-1]] * ("memory" in wanted))
    if "archive" in wanted:
        make_album(share, ALBUM_FILES, ALBUM_FILE_BYTES)
    return share


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
