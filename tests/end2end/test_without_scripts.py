"""A visit from the door to the last button with scripts switched off, on the narrowest phone."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from shareapp.server.events import discard
from shareapp.sharing.config import Credentials
from shareapp.sharing.passwords import hash_password
from shareapp.sharing.site import build_site
from tests.support.running_server import running
from tests.support.sharing import managed
from tests.support.trees import write

pytestmark = pytest.mark.end2end

PASSWORD = "딸기 & jam"


def shown(page: Page, title: str) -> None:
    """The page of that title, which never scrolls sideways."""
    expect(page.locator("h1")).to_have_text(title)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def names(page: Page) -> list[str]:
    return page.locator("main>ul bdi").all_text_contents()


def visit(page: Page, url: str, folder: Path) -> None:
    page.goto(f"{url}/?sort=size")
    shown(page, "Password needed")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Open").click()
    shown(page, "Photos")
    assert names(page) == ["여행 2024", "large.bin", "small.txt"]
    page.get_by_role("link", name="Name", exact=True).click()
    page.get_by_role("searchbox").fill("점심")
    page.get_by_role("button", name="Search all folders in here").click()
    shown(page, "점심")
    page.get_by_text("점심 식사.txt").click()
    assert page.locator("body").inner_text() == "김밥"
    page.go_back()
    page.get_by_role("heading", level=2).get_by_role("link").click()
    shown(page, "첫째 날")
    with page.expect_download() as single:
        page.get_by_role("link", name="Download 점심 식사.txt").click()
    assert single.value.path().read_text(encoding="utf-8") == "김밥"
    page.get_by_role("navigation").get_by_text("Photos").click()
    shown(page, "Photos")
    with page.expect_download() as packed:
        page.get_by_role("link", name="Download all").click()
    with zipfile.ZipFile(packed.value.path()) as archive:
        assert "여행 2024/첫째 날/점심 식사.txt" in archive.namelist()
    page.set_input_files("input[type=file]", write(folder / "새 파일.txt", b"new"))
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("1 file added")).to_be_visible()
    page.get_by_role("link", name="New folder").click()
    page.get_by_role("textbox").fill("empty one")
    page.get_by_role("button", name="Make folder").click()
    page.get_by_text("empty one").click()
    shown(page, "empty one")
    expect(page.get_by_text("This folder is empty")).to_be_visible()
    page.goto(f"{url}/nowhere")
    page.get_by_role("link", name="Back to the folder").click()
    shown(page, "Photos")
    assert names(page) == ["empty one", "여행 2024", "large.bin", "small.txt", "새 파일.txt"]


def test_everything_is_within_reach_without_a_script(browser: Browser, tmp_path: Path) -> None:
    share = tmp_path / "Photos"
    write(share / "여행 2024" / "첫째 날" / "점심 식사.txt", "김밥".encode())
    write(share / "small.txt", b"x")
    write(share / "large.bin", b"x" * 100_000)
    config = managed(share, credentials=Credentials(user="guest", password_hash=hash_password(PASSWORD)))
    with running(build_site(config, discard)) as server:
        context = browser.new_context(
            java_script_enabled=False, viewport={"width": 320, "height": 568}, accept_downloads=True
        )
        try:
            visit(context.new_page(), f"http://127.0.0.1:{server.server.port}", tmp_path)
        finally:
            context.close()
