"""A network of one's own: a command runs where no interface exists but those it makes itself (Linux namespaces)."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_ALONE = ("unshare", "--user", "--map-root-user", "--net")


def in_a_network_of_its_own() -> tuple[str, ...]:
    """What to put before a command; it may then use ``ip`` as root could. Skips, by name, where that cannot be had."""
    missing = [program for program in ("unshare", "ip") if shutil.which(program) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    tried = subprocess.run([*_ALONE, "ip", "link", "set", "lo", "up"], capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"no network namespace for this user: {tried.stderr.strip()}")
    return _ALONE


def plug_in(interface: str, address: str) -> None:
    """Give this network an interface with an address ("192.168.7.12/24"), like a cable or a Wi-Fi that is joined."""
    peer = f"{interface}-far"
    ip("link", "add", interface, "type", "veth", "peer", "name", peer)
    ip("addr", "add", address, "dev", interface)
    ip("link", "set", peer, "up")
    ip("link", "set", interface, "up")


@contextmanager
def neighbour(interface: str, address: str) -> Iterator[tuple[str, ...]]:
    """Another computer at the far end of ``interface``, with this address: what runs a command there."""
    here = Path("/proc/self/ns/net").readlink()
    with subprocess.Popen(["unshare", "--net", "sleep", "120"]) as computer:
        try:
            deadline = time.monotonic() + 10
            while Path(f"/proc/{computer.pid}/ns/net").readlink() == here and time.monotonic() < deadline:
                time.sleep(0.01)
            there = ("nsenter", "--target", str(computer.pid), "--net")
            peer = f"{interface}-far"
            ip("link", "set", peer, "netns", str(computer.pid))
            for change in (("addr", "add", address, "dev", peer), ("link", "set", peer, "up")):
                subprocess.run([*there, "ip", *change], check=True, capture_output=True, timeout=10)
            yield there
        finally:
            computer.kill()


def unplug(interface: str) -> None:
    """Take the interface away."""
    ip("link", "delete", interface)


def ip(*arguments: str) -> None:
    """The tool of that name."""
    subprocess.run(["ip", *arguments], check=True, capture_output=True, timeout=10)
