"""The benchmark works: short rounds over loopback, no judgement of any number."""

import json
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.machine import describe
from benchmarks.peers import PRODUCT, all_peers
from benchmarks.report import Figures, markdown, put_into
from benchmarks.workloads import ALL

QUICK = ("--rounds", "1", "--seconds", "1", "--huge-mib", "8", "--peer", PRODUCT, "http.server")


@pytest.fixture
def quiet_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests that run after this one may use every processor."""
    monkeypatch.setattr("benchmarks.__main__._processors", lambda: (None, None))


@pytest.mark.usefixtures("quiet_processors")
def test_a_short_run_measures_the_product_and_writes_what_it_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ["download", "tls-downloads", "handshakes", "list10000", "upload", "cold-start"]
    assert main(["--folder", str(tmp_path), "--workload", *names, *QUICK]) == 0
    figures = json.loads((tmp_path / "figures.json").read_text())
    assert figures["failures"] == []
    assert set(figures["measured"]) == set(names)
    for servers in figures["measured"].values():
        assert all(number >= 0 for numbers in servers[PRODUCT].values() for number in numbers)
        assert next(iter(servers[PRODUCT].values()))[0] > 0
    assert "nginx" in figures["missing"] or "nginx" not in figures["measured"]["download"]
    assert "| the huge file once |" in capsys.readouterr().out


def test_ratios_are_of_the_same_round_and_turn_round_for_times(tmp_path: Path) -> None:
    figures = Figures(describe({}), ["caddy"])
    for ours, theirs in ((100.0, 50.0), (300.0, 100.0), (10.0, 10.0)):
        figures.add("small", PRODUCT, {"rate": ours})
        figures.add("small", "copyparty", {"rate": theirs})
        figures.add("small", "aiohttp", {"rate": 1.0})
        figures.add("cold-start", PRODUCT, {"first answer": ours})
        figures.add("cold-start", "nginx", {"first answer": theirs})
    tables = markdown(figures, ALL, all_peers(tmp_path))
    assert "| 1 KiB, 16 kept connections | 100 req/s (10 to 300) | - | - | - | 2.00 (50) copyparty |" in tables
    assert "| start to first answer | 100 ms (10 to 300) | 0.50 (50) | - | - | - |" in tables
    assert "Not installed here: caddy." in tables


def test_figures_replace_the_last_ones_in_the_document_and_nothing_else(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    document.write_text("before\n<!-- figures: written by the benchmark -->old<!-- end of the figures -->\nafter\n")
    put_into(document, "new\n")
    text = document.read_text()
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "new" in text
    assert "old" not in text
    document.write_text("no place")
    with pytest.raises(ValueError, match="no place"):
        put_into(document, "new")
