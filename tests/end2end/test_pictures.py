"""Pictures on a phone: small ones in the grid, the original when it is tapped, and the next with a swipe."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from shareapp.server.events import discard
from shareapp.server.limits import Limits
from shareapp.sharing.site import build_site
from tests.support.browser import Phone
from tests.support.pictures import encoded, half_and_half, photo
from tests.support.running_server import Running, running
from tests.support.sharing import loopback
from tests.support.trees import write

pytestmark = pytest.mark.end2end


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """A folder of photos as cameras leave them, and a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    share = tmp_path / "share"
    for number in range(1, 5):
        write(share / f"IMG_{number}.jpg", photo(3000, 2000, orientation=6 if number == 2 else 1), age=100)
    write(share / "scan.tif", encoded(half_and_half(), "TIFF"), age=100)  # no browser but Safari shows these
    write(share / "live.heic", b"\0\0\0\x18ftypheic\0\0\0\0", age=100)
    write(share / "drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', age=100)
    with running(build_site(loopback(share), discard)) as started:
        yield started


def url(server: Running) -> str:
    return f"http://127.0.0.1:{server.server.port}/"


def show_pictures(page: Page, server: Running) -> None:
    page.goto(url(server))
    page.get_by_role("button", name="Picture view").tap()


def loaded(page: Page, name: str) -> tuple[int, int]:
    """Width and height of what a tile shows, once it shows it."""
    image = page.locator(f"a.open[href='{name}'] img")
    expect(image).to_have_js_property("complete", value=True)
    width, height = image.evaluate("(image) => image.decode().then(() => [image.naturalWidth, image.naturalHeight])")
    return width, height


def asked(server: Running) -> list[str]:
    return [done.target for done in server.told.done]


def test_the_grid_loads_small_pictures_and_no_original(phone: Phone, server: Running) -> None:
    page = phone.page
    show_pictures(page, server)
    assert loaded(page, "IMG_1.jpg") == (400, 267)
    assert loaded(page, "IMG_2.jpg") == (267, 400)  # upright
    assert loaded(page, "scan.tif") == (400, 300)
    expect(page.locator("a.open[href='live.heic'] img[src]")).to_have_count(0)  # its icon instead
    expect(page.locator("a.open[href='drawing.svg'] img")).to_have_js_property("naturalWidth", 9)
    page.wait_for_load_state("networkidle")
    assert not [target for target in asked(server) if target.endswith((".jpg", ".tif"))]
    assert sum(done.sent for done in server.told.done if "thumbnail" in done.target) < 60_000
    versions = [unquote(target.partition("?thumbnail=")[2]) for target in asked(server) if "thumbnail" in target]
    assert all(re.match(r"[0-9-]+T[0-9:]+[0-9.]+\s[KM]?B", version) for version in versions), versions


def test_a_second_visit_asks_for_no_picture_again(phone: Phone, server: Running) -> None:
    page = phone.page
    show_pictures(page, server)
    for name in ("IMG_1.jpg", "IMG_2.jpg", "IMG_3.jpg", "IMG_4.jpg"):
        loaded(page, name)
    before = len([target for target in asked(server) if "jpg?thumbnail" in target])
    page.goto(url(server))
    for name in ("IMG_1.jpg", "IMG_2.jpg", "IMG_3.jpg", "IMG_4.jpg"):
        loaded(page, name)
    assert len([target for target in asked(server) if "jpg?thumbnail" in target]) == before == 4


def test_a_changed_picture_shows_its_new_self(phone: Phone, server: Running, tmp_path: Path) -> None:
    page = phone.page
    show_pictures(page, server)
    assert loaded(page, "IMG_1.jpg") == (400, 267)
    write(tmp_path / "share" / "IMG_1.jpg", photo(1000, 1000), age=50)
    page.reload()
    assert loaded(page, "IMG_1.jpg") == (400, 400)


def test_the_original_comes_with_a_tap_and_its_neighbour_with_it(phone: Phone, server: Running) -> None:
    page = phone.page
    show_pictures(page, server)
    loaded(page, "IMG_1.jpg")
    page.get_by_text("IMG_1.jpg").tap()
    viewer = page.get_by_role("dialog")
    image = viewer.locator("img")
    expect(image).to_have_js_property("naturalWidth", 3000)
    server.told.wait_for(lambda told: "/IMG_2.jpg" in [done.target for done in told.done])
    assert "/IMG_3.jpg" not in asked(server)
    viewer.get_by_role("button", name="Next").tap()
    expect(image).to_have_js_property("naturalHeight", 3000)  # upright, too
    server.told.wait_for(lambda told: "/IMG_3.jpg" in [done.target for done in told.done])


def test_what_this_browser_cannot_show_is_seen_small_and_said(phone: Phone, server: Running) -> None:
    page = phone.page
    show_pictures(page, server)
    loaded(page, "scan.tif")
    page.get_by_text("scan.tif").tap()
    viewer = page.get_by_role("dialog")
    expect(viewer.get_by_text("This picture can’t be shown here.")).to_be_visible()
    expect(viewer.locator("img")).to_have_js_property("naturalWidth", 400)
    page.keyboard.press("ArrowLeft")
    expect(viewer.get_by_text("This picture can’t be shown here.")).to_be_visible()  # live.heic
    page.keyboard.press("ArrowLeft")
    expect(viewer.locator("img")).to_have_js_property("naturalWidth", 3000)
    expect(viewer.get_by_text("This picture can’t be shown here.")).to_be_hidden()


def test_a_tile_that_came_too_early_asks_again(phone: Phone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for number in range(6):
        write(tmp_path / "share" / f"IMG_{number}.jpg", photo(3000, 2000), age=100)
    busy = Limits(thumbnails=1, thumbnails_waiting=1)
    with running(build_site(loopback(tmp_path / "share", limits=busy), discard)) as server:
        show_pictures(phone.page, server)
        for number in range(6):
            image = phone.page.locator(f"a.open[href='IMG_{number}.jpg'] img")
            expect(image).to_have_js_property("naturalWidth", 400, timeout=30_000)
        assert 503 in {done.status for done in server.told.done}


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps caches elsewhere")
def test_small_pictures_are_kept_where_caches_are(phone: Phone, server: Running, tmp_path: Path) -> None:
    show_pictures(phone.page, server)
    loaded(phone.page, "IMG_1.jpg")
    kept = list((tmp_path / "cache" / "shareapp" / "thumbnails").iterdir())
    assert kept
    assert all(path.stat().st_mode & 0o077 == 0 or path.parent.stat().st_mode & 0o077 == 0 for path in kept)
