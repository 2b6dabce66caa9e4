import base64
import hashlib
import os
import re
import subprocess
import sys
from itertools import islice
from xml.etree import ElementTree as ET

import pytest
from jinja2 import UndefinedError

from shareapp.server.content.page import chunks, page_headers, render
from shareapp.server.content.parts import MANIFEST, SCRIPTS, addresses
from shareapp.server.content.words import web_text
from tests.support.markup import parse

ERROR = {"title": "t", "hint": "h", "number": "", "status": "s", "href": "/", "action": "a"}
LISTING_CSS = web_text("page.css")


def error_page(**values: str) -> bytes:
    return b"".join(render("error.html", "en", **(ERROR | values)))


def policy() -> str:
    return dict(page_headers("en"))["Content-Security-Policy"]


def directives() -> dict[str, str]:
    return dict(part.split(" ", 1) for part in policy().split("; "))


def sha256(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{3,6})", block))


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    linear = [
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.point(88)
def test_only_our_own_style_and_script_may_run() -> None:
    assert directives()["default-src"] == "'none'"
    page, *others = directives()["style-src"].split()
    assert page == sha256(parse(error_page()).one("style").text)
    assert others == [sha256(web_text(f"{name}.css").replace("\n", "")) for name in ("login", "manage")]
    assert directives()["connect-src"] == "'self'"
    assert "unsafe" not in policy()


def test_nobody_frames_the_page_or_moves_its_links() -> None:
    assert directives()["frame-ancestors"] == "'none'"
    assert directives()["base-uri"] == "'none'"
    assert directives()["form-action"] == "'self'"


def test_nothing_is_fetched_from_elsewhere() -> None:
    files = ("frame.html", "listing.html", "login.html", "error.html", "login.css", "page.css", "page.js")
    text = "".join(map(web_text, (*files, *(f"{name}.js" for name in SCRIPTS))))
    assert not re.findall(r"https?:|//[a-z]|@import|url\(", re.sub(r"^ *//.*$|; // .*$", "", text, flags=re.MULTILINE))
    assert set(re.findall(r'url\("([a-z]+):', parse(error_page()).one("style").text)) == {"data"}
    icon, *others = [link.attributes["href"] for link in parse(error_page()).all("link")]
    assert icon.startswith("data:image/svg+xml,")
    assert others == [addresses()["touch"], MANIFEST]


def test_style_and_script_cannot_end_their_element() -> None:
    assert error_page().lower().count(b"</style") == 1
    assert not re.search("</script|<!--", web_text("page.js"), re.IGNORECASE)


def test_every_icon_is_a_picture_and_is_there() -> None:
    style = parse(error_page()).one("style").text
    there = dict(re.findall(r'--icon-([a-z]+):url\("data:image/svg\+xml,([^"]+)"\)', style))
    assert set(re.findall(r"var\(--icon-([a-z]+)\)", LISTING_CSS)) == set(there)
    for name in there:
        assert ET.fromstring(web_text(f"icons/{name}.svg")).attrib["viewBox"] == "0 0 24 24"  # noqa: S314 - our own


def test_every_colour_used_is_defined_for_light_and_dark() -> None:
    light, dark = re.findall(r":root\{\n?(.*?)\}", LISTING_CSS, re.DOTALL)
    assert set(colours(light)) == set(colours(dark))
    used = set(re.findall(r"var\(--([a-z-]+)", LISTING_CSS)) - {"icon", "ink", "soft"}
    assert {name for name in used if not name.startswith("icon-")} <= set(colours(light))


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("text", "bg"),
        ("text", "surface"),
        ("text", "sunken"),
        ("muted", "bg"),
        ("muted", "surface"),
        ("muted", "sunken"),
        ("muted", "accent-soft"),
        ("accent-text", "bg"),
        ("accent-text", "surface"),
        ("accent-text", "sunken"),
        ("accent-text", "accent-soft"),
        ("on-accent", "accent"),
        ("on-accent", "accent-hover"),
        ("on-accent", "accent-press"),
    ],
)
def test_text_is_readable_on_its_ground(theme: int, text: str, ground: str) -> None:
    palette = colours(re.findall(r":root\{\n?(.*?)\}", LISTING_CSS, re.DOTALL)[theme])
    assert contrast(palette[text], palette[ground]) >= 4.5


def test_values_are_escaped() -> None:
    nasty = "</p><script>alert('1')</script>&\""
    document = parse(error_page(title=nasty, hint=nasty, status=nasty, href=nasty))
    assert document.all("script") == []
    assert document.one("h1").text == document.one("title").text == nasty
    assert document.one("a", "primary").attributes["href"] == nasty


def test_a_forgotten_value_fails_loudly() -> None:
    with pytest.raises(UndefinedError):
        b"".join(render("error.html", "en", title="t"))


def test_pieces_leave_in_chunks() -> None:
    assert list(chunks(["a" * 5000, "b" * 5000, "c"])) == [b"a" * 5000 + b"b" * 5000, b"c"]
    assert list(chunks([])) == []
    assert list(chunks(["é"])) == ["é".encode()]


def test_pieces_are_taken_only_when_asked_for() -> None:
    taken = iter(["x" * 9000] * 100)
    assert len(list(islice(chunks(taken), 2))) == 2
    assert len(list(taken)) == 98


def test_a_share_of_files_only_never_loads_the_template_engine() -> None:
    program = "import sys, shareapp.server.layers.answers; print([m for m in sys.modules if m.startswith('jinja2')])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout == "[]\n"
