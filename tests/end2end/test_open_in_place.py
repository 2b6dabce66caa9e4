"""A tap on a file opens it in the browser, whichever kind it is; and a page that somebody sent has no power here."""

import io
import os
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from shareapp.server.content.parts import MANIFEST
from shareapp.server.events import discard
from shareapp.sharing.config import Credentials
from shareapp.sharing.passwords import hash_password
from shareapp.sharing.site import build_site
from tests.support.browser import Phone
from tests.support.pictures import photo
from tests.support.running_server import Running, running
from tests.support.sharing import loopback
from tests.support.trees import write

pytestmark = pytest.mark.end2end

KOREAN = "안녕하세요. 여름 여행 사진입니다."
SCRIPT = "<script>document.title = 'ran'; try { localStorage.x = 1; document.body.append('stored') } catch {}</script>"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
PDF += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>"
WIDTH = """(source) => fetch(source, {credentials: "omit"})
    .then((answer) => answer.blob()).then(createImageBitmap).then((picture) => picture.width)"""


def tone() -> bytes:
    """A tenth of a second of nothing to hear."""
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(1600))
    return written.getvalue()


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    write(folder / "new.txt", KOREAN.encode())
    write(folder / "old.txt", KOREAN.encode("cp949"))
    write(folder / "old.html", f"<p>{KOREAN}</p>".encode("cp949"))
    write(folder / "letter.pdf", PDF)
    write(folder / "photo.jpg", photo())
    write(folder / "tone.wav", tone())
    write(folder / "page.html", f"<body>page{SCRIPT}".encode())
    write(folder / "drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    return folder


@pytest.fixture
def server(share: Path) -> Iterator[Running]:
    with running(build_site(loopback(share, rights="add"), discard)) as started:
        yield started


def url(server: Running) -> str:
    return f"http://127.0.0.1:{server.server.port}/"


def tap(page: Page, server: Running, name: str) -> None:
    page.goto(url(server))
    page.locator("a.open").filter(has_text=name).click()
    page.wait_for_url(f"**/{name}")


@pytest.mark.parametrize("name", ["new.txt", "old.txt", "old.html"])
def test_korean_texts_of_every_age_can_be_read(phone: Phone, server: Running, name: str) -> None:
    tap(phone.page, server, name)
    expect(phone.page.locator("body")).to_contain_text(KOREAN)


def test_a_picture_opens(phone: Phone, server: Running) -> None:
    tap(phone.page, server, "photo.jpg")
    expect(phone.page.locator("img")).to_have_js_property("naturalWidth", 800)


def test_a_sound_plays(phone: Phone, server: Running) -> None:
    tap(phone.page, server, "tone.wav")
    player = phone.page.locator("video,audio")  # Chromium's own page for either
    assert player.evaluate("(player) => player.play().then(() => player.duration)") == pytest.approx(0.1)


def test_a_pdf_is_for_the_browser_to_show(phone: Phone, server: Running) -> None:
    answer = phone.page.request.get(url(server) + "letter.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert "content-disposition" not in answer.headers
    assert "content-security-policy" not in answer.headers  # a sandbox would keep its viewer from starting


def test_a_video_can_be_sought(phone: Phone, server: Running, share: Path) -> None:
    write(share / "film.mp4", os.urandom(100_000))
    part = phone.page.request.get(url(server) + "film.mp4", headers={"Range": "bytes=50000-"})
    assert (part.status, part.headers["content-type"]) == (206, "video/mp4")


def test_a_page_that_somebody_sent_runs_without_this_sites_rights(phone: Phone, server: Running) -> None:
    tap(phone.page, server, "page.html")
    expect(phone.page).to_have_title("ran")
    expect(phone.page.locator("body")).to_have_text("page")
    assert phone.page.evaluate("origin") == "null"
    tap(phone.page, server, "drawing.svg")
    assert phone.page.evaluate("origin") == "null"


def test_a_home_screen_finds_the_manifest_and_its_icons_before_the_password(browser: Browser, share: Path) -> None:
    credentials = Credentials(user="guest", password_hash=hash_password("a password"))
    with running(build_site(loopback(share, credentials=credentials), discard)) as server:
        page = browser.new_page()
        page.goto(url(server))
        expect(page.get_by_role("heading", level=1)).to_have_text("Password needed")
        session = page.context.new_cdp_session(page)
        found = session.send("Page.getAppManifest")
        assert found["url"] == url(server).rstrip("/") + MANIFEST
        assert found["errors"] == []
        manifest = page.evaluate("(address) => fetch(address, {credentials: 'omit'}).then((a) => a.json())", MANIFEST)
        assert manifest["name"] == "share"
        touch = page.locator("link[rel=apple-touch-icon]").evaluate("(link) => link.href")
        for icon in [touch, *(url(server).rstrip("/") + icon["src"] for icon in manifest["icons"])]:
            size = page.evaluate(WIDTH, icon)
            assert size == 512
        page.close()
