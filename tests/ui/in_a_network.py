"""A window whose network changes under it. For ``tests/end2end/test_network_change.py``, which gives it one to change.

Everything is real but the wait between two looks at the addresses, which is shortened.
"""

import shutil
import ssl
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509
from pytestqt.qtbot import QtBot

from shareapp.sharing.config import SelfSigned, ShareConfig
from shareapp.sharing.reachability import answers
from shareapp.ui import share_session
from shareapp.ui.connect_help import ConnectHelp
from shareapp.ui.main_window import MainWindow
from shareapp.ui.share_view import Tile
from shareapp.ui.widgets import Label
from tests.support.network import ip, neighbour, plug_in, unplug
from tests.support.stage import Stage

PATIENCE_MS = 10_000


@pytest.fixture(autouse=True)
def network(monkeypatch: pytest.MonkeyPatch) -> None:
    """One cable, and frequent looks at it. Each test has a network of its own, which ends with it."""
    monkeypatch.setattr(share_session, "POLL_MS", 100)
    ip("link", "set", "lo", "up")
    plug_in("eth0", "192.168.7.12/24")


@pytest.fixture(name="wait")
def wait_until(qtbot: QtBot) -> Callable[[Callable[[], bool]], None]:
    return lambda look: qtbot.waitUntil(look, timeout=PATIENCE_MS)


Wait = Callable[[Callable[[], bool]], None]


def shared(root: Path, **values: object) -> ShareConfig:
    return ShareConfig(root=root, port=0, **values)  # type: ignore[arg-type]


def code_in(window: MainWindow, folder: Path) -> str:
    """What the QR code of the window says to a decoder that is not ours."""
    if shutil.which("zbarimg") is None:
        pytest.skip("not installed: zbarimg")
    picture = folder / "window.png"
    assert window.grab().save(str(picture))
    command = ["zbarimg", "--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable", str(picture)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=20).stdout.strip()


def banner(window: MainWindow) -> tuple[str, ...]:
    """The words of the banner, () when none is shown."""
    if not window.body.banner.isVisible():
        return ()
    return tuple(label.text() for label in window.body.banner.findChildren(Label) if label.text())


def certificate_at(host: str, port: int) -> x509.Certificate:
    return x509.load_pem_x509_certificate(ssl.get_server_certificate((host, port)).encode())


def hosts_of(certificate: x509.Certificate) -> set[str]:
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {str(address) for address in names.get_values_for_type(x509.IPAddress)}


def test_the_code_follows_the_address_and_the_banner_says_so(
    stage: Stage, root: Path, tmp_path: Path, wait: Wait
) -> None:
    with stage.window(shared(root)) as window:
        port = stage.start(window)
        assert code_in(window, tmp_path) == f"http://192.168.7.12:{port}"
        plug_in("wlan0", "10.1.1.5/24")
        wait(lambda: len(window.session.view().outside_addresses) == 2)
        assert code_in(window, tmp_path) == f"http://192.168.7.12:{port}"
        assert banner(window) == ()
        unplug("eth0")
        wait(lambda: banner(window) == ("The address changed", "The QR code now shows 10.1.1.5."))
        assert code_in(window, tmp_path) == f"http://10.1.1.5:{port}"
        assert window.session.view().url == f"http://10.1.1.5:{port}"
        address = window.session.view().address
        assert address is not None
        assert address.kind == "wifi"
        assert answers(address, "http", port)


def test_without_a_network_it_says_so_and_recovers_by_itself(
    stage: Stage, root: Path, tmp_path: Path, wait: Wait
) -> None:
    with stage.window(shared(root)) as window:
        port = stage.start(window)
        unplug("eth0")
        wait(lambda: window.session.view().tile is Tile.NO_NETWORK)
        assert banner(window)[0] == "No network connection"
        assert code_in(window, tmp_path) == ""
        plug_in("wlan0", "10.1.1.5/24")
        wait(lambda: window.session.view().tile is Tile.CODE)
        assert code_in(window, tmp_path) == f"http://10.1.1.5:{port}"
        assert "No network connection" not in banner(window)


def test_the_certificate_is_made_anew_in_silence_with_the_same_key(stage: Stage, root: Path, wait: Wait) -> None:
    with stage.window(shared(root, tls=SelfSigned(folder=root.parent / "keys"))) as window:
        port = stage.start(window)
        before = certificate_at("192.168.7.12", port)
        assert "192.168.7.12" in hosts_of(before)
        plug_in("wlan0", "10.1.1.5/24")
        wait(lambda: "10.1.1.5" in hosts_of(certificate_at("10.1.1.5", port)))
        after = certificate_at("10.1.1.5", port)
        assert after.public_key() == before.public_key()
        assert banner(window)[0] == "Phones will show a security warning once"


def test_a_tunnel_is_told_as_a_vpn_and_never_shown_first(stage: Stage, root: Path, wait: Wait) -> None:
    plug_in("wg0", "10.8.0.2/24")
    with stage.window(shared(root)) as window:
        stage.start(window)
        address = window.session.view().address
        assert address is not None
        assert address.host == "192.168.7.12"
        window.commands.show_connect_help()
        dialog = window.findChild(ConnectHelp)
        assert dialog is not None
        wait(lambda: len(dialog.findings()) == 5)
        found = {finding.subject: (finding.verdict, finding.case, finding.params[:1]) for finding in dialog.findings()}
        assert found["bound"] == ("good", "everyone", ())
        assert found["answers"][:2] == ("good", "yes")
        assert found["address"] == ("good", "best", ("192.168.7.12",))
        assert found["vpn"] == ("hint", "up", ("wg0",))
        dialog.next_button.click()
        wait(lambda: len(dialog.findings()) == 5)
        shown = window.session.view().address
        assert shown is not None
        assert shown.host == "10.8.0.2"
        assert {finding.subject: finding.case for finding in dialog.findings()}["address"] == "virtual"
        dialog.close_button.click()


def test_a_phone_in_the_network_gets_through_and_the_check_says_so(
    stage: Stage, root: Path, tmp_path: Path, wait: Wait
) -> None:
    if shutil.which("curl") is None:
        pytest.skip("not installed: curl")
    with neighbour("eth0", "192.168.7.30/24") as there, stage.window(shared(root)) as window:
        port = stage.start(window)
        url = code_in(window, tmp_path)
        assert url == f"http://192.168.7.12:{port}"
        window.commands.show_connect_help()
        dialog = window.findChild(ConnectHelp)
        assert dialog is not None
        with subprocess.Popen([*there, "curl", "-fsS", f"{url}/hello.txt"], stdout=subprocess.PIPE) as phone:
            wait(lambda: "A device has connected" in dialog.texts())
            assert phone.communicate(timeout=20)[0] == b"hello"
        assert "192.168.7.30" in dialog.texts()
        wait(lambda: len(dialog.findings()) == 5)
        dialog.close_button.click()
