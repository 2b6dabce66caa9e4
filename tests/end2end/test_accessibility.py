"""Nothing on the pages shuts anybody out, says axe: small and wide screens, light and dark, both languages."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from shareapp.server.content import listing
from shareapp.server.events import discard
from shareapp.server.layers.doorbell import Doorbell
from shareapp.sharing.config import Credentials
from shareapp.sharing.passwords import entry_path, hash_password
from shareapp.sharing.site import build_site
from tests.support.running_server import running
from tests.support.sharing import adding, loopback, managed
from tests.support.trees import write

pytestmark = pytest.mark.end2end

TINY, HUGE = 100, 10_000


class Look(NamedTuple):
    """How somebody looks at the pages."""

    width: int
    dark: bool
    language: str


# Every value of each; what they mean together is the same as apart.
LOOKS = (Look(320, dark=False, language="ko-KR"), Look(1280, dark=True, language="en-US"))


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look.width}-{'dark' if look.dark else 'light'}-{look.language}")
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    look: Look = request.param
    context = browser.new_context(
        viewport={"width": look.width, "height": 700},
        locale=look.language,
        color_scheme="dark" if look.dark else "light",
        reduced_motion="reduce",  # a half-faded text has a contrast of its own
    )
    try:
        yield context.new_page()
    finally:
        context.close()


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """One file of each kind, folders in folders, an empty one, a README."""
    folder = tmp_path / "Photos of 2024"
    (folder / "2024" / "여행" / "첫째 날").mkdir(parents=True)
    for name in ("IMG_1.png", "IMG_2.png", "한글 사진.png"):
        Image.new("RGB", (900, 2000), "ivory").save(folder / name)  # what is written over it must be legible too
    for name in (
        "clip.mp4",
        "song.mp3",
        "plan.pdf",
        "all.zip",
        "code.py",
        "what",
        "x" * 200,
        "2024/여행/첫째 날/밥.txt",
    ):
        write(folder / name)
    write(folder / "README.md", b"# Title\n\nText with a [link](plan.pdf).\n\n- one\n- two\n\n> quoted\n\n`code`\n")
    (folder / "empty").mkdir()
    return folder


@contextmanager
def served(*arguments: Any) -> Iterator[str]:
    with running(build_site(*arguments)) as server:
        yield f"http://127.0.0.1:{server.server.port}"


def faults(page: Page) -> list[str]:
    """Each broken rule with the elements that break it."""
    found = Axe().run(page).response["violations"]
    return [f"{page.url} {rule['id']}: {[node['html'][:200] for node in rule['nodes']]}" for rule in found]


def button(page: Page, text: str) -> Any:
    return page.get_by_role("button", name=re.compile(text))


def test_a_list_its_pictures_and_the_viewer(page: Page, share: Path) -> None:
    with served(loopback(share), discard) as url:
        page.goto(f"{url}/")
        found = faults(page)
        page.get_by_role("searchbox").fill("no such name")
        expect(page.get_by_text(re.compile("Nothing found|검색 결과"))).to_be_visible()
        found += faults(page)
        page.get_by_role("searchbox").fill("")
        button(page, "Picture view|사진 보기").click()
        found += faults(page)
        page.locator("a.open[href='IMG_2.png']").click()
        expect(page.get_by_role("dialog")).to_be_visible()
        found += faults(page)
        page.goto(f"{url}/")
        button(page, "Select|선택").click()
        page.locator("a.open[href='IMG_2.png']").click()
        found += faults(page)
        inner = "/2024/%EC%97%AC%ED%96%89/%EC%B2%AB%EC%A7%B8%20%EB%82%A0/"
        for path in (inner, "/empty/", "/missing", "/?search=%EB%B0%A5", "/?search=no+such+name"):
            page.goto(url + path)
            found += faults(page)
    assert found == []


def test_searching_choosing_and_pages_of_a_long_folder(
    page: Page, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PAGE_ENTRIES", 4)
    with served(loopback(share), discard) as url:
        page.goto(f"{url}/?page=2")
        found = faults(page)
        button(page, "Select|선택").click()
        found += faults(page)
        page.get_by_role("checkbox").first.click()
        found += faults(page)
        button(page, "Picture view|사진 보기").click()
        found += faults(page)
        for wanted in ("a", "no such name"):
            page.goto(f"{url}/?search={wanted}")
            found += faults(page)
    assert found == []


def test_files_on_their_way(page: Page, share: Path, tmp_path: Path) -> None:
    sizes = {"tiny.txt": TINY, "huge.bin": HUGE}
    chosen = [write(tmp_path / name, b"x" * size) for name, size in sizes.items()]
    with served(adding(share, upload_bytes=TINY), discard) as url:
        page.goto(f"{url}/")
        found = faults(page)
        page.set_input_files("input[type=file]", chosen)
        expect(page.locator(".arriving output")).to_have_text(
            [re.compile("Added|추가됨"), re.compile("Too large|너무")]
        )
        found += faults(page)
        page.goto(f"{url}/empty/")
        found += faults(page)
        page.goto(f"{url}/?added=2&skipped=1")
        found += faults(page)
    assert found == []


def test_the_door(page: Page, share: Path) -> None:
    credentials = Credentials(user="guest", password_hash=hash_password("jam"))
    with served(loopback(share, credentials=credentials, ask_devices=True), discard, (), Doorbell()) as url:
        page.goto(f"{url}/")
        found = faults(page)
        page.get_by_role("textbox").fill("wrong")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_be_visible()
        found += faults(page)
        page.goto(url + entry_path(credentials))
        expect(page.locator("h1")).to_have_text(re.compile("Waiting|기다"))
        found += faults(page)
    assert found == []


def test_a_folder_that_devices_may_tidy(page: Page, share: Path) -> None:
    with served(managed(share), discard) as url:
        found = []
        for path in ("/", "/?manage", "/?manage=plan.pdf", "/?manage=2024", "/?deleted=1"):
            page.goto(url + path)
            found += faults(page)
        page.goto(f"{url}/")
        page.locator("a.more[href='?manage=plan.pdf']").click()
        expect(page.get_by_role("dialog")).to_be_visible()
        found += faults(page)
        page.goto(f"{url}/?manage=plan.pdf")
        page.get_by_role("textbox").fill("code.py")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_be_visible()
        found += faults(page)
    assert found == []


def test_a_folder_that_only_takes_files(page: Page, share: Path) -> None:
    with served(loopback(share, rights="inbox"), discard) as url:
        page.goto(f"{url}/")
        found = faults(page)
        page.goto(f"{url}/?added=2")
        found += faults(page)
    assert found == []


def test_a_page_that_shuts_somebody_out_is_told(page: Page) -> None:
    page.set_content("<html><body><img src='data:,'><input></body></html>")
    assert {"image-alt", "label"} <= {fault.split()[1].rstrip(":") for fault in faults(page)}
