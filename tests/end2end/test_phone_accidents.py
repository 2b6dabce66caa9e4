"""What happens while a phone sends a file: it is locked, its network goes, the program on the computer dies."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.support.browser import Phone
from tests.support.cutting import CuttingProxy, cutting
from tests.support.serving import Serving, serving
from tests.support.trees import write

pytestmark = pytest.mark.end2end

MIB = 1024**2
SIZE = 16 * MIB
UPLOAD_BYTES_S = 8 * MIB  # slow enough to be interrupted in the middle
PATIENCE_MS = 60_000


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """A folder with something in it, so that the page stays as it is when a file is added."""
    return write(tmp_path / "share" / "here already.txt").parent


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "동영상 1.mp4"
    path.write_bytes(os.urandom(SIZE))
    return path


@contextmanager
def started(share: Path) -> Iterator[tuple[Serving, int]]:
    with serving(str(share), "--upload", "--no-qr", "--bind", "127.0.0.1", "--port", "0") as server:
        yield server, server.await_port()


@pytest.fixture
def server(share: Path) -> Iterator[tuple[Serving, int]]:
    with started(share) as running:
        yield running


@pytest.fixture
def way(server: tuple[Serving, int]) -> Iterator[CuttingProxy]:
    """The phone's way to whichever server is there."""
    with cutting(server[1], cuts=0, after=0) as proxy:
        yield proxy


@pytest.fixture
def network(phone: Phone) -> CDPSession:
    """The phone's own network, slow to send."""
    session = phone.page.context.new_cdp_session(phone.page)
    session.send("Network.enable")
    connect(session, online=True)
    return session


def connect(network: CDPSession, *, online: bool) -> None:
    limits = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": UPLOAD_BYTES_S}
    network.send("Network.emulateNetworkConditions", {"offline": not online, **limits})


def send(page: Page, way: CuttingProxy, film: Path, share: Path) -> None:
    """Begin to send ``film``; it is on its way, and not there yet, afterwards."""
    page.goto(f"http://127.0.0.1:{way.port}/")
    with page.expect_file_chooser() as opened:
        page.get_by_role("button", name="Add files").tap()
    opened.value.set_files(film)
    expect(page.locator(".arriving output")).to_have_text(re.compile("^[1-9][0-9] %"), timeout=PATIENCE_MS)
    (part,) = share.glob("*.part")
    assert part.stat().st_size < SIZE


def arrived(page: Page, share: Path, film: Path) -> None:
    expect(page.locator(".arriving li.added output")).to_have_text("Added", timeout=PATIENCE_MS)
    assert (share / film.name).read_bytes() == film.read_bytes()
    assert sorted(path.name for path in share.iterdir()) == ["here already.txt", film.name]
    page.close()


def test_a_computer_whose_program_is_killed_and_started_again_gets_the_rest(
    phone: Phone, network: CDPSession, server: tuple[Serving, int], way: CuttingProxy, share: Path, film: Path
) -> None:
    send(phone.page, way, film, share)
    server[0].process.kill()
    expect(phone.page.locator(".arriving li.lost output")).to_have_text("Connection lost")
    (part,) = share.glob("*.part")
    before = part.stat().st_size
    assert before > 0
    with started(share) as (again, port):
        way.target = port
        arrived(phone.page, share, film)
        asked = again.await_line("PATCH")
    assert re.search(r"204 .*PATCH", asked)
    assert "16.8 MB" not in asked  # not from the beginning


def test_a_phone_that_was_locked_goes_on_when_it_is_opened_again(
    phone: Phone, network: CDPSession, way: CuttingProxy, share: Path, film: Path
) -> None:
    send(phone.page, way, film, share)
    network.send("Page.setWebLifecycleState", {"state": "frozen"})
    way.break_off()
    connect(network, online=False)
    network.send("Page.setWebLifecycleState", {"state": "active"})
    expect(phone.page.locator(".arriving li.lost output")).to_have_text("Connection lost")
    way.down = False
    connect(network, online=True)
    arrived(phone.page, share, film)


def test_a_phone_that_changes_its_network_goes_on_at_once(
    phone: Phone, network: CDPSession, way: CuttingProxy, share: Path, film: Path
) -> None:
    send(phone.page, way, film, share)
    connect(network, online=False)
    way.break_off()
    expect(phone.page.locator(".arriving li.lost output")).to_have_text("Connection lost")
    way.down = False
    connect(network, online=True)
    arrived(phone.page, share, film)
