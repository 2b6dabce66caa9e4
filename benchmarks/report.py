"""Figures of many rounds as JSON, and as Markdown tables of medians and ratios."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.peers import PRODUCT, Peer
from benchmarks.workloads import Workload

_BEGIN, _END = "<!-- figures: written by the benchmark -->", "<!-- end of the figures -->"
_RIVALS = ("nginx", "lighttpd", "caddy")


@dataclass
class Figures:
    """Every number that was measured: workload -> server -> what -> one number for each round."""

    machine: Mapping[str, str]
    missing: list[str]
    measured: dict[str, dict[str, dict[str, list[float]]]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def add(self, workload: str, server: str, numbers: Mapping[str, float]) -> None:
        """Take the numbers of one round."""
        kept = self.measured.setdefault(workload, {}).setdefault(server, {})
        for what, number in numbers.items():
            kept.setdefault(what, []).append(number)

    def write(self, path: Path) -> None:
        """All of it, as JSON."""
        content = {
            "machine": self.machine, "missing": self.missing, "failures": self.failures, "measured": self.measured,
        }  # fmt: skip
        path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def markdown(figures: Figures, workloads: tuple[Workload, ...], peers: tuple[Peer, ...]) -> str:
    """The tables, and the machine they are true for."""
    python = [peer.name for peer in peers if peer.python and peer.name != PRODUCT]
    shown = [workload for workload in workloads if PRODUCT in figures.measured.get(workload.name, {})]
    lines = ["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in figures.machine.items()), ""]
    if figures.missing:
        lines += [f"Not installed here: {', '.join(figures.missing)}.", ""]
    lines += [
        f"| workload | {PRODUCT}: median (least to most) | nginx | lighttpd | Caddy | fastest Python peer |",
        "|---|---|---|---|---|---|",
        *(_ratio_row(workload, figures.measured[workload.name], python) for workload in shown),
        "",
        "How many times as fast as a peer (the median of the rounds' ratios; more than 1 is ahead) and its own median.",
        "",
        "| workload | beside the main number |",
        "|---|---|",
        *(row for workload in shown if (row := _beside_row(workload, figures.measured[workload.name]))),
    ]
    if figures.failures:
        lines += ["", "Did not complete: " + "; ".join(figures.failures) + "."]
    return "\n".join(lines) + "\n"


def put_into(document: Path, tables: str) -> None:
    """Replace the part of ``document`` between the two marks. Raises ValueError when they are not there."""
    text = document.read_text(encoding="utf-8")
    before, begin, rest = text.partition(_BEGIN)
    _old, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError(f"no place for figures in {document}")
    document.write_text(f"{before}{_BEGIN}\n\n{tables}\n{_END}{after}", encoding="utf-8")


def _ratio_row(workload: Workload, measured: Mapping[str, Mapping[str, list[float]]], python: list[str]) -> str:
    ours = _main(measured[PRODUCT])
    there = [name for name in python if name in measured]
    best = min(there, key=lambda name: _rank(workload, _main(measured[name])), default=None)
    cells = [_cell(workload, ours, measured.get(name)) for name in _RIVALS]
    cells.append("-" if best is None else f"{_cell(workload, ours, measured[best])} {best}")
    span = f"{_number(median(ours))} {workload.unit} ({_number(min(ours))} to {_number(max(ours))})"
    return f"| {workload.title} | {span} | {' | '.join(cells)} |"


def _cell(workload: Workload, ours: list[float], numbers: Mapping[str, list[float]] | None) -> str:
    if numbers is None:
        return "-"
    theirs = _main(numbers)
    ratios = [b / a if workload.less_is_better else a / b for a, b in zip(ours, theirs, strict=False)]
    return f"{median(ratios):.2f} ({_number(median(theirs))})"


def _beside_row(workload: Workload, measured: Mapping[str, Mapping[str, list[float]]]) -> str:
    told = []
    for server, numbers in measured.items():
        extra = [f"{what} {_number(median(values))}" for what, values in list(numbers.items())[1:]]
        if extra:
            told.append(f"{server}: {', '.join(extra)}")
    return f"| {workload.title} | {' · '.join(told)} |" if told else ""


def _main(numbers: Mapping[str, list[float]]) -> list[float]:
    return next(iter(numbers.values()))


def _rank(workload: Workload, numbers: list[float]) -> float:
    return median(numbers) if workload.less_is_better else -median(numbers)


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
