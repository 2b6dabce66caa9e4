"""Coming in from a phone: the page that asks for the password, and the QR code that makes it unnecessary."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from shareapp.sharing.config import Credentials, SelfSigned, ShareConfig
from shareapp.sharing.controller import ShareController
from shareapp.sharing.events import ShareState
from shareapp.sharing.passwords import entry_path, hash_password
from tests.support.browser import Phone, phone
from tests.support.sharing import controlled, loopback
from tests.support.trees import write

pytestmark = pytest.mark.end2end

PASSWORD = "딸기 & jam"
REFUSED = "error: Failed to load resource: the server responded with a status of 401 (Unauthorized)"


class Guarded:
    """A share that asks for ``PASSWORD``."""

    def __init__(self, controller: ShareController, config: ShareConfig, port: int) -> None:
        self.controller = controller
        self.config = config
        self.url = f"{config.scheme}://127.0.0.1:{port}"

    @property
    def scanned(self) -> str:
        """What a camera reads from the QR code."""
        return self.url + entry_path(self.config.credentials)

    def renew(self) -> None:
        """Make the same password anew."""
        self.config = dataclasses.replace(self.config, credentials=asked())
        assert self.controller.replace_site(self.config)


def asked() -> Credentials:
    return Credentials(user="guest", password_hash=hash_password(PASSWORD))


@pytest.fixture(params=["http", "https"])
def guarded(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Guarded]:
    """A folder with a page and a file below it."""
    write(tmp_path / "shared" / "album #1" / "hello.txt", b"hello")
    tls = SelfSigned(folder=tmp_path / "certificate") if request.param == "https" else None
    config = loopback(tmp_path / "shared", credentials=asked(), rights="add", tls=tls)
    with controlled() as (controller, buffer):
        controller.start(config)
        yield Guarded(controller, config, buffer.await_state(ShareState.RUNNING).port)


def test_typing_the_password_leads_where_one_wanted_to_go(guarded: Guarded, phone: Phone) -> None:
    page = phone.page
    page.goto(f"{guarded.url}/album%20%231/?sort=date")
    expect(page.locator("h1")).to_have_text("Password needed")
    expect(page.get_by_label("Password")).to_be_focused()
    assert not phone.scrolls_sideways()
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("The password is wrong")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Open").tap()
    expect(page.locator("h1")).to_have_text("album #1")
    assert page.url == f"{guarded.url}/album%20%231/?sort=date"
    assert phone.complaints == [REFUSED] * 2
    (cookie,) = page.context.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    assert cookie["secure"] is guarded.url.startswith("https")


def test_the_page_is_korean_dark_and_narrow_too_and_needs_no_script(guarded: Guarded, browser: Browser) -> None:
    context = browser.new_context(
        locale="ko-KR",
        color_scheme="dark",
        java_script_enabled=False,
        ignore_https_errors=True,
        viewport={"width": 320, "height": 568},
    )
    page = context.new_page()
    page.goto(guarded.url)
    expect(page.locator("h1")).to_have_text("암호를 입력하세요")
    button = page.get_by_role("button", name="열기").bounding_box()
    assert button is not None
    assert button["height"] >= 44
    assert button["x"] + button["width"] <= 320
    page.get_by_label("암호", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="열기").click()
    expect(page.locator("h1")).to_have_text("shared")
    context.close()


def test_scanning_lets_in_and_leaves_no_key_behind(guarded: Guarded, phone: Phone) -> None:
    page = phone.page
    page.goto(guarded.scanned)
    expect(page.locator("h1")).to_have_text("shared")
    assert page.url == f"{guarded.url}/"
    page.get_by_text("album #1").tap()
    with page.expect_download() as download:
        page.get_by_label("Download hello.txt").tap()
    assert download.value.path().read_bytes() == b"hello"
    page.set_input_files("input[type=file]", {"name": "new.txt", "mimeType": "text/plain", "buffer": b"from the phone"})
    expect(page.get_by_text("new.txt").first).to_be_visible()
    assert "~key" not in page.evaluate("document.referrer + location.href + history.length")
    assert phone.complaints == []


def test_a_renewed_key_locks_out_who_scanned_the_old_one(guarded: Guarded, phone: Phone) -> None:
    page, old = phone.page, guarded.scanned
    page.goto(old)
    expect(page.locator("h1")).to_have_text("shared")
    guarded.renew()
    page.reload()
    expect(page.locator("h1")).to_have_text("Password needed")
    page.goto(old)
    expect(page.get_by_role("alert")).to_have_text("This QR code is no longer valid")
    page.goto(guarded.scanned)
    expect(page.locator("h1")).to_have_text("shared")


def test_a_scan_is_good_for_that_phone_only(guarded: Guarded, browser: Browser) -> None:
    with phone(browser) as first, phone(browser) as second:
        first.page.goto(guarded.scanned)
        second.page.goto(guarded.url)
        expect(first.page.locator("h1")).to_have_text("shared")
        expect(second.page.locator("h1")).to_have_text("Password needed")


def test_a_new_phone_comes_in_by_itself_once_it_is_allowed(guarded: Guarded, phone: Phone) -> None:
    door = guarded.controller.doorbell
    door.send_away("127.0.0.1")
    assert guarded.controller.replace_site(dataclasses.replace(guarded.config, ask_devices=True))
    page = phone.page
    page.goto(guarded.url)
    expect(page.locator("h1")).to_have_text("Password needed")
    assert door.visitors() == ()
    page.goto(guarded.scanned)
    expect(page.locator("h1")).to_have_text("Waiting for permission")
    (visitor,) = door.visitors()
    door.admit(visitor.client)
    expect(page.locator("h1")).to_have_text("shared", timeout=10_000)
