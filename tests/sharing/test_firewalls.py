"""Firewalls in their own words, of every system on every system; and what is said when they do not speak."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from shareapp.sharing.firewalls import (
    Firewall,
    Run,
    ask,
    firewall,
    firewalld,
    linux,
    macos,
    nftables,
    nftables_rules,
    read,
    ufw,
    windows,
)

UFW_ON = "# /etc/ufw/ufw.conf\nENABLED=yes\nLOGLEVEL=low\n"
UFW_DENIES = 'DEFAULT_INPUT_POLICY="DROP"\n'
UFW_COMMAND = "sudo ufw allow 8000/tcp"


def ufw_rules(*tuples: str) -> str:
    return "*filter\n### RULES ###\n" + "".join(
        f"\n### tuple ### {rule}\n-A ufw-user-input -p tcp -j ACCEPT\n" for rule in tuples
    )


def saying(answers: Mapping[str, str]) -> Run:
    """Programs that say what their command line, shortened to its last words, is given here."""

    def run(command: Sequence[str]) -> str | None:
        return answers.get(" ".join(command))

    return run


def nothing(_asked: Any) -> None:
    """Neither programs nor files."""


@pytest.mark.parametrize(
    ("rules", "verdict"),
    [
        (ufw_rules("allow tcp 8000 0.0.0.0/0 any 0.0.0.0/0 in"), "open"),
        (ufw_rules("allow tcp 8000:8100 0.0.0.0/0 any 0.0.0.0/0 in"), "open"),
        (ufw_rules("allow any any 0.0.0.0/0 any 192.168.0.0/24 in"), "open"),
        (ufw_rules("limit tcp 22,8000 0.0.0.0/0 any 0.0.0.0/0 Share - in"), "open"),
        (ufw_rules("deny tcp 8000 0.0.0.0/0 any 0.0.0.0/0 in", "allow tcp 8000 ::/0 any ::/0 in"), "blocks"),
        (ufw_rules("allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 in"), "blocks"),
        (ufw_rules("allow udp 8000 0.0.0.0/0 any 0.0.0.0/0 in"), "blocks"),
        ("", "blocks"),
        (None, "unknown"),
    ],
)
def test_ufw_lets_through_what_its_first_fitting_rule_allows(rules: str | None, verdict: str) -> None:
    found = ufw(UFW_ON, UFW_DENIES, rules, 8000)
    assert found is not None
    assert (found.verdict, found.command) == (verdict, "" if verdict == "open" else UFW_COMMAND)


def test_ufw_that_accepts_by_default_is_open() -> None:
    assert ufw(UFW_ON, 'DEFAULT_INPUT_POLICY="ACCEPT"\n', None, 8000) == Firewall("open", "ufw")


@pytest.mark.parametrize("settings", [None, "ENABLED=no\n", "# ENABLED=yes\n"])
def test_ufw_that_is_off_or_absent_says_nothing(settings: str | None) -> None:
    assert ufw(settings, UFW_DENIES, None, 8000) is None


def listed_zone(name: str = "public", **facts: str) -> str:
    """What firewall-cmd --list-all prints, as of firewalld 2.1."""
    known = {"target": "default", "interfaces": "wlan0", "services": "ssh", "ports": "", "rich rules": ""}
    lines = (f"  {key}: {value}" for key, value in (known | facts).items())
    return "\n".join([f"{name} (default, active)", *lines, ""])


def zone(listed: str | None, name: str = "public") -> Run:
    answers = {
        "firewall-cmd --state": "running\n",
        "firewall-cmd --get-zone-of-interface=wlan0": f"{name}\n",
    }
    if listed is not None:
        answers[f"firewall-cmd --zone={name} --list-all"] = listed
    return saying(answers)


RULE = '\n\trule family="ipv4" source address="192.168.0.0/24" port port="8000" protocol="tcp" accept'


@pytest.mark.parametrize(
    ("listed", "port", "verdict"),
    [
        (listed_zone(ports="1025-65535/udp 1025-65535/tcp"), 8000, "open"),
        (listed_zone(ports="8000/tcp"), 8000, "open"),
        (listed_zone(ports="8000/udp 22/tcp"), 8000, "blocks"),
        (listed_zone(), 8000, "blocks"),
        (listed_zone(target="ACCEPT"), 8000, "open"),
        (listed_zone(target="%%REJECT%%"), 8000, "blocks"),
        (listed_zone(services="ssh http"), 80, "open"),
        (listed_zone(services="ssh http"), 443, "blocks"),
        (listed_zone(**{"rich rules": RULE}), 8000, "unknown"),
        (None, 8000, "unknown"),
    ],
)
def test_firewalld_is_judged_by_the_zone_of_the_interface(listed: str | None, port: int, verdict: str) -> None:
    found = firewalld(zone(listed), port, "wlan0")
    assert found is not None
    assert found.verdict == verdict


def test_firewalld_is_opened_in_the_very_zone() -> None:
    found = firewalld(zone(listed_zone("home"), "home"), 8000, "wlan0")
    assert found == Firewall("blocks", "firewalld", "sudo firewall-cmd --zone=home --add-port=8000/tcp")


def test_firewalld_falls_back_to_its_default_zone() -> None:
    run = saying(
        {
            "firewall-cmd --state": "running",
            "firewall-cmd --get-default-zone": "work\n",
            "firewall-cmd --zone=work --list-all": listed_zone("work", ports="8000/tcp"),
        }
    )
    assert firewalld(run, 8000, "wlan0") == Firewall("open", "firewalld")


def test_firewalld_that_answers_only_root_is_on_and_unknown() -> None:
    found = firewalld(saying({"systemctl is-active firewalld": "active\n"}), 8000, "wlan0")
    assert found is not None
    assert found.verdict == "unknown"
    assert firewalld(nothing, 8000, "wlan0") is None


CHAIN = {"family": "inet", "table": "filter", "name": "input", "hook": "input", "policy": "drop"}
ESTABLISHED = [
    {"match": {"op": "in", "left": {"ct": {"key": "state"}}, "right": ["established", "related"]}},
    {"accept": None},
]
LOOPBACK = [{"match": {"op": "==", "left": {"meta": {"key": "iifname"}}, "right": "lo"}}, {"accept": None}]


def port_rule(right: Any, verdict: str = "accept", *more: Any, op: str = "==") -> list[Any]:
    left = {"payload": {"protocol": "tcp", "field": "dport"}}
    return [*more, {"match": {"op": op, "left": left, "right": right}}, {verdict: None}]


def ruleset(*rules: Any, **chain: str) -> str:
    inside = {"family": "inet", "table": "filter", "chain": "input"}
    entries = [{"metainfo": {"version": "1.0.6"}}, {"chain": CHAIN | chain}]
    return json.dumps({"nftables": [*entries, *({"rule": inside | {"expr": rule}} for rule in rules)]})


FROM_NEIGHBOURS = {
    "match": {
        "op": "==",
        "left": {"payload": {"protocol": "ip", "field": "saddr"}},
        "right": {"prefix": {"addr": "192.168.0.0", "len": 24}},
    }
}
TCP_ONLY = {"match": {"op": "==", "left": {"meta": {"key": "l4proto"}}, "right": "tcp"}}
UDP_ONLY = {"match": {"op": "==", "left": {"meta": {"key": "l4proto"}}, "right": "udp"}}


@pytest.mark.parametrize(
    ("listed", "verdict"),
    [
        (ruleset(ESTABLISHED, LOOPBACK), "blocks"),
        (ruleset(ESTABLISHED, port_rule(22)), "blocks"),
        (ruleset(port_rule(8000)), "open"),
        (ruleset(port_rule({"set": [22, {"range": [8000, 8100]}]})), "open"),
        (ruleset(port_rule(8000, "accept", TCP_ONLY)), "open"),
        (ruleset([UDP_ONLY, {"accept": None}]), "blocks"),
        (ruleset(port_rule(22, op="!=")), "open"),
        (ruleset([{"counter": {"packets": 1}}]), "blocks"),
        (ruleset([FROM_NEIGHBOURS, {"accept": None}]), "unknown"),
        (ruleset([FROM_NEIGHBOURS, {"accept": None}], [{"drop": None}], policy="accept"), "unknown"),
        (ruleset([{"jump": {"target": "services"}}]), "unknown"),
        (ruleset([{"reject": None}], policy="accept"), "blocks"),
        (ruleset(policy="accept"), "open"),
        (ruleset(port_rule(8000), [{"drop": None}]), "open"),
        (ruleset(port_rule(8000, "drop"), port_rule(8000)), "blocks"),
    ],
)
def test_nftables_rules_are_followed_in_their_order(listed: str, verdict: str) -> None:
    found = nftables_rules(listed, 8000)
    assert found is not None
    assert found.verdict == verdict


def test_the_nftables_command_names_the_chain_that_blocks() -> None:
    found = nftables_rules(ruleset(family="ip", table="mine"), 8000)
    assert found is not None
    assert found.command == "sudo nft insert rule ip mine input tcp dport 8000 accept"


def test_nftables_without_a_chain_for_what_comes_in_is_no_firewall() -> None:
    assert nftables_rules(ruleset(hook="forward"), 8000) is None
    assert nftables(saying({"nft --json list ruleset": '{"nftables": []}'}), 8000) is None


def test_nftables_rules_that_only_root_may_read_are_unknown() -> None:
    found = nftables(saying({"systemctl is-active nftables": "active\n"}), 8000)
    assert found is not None
    assert found.verdict == "unknown"
    assert nftables(nothing, 8000) is None


def test_a_linux_without_any_of_them_has_none() -> None:
    assert linux(8000, "wlan0", nothing, nothing) == Firewall("none")


def test_ufw_is_asked_before_the_rules_it_has_written() -> None:
    run = saying({"nft --json list ruleset": ruleset()})
    files = {"/etc/ufw/ufw.conf": UFW_ON, "/etc/default/ufw": UFW_DENIES}
    assert linux(8000, "wlan0", run, files.get).name == "ufw"
    assert linux(8000, "wlan0", run, nothing).name == "nftables"


def profiles(category: Any, *, enabled: Any = 1, interface: str = "Wi-Fi") -> str:
    return json.dumps(
        {
            "profiles": [{"Name": name, "Enabled": enabled} for name in ("Domain", "Private", "Public")],
            "networks": [{"InterfaceAlias": interface, "NetworkCategory": category}],
        }
    )


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        (profiles(0), "public-network"),
        (profiles("Public", enabled="True"), "public-network"),
        (profiles(1), "unknown"),
        (profiles(2), "unknown"),
        (profiles(0, enabled=0), "none"),
        (profiles(1, interface="Ethernet"), "public-network"),
        (None, "unknown"),
    ],
)
def test_windows_is_judged_by_the_network_and_its_profile(said: str | None, verdict: str) -> None:
    assert windows(said, 8000, "Wi-Fi").verdict == verdict


def test_windows_commands_trust_the_network_or_open_the_port() -> None:
    assert windows(profiles(0, interface="이더넷"), 8000, "이더넷").command == (
        "Set-NetConnectionProfile -InterfaceAlias '이더넷' -NetworkCategory Private"
    )
    assert "-LocalPort 8000" in windows(profiles(1), 8000, "Wi-Fi").command


MAC_APPS = """Total number of apps = 2
1 : /Applications/Other.app
             (Allow incoming connections)
2 : /usr/bin/python3
             (Block incoming connections)
"""
OLD_MAC_APPS = "ALF: total number of apps = 1 \n\n1 :  /usr/bin/python3 \n \t ( Allow incoming connections ) \n\n"


@pytest.mark.parametrize(
    ("state", "listed", "verdict"),
    [
        ("Firewall is disabled. (State = 0)", None, "none"),
        ("Firewall is enabled. (State = 1)", MAC_APPS, "blocks"),
        ("Firewall is enabled. (State = 1)", OLD_MAC_APPS, "open"),
        ("Firewall is enabled. (State = 1)", "", "unknown"),
        ("Firewall is blocking all non-essential incoming connections. (State = 2)", MAC_APPS, "blocks"),
        (None, None, "unknown"),
    ],
)
def test_macos_is_judged_by_its_state_and_by_the_program(state: str | None, listed: str | None, verdict: str) -> None:
    found = macos(state, listed, "/usr/bin/python3")
    assert found.verdict == verdict
    assert bool(found.command) == (verdict in {"blocks", "unknown"})


@pytest.mark.parametrize(("system", "name"), [("win32", "Windows"), ("darwin", "macOS"), ("linux", "")])
def test_each_system_is_asked_in_its_own_way(system: str, name: str) -> None:
    assert firewall(8000, "Wi-Fi", system=system, run=nothing, read_file=nothing).name == name


def test_this_computer_can_be_asked() -> None:
    assert firewall(8000, "eth0").verdict in {"none", "open", "blocks", "unknown", "public-network"}


def test_a_program_that_is_missing_or_fails_says_nothing(tmp_path: Path) -> None:
    assert ask([sys.executable, "-c", "print('here')"]) == "here\n"
    assert ask([sys.executable, "-c", "raise SystemExit(1)"]) is None
    assert ask([str(tmp_path / "missing")]) is None


def test_a_file_that_cannot_be_read_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "conf").write_text("ENABLED=yes")
    assert read(str(tmp_path / "conf")) == "ENABLED=yes"
    assert read(str(tmp_path / "missing")) is None
