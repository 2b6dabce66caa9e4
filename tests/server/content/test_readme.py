"""A folder's README on its page: readable, and harmless whoever wrote it."""

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from shareapp.server.content import readme as module
from shareapp.server.content.paths import Directory, Root
from shareapp.server.content.readme import README_BYTES, readme_of, rendered
from tests.support.markup import Element, parse
from tests.support.trees import write


def html(tmp_path: Path, text: str | bytes, name: str = "README.md") -> str:
    write(tmp_path / name, text if isinstance(text, bytes) else text.encode())
    folder = Root.at(tmp_path).resolve("/")
    assert isinstance(folder, Directory)
    try:
        return rendered(folder, name)
    finally:
        folder.close()


def page(tmp_path: Path, text: str) -> Element:
    return parse(f"<main>{html(tmp_path, text)}</main>".encode())


@pytest.mark.parametrize(
    ("names", "english", "korean"),
    [
        (["a.md", "README.md", "README.ko.md"], "README.md", "README.ko.md"),
        (["readme.txt", "Readme.MD"], "Readme.MD", "Readme.MD"),
        (["README", "readme.txt"], "readme.txt", "readme.txt"),
        (["README"], "README", "README"),
        (["README.ko.md"], None, "README.ko.md"),
        (["README.html", "readme.md.exe", "MYREADME.md"], None, None),
    ],
)
def test_the_readme_of_the_visitors_language_comes_first(
    names: list[str], english: str | None, korean: str | None
) -> None:
    assert readme_of(names, "en") == english
    assert readme_of(names, "ko") == korean


def test_markdown_becomes_what_it_means(tmp_path: Path) -> None:
    found = page(
        tmp_path, "# 제목\n\nText with **weight**, `code` and ~~nothing~~.\n\n- one\n- two\n\n|a|b|\n|:-|-:|\n|1|2|\n"
    )
    assert found.one("h2").text == "제목"  # the page has its own h1
    assert found.all("h1") == []
    assert found.one("strong").text == "weight"
    assert [item.text for item in found.all("li")] == ["one", "two"]
    assert [cell.attributes["class"] for cell in found.all("td")] == ["left", "right"]
    assert "style=" not in html(tmp_path, "|a|\n|-:|\n|1|\n")


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.org/a?b=c&d", True),
        ("HTTP://example.org", True),
        ("mailto:a@example.org", True),
        ("sub/photo%201.jpg", True),
        ("../other/", True),
        ("#part", True),
        ("?zip", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("java&#115;cript:alert(1)", False),
        ("data:text/html,x", False),
        ("data:image/png;base64,AAAA", False),
        ("vbscript:x", False),
        ("file:///etc/passwd", False),
        ("//elsewhere.example/x", False),
        ("blob:x", False),
        ("intent:x", False),
    ],
)
def test_links_lead_to_this_share_the_web_or_a_mail(tmp_path: Path, address: str, kept: bool) -> None:
    found = page(tmp_path, f"[link]({address})")
    assert len(found.all("a")) == kept


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("photo.jpg", True),
        ("../photo.jpg", True),
        ("/photo.jpg", True),
        ("https://example.org/spy.gif", False),
        ("//example.org/spy.gif", False),
        ("data:image/png;base64,AAAA", False),
    ],
)
def test_pictures_come_from_this_share_only(tmp_path: Path, address: str, kept: bool) -> None:
    found = page(tmp_path, f'![a "sea"]({address})')
    assert [image.attributes["alt"] for image in found.all("img")] == (['a "sea"'] if kept else [])
    if not kept and "data:" not in address:
        assert 'a "sea"' in found.text


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "a <b onclick=x>b</b>",
        "[<script>](x)",
        '![" onerror="alert(1)](x.jpg)',
        '[x](<a" onclick="alert(1)>)',
        "`<script>`",
        "    <script>indented</script>",
        "<!-- comment -->",
        "&lt;script&gt;",
        "<style>*{display:none}</style>",
    ],
)
@pytest.mark.parametrize("name", ["README.md", "README.txt"])
def test_markup_is_shown_as_it_is_written(tmp_path: Path, text: str, name: str) -> None:
    found = parse(f"<main>{html(tmp_path, text, name)}</main>".encode())
    assert [found.all(tag) for tag in ("script", "style", "b")] == [[], [], []]
    for tag in ("a", "img", "p", "code", "pre"):
        for element in found.all(tag):
            assert not [attribute for attribute in element.attributes if attribute.startswith("on")]


def test_plain_text_keeps_its_lines_and_korean_ones_of_old_too(tmp_path: Path) -> None:
    assert html(tmp_path, "a\n  <b>\r\n", "readme.txt") == "<pre>a\n  &lt;b&gt;</pre>"
    assert html(tmp_path, "읽어 보세요".encode("cp949"), "README") == "<pre>읽어 보세요</pre>"


def test_letters_that_cannot_be_shown_are_replaced(tmp_path: Path) -> None:
    assert "\0" not in html(tmp_path, "a\x1b[31mb\x07")
    assert "\ufffd" in html(tmp_path, "a\x1bb")


def test_what_is_too_long_or_no_text_is_left_to_the_list(tmp_path: Path) -> None:
    assert html(tmp_path, b"x" * (README_BYTES + 1)) == ""
    assert html(tmp_path, b"\0\1\2", "README") == ""
    (tmp_path / "readme.txt").mkdir()
    folder = Root.at(tmp_path).resolve("/")
    assert isinstance(folder, Directory)
    assert rendered(folder, "readme.txt") == rendered(folder, "README.markdown") == ""
    folder.close()


@pytest.mark.parametrize("unit", ["[", "*a_", "![", "|a", "~~a", "[a]("])
def test_hostile_markup_takes_no_longer_than_a_person_waits(tmp_path: Path, unit: str) -> None:
    signs = sum(map(unit.count, module._SIGNS))
    most = unit * (module.MARKS // signs)
    module._html.cache_clear()
    began = time.process_time()
    assert html(tmp_path, most + "a" * (README_BYTES - len(most))) != ""
    assert time.process_time() - began < 10
    assert html(tmp_path, unit * (module.MARKS // signs + 1)).startswith("<pre>")  # as it was typed


def test_links_out_of_the_share_are_no_readme(tmp_path: Path) -> None:
    write(tmp_path / "secret.txt", b"secret")
    share = tmp_path / "share"
    share.mkdir()
    (share / "README.md").symlink_to(tmp_path / "secret.txt")
    folder = Root.at(share).resolve("/")
    assert isinstance(folder, Directory)
    assert rendered(folder, "README.md") == ""
    folder.close()


def test_a_share_without_readmes_never_loads_the_library() -> None:
    program = "import sys, shareapp.sharing.site; print([m for m in sys.modules if re.match('markdown_it|html', m)])"
    done = subprocess.run([sys.executable, "-c", "import re; " + program], capture_output=True, text=True, check=True)
    assert not re.findall("markdown_it", done.stdout)
