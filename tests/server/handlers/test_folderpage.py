"""The plain listing: every name as text and as a link that leads back to it."""

import os
import re
import sys
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest

from shareapp.server.content.names import quote_name
from shareapp.server.handlers.folderpage import folder_page
from tests.support.trees import NASTY_NAMES


@pytest.mark.point(85)
@pytest.mark.fault("CVE-2011-4940")
def test_names_are_escaped_and_their_links_lead_back(tmp_path: Path) -> None:
    page, charset = folder_page(str(tmp_path), NASTY_NAMES, "/")
    assert charset == sys.getfilesystemencoding()
    links = re.findall(rb'href="([^"]*)"', page)
    assert {unquote_to_bytes(link) for link in links} == {os.fsencode(name) for name in NASTY_NAMES}
    assert b"<script>.html" not in page


def test_folders_and_links_are_marked(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("folder")
    (tmp_path / "file").write_text("")
    page = folder_page(str(tmp_path), os.listdir(tmp_path), "/")[0].decode()  # noqa: PTH208 - names, as the caller has
    shown = re.findall(r'href="(.*?)">(.*?)<', page)
    assert shown == [("file", "file"), ("folder/", "folder/"), ("link/", "link@")]


def test_the_title_is_the_url_path_escaped() -> None:
    page = folder_page("/disk", [], "/<a>/")[0]
    assert b"<title>Directory listing for /&lt;a&gt;/</title>" in page
    assert b"/disk" not in page


def test_undecodable_names_survive() -> None:
    page = folder_page("/disk", ["caf\udce9"], "/")[0]
    assert b">caf\xe9<" in page
    assert b'href="caf%ED%B3%A9"' in page
    strict = folder_page("/disk", ["caf\udce9"], "/", quote_name)[0]
    assert b'href="caf%E9"' in strict
