"""Figures of many rounds as JSON, and as Markdown tables of medians and ratios."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.peers import PRODUCT, all_peers
from benchmarks.workloads import ALL, Workload

_BEGIN, _END = "<!-- figures: written by the benchmark -->", "<!-- end of the figures -->"
_RIVALS = ("nginx", "lighttpd", "caddy")
_PYTHON = tuple(peer.name for peer in all_peers(Path()) if peer.python and peer.name != PRODUCT)

Numbers = dict[str, list[float]]
"""What was measured -> one number for each round; the first one is the one that is compared."""


@dataclass
class Figures:
    """Every number that was measured: workload -> server -> numbers. ``versions`` are those of the peers."""

    machine: dict[str, str]
    versions: dict[str, str]
    missing: list[str]
    measured: dict[str, dict[str, Numbers]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def add(self, workload: str, server: str, numbers: Mapping[str, float]) -> None:
        """Take the numbers of one round."""
        kept = self.measured.setdefault(workload, {}).setdefault(server, {})
        for what, number in numbers.items():
            kept.setdefault(what, []).append(float(f"{number:.4g}"))

    def add_failure(self, workload: str, server: str, error: Exception) -> None:
        """Remember what did not complete, once for all rounds."""
        failure = f"{server}: {workload} ({str(error) or type(error).__name__})"
        if failure not in self.failures:
            self.failures.append(failure)

    def write(self, path: Path) -> None:
        """All of it, as JSON."""
        text = json.dumps(asdict(self), indent=1)
        text = re.sub(r"\[[^]\[{\"]*]", lambda found: "".join(found.group().split()), text)  # one line for each what
        path.write_text(text + "\n", encoding="utf-8")

    def onto(self, earlier: "Figures") -> "Figures":
        """These with the workloads of an ``earlier`` run that they lack, if that ran on the same machine."""
        if earlier.machine != self.machine:
            return self
        kept = [failure for failure in earlier.failures if not any(f": {name} (" in failure for name in self.measured)]
        return Figures(
            self.machine,
            earlier.versions | self.versions,
            self.missing,
            earlier.measured | self.measured,
            kept + [failure for failure in self.failures if failure not in kept],
        )


def markdown(figures: Figures) -> str:
    """The tables, and the machine they are true for."""
    shown = [workload for workload in ALL if PRODUCT in figures.measured.get(workload.name, {})]
    peers = ", ".join(f"{name} {version}".strip() for name, version in figures.versions.items())
    lines = ["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in figures.machine.items())]
    lines += [f"| peers | {peers} |", ""]
    if figures.missing:
        lines += [f"Not installed here: {', '.join(figures.missing)}.", ""]
    lines += [
        f"| workload | {PRODUCT}: median (least to most) | nginx | lighttpd | Caddy | fastest Python peer |",
        "|---|---|---|---|---|---|",
        *(_ratio_row(workload, figures.measured[workload.name]) for workload in shown),
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


def put_into(document: Path, figures: Figures) -> None:
    """Write the tables between the two marks of ``document``, and their numbers into the JSON file beside it.

    What was measured replaces what is there; other workloads keep theirs. Raises ValueError without the marks.
    """
    text = document.read_text(encoding="utf-8")
    before, begin, rest = text.partition(_BEGIN)
    _old, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError(f"no place for figures in {document}")
    numbers = document.with_suffix(".json")
    if numbers.exists():
        figures = figures.onto(Figures(**json.loads(numbers.read_text(encoding="utf-8"))))
    figures.write(numbers)
    document.write_text(f"{before}{_BEGIN}\n\n{markdown(figures)}\n{_END}{after}", encoding="utf-8")


def _ratio_row(workload: Workload, measured: Mapping[str, Numbers]) -> str:
    ours = _main(measured[PRODUCT])
    there = [name for name in _PYTHON if name in measured]
    best = min(there, key=lambda name: _rank(workload, _main(measured[name])), default=None)
    cells = [_cell(workload, ours, measured.get(name)) for name in _RIVALS]
    cells.append("-" if best is None else f"{_cell(workload, ours, measured[best])} {best}")
    span = f"{_number(median(ours))} {workload.unit} ({_number(min(ours))} to {_number(max(ours))})"
    return f"| {workload.title} | {span} | {' | '.join(cells)} |"


def _cell(workload: Workload, ours: list[float], numbers: Numbers | None) -> str:
    if numbers is None:
        return "-"
    theirs = _main(numbers)
    ratios = [_ratio(b, a) if workload.less_is_better else _ratio(a, b) for a, b in zip(ours, theirs, strict=False)]
    return f"{median(ratios):.2f} ({_number(median(theirs))})"


def _ratio(ahead: float, behind: float) -> float:
    return ahead / behind if behind else math.inf


def _beside_row(workload: Workload, measured: Mapping[str, Numbers]) -> str:
    told = []
    for server, numbers in measured.items():
        extra = [f"{what} {_number(median(values))}" for what, values in list(numbers.items())[1:]]
        if extra:
            told.append(f"{server}: {', '.join(extra)}")
    return f"| {workload.title} | {' · '.join(told)} |" if told else ""


def _main(numbers: Numbers) -> list[float]:
    return next(iter(numbers.values()))


def _rank(workload: Workload, numbers: list[float]) -> float:
    return median(numbers) if workload.less_is_better else -median(numbers)


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
