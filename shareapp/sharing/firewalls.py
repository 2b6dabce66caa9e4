"""Which firewall of this computer keeps others out, as far as that can be read without more rights.

Nothing is changed and nothing asks for a password. Where the rules cannot be read the answer is "unknown", never a
guess. The parts that understand what the systems say are pure functions of text, tested on every system.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

ASK_SECONDS = 5.0

Verdict = Literal["none", "open", "blocks", "unknown", "public-network"]
"""None is on; it lets the port through; it blocks it; its rules cannot be read; Windows distrusts the network."""


class Firewall(NamedTuple):
    """What is known. ``command`` opens the port: for a terminal, on Windows for a PowerShell of the administrator."""

    verdict: Verdict
    name: str = ""
    command: str = ""


Run = Callable[[Sequence[str]], str | None]
"""What a program prints; None when it is not there, fails or is not allowed to know."""
Read = Callable[[str], str | None]
"""A file's text; None when it cannot be read."""


def ask(command: Sequence[str]) -> str | None:
    """Run a program for what it prints, in no language but its own."""
    try:
        done = subprocess.run(  # noqa: S603 - the programs named in this file
            command,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=ASK_SECONDS,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def read(path: str) -> str | None:
    """A file of the system."""
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None


def firewall(
    port: int, interface: str, *, system: str = sys.platform, run: Run = ask, read_file: Read = read
) -> Firewall:
    """The firewall in front of ``port`` on ``interface`` (the system's name). Takes up to some seconds."""
    if system == "win32":
        return windows(run(_WINDOWS_QUESTION), port, interface)
    if system == "darwin":
        program = os.path.realpath(sys.executable)
        return macos(run((_MAC_TOOL, "--getglobalstate")), run((_MAC_TOOL, "--listapps")), program)
    return linux(port, interface, run, read_file)


def linux(port: int, interface: str, run: Run, read_file: Read) -> Firewall:
    """The first that is on: ufw, firewalld, plain nftables. The first two write rules for the last."""
    found = ufw(read_file("/etc/ufw/ufw.conf"), read_file("/etc/default/ufw"), read_file("/etc/ufw/user.rules"), port)
    return found or firewalld(run, port, interface) or nftables(run, port) or Firewall("none")


# ufw: "### tuple ### allow tcp 8000 0.0.0.0/0 any 0.0.0.0/0 in", the first that fits decides (ufw(8), user.rules).

_UFW_TUPLE = re.compile(r"^### tuple ### (\w+) (\w+) (\S+) \S+ \S+ \S+ .*\bin", re.MULTILINE)


def ufw(settings: str | None, defaults: str | None, rules: str | None, port: int) -> Firewall | None:
    """From the texts of ufw.conf, default/ufw and user.rules (mostly root's own to read); None when it is off."""
    if settings is None or not re.search(r"^\s*ENABLED\s*=\s*yes", settings, re.MULTILINE | re.IGNORECASE):
        return None
    command = f"sudo ufw allow {port}/tcp"
    if re.search(r'^\s*DEFAULT_INPUT_POLICY\s*=\s*"?ACCEPT', defaults or "", re.MULTILINE):
        return Firewall("open", "ufw")
    if rules is None:
        return Firewall("unknown", "ufw", command)
    for action, protocol, ports in _UFW_TUPLE.findall(rules):
        if protocol in {"tcp", "any"} and (ports == "any" or _holds(ports.split(","), port)):
            allows = action.startswith(("allow", "limit"))
            return Firewall("open", "ufw") if allows else Firewall("blocks", "ufw", command)
    return Firewall("blocks", "ufw", command)


def firewalld(run: Run, port: int, interface: str) -> Firewall | None:
    """From firewall-cmd, which answers everybody on most desktops; None when it is off."""
    if (run(("firewall-cmd", "--state")) or "").strip() != "running":
        is_on = (run(("systemctl", "is-active", "firewalld")) or "").strip() == "active"
        return Firewall("unknown", "firewalld", f"sudo firewall-cmd --add-port={port}/tcp") if is_on else None
    zone = run(("firewall-cmd", f"--get-zone-of-interface={interface}")) or run(("firewall-cmd", "--get-default-zone"))
    zone = (zone or "public").strip()
    command = f"sudo firewall-cmd --zone={zone} --add-port={port}/tcp"
    listed = run(("firewall-cmd", f"--zone={zone}", "--list-all"))
    verdict = "unknown" if listed is None else firewalld_zone(listed, port)
    return Firewall("open", "firewalld") if verdict == "open" else Firewall(verdict, "firewalld", command)


_SERVICES = {80: "http", 443: "https"}  # firewalld's own names for the ports that a share may well have


def firewalld_zone(listed: str, port: int) -> Verdict:
    """From what ``--list-all`` says of a zone."""
    facts = {key.strip(): value.split() for key, _colon, value in (line.partition(":") for line in listed.splitlines())}
    ports = (entry.removesuffix("/tcp") for entry in facts.get("ports", ()) if entry.endswith("/tcp"))
    if facts.get("target") == ["ACCEPT"] or _holds(ports, port) or _SERVICES.get(port) in facts.get("services", ()):
        return "open"
    return "unknown" if re.search(r"^\s+rule ", listed, re.MULTILINE) else "blocks"


def _holds(ranges: Iterable[str], port: int) -> bool:
    """Whether one of "8000", "8000-8100" and "8000:8100" holds ``port``."""
    for text in ranges:
        first, _, last = text.replace(":", "-").partition("-")
        if first.isdecimal() and int(first) <= port <= int(last if last.isdecimal() else first):
            return True
    return False


def nftables(run: Run, port: int) -> Firewall | None:
    """From the rules, which only root may list; None when there are none that concern what comes in."""
    listed = run(("nft", "--json", "list", "ruleset"))
    if listed is None:
        is_on = (run(("systemctl", "is-active", "nftables")) or "").strip() == "active"
        command = f"sudo nft insert rule inet filter input tcp dport {port} accept"
        return Firewall("unknown", "nftables", command) if is_on else None
    return nftables_rules(listed, port)


def nftables_rules(listed: str, port: int) -> Firewall | None:
    """From the JSON of libnftables-json(5): the first chain of what comes in that ends in refusing."""
    entries = json.loads(listed)["nftables"]
    found: Firewall | None = None
    for chain in (entry["chain"] for entry in entries if "chain" in entry):
        if chain.get("hook") != "input":
            continue
        place = {key: chain[key] for key in ("family", "table")} | {"chain": chain["name"]}
        rules = [
            entry["rule"]["expr"]
            for entry in entries
            if "rule" in entry and all(entry["rule"][key] == value for key, value in place.items())
        ]
        verdict = _chain_verdict(rules, chain.get("policy", "accept"), port)
        if verdict != "open":
            where = f"{place['family']} {place['table']} {place['chain']}"
            return Firewall(verdict, "nftables", f"sudo nft insert rule {where} tcp dport {port} accept")
        found = Firewall("open", "nftables")
    return found


def _chain_verdict(rules: Sequence[Sequence[Mapping[str, Any]]], policy: str, port: int) -> Verdict:
    """What becomes of a new TCP connection to ``port``; "unknown" where that depends on what is not known here."""
    is_doubtful = False
    for rule in rules:
        concerns = [_concern(part["match"], port) for part in rule if "match" in part]
        names = {name for part in rule for name in part}
        if "no" in concerns or not names & _VERDICTS:
            continue
        if names & {"jump", "goto", "vmap"}:
            return "unknown"
        if "maybe" in concerns:
            is_doubtful = True
        elif "accept" in names:
            return "open"
        else:
            return "unknown" if is_doubtful else "blocks"
    if policy == "accept":
        return "open"
    return "unknown" if is_doubtful else "blocks"


_VERDICTS = {"accept", "drop", "reject", "jump", "goto", "vmap"}


def _concern(match: Mapping[str, Any], port: int) -> Literal["yes", "no", "maybe"]:
    """Whether a rule's condition holds for a new TCP connection of a neighbour to ``port``."""
    left, right = match["left"], match["right"]
    payload, meta = left.get("payload", {}), left.get("meta", {}).get("key", "")
    if payload.get("field") == "dport" and payload.get("protocol") in {"tcp", "th"}:
        return "yes" if _matches(right, port) == (match.get("op") != "!=") else "no"
    if meta == "l4proto":
        return "yes" if _matches(right, "tcp") else "no"
    is_other_protocol = payload.get("protocol") in {"udp", "icmp", "icmpv6", "igmp"}
    is_old_connection = left.get("ct", {}).get("key") == "state"
    return "no" if is_other_protocol or is_old_connection or (meta.startswith("iif") and right == "lo") else "maybe"


def _matches(right: Any, wanted: int | str) -> bool:
    if isinstance(right, dict):
        if "range" in right:
            first, last = right["range"]
            return bool(first <= wanted <= last)
        return any(_matches(part, wanted) for part in right.get("set", ()))
    return bool(right == wanted)


# Windows: numbers instead of words, so that the language of the system does not matter.

_WINDOWS_QUESTION = (
    "powershell",
    "-NoProfile",
    "-NonInteractive",
    "-Command",
    (
        "@{profiles=@(Get-NetFirewallProfile -PolicyStore ActiveStore | Select-Object Name,Enabled);"
        "networks=@(Get-NetConnectionProfile | Select-Object InterfaceAlias,NetworkCategory)} | ConvertTo-Json -Depth 3"
    ),
)
_CATEGORIES = {0: "Public", 1: "Private", 2: "Domain"}  # MSFT_NetConnectionProfile
_ENABLED = {1, "True"}  # MSFT_NetFirewallProfile


def windows(said: str | None, port: int, interface: str) -> Firewall:
    """From the profiles of the firewall and of the networks, as JSON."""
    rule = (
        f"New-NetFirewallRule -DisplayName 'shareapp {port}' -Direction Inbound -Protocol TCP -LocalPort {port} "
        "-Profile Private -Action Allow"
    )
    if said is None:
        return Firewall("unknown", "Windows", rule)
    facts = json.loads(said)
    enabled = {profile["Name"] for profile in facts["profiles"] if profile["Enabled"] in _ENABLED}
    categories = {
        network["InterfaceAlias"]: _CATEGORIES.get(network["NetworkCategory"], str(network["NetworkCategory"]))
        for network in facts["networks"]
    }
    category = categories.get(interface, "Public")
    if category not in enabled:
        return Firewall("none")
    if category == "Public":
        trust = f"Set-NetConnectionProfile -InterfaceAlias '{interface}' -NetworkCategory Private"
        return Firewall("public-network", "Windows", trust)
    return Firewall("unknown", "Windows", rule)


# macOS: socketfilterfw tells everybody.

_MAC_TOOL = "/usr/libexec/ApplicationFirewall/socketfilterfw"
_MAC_STATE = re.compile(r"\(State = (\d)\)")
_MAC_APP = re.compile(r"^\s*\d+\s*:\s*(.+?)\s*\n\s*\(\s*(Allow|Block) incoming", re.MULTILINE)


def macos(state: str | None, listed: str | None, program: str) -> Firewall:
    """From what socketfilterfw says of itself and of the programs it knows."""
    command = f"sudo {_MAC_TOOL} --add '{program}' --unblockapp '{program}'"
    found = _MAC_STATE.search(state or "")
    if found is None:
        return Firewall("unknown", "macOS", command)
    if found[1] == "0":
        return Firewall("none")
    if found[1] == "2":
        return Firewall("blocks", "macOS", f"sudo {_MAC_TOOL} --setblockall off")
    known = dict(_MAC_APP.findall(listed or ""))
    if program not in known:
        return Firewall("unknown", "macOS", command)
    return Firewall("open", "macOS") if known[program] == "Allow" else Firewall("blocks", "macOS", command)
