"""A picture made small: upright, in its colours, and never at the price of the computer."""

import io
import os
import subprocess
import sys
import zlib
from pathlib import Path
from struct import pack

import pytest
from PIL import Image

from shareapp.server.content import thumbnail as module
from shareapp.server.content.thumbnail import BOX, NO_PICTURE, NoPicture, thumbnail
from tests.support.pictures import encoded, half_and_half, is_red, photo


def small(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(thumbnail(io.BytesIO(content))))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF", "TIFF", "BMP"])
def test_every_usual_kind_becomes_a_small_picture_of_the_same_shape(kind: str) -> None:
    picture = small(encoded(half_and_half(1200, 900), kind))
    assert (picture.format, picture.size) == ("WEBP", (BOX, BOX * 3 // 4))
    assert is_red(picture, 20, 100)
    assert not is_red(picture, BOX - 20, 100)


@pytest.mark.parametrize(
    ("orientation", "red_at"),
    [(1, (10, 10)), (2, (390, 10)), (3, (390, 10)), (4, (10, 10)), (5, (10, 10)), (6, (10, 10)), (8, (10, 390))],
)
def test_a_photo_stands_upright(orientation: int, red_at: tuple[int, int]) -> None:
    picture = small(photo(orientation=orientation))
    assert picture.size == ((300, 400) if orientation >= 5 else (400, 300))
    assert is_red(picture, *red_at)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_way_to_write_colours_is_read(mode: str) -> None:
    plain = half_and_half().convert("L") if mode == "I;16" else half_and_half()
    kind = "TIFF" if mode == "CMYK" else "PNG"
    assert small(encoded(plain.convert(mode), kind)).size == (400, 300)


def test_what_is_clear_stays_clear() -> None:
    picture = half_and_half().convert("RGBA")
    picture.putalpha(0)
    assert small(encoded(picture, "PNG")).mode == "RGBA"


def test_a_small_picture_is_not_blown_up() -> None:
    assert small(encoded(half_and_half(20, 10), "PNG")).size == (20, 10)


def test_the_first_picture_of_a_moving_one_is_shown() -> None:
    moving = encoded(half_and_half(), "GIF", save_all=True, append_images=[Image.new("RGB", (800, 600))])
    assert is_red(small(moving), 10, 10)


def bomb(width: int, height: int) -> bytes:
    """A PNG that says how large it is and no more."""
    parts = (b"IHDR" + pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0), b"IDAT")
    return b"\x89PNG\r\n\x1a\n" + b"".join(pack(">I", len(p) - 4) + p + pack(">I", zlib.crc32(p)) for p in parts)


def test_too_many_pixels_are_not_even_looked_at() -> None:
    assert thumbnail(io.BytesIO(bomb(9000, 9000))) == b""
    with pytest.raises(NoPicture, match="DecompressionBomb"):
        thumbnail(io.BytesIO(bomb(60_000, 60_000)))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no picture",
        photo()[:2000],
        b"\0\0\0\x18ftypheic\0\0\0\0heic",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    ],
    ids=["empty", "text", "cut", "heic", "postscript"],
)
def test_what_cannot_be_shown_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(NoPicture):
        thumbnail(io.BytesIO(content))


def run(content: bytes) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-P", module.__file__]
    return subprocess.run(command, input=content, capture_output=True, check=False)


def test_a_process_of_its_own_makes_it() -> None:
    done = run(photo())
    assert done.returncode == 0
    assert Image.open(io.BytesIO(done.stdout)).size == (400, 300)
    refused = run(b"no picture")
    assert (refused.returncode, refused.stdout) == (NO_PICTURE, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="rights are POSIX's")
@pytest.mark.parametrize(("user", "changes"), [(0, ["setgroups", "setgid", "setuid"]), (1000, [])])
def test_decoders_never_have_the_rights_of_root(monkeypatch: pytest.MonkeyPatch, user: int, changes: list[str]) -> None:
    import resource

    def refuse(*_: object) -> None:
        raise ValueError("as macOS does")

    seen: list[str] = []
    monkeypatch.setattr(os, "nice", lambda _: 0)
    monkeypatch.setattr(resource, "setrlimit", refuse)
    monkeypatch.setattr(os, "geteuid", lambda: user)
    for name in ("setgroups", "setgid", "setuid"):
        monkeypatch.setattr(os, name, lambda _, name=name: seen.append(name))
    module._become_modest()
    assert seen == changes


def test_the_share_itself_never_loads_the_decoders() -> None:
    program = "import sys, shareapp.sharing.site; print([m for m in sys.modules if m.startswith('PIL')])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_decoders_need_no_file_any_more_when_they_lose_their_rights(tmp_path: Path) -> None:
    """Python itself may lie where nobody may read."""
    kinds = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "TIFF", "BMP")
    for kind in kinds:
        (tmp_path / kind).write_bytes(encoded(half_and_half(), kind))
    (tmp_path / "photo").write_bytes(photo(orientation=6))
    script = f"""
import sys
sys.path.insert(0, {str(Path(module.__file__).parent)!r})
import thumbnail
thumbnail._load_decoders()
before = set(sys.modules)
for name in sys.argv[1:]:
    with open(name, "rb") as file:
        assert thumbnail.thumbnail(file)
print(sorted(set(sys.modules) - before))
"""
    names = [str(path) for path in sorted(tmp_path.iterdir())]
    done = subprocess.run([sys.executable, "-c", script, *names], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
