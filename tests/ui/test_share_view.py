"""One picture of the share: what follows from its values."""

from pathlib import Path

import pytest

from shareapp.server.errors import PortInUse, RootUnreadable, StartFailed
from shareapp.sharing.addresses import Address
from shareapp.sharing.config import Credentials, SelfSigned, ShareConfig
from shareapp.sharing.events import ShareState, StateChanged
from shareapp.sharing.passwords import entry_path
from shareapp.ui.screenshots import this_computer
from shareapp.ui.share_view import ShareView, Tile, choose_address, network_of
from tests.support.stage import ETHERNET, UP, WIFI, running_view

ROOT = Path("Photos")
LOOPBACK = Address("127.0.0.1", "loopback", "")


@pytest.mark.parametrize(
    ("view", "tile", "url"),
    [
        (ShareView(config=ShareConfig(root=ROOT)), Tile.PLACEHOLDER, ""),
        (running_view(ROOT), Tile.CODE, "http://192.168.0.12:8000"),
        (running_view(ROOT, address=ETHERNET), Tile.CODE, "http://10.0.0.5:8000"),
        (
            running_view(ROOT, config=ShareConfig(root=ROOT, tls=SelfSigned(folder=ROOT))),
            Tile.CODE,
            "https://192.168.0.12:8000",
        ),
        (
            running_view(ROOT, change=UP._replace(state=ShareState.STOPPING)),
            Tile.SPINNER,
            "http://192.168.0.12:8000",
        ),
        (this_computer(ROOT), Tile.THIS_COMPUTER, "http://localhost:8000"),
        (running_view(ROOT, change=UP._replace(addresses=()), address=None), Tile.NO_NETWORK, "http://localhost:8000"),
    ],
)
def test_the_square_and_the_address_follow_from_the_state(view: ShareView, tile: Tile, url: str) -> None:
    assert (view.tile, view.url) == (tile, url)


@pytest.mark.parametrize(
    ("error", "gone", "refused"),
    [
        (RootUnreadable(ROOT, "missing"), True, False),
        (PortInUse("", 8000), False, True),
        (StartFailed("no idea"), False, False),
    ],
)
def test_a_failure_tells_what_has_to_be_mended(error: StartFailed, gone: bool, refused: bool) -> None:
    view = running_view(ROOT, change=StateChanged(ShareState.FAILED, error=error))
    assert (view.is_folder_gone, view.is_port_refused) == (gone, refused)


@pytest.mark.parametrize(
    ("addresses", "wanted", "expected"),
    [
        ((WIFI, ETHERNET), "", WIFI),
        ((WIFI, ETHERNET), "10.0.0.5", ETHERNET),
        ((WIFI, ETHERNET), "172.16.0.1", WIFI),
        ((LOOPBACK, WIFI), "", WIFI),
        ((LOOPBACK,), "", LOOPBACK),
        ((), "10.0.0.5", None),
    ],
)
def test_the_wanted_address_is_shown_while_it_exists(
    addresses: tuple[Address, ...], wanted: str, expected: Address | None
) -> None:
    assert choose_address(addresses, wanted) == expected


def test_a_network_is_named_by_its_best_address() -> None:
    assert network_of((WIFI, ETHERNET)) == "192.168.0.0/24"
    assert network_of((Address("fd12:3456::7", "wifi", "wlan0"),)) == "fd12:3456::/64"
    assert network_of((LOOPBACK,)) == network_of(()) == ""


def test_the_code_is_the_address_until_a_password_is_asked_for() -> None:
    assert running_view(ROOT).code == "http://192.168.0.12:8000"
    assert ShareView(config=ShareConfig(root=ROOT)).code == ""


def test_with_a_password_the_code_holds_its_key_and_the_address_stays_plain() -> None:
    credentials = Credentials(user="guest", password_hash="scrypt$2$1$1$AA==$AA==")
    view = running_view(ROOT, config=ShareConfig(root=ROOT, credentials=credentials))
    assert view.url == "http://192.168.0.12:8000"
    assert view.code == view.url + entry_path(credentials)
