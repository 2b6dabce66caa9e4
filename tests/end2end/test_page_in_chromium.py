"""The folder page and the error pages in a phone's browser, served by the real server."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from shareapp.server.content.listing import Listing
from shareapp.server.content.page import PageFacts
from shareapp.server.content.paths import Root
from shareapp.server.layers.answers import Answers
from shareapp.server.layers.chain import compose
from shareapp.server.layers.headers import SecurityHeaders
from shareapp.server.layers.parts import Parts
from shareapp.server.layers.static import Static
from shareapp.server.site_server import SiteServer
from tests.support.browser import Phone, phone
from tests.support.trees import nasty_names, write

pytestmark = pytest.mark.end2end

LONG = "Itinerary and packing list for the whole family (final, really final).pdf"
NARROW = {"width": 320, "height": 568}
# 1 x 1, yellow and blue: enough to tell that a picture was drawn.
GIF = b"GIF87a\x01\x00\x01\x00\x80\x01\x00%s\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
PICTURES = {"IMG_9.gif": GIF % b"\xff\xff\x00", "IMG_10.gif": GIF % b"\x00\x00\xff"}


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server that shares ``folder``."""

    def report(number: str, error: BaseException) -> None:
        raise AssertionError(number) from error

    facts = PageFacts(computer="jimin-laptop", share="Photos")
    static = Static(Root.at(folder), index_names=(), listing=Listing(facts))
    server = SiteServer([("127.0.0.1", 0)], compose([Answers(report), SecurityHeaders(), Parts("Photos")], static))
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}/"
    finally:
        server.stop(0)
        thread.join(10)
        assert not thread.is_alive()


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Pictures, one that is none, a long name, and folders."""
    for name, content in PICTURES.items():
        write(tmp_path / name, content)
    write(tmp_path / "broken.jpg", b"no picture at all")
    write(tmp_path / LONG, b"x" * 884_000)
    write(tmp_path / "n".ljust(250, "m"))
    write(tmp_path / "2024 제주 여행" / "첫째 날" / "아침" / "밥.txt")
    (tmp_path / "empty").mkdir()
    return tmp_path


@pytest.fixture
def address(photos: Path) -> Iterator[str]:
    """Where the phone finds them."""
    with served(photos) as url:
        yield url


def names(page: Page) -> list[str]:
    return page.locator("li:visible bdi").all_text_contents()


def watch_requests(page: Page) -> list[str]:
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    return seen


def too_small(page: Page) -> list[str]:
    """What is there to press and smaller than a finger (44 x 44)."""
    found: list[str] = page.evaluate("""
        [...document.querySelectorAll("a,button,select,input")]
            .filter((element) => element.checkVisibility())
            .filter((element) => {
                const box = element.getBoundingClientRect();
                return box.width < 44 || box.height < 44;
            })
            .map((element) => element.outerHTML)
    """)
    return found


def test_one_document_and_nothing_besides(phone: Phone, address: str) -> None:
    requests = watch_requests(phone.page)
    phone.page.goto(address)
    phone.page.wait_for_load_state("networkidle")
    assert [url for url in requests if not url.startswith("data:")] == [address]
    assert phone.complaints == []
    assert phone.page.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize("path", ["", quote("2024 제주 여행/첫째 날/아침/"), "empty/", "missing"])
@pytest.mark.parametrize("pictures", [False, True], ids=["list", "pictures"])
def test_the_narrowest_phone_never_scrolls_sideways(phone: Phone, address: str, path: str, pictures: bool) -> None:
    phone.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    phone.page.goto(address + path)
    toggle = phone.page.get_by_role("button", name="Picture view")
    if pictures and toggle.is_visible():
        toggle.tap()
    assert phone.page.evaluate("[document.documentElement.scrollWidth, innerWidth]") == [320, 320]
    assert too_small(phone.page) == []


def test_rows_are_as_high_as_fingers_need(browser: Browser, address: str) -> None:
    for width, height in ((390, 68), (1100, 56)):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(address)
        heights = page.evaluate("[...document.querySelectorAll('li')].map((row) => row.offsetHeight)")
        assert min(heights) >= height
        page.close()


def test_a_name_takes_two_lines_at_most(phone: Phone, address: str) -> None:
    phone.page.goto(address)
    name = phone.page.get_by_text(LONG)
    assert name.get_attribute("title") == LONG
    assert name.evaluate("(name) => name.clientHeight <= 2 * parseFloat(getComputedStyle(name).lineHeight) + 1")


def test_search_leaves_what_matches(phone: Phone, address: str) -> None:
    page = phone.page
    page.goto(address)
    page.get_by_role("searchbox").fill("img_")
    expect(page.locator("li:visible")).to_have_count(2)
    page.get_by_role("searchbox").fill("제주")
    expect(page.locator("li:visible bdi")).to_have_text(["2024 제주 여행"])
    page.get_by_role("searchbox").fill("nothing like it")
    expect(page.get_by_role("status")).to_have_text("Nothing found")
    expect(page.locator("main>ul")).to_be_hidden()  # no frame around nothing
    page.get_by_role("searchbox").fill("")
    expect(page.locator("li:visible")).to_have_count(7)
    expect(page.get_by_role("status")).to_have_text("")


def test_a_search_goes_on_in_all_folders_below(phone: Phone, address: str) -> None:
    page = phone.page
    page.goto(address)
    everywhere = page.get_by_role("button", name="Search all folders in here")
    expect(everywhere).to_be_hidden()
    page.get_by_role("searchbox").fill("밥")
    everywhere.tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("밥")
    expect(page.get_by_role("heading", level=2)).to_have_text("2024 제주 여행 / 첫째 날 / 아침")
    link = page.locator("a.open")
    assert page.request.get(link.evaluate("(link) => link.href")).ok
    page.get_by_role("searchbox").fill("no such name")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("heading", level=2)).to_have_text("Nothing found")
    assert not phone.scrolls_sideways()
    page.get_by_role("navigation").get_by_text("Photos").tap()
    page.wait_for_url(address)
    assert phone.complaints == []


def test_what_the_page_shows_needs_no_other_search(phone: Phone, address: str) -> None:
    page = phone.page
    page.goto(address + quote("2024 제주 여행/첫째 날/아침/"))
    page.get_by_role("searchbox").fill("밥")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("아침")


def test_choosing_an_order_sorts(phone: Phone, address: str) -> None:
    page = phone.page
    page.goto(address)
    assert names(page)[2:5] == ["broken.jpg", "IMG_9.gif", "IMG_10.gif"]
    page.get_by_role("combobox").select_option("size")
    page.wait_for_url("**/?sort=size")
    assert names(page)[2] == LONG
    assert page.get_by_role("combobox").input_value() == "size"
    page.get_by_text("2024 제주 여행").tap()
    page.wait_for_url("**/?sort=size")
    expect(page.get_by_role("heading", level=1)).to_have_text("2024 제주 여행")


def test_folders_open_and_the_path_leads_back(phone: Phone, address: str) -> None:
    page = phone.page
    page.goto(address)
    for name in ("2024 제주 여행", "첫째 날", "아침"):
        page.get_by_text(name).tap()
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.get_by_role("navigation").get_by_text("2024 제주 여행").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("2024 제주 여행")
    page.get_by_role("navigation").get_by_text("Photos").tap()
    page.wait_for_url(address)
    assert phone.complaints == []


def test_the_end_of_a_long_path_is_in_view(phone: Phone, address: str) -> None:
    phone.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    phone.page.goto(address + quote("2024 제주 여행/첫째 날/아침/"))
    expect(phone.page.get_by_role("navigation").get_by_text("첫째 날")).to_be_in_viewport(ratio=0.99)


def test_every_download_brings_the_bytes_of_its_name(phone: Phone, tmp_path: Path) -> None:
    for name in nasty_names():
        write(tmp_path / name, name.encode("utf-8", "surrogateescape"))
    with served(tmp_path) as address:
        page = phone.page
        page.goto(address)
        number = page.locator("a.get").count()
        assert number == len([name for name in nasty_names() if not name.startswith("..")])
        for index in range(number):
            page.goto(address)  # a browser asks before an eleventh download of one page
            button = page.locator("a.get").nth(index)
            with page.expect_download() as started:
                button.tap()
            shown = started.value.path().read_bytes().decode("utf-8", "replace")
            assert button.get_attribute("aria-label") == f"Download {shown}"
    assert phone.complaints == []


def test_pictures_are_loaded_only_when_wanted_and_stay_wanted(phone: Phone, address: str) -> None:
    page = phone.page
    requests = watch_requests(page)
    page.goto(address)
    assert not [url for url in requests if url.endswith(".gif")]
    toggle = page.get_by_role("button", name="Picture view")
    toggle.tap()
    expect(toggle).to_have_attribute("aria-pressed", "true")
    for name in PICTURES:
        expect(page.locator(f"a.open[href='{name}'] img")).to_have_js_property("naturalWidth", 1)
    page.reload()
    expect(page.get_by_role("button", name="Picture view")).to_have_attribute("aria-pressed", "true")


def test_what_is_no_picture_shows_its_type_instead(phone: Phone, address: str) -> None:
    phone.page.goto(address)
    phone.page.get_by_role("button", name="Picture view").tap()
    expect(phone.page.locator("a[href='broken.jpg'] img")).to_be_hidden()
    expect(phone.page.get_by_text("broken.jpg")).to_be_visible()


def test_a_picture_fills_the_screen_and_the_next_is_a_key_a_tap_or_a_swipe_away(phone: Phone, address: str) -> None:
    page = phone.page
    page.goto(address)
    page.get_by_role("button", name="Picture view").tap()
    page.get_by_text("IMG_9.gif").tap()
    viewer = page.get_by_role("dialog")
    expect(viewer).to_contain_text("IMG_9.gif")
    expect(viewer).to_contain_text("2 / 3")
    box = viewer.bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (390, 844)
    page.keyboard.press("ArrowRight")
    expect(viewer).to_contain_text("IMG_10.gif")
    expect(viewer.get_by_role("button", name="Next")).to_be_hidden()
    viewer.get_by_role("button", name="Previous").tap()
    expect(viewer).to_contain_text("IMG_9.gif")
    swipe(page, to_left=True)
    expect(viewer).to_contain_text("IMG_10.gif")
    swipe(page, to_left=False)
    expect(viewer).to_contain_text("IMG_9.gif")
    assert viewer.get_by_role("link", name="Download").get_attribute("href") == f"{address}IMG_9.gif"
    page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    assert phone.complaints == []


def swipe(page: Page, *, to_left: bool) -> None:
    start, end = (300, 100) if to_left else (100, 300)
    session = page.context.new_cdp_session(page)
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": start, "y": 300}]})
    for x in range(start, end, -20 if to_left else 20):
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": 302}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()


def test_without_scripts_everything_but_the_tools_works(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=NARROW, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_role("combobox")).to_be_hidden()
    expect(page.get_by_role("button", name="Picture view")).to_be_hidden()
    page.get_by_role("searchbox").fill("밥")
    page.get_by_role("button", name="Search all folders in here").click()
    expect(page.locator("li bdi")).to_have_text(["밥.txt"])
    page.goto(address)
    page.get_by_role("link", name="Largest").click()
    assert names(page)[2] == LONG
    page.get_by_text("2024 제주 여행").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2024 제주 여행")
    with page.expect_download():
        page.goto(address)
        page.locator("a.get").first.click()
    context.close()


def test_the_page_speaks_korean_in_the_dark(browser: Browser, address: str) -> None:
    with phone(browser, locale="ko-KR", dark=True) as korean:
        korean.page.goto(address)
        expect(korean.page.get_by_role("searchbox")).to_have_attribute("placeholder", "검색")
        assert "폴더 2개, 파일 5개" in korean.page.locator("header").inner_text()
        assert korean.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 27)"
        assert korean.complaints == []


def test_a_missing_page_leads_back_to_the_folder(phone: Phone, address: str) -> None:
    phone.page.goto(f"{address}missing/%3Cscript%3E")
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("This page doesn’t exist")
    assert all("404" in complaint for complaint in phone.complaints)  # the browser's own note of the status
    phone.page.get_by_role("link", name="Back to the folder").tap()
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Photos")


def test_injected_markup_would_not_run(phone: Phone, address: str) -> None:
    phone.page.goto(address)
    phone.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = true\">')")
    phone.page.evaluate("""new Promise((done) => {
        const image = document.querySelector("img[src=x]");
        if (image.complete) done();
        else image.addEventListener("error", done);
    })""")
    assert phone.page.evaluate("window.ran") is None
    assert any("Content Security Policy" in complaint for complaint in phone.complaints)


def test_a_folder_of_many_thousands_stays_usable(phone: Phone, tmp_path: Path) -> None:
    for number in range(10_000):
        (tmp_path / f"IMG_{number}.txt").touch()
    with served(tmp_path) as address:
        page = phone.page
        page.goto(address)
        expect(page.locator("li")).to_have_count(1000)
        expect(page.locator(".summary")).to_contain_text("10,000 files")
        page.get_by_role("link", name="Next").tap()
        expect(page.locator("li bdi").first).to_have_text("IMG_1000.txt")
        expect(page.get_by_role("navigation", name="Pages")).to_contain_text("1,001–2,000 of 10,000")
        page.get_by_role("searchbox").fill("9999")
        page.get_by_role("button", name="Search all folders in here").tap()
        expect(page.locator("li:visible bdi")).to_have_text(["IMG_9999.txt"])
        assert not phone.scrolls_sideways()
        assert phone.complaints == []
