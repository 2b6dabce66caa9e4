"""The promises of every state, once more on a screen of 200 %: what Qt reads only when it starts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.end2end, pytest.mark.timeout(240)]

STATES = Path(__file__).parents[1] / "ui" / "test_states.py"


@pytest.mark.parametrize("factor", ["2"])
def test_every_state_keeps_its_promises_on_a_fine_screen(factor: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--basetemp", str(tmp_path / "inside")]
    done = subprocess.run(
        [*command, str(STATES)],
        env={**os.environ, "QT_SCALE_FACTOR": factor},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
