"""A phone: headless Chromium with a phone's screen, touch and user agent, which tells every complaint of the page."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

WIDTH, HEIGHT = 390, 844

PHONE_AGENT = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0.0.0 Mobile Safari/537.36"
)

_FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Its own sandbox needs user namespaces, which containers refuse; it only ever opens our loopback pages.
    "--no-sandbox",
]


@dataclass
class Phone:
    """One browser tab with the complaints it has seen: console errors, uncaught exceptions, failed requests."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"uncaught: {error}"))
        self.page.on("requestfailed", lambda request: self.complaints.append(f"{request.url}: {request.failure}"))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text}")

    def scrolls_sideways(self) -> bool:
        """Whether the page is wider than the screen."""
        wider: bool = self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        return wider


def chromium_path() -> str | None:
    """Where the system's Chromium (or Chrome) is."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


@contextmanager
def chromium(*flags: str) -> Iterator[Browser]:
    """Start the system's Chromium without a window, with more ``flags``; skip when there is none."""
    path = chromium_path()
    if path is None:
        pytest.skip("not installed: chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*_FLAGS, *flags])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def phone(browser: Browser, *, locale: str = "en-US", dark: bool = False) -> Iterator[Phone]:
    """A fresh profile and one tab. Certificates that nobody signed are accepted, as by a person after the warning."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT},
        device_scale_factor=2,
        is_mobile=True,
        has_touch=True,
        user_agent=PHONE_AGENT,
        locale=locale,
        color_scheme="dark" if dark else "light",
        ignore_https_errors=True,
        accept_downloads=True,
    )
    try:
        yield Phone(context.new_page())
    finally:
        context.close()
