"""The benchmark works: short rounds over loopback, no judgement of any number."""

import json
import shutil
import time
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.clients import answered, idle_clients
from benchmarks.measuring import Plan, measure
from benchmarks.peers import PRODUCT, all_peers
from benchmarks.report import Figures, markdown, put_into
from benchmarks.running import START_S, Target
from benchmarks.share import MIB, make_share
from benchmarks.window import opened
from benchmarks.workloads import Workload

QUICK = ("--rounds", "1", "--seconds", "0.2", "--huge-mib", "8", "--peer", PRODUCT, "http.server")
MACHINE = {"processor": "a small one"}


@pytest.fixture
def quiet_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests that run after this one may use every processor."""
    monkeypatch.setattr("benchmarks.__main__._processors", lambda: (None, None))


def figures_of(**rates: float) -> Figures:
    """One round of the product and of nginx, which is half as fast."""
    figures = Figures(MACHINE, {"nginx": "1.2"}, [])
    for workload, rate in rates.items():
        figures.add(workload, PRODUCT, {"rate": rate})
        figures.add(workload, "nginx", {"rate": rate / 2})
    return figures


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


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="not installed: Xvfb")
def test_the_window_tells_when_it_has_painted_and_how_regularly_it_comes_round(tmp_path: Path) -> None:
    share = make_share(tmp_path, MIB, ())
    with opened(share, None) as window:
        began = time.monotonic()
        with idle_clients(window.target, 20) as clients:
            assert answered(window.target, clients) == 20
        ended = time.monotonic()
    assert 0 < window.painted_s < START_S
    assert window.gaps_ms[0][0] < began < window.gaps_ms[-1][0]
    assert window.p99_ms(window.gaps_ms[0][0], ended) < 1000 * START_S


def test_a_server_that_dies_is_started_again_and_loses_nobody_elses_numbers(tmp_path: Path) -> None:
    def measure_then_die(target: Target, _seconds: float) -> dict[str, float]:
        if target.name == "http.server":
            target.process.kill()
            target.process.wait()
            raise ConnectionError("gone")
        return {"rate": 1.0}

    peers = [peer for peer in all_peers(tmp_path) if peer.name in {PRODUCT, "http.server"}]
    dying = Workload(name="small", title="", unit="", measure=measure_then_die, programs=())
    fine = Workload(name="medium", title="", unit="", measure=lambda target, _: {"rate": target.port}, programs=())
    impossible = Workload(name="browser", title="", unit="", measure=fine.measure, programs=("no such program",))
    figures, saved = Figures(MACHINE, {}, []), []
    plan = Plan(rounds=2, seconds=0, pause_s=0, processor=None)
    measure(
        figures, [impossible, dying, fine], peers, make_share(tmp_path, MIB, ()), plan,
        lambda: saved.append(len(figures.measured)),
    )  # fmt: skip
    assert figures.measured["small"] == {PRODUCT: {"rate": [1.0, 1.0]}}
    assert {name: len(numbers["rate"]) for name, numbers in figures.measured["medium"].items()} == {
        PRODUCT: 2,
        "http.server": 2,
    }
    assert figures.failures == ["browser (needs no such program)", "http.server: small (gone)"]
    assert saved == [1, 2, 2, 2]


def test_another_server_is_the_first_in_each_round(tmp_path: Path) -> None:
    order: list[str] = []

    def measure_nothing(target: Target, _seconds: float) -> dict[str, float]:
        order.append(target.name)
        return {"rate": 1.0}

    peers = [peer for peer in all_peers(tmp_path) if peer.name in {PRODUCT, "http.server"}]
    workload = Workload(name="small", title="", unit="", measure=measure_nothing, programs=())
    plan = Plan(rounds=2, seconds=0, pause_s=0, processor=None)
    measure(Figures(MACHINE, {}, []), [workload], peers, make_share(tmp_path, MIB, ()), plan, lambda: None)
    assert order == [PRODUCT, "http.server", "http.server", PRODUCT]


def test_ratios_are_of_the_same_round_and_turn_round_for_times() -> None:
    figures = Figures(MACHINE, {"caddy": "2.6"}, ["lighttpd"])
    for ours, theirs in ((100.0, 50.0), (300.0, 100.0), (10.0, 10.0)):
        figures.add("small", PRODUCT, {"rate": ours})
        figures.add("small", "copyparty", {"rate": theirs})
        figures.add("small", "aiohttp", {"rate": 1.0})
        figures.add("small", "caddy", {"rate": 0.0})
        figures.add("cold-start", PRODUCT, {"first answer": ours})
        figures.add("cold-start", "nginx", {"first answer": theirs})
    tables = markdown(figures)
    assert "| 1 KiB, 16 kept connections | 100 req/s (10 to 300) | - | - | inf (0) | 2.00 (50) copyparty |" in tables
    assert "| start to first answer | 100 ms (10 to 300) | 0.50 (50) | - | - | - |" in tables
    assert "Not installed here: lighttpd." in tables
    assert "| peers | caddy 2.6 |" in tables


def test_a_run_replaces_the_figures_it_has_and_keeps_the_others(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    document.write_text("before\n<!-- figures: written by the benchmark -->old<!-- end of the figures -->\nafter\n")
    first = figures_of(small=100.0, medium=7.0)
    first.add_failure("small", "nginx", OSError("a bad day"))
    first.add_failure("medium", "caddy", OSError("a bad day"))
    put_into(document, first)
    put_into(document, figures_of(small=300.0, browser=9.0))
    text = document.read_text()
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "old" not in text
    assert "| 1 KiB, 16 kept connections | 300 req/s (300 to 300) | 2.00 (150) |" in text
    assert "| 100 KiB | 7 MB/s (7 to 7) |" in text
    assert "| the same with a browser's headers | 9 req/s" in text
    assert "Did not complete: caddy: medium (a bad day)." in text
    assert json.loads((tmp_path / "performance.json").read_text())["measured"]["small"][PRODUCT] == {"rate": [300.0]}
    other = figures_of(small=1.0)
    other.machine = {"processor": "a large one"}
    put_into(document, other)
    assert "100 KiB" not in document.read_text()
    document.write_text("no place")
    with pytest.raises(ValueError, match="no place"):
        put_into(document, other)
