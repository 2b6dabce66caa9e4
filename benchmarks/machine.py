"""The machine that figures are true for."""

import platform
import re
import subprocess
from pathlib import Path

import psutil


def describe() -> dict[str, str]:
    """What a reader must know to repeat the run."""
    return {
        "processor": f"{_processor()}, {psutil.cpu_count()} threads",
        "memory": f"{psutil.virtual_memory().total / 1024**3:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
    }


def version_of(program: str) -> str:
    """What a server says of its version, "" when it says nothing."""
    for option in ("-v", "version"):
        said = subprocess.run([program, option], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
        if found := re.search(r"[0-9]+\.[0-9]+(?:\.[0-9]+)?", said.stdout + said.stderr):
            return found.group()
    return ""


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        found = re.search(r"model name\s*:\s*(.+)", information.read_text(encoding="utf-8"))
        if found:
            return found[1]
    return platform.processor() or platform.machine()
