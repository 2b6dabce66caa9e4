"""A phone that may change things, and one that may only add: with the page's script and without it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, expect

from shareapp.server.events import discard
from shareapp.sharing.site import build_site
from tests.support.browser import Phone, phone
from tests.support.running_server import Running, running
from tests.support.sharing import loopback

pytestmark = pytest.mark.end2end


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "Photos"
    (folder / "trip").mkdir(parents=True)
    (folder / "IMG_2031.jpg").write_bytes(b"picture")
    (folder / "회의록 50% + notes.txt").write_bytes(b"notes")
    return folder


@pytest.fixture
def server(request: pytest.FixtureRequest, share: Path) -> Iterator[Running]:
    rights = getattr(request, "param", "manage")
    with running(build_site(loopback(share, rights=rights), discard)) as started:
        yield started


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Phone]:
    with phone(browser) as tab:
        yield tab
        assert tab.complaints == []


def address(server: Running) -> str:
    return f"http://127.0.0.1:{server.server.port}/"


def names(share: Path) -> list[str]:
    return sorted(path.name for path in share.iterdir() if not path.name.startswith("."))


def test_a_name_is_changed_in_a_dialog_over_the_list(server: Running, share: Path, visitor: Phone) -> None:
    page = visitor.page
    page.goto(address(server))
    page.get_by_role("link", name="Rename or delete 회의록 50% + notes.txt").click()
    field = page.get_by_role("textbox", name="Name")
    expect(field).to_be_focused()
    assert page.evaluate("document.activeElement.selectionEnd") == len("회의록 50% + notes")
    assert not visitor.scrolls_sideways()
    field.fill("summary")
    page.get_by_role("button", name="Rename", exact=True).click()
    expect(page.get_by_text("1 item renamed")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text("summary.txt")).to_be_visible()
    assert names(share) == ["IMG_2031.jpg", "summary.txt", "trip"]


@pytest.mark.parametrize("width", [320, 360, 390])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_offer_of_the_page_is_one_line_within_the_screen(
    server: Running, browser: Browser, width: int, language: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844}, locale=language)
    page.goto(address(server))
    folders = page.locator("form.upload button.icon")
    folders.evaluate("(button) => (button.hidden = false)")  # as beside a mouse
    offers = page.locator(".actions a, .actions button, .make a, .choose")
    boxes = offers.evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().toJSON())")
    assert len(boxes) == 5
    assert all(box["left"] >= 0 and box["right"] <= width and box["height"] <= 52 for box in boxes)
    new_folder, choose = page.locator(".make a").bounding_box(), page.locator(".choose").bounding_box()
    assert new_folder is not None
    assert choose is not None
    assert new_folder["y"] == choose["y"]
    page.close()


def test_a_row_that_can_be_changed_is_as_high_as_another(server: Running, visitor: Phone) -> None:
    visitor.page.goto(address(server))
    assert visitor.page.locator("li").evaluate_all("(all) => all.map((row) => row.offsetHeight)") == [68, 68, 68]


def test_a_taken_name_is_told_in_the_dialog_and_can_be_mended(server: Running, share: Path, browser: Browser) -> None:
    with phone(browser) as visitor:
        page = visitor.page
        page.goto(address(server))
        page.get_by_role("link", name="Rename or delete trip").click()
        field = page.get_by_role("textbox", name="Name")
        field.fill("IMG_2031.jpg")
        field.press("Enter")
        expect(page.get_by_role("alert")).to_have_text("There is something of this name already.")
        field = page.get_by_role("textbox", name="Name")
        expect(field).to_have_value("IMG_2031.jpg")
        field.fill("여행")
        field.press("Enter")
        expect(page.get_by_text("1 item renamed")).to_be_visible()
        assert visitor.complaints == [
            "error: Failed to load resource: the server responded with a status of 409 (Conflict)"
        ]
    assert names(share) == ["IMG_2031.jpg", "여행", "회의록 50% + notes.txt"]


def test_a_folder_is_made_and_a_file_deleted(server: Running, share: Path, visitor: Phone) -> None:
    page = visitor.page
    page.goto(address(server))
    page.get_by_role("link", name="New folder").click()
    page.get_by_role("textbox", name="Name").fill("새 폴더")
    page.get_by_role("button", name="Make folder").click()
    expect(page.get_by_text("1 folder made")).to_be_visible()
    page.get_by_role("link", name="Rename or delete IMG_2031.jpg").click()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("1 item deleted")).to_be_visible()
    expect(page.get_by_role("link", name="Rename or delete IMG_2031.jpg")).to_have_count(0)
    expect(page.get_by_text("2 folders, 1 file")).to_be_visible()
    assert names(share) == ["trip", "새 폴더", "회의록 50% + notes.txt"]


def test_the_dialog_can_be_left(server: Running, share: Path, visitor: Phone) -> None:
    page = visitor.page
    page.goto(address(server))
    for leave in ("Escape", "Cancel"):
        page.get_by_role("link", name="Rename or delete trip").click()
        expect(page.get_by_role("dialog")).to_be_visible()
        page.keyboard.press(leave) if leave == "Escape" else page.get_by_role("link", name=leave).click()
        expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.url == address(server)


def test_what_is_chosen_is_deleted_after_a_question(server: Running, share: Path, visitor: Phone) -> None:
    page = visitor.page
    page.goto(address(server))
    page.get_by_role("button", name="Select").tap()
    assert not visitor.scrolls_sideways()
    download = page.get_by_text("Download (")
    page.set_viewport_size({"width": 320, "height": 700})
    box = download.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 320
    page.get_by_role("checkbox").filter(has_text="IMG_2031").tap()
    page.get_by_role("checkbox").filter(has_text="회의록").tap()
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Delete").tap()
    assert names(share) == ["IMG_2031.jpg", "trip", "회의록 50% + notes.txt"]
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    page.once("dialog", accept)
    page.get_by_role("button", name="Delete").tap()
    expect(page.get_by_text("2 items deleted")).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(0)
    assert "(2)" in asked[0]
    assert names(share) == ["trip"]


def test_nobody_is_offered_to_delete_where_it_is_not_allowed(share: Path, visitor: Phone) -> None:
    with running(build_site(loopback(share, rights="add"), discard)) as server:
        visitor.page.goto(address(server))
        visitor.page.get_by_role("button", name="Select").tap()
        expect(visitor.page.get_by_role("button", name="All")).to_be_visible()
        expect(visitor.page.get_by_role("button", name="Delete")).to_have_count(0)
        visitor.page.goto("about:blank")


def test_everything_works_without_a_script(server: Running, share: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="ko-KR")
    page = context.new_page()
    page.goto(address(server))
    page.get_by_role("link", name="새 폴더").click()
    page.get_by_role("textbox", name="이름").fill("trip")
    page.get_by_role("button", name="폴더 만들기").click()
    assert "이미 있습니다" in page.get_by_role("alert").inner_text()
    page.get_by_role("textbox", name="이름").fill("사진")
    page.get_by_role("button", name="폴더 만들기").click()
    expect(page.get_by_text("폴더 1개를 만들었습니다")).to_be_visible()
    page.get_by_role("link", name="이름 바꾸기 또는 삭제: 회의록 50% + notes.txt").click()
    page.get_by_role("textbox", name="이름").fill("회의록")
    page.get_by_role("button", name="이름 바꾸기").click()
    page.get_by_role("link", name="이름 바꾸기 또는 삭제: trip").click()
    page.get_by_role("button", name="삭제").click()
    assert page.url == f"{address(server)}?deleted=1"
    context.close()
    assert names(share) == ["IMG_2031.jpg", "사진", "회의록.txt"]


@pytest.mark.parametrize("server", ["inbox"], indirect=True)
def test_an_inbox_takes_files_and_shows_none(server: Running, share: Path, visitor: Phone, tmp_path: Path) -> None:
    mine = [tmp_path / "IMG_2031.jpg", tmp_path / "second.jpg"]
    for file in mine:
        file.write_bytes(file.name.encode())
    page = visitor.page
    page.goto(address(server))
    expect(page.get_by_text("You can only add files here")).to_be_visible()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Add files", exact=True).click()
    chooser.value.set_files(mine)
    expect(page.get_by_text("2 of 2")).to_be_visible()
    assert not visitor.scrolls_sideways()
    assert "trip" not in page.content()
    assert names(share) == ["IMG_2031 (2).jpg", "IMG_2031.jpg", "second.jpg", "trip", "회의록 50% + notes.txt"]
    assert (share / "IMG_2031.jpg").read_bytes() == b"picture"
