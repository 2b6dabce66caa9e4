"""A page whose further scripts do not come, as the network went away in between: what is on it still works."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from shareapp.server.content.parts import PREFIX
from shareapp.server.events import discard
from shareapp.sharing.site import build_site
from tests.support.browser import Phone
from tests.support.pictures import photo
from tests.support.running_server import running
from tests.support.sharing import adding
from tests.support.trees import write

pytestmark = pytest.mark.end2end


@pytest.fixture
def page(phone: Phone, tmp_path: Path) -> Iterator[Page]:
    """The page of a folder that takes files, without its parts."""
    write(tmp_path / "share" / "IMG_1.jpg", photo())
    phone.page.route(f"**{PREFIX}*.js", lambda route: route.abort())
    with running(build_site(adding(tmp_path / "share"), discard)) as server:
        phone.page.goto(f"http://127.0.0.1:{server.server.port}/")
        yield phone.page


def test_files_are_sent_by_the_plain_form(page: Page, tmp_path: Path) -> None:
    expect(page.locator("input[type=file]")).to_be_visible()
    page.set_input_files("input[type=file]", {"name": "a.txt", "mimeType": "text/plain", "buffer": b"new"})
    page.get_by_role("button", name="Upload").tap()
    expect(page.get_by_text("1 file added")).to_be_visible()
    assert (tmp_path / "share" / "a.txt").read_bytes() == b"new"


def test_a_picture_opens_by_itself(page: Page) -> None:
    page.get_by_role("button", name="Picture view").tap()
    page.get_by_text("IMG_1.jpg").tap()
    page.wait_for_url("**/IMG_1.jpg")


def test_what_failed_once_is_tried_again(page: Page) -> None:
    page.get_by_role("button", name="Select").tap()
    expect(page.get_by_role("checkbox")).to_have_count(0)
    page.unroute(f"**{PREFIX}*.js")
    page.get_by_role("button", name="Select").tap()
    expect(page.get_by_role("checkbox")).to_have_count(1)
