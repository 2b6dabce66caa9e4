"""Rounds: in each one, every workload is measured with every server, one server after the other.

Another one is the first in each round: it may find memory cold and the disk at rest, which the others do not.
"""

import itertools
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import psutil

from benchmarks import wrk
from benchmarks.peers import Peer
from benchmarks.report import Figures
from benchmarks.running import DidNotStartError, Servers
from benchmarks.share import Share
from benchmarks.workloads import Workload

# A server that dies, breaks off or answers nonsense: told in the report, and all the others are measured.
_FAILURES = (DidNotStartError, wrk.LoadError, OSError, ValueError, psutil.Error, subprocess.SubprocessError)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How often and how long to measure, and the processor that servers are held to."""

    rounds: int
    seconds: float
    pause_s: float
    processor: int | None


def missing_programs(workloads: Sequence[Workload]) -> list[str]:
    """What the client side needs and does not find."""
    needed = {program: None for workload in workloads for program in workload.programs}
    return [program for program in needed if shutil.which(program) is None]


def measure(
    figures: Figures, workloads: Sequence[Workload], peers: Sequence[Peer], share: Share, plan: Plan,
    save: Callable[[], None],
) -> None:  # fmt: skip
    """Fill ``figures``; ``save`` is called whenever a workload has been measured with all."""
    missing = set(missing_programs(workloads))
    figures.failures += [
        f"{one.name} (needs {', '.join(one.programs)})" for one in workloads if missing & {*one.programs}
    ]
    able = [workload for workload in workloads if not missing & {*workload.programs}]
    for number in range(plan.rounds):
        for needs, group in itertools.groupby(able, key=lambda workload: workload.needs):
            with Servers(share, needs, plan.processor) as servers:
                for workload in group:
                    if number and workload.once:
                        continue
                    began = time.monotonic()
                    for peer in _turned(peers, number):
                        if needs <= peer.abilities:
                            _measure_once(figures, workload, peer, servers, plan)
                    save()
                    took = time.monotonic() - began
                    told = f"round {number + 1} of {plan.rounds}: {workload.name}, {took:.0f} s"
                    print(told, file=sys.stderr, flush=True)


def _turned(peers: Sequence[Peer], number: int) -> Sequence[Peer]:
    first = number % max(1, len(peers))
    return [*peers[first:], *peers[:first]]


def _measure_once(figures: Figures, workload: Workload, peer: Peer, servers: Servers, plan: Plan) -> None:
    try:
        if workload.fresh:
            with servers.fresh(peer) as target:
                figures.add(workload.name, peer.name, workload.measure(target, plan.seconds))
        else:
            figures.add(workload.name, peer.name, workload.measure(servers.of(peer), plan.seconds))
    except _FAILURES as error:
        figures.add_failure(workload.name, peer.name, error)
        servers.end(peer.name)
    time.sleep(plan.pause_s)
