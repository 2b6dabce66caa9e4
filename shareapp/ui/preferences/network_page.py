"""Where the share listens, and how it speaks."""

from functools import partial
from ipaddress import ip_address

from shareapp.sharing.addresses import Address, is_loopback, reachable_addresses
from shareapp.sharing.problems import FieldProblem
from shareapp.ui import messages
from shareapp.ui.preferences import words
from shareapp.ui.preferences.options import Options
from shareapp.ui.preferences.page import Page
from shareapp.ui.preferences.rows import ChoiceRow, FieldRow, Problem, SwitchRow
from shareapp.ui.setup_form import PORTS
from shareapp.ui.share_view import THIS_COMPUTER, choose_address
from shareapp.ui.theme import Theme

ONE_ADDRESS = "one"


class NetworkPage(Page):
    """Page 2."""

    def __init__(self, theme: Theme, options: Options) -> None:
        super().__init__(theme, options)
        self._wants_one = False
        self.port = FieldRow(theme, self._parse_port, name="port", width=88, eager=True)
        self.busy_port = ChoiceRow(theme, "busy_port")
        self.visible = ChoiceRow(theme, characters=20)
        self.visible.chosen.connect(self._visible_chosen)
        self.host = FieldRow(theme, self._parse_host, name="host", width=216)
        self.allowed_hosts = FieldRow(theme, self.parser("allowed_hosts"), name="allowed_hosts", width=216)
        self.prefer_ipv6 = SwitchRow(theme, "prefer_ipv6")
        self.protocol = ChoiceRow(theme, "protocol", characters=20)
        self.compress = SwitchRow(theme, "compress")
        self.add_card(self.port, self.busy_port)
        self.add_card(self.visible, self.host, self.prefer_ipv6, self.allowed_hosts)
        self.add_card(self.protocol, self.compress)
        self.restores("port", "busy_port", "host", "prefer_ipv6", "allowed_hosts", "protocol", "compress")

    def retranslate(self) -> None:
        """Word the rows."""
        self.heading.setText(self.tr("Network"))
        self.port.word(self.tr("Port"), self.tr("1–65535. The default is 8000."))
        self.busy_port.word(self.tr("If the port is in use"))
        self.busy_port.offer((("ask", self.tr("Ask")), ("next", self.tr("Use the next free port"))))
        self.visible.word(self.tr("Visible to"), self.tr("Who can open the shared folder."))
        self.visible.offer(
            (
                ("", self.tr("Everyone on this network")),
                (THIS_COMPUTER, self.tr("This computer only")),
                (ONE_ADDRESS, self.tr("One address…")),
            )
        )
        self.host.word(self.tr("Bind address"), self.tr("An address of this computer."))
        self.prefer_ipv6.word(
            self.tr("Prefer IPv6 in the QR code"), self.tr("Most home networks work best with this off.")
        )
        self.allowed_hosts.word(
            self.tr("Further names of this computer"),
            self.tr(
                "Its own names and addresses always work. Others, such as nas.example, are refused unless named here."
            ),
        )
        self.protocol.word(
            self.tr("HTTP version"),
            self.tr("HTTP/1.1 keeps connections open, so pages load faster. HTTP/1.0 is for very old clients."),
        )
        self.compress.word(
            self.tr("Compress text"),
            self.tr("Pages and text files arrive sooner on slow networks. This computer works more."),
        )
        self.protocol.offer((("HTTP/1.1", self.tr("HTTP/1.1 (recommended)")), ("HTTP/1.0", "HTTP/1.0")))

    def draw(self) -> None:
        """The address is a row of its own while there is one."""
        super().draw()
        host = self.options.value("host")
        is_one = self._wants_one or _sort(host) == ONE_ADDRESS
        self.visible.show_value(ONE_ADDRESS if is_one else _sort(host))
        self.show_row(self.host, shown=is_one)
        if is_one and not self.host.is_edited:
            self._confirm(host)

    def restore(self) -> None:
        """Nobody wants one address any more."""
        self._wants_one = False
        super().restore()

    def _visible_chosen(self, value: str) -> None:
        """ "One address" begins with the best one; the field refines it."""
        self.host.forget_typed()
        best = choose_address(self.options.session.view().local_addresses, "")
        self._wants_one = value == ONE_ADDRESS and best is None
        if value != ONE_ADDRESS:
            self.options.change(host=value)
        elif best is not None:
            self.options.change(host=best.host)
        self.draw()

    def _confirm(self, host: str) -> None:
        found = _own_address(host) if host else None
        if found is not None:
            kind = messages.kind_label(found.kind, found.interface)
            text = self.tr("{connection} · devices on this network can connect.")
            self.host.say("success", text.format(connection=kind))
        elif host and not ip_address(host).is_unspecified:
            self.host.say("danger", words.not_our_address(host))

    def _parse_port(self, text: str) -> int | Problem:
        if text.isdecimal() and text.isascii() and int(text) in PORTS:
            return int(text)
        return self.worded(FieldProblem("port", "port-range", (text,)))

    def _parse_host(self, text: str) -> str | Problem:
        host = text.strip()
        if not host:
            return self.worded(FieldProblem("host", "not-an-address", (host,)))
        value: str | FieldProblem = self.options.parse("host", host)
        if isinstance(value, FieldProblem):
            return self.worded(value)
        return host if _is_ours(host) else partial(words.not_our_address, host)


def _sort(host: str) -> str:
    """What "Visible to" says about a bind address."""
    if not host or host == ONE_ADDRESS:
        return host
    return THIS_COMPUTER if is_loopback(host) else ONE_ADDRESS


def _is_ours(host: str) -> bool:
    return ip_address(host).is_unspecified or is_loopback(host) or _own_address(host) is not None


def _own_address(host: str) -> Address | None:
    """This address, when an interface of this computer has it. Asks the system, for a few milliseconds."""
    found = reachable_addresses(host)[:1]
    return found[0] if found and found[0].interface else None
