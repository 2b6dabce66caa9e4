"""The network changes while a window shares: cables and Wi-Fi come and go, in a network made for this test."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.network import in_a_network_of_its_own

pytestmark = [pytest.mark.end2end, pytest.mark.timeout(120)]

INSIDE = Path(__file__).parents[1] / "ui" / "in_a_network.py"
PROMISES = [line.split("(")[0][4:] for line in INSIDE.read_text().splitlines() if line.startswith("def test_")]


@pytest.mark.parametrize("promise", PROMISES)
def test_the_window_keeps_its_promise(promise: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--basetemp", str(tmp_path / "inside")]
    done = subprocess.run(
        [*in_a_network_of_its_own(), *command, f"{INSIDE}::{promise}"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout
