"""Real parts for the tests of this folder: a screen, a browser that thinks it is a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.browser import Phone, chromium, phone
from tests.support.display import Display, virtual_display


@pytest.fixture(scope="session")
def display() -> Iterator[Display]:
    """One screen for the run, 1280 x 1000, with a window manager."""
    with virtual_display() as started:
        yield started


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for a file; every test takes its own profile of it. A file may start one with other flags instead:
    only one at a time can be driven."""
    with chromium() as started:
        yield started


@pytest.fixture(name="phone")
def phone_tab(browser: Browser) -> Iterator[Phone]:
    """A phone that has never been here."""
    with phone(browser) as opened:
        yield opened
