"""``python -m shareapp.server``."""

import subprocess
import sys
from pathlib import Path


def test_the_module_is_the_command_line() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "shareapp.server", "--help"],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.stdout.startswith("usage: python -m shareapp.server ")
    for option in ("--cgi", "--bind", "--directory", "--protocol", "--tls-cert", "--tls-key", "--tls-password-file",
                   "--content-type", "--header", "port"):  # fmt: skip
        assert option in done.stdout
