"""Each finding is a sentence with what to do."""

import pytest

from shareapp.sharing.reachability import Finding
from shareapp.ui.connect_words import ConnectWords
from shareapp.ui.i18n import Translations

UFW = "sudo ufw allow 8000/tcp"
FINDINGS = {
    Finding("bound", "good", "everyone"): "It is open to the network",
    Finding("bound", "good", "one-address", ("10.0.0.5",)): "It is open to one network",
    Finding("bound", "bad", "this-computer"): "Only this computer can connect",
    Finding("answers", "good", "yes", ("http://10.0.0.5:8000",)): "It opens on this computer",
    Finding("answers", "bad", "no", ("http://10.0.0.5:8000",)): "It doesn’t open on this computer",
    Finding("answers", "bad", "no-address"): "This computer is in no network",
    Finding("address", "good", "best", ("10.0.0.5",)): "The QR code shows the right address",
    Finding("address", "hint", "not-the-best", ("10.0.0.5", "192.168.0.12")): "Another address may work better",
    Finding("address", "hint", "public", ("8.8.8.8",)): "This is a public address",
    Finding("address", "bad", "virtual", ("172.17.0.1", "docker0")): "Phones can’t reach this address",
    Finding("address", "bad", "none"): "There is no address for phones",
    Finding("address", "bad", "this-computer"): "There is no QR code",
    Finding("vpn", "good", "none"): "No VPN is on here",
    Finding("vpn", "hint", "up", ("wg0",)): "A VPN is on",
    Finding("firewall", "good", "none"): "No firewall is in the way",
    Finding("firewall", "good", "open", ("ufw",)): "The firewall lets devices in",
    Finding("firewall", "bad", "blocks", ("ufw",), UFW): "The firewall keeps devices out (ufw)",
    Finding("firewall", "bad", "public-network", ("Windows",), "Set-…"): "Windows treats this network as public",
    Finding("firewall", "hint", "unknown", ("ufw",), UFW): "Allow shareapp in the firewall",
}


@pytest.mark.parametrize(("finding", "title"), FINDINGS.items(), ids=lambda value: str(value)[:60])
def test_each_finding_is_told(finding: Finding, title: str) -> None:
    row = ConnectWords().row(finding)
    assert row.title == title
    assert row.text.endswith(finding.command)
    assert all(param in row.title + row.text for param in finding.params if param not in {"Windows", "ufw"})


@pytest.mark.parametrize(("name", "place"), [("Windows", "Windows Security"), ("macOS", "System Settings")])
def test_systems_with_a_place_for_it_are_told_that_too(name: str, place: str) -> None:
    row = ConnectWords().row(Finding("firewall", "hint", "unknown", (name,), "command"))
    assert place in row.text
    assert row.text.endswith("\ncommand")


def test_each_verdict_has_a_picture_of_its_own() -> None:
    pictures = {finding.verdict: ConnectWords().row(finding)[:2] for finding in FINDINGS}
    assert pictures == {"good": ("check", "success"), "hint": ("info", "info"), "bad": ("warn", "warn")}


def test_the_place_for_a_command_is_named() -> None:
    words = ConnectWords()
    assert "PowerShell" in words.command_place(Finding("firewall", "bad", "blocks", ("Windows",), "New-…"))
    assert "terminal" in words.command_place(Finding("firewall", "bad", "blocks", ("ufw",), UFW))


def test_every_check_says_what_it_is_about(translations: Translations) -> None:
    translations.apply("ko")
    words = ConnectWords()
    questions = [words.question(subject) for subject in ("bound", "answers", "address", "vpn", "firewall")]
    assert len(set(questions)) == 5
    assert not any(question.isascii() for question in questions)
