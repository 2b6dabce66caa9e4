"""The peers from PyPI and npm, in a folder of the benchmark's own; those of the system are only named."""

import shutil
import subprocess
import sys
from pathlib import Path

_HERE = Path(__file__).parent
DEBIAN = ("nginx-light", "lighttpd", "lighttpd-mod-openssl", "caddy", "wrk", "npm", "openssl", "xvfb")
"""Packages of Debian that hold the rest."""


def install(folder: Path) -> None:
    """Install what pip and npm offer, exactly the pinned versions. Raises CalledProcessError."""
    python = folder / "python"
    if not (python / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", python], check=True)
    pip: list[str | Path] = [
        python / "bin" / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    subprocess.run([*pip, "--require-hashes", "-r", _HERE / "requirements.txt"], check=True)
    if shutil.which("npm") is not None:
        shutil.copy(_HERE / "package.json", folder)
        npm = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(npm, cwd=folder, check=True)
