"""Some rows of the page as one archive, in a phone's browser and opened by a program of others."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from shareapp.server.events import discard
from shareapp.sharing.config import Rights
from shareapp.sharing.site import build_site
from tests.support.browser import Phone, phone
from tests.support.running_server import running
from tests.support.sharing import loopback
from tests.support.trees import write

pytestmark = pytest.mark.end2end

NAMES = ["a & b+c=d.txt", "100% #1?.txt", "여행 'quoted'.txt", "folder/inner.txt", "plain.txt"]


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    for name in NAMES:
        write(folder / name, name.encode(), age=100)
    return folder


@pytest.fixture
def address(share: Path) -> Iterator[str]:
    with running(build_site(loopback(share, rights="add"), discard)) as started:
        yield f"http://127.0.0.1:{started.server.port}/"


def rows(page: Page) -> Locator:
    return page.get_by_role("checkbox")


def downloaded(page: Page, folder: Path) -> dict[str, str]:
    """What is in the archive that a tap brings, by another program's eyes."""
    if shutil.which("unzip") is None:
        pytest.skip("not installed: unzip")
    with page.expect_download() as started:
        page.get_by_text("Download (").tap()
    archive = folder / "chosen.zip"
    started.value.save_as(archive)
    subprocess.run(["unzip", "-q", archive, "-d", folder / "out"], check=True)
    found = (folder / "out").rglob("*")
    return {str(path.relative_to(folder / "out")): path.read_text() for path in found if path.is_file()}


def test_what_is_chosen_comes_as_one_archive(phone: Phone, address: str, tmp_path: Path) -> None:
    page = phone.page
    page.goto(address)
    page.get_by_role("button", name="Select").tap()
    expect(rows(page)).to_have_count(5)
    expect(page.get_by_text("Download (0)")).to_be_disabled()
    for name in NAMES[:3]:
        rows(page).filter(has_text=name).tap()
    rows(page).filter(has_text="plain.txt").tap()
    rows(page).filter(has_text="plain.txt").tap()  # not that one after all
    rows(page).filter(has_text="folder").tap()
    assert not phone.scrolls_sideways()
    assert downloaded(page, tmp_path) == {name: name for name in NAMES[:4]}
    expect(rows(page)).to_have_count(0)
    expect(page.get_by_role("button", name="Select")).to_be_visible()
    page.locator("a.open").filter(has_text="folder").tap()  # rows are links again
    page.wait_for_url("**/folder/")
    assert phone.complaints == []


def test_more_than_an_address_holds_comes_too(phone: Phone, share: Path, address: str, tmp_path: Path) -> None:
    many = {f"{'여행 사진 ' * 4}{number}.txt" for number in range(60)}
    for name in many:
        write(share / name, name.encode(), age=100)
    page = phone.page
    page.goto(address)
    page.get_by_role("searchbox").fill("사진")
    expect(page.locator("main>ul>li:visible")).to_have_count(60)
    page.get_by_role("button", name="Select").tap()
    page.get_by_role("button", name="All", exact=True).tap()
    assert set(downloaded(page, tmp_path)) == many
    assert all("ERR_ABORTED" in complaint for complaint in phone.complaints)  # a form that became a download


def test_the_bar_fits_the_narrowest_phone_whatever_the_number(phone: Phone, share: Path, address: str) -> None:
    for number in range(120):
        write(share / f"{number}.txt")
    page = phone.page
    page.set_viewport_size({"width": 320, "height": 568})
    page.goto(address)
    page.get_by_role("button", name="Select").tap()
    page.get_by_role("button", name="All").tap()
    last = page.get_by_text("Download (125)").bounding_box()
    assert last is not None
    assert last["x"] + last["width"] <= 304
    assert last["height"] <= 60


def test_keys_do_it_all(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.get_by_role("button", name="Select").press("Enter")
    expect(page.get_by_role("button", name="Cancel")).to_be_focused()
    rows(page).nth(1).press(" ")
    expect(rows(page).nth(1)).to_be_checked()
    rows(page).nth(2).press("Enter")
    expect(page.get_by_text("Download (2)")).to_be_visible()
    page.keyboard.press("Escape")
    expect(rows(page)).to_have_count(0)
    expect(page.get_by_role("button", name="Select")).to_be_focused()
    page.close()


@pytest.mark.parametrize("rights", ["read", "manage"])
def test_a_row_is_chosen_from_end_to_end(phone: Phone, share: Path, rights: Rights) -> None:
    with running(build_site(loopback(share, rights=rights), discard)) as started:
        phone.page.goto(f"http://127.0.0.1:{started.server.port}/")
        phone.page.get_by_role("button", name="Select").tap()
        expect(rows(phone.page)).to_have_count(5)
        for row in phone.page.locator("li").all():
            box = row.bounding_box()
            assert box is not None
            phone.page.touchscreen.tap(box["x"] + box["width"] - 16, box["y"] + box["height"] / 2)
            phone.page.touchscreen.tap(box["x"] + box["width"] - 60, box["y"] + box["height"] / 2)
            phone.page.touchscreen.tap(box["x"] + 16, box["y"] + box["height"] / 2)
        expect(phone.page.get_by_text("Download (5)")).to_be_visible()


def test_korean_words_are_chosen_too(browser: Browser, address: str) -> None:
    with phone(browser, locale="ko-KR") as korean:
        korean.page.goto(address)
        korean.page.get_by_role("button", name="선택").tap()
        korean.page.get_by_role("button", name="전체", exact=True).tap()
        expect(korean.page.get_by_text("다운로드 (5)")).to_be_visible()
        korean.page.get_by_role("button", name="취소").tap()
        assert korean.complaints == []


def test_where_archives_are_not_offered_nothing_can_be_chosen(phone: Phone, share: Path) -> None:
    with running(build_site(loopback(share, zip=False), discard)) as started:
        phone.page.goto(f"http://127.0.0.1:{started.server.port}/")
        expect(phone.page.locator("li").first).to_be_visible()
        expect(phone.page.get_by_role("button", name="Select")).to_have_count(0)
