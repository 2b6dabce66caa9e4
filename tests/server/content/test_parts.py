import io
import json
import re

import pytest
from PIL import Image

from shareapp.server.content.parts import MANIFEST, PREFIX, SCRIPTS, addresses, manifest, parts, script
from shareapp.server.content.words import web_text


def test_every_part_has_an_address_of_its_own_that_changes_with_its_content() -> None:
    for address in parts():
        assert re.fullmatch(re.escape(PREFIX) + r"[a-z]+\.[0-9a-f]{8}\.(js|png)", address)
    assert set(addresses()) == {*SCRIPTS, "icon", "touch"}
    assert set(addresses().values()) == set(parts())


@pytest.mark.parametrize("name", ["page", *SCRIPTS])
def test_a_script_loses_only_what_helps_its_readers(name: str) -> None:
    short, source = script(name), web_text(f"{name}.js")
    assert "\n// " not in short
    assert "\n " not in short
    assert len(short) < len(source)
    strings = r'"[^"\n]*"|`[^`\n]*`'
    code = re.sub(r"(^|\s)// .*$", "", source, flags=re.MULTILINE)
    assert re.findall(strings, short) == re.findall(strings, code)


def test_a_home_screen_learns_the_name_of_the_share_and_finds_its_icons() -> None:
    content = json.loads(manifest("사진 <2024>").content)
    assert content["name"] == "사진 <2024>"
    assert MANIFEST.startswith(PREFIX)
    for icon in content["icons"]:
        picture = Image.open(io.BytesIO(parts()[icon["src"]].content))
        assert icon["sizes"] == f"{picture.width}x{picture.height}"
        assert picture.width == picture.height >= 192
    touch = Image.open(io.BytesIO(parts()[addresses()["touch"]].content)).convert("RGBA")
    assert touch.getpixel((0, 0)) == (11, 110, 117, 255)  # full to its corners: the phone cuts them
