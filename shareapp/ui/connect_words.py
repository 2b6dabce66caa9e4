"""The checks of "Phone can't connect?" in sentences: what is being asked, and what was found, with the mend."""

from PySide6.QtCore import QObject

from shareapp.sharing.reachability import Finding, Subject
from shareapp.ui.exposure_words import Row

_PICTURES = {"good": ("check", "success"), "hint": ("info", "info"), "bad": ("warn", "warn")}


class ConnectWords(QObject):
    """Each finding becomes a row."""

    def question(self, subject: Subject) -> str:
        """What is said while the answer is awaited."""
        match subject:
            case "bound":
                return self.tr("Who may connect?")
            case "answers":
                return self.tr("Checking the address…")
            case "address":
                return self.tr("Is it the right address?")
            case "vpn":
                return self.tr("Is a VPN in the way?")
            case "firewall":
                return self.tr("Is a firewall in the way?")

    def row(self, finding: Finding) -> Row:
        """What was found."""
        words = {
            "bound": self._bound,
            "answers": self._answers,
            "address": self._address,
            "vpn": self._vpn,
            "firewall": self._firewall,
        }
        title, text = words[finding.subject](finding)
        return Row(*_PICTURES[finding.verdict], title, text)

    def _bound(self, finding: Finding) -> tuple[str, str]:
        match finding.case:
            case "everyone":
                return self.tr("It is open to the network"), self.tr("On every address of this computer.")
            case "one-address":
                text = self.tr("Only devices in the network of {address} can connect.")
                return self.tr("It is open to one network"), text.format(address=finding.params[0])
            case _:
                text = self.tr("Make it visible to the network, then scan the QR code.")
                return self.tr("Only this computer can connect"), text

    def _answers(self, finding: Finding) -> tuple[str, str]:
        url = next(iter(finding.params), "")
        match finding.case:
            case "yes":
                return self.tr("It opens on this computer"), self.tr("Just checked: {url} answers.").format(url=url)
            case "no":
                text = self.tr("{url} does not answer. Stop sharing and start it again.").format(url=url)
                return self.tr("It doesn’t open on this computer"), text
            case _:
                text = self.tr("Connect it to Wi‑Fi or by cable.")
                return self.tr("This computer is in no network"), text

    def _address(self, finding: Finding) -> tuple[str, str]:
        host, other = (*finding.params, "", "")[:2]
        match finding.case:
            case "best":
                return self.tr("The QR code shows the right address"), host
            case "not-the-best":
                text = self.tr("{other} is more likely to work than {address}.").format(other=other, address=host)
                return self.tr("Another address may work better"), text
            case "public":
                text = self.tr("{address} is not an address of a home network.").format(address=host)
                return self.tr("This is a public address"), text
            case "virtual":
                text = self.tr("{address} ({interface}) belongs to a VPN or a virtual machine. Choose another.")
                return self.tr("Phones can’t reach this address"), text.format(address=host, interface=other)
            case "this-computer":
                return self.tr("There is no QR code"), self.tr("It appears once the network can see the share.")
            case _:
                return self.tr("There is no address for phones"), self.tr("Connect this computer to a network first.")

    def _vpn(self, finding: Finding) -> tuple[str, str]:
        if finding.case == "none":
            return self.tr("No VPN is on here"), self.tr("If the phone has one, pause it.")
        text = self.tr("Pause it ({name}) if nothing else helps, also on the phone.").format(name=finding.params[0])
        return self.tr("A VPN is on"), text

    def _firewall(self, finding: Finding) -> tuple[str, str]:
        name = next(iter(finding.params), "")
        match finding.case:
            case "none":
                return self.tr("No firewall is in the way"), ""
            case "open":
                return self.tr("The firewall lets devices in"), name
            case "blocks":
                title = self.tr("The firewall keeps devices out ({name})").format(name=name)
            case "public-network":
                title = self.tr("Windows treats this network as public")
            case _:
                title = self.tr("Allow shareapp in the firewall")
        return title, self._by_hand(name) + finding.command

    def _by_hand(self, firewall: str) -> str:
        """Where the same is done without a command, on systems that have such a place."""
        match firewall:
            case "Windows":
                return self.tr("In Windows Security, allow it on private networks. Or by a command:") + "\n"
            case "macOS":
                return self.tr("In System Settings, Network, Firewall, let it accept connections. Or:") + "\n"
            case _:
                return ""

    def command_place(self, finding: Finding) -> str:
        """Where the command of a finding is to be pasted."""
        if finding.params[:1] == ("Windows",):
            return self.tr("Paste it into PowerShell, opened as administrator.")
        return self.tr("Paste it into a terminal.")
