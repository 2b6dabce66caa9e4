"""Pictures of every kind that phones, cameras and strangers send."""

import io

from PIL import Image

RED, BLUE = (200, 30, 30), (30, 30, 200)


def half_and_half(width: int = 800, height: int = 600) -> Image.Image:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height))
    return picture


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    """The bytes of ``picture`` as a file of ``kind`` ("JPEG", "PNG", ...)."""
    written = io.BytesIO()
    picture.save(written, kind, **options)
    return written.getvalue()


def photo(width: int = 800, height: int = 600, orientation: int = 1) -> bytes:
    """A JPEG as a camera writes it, its sensor turned as ``orientation`` says (EXIF tag 274)."""
    exif = Image.Exif()
    exif[274] = orientation
    return encoded(half_and_half(width, height), "JPEG", exif=exif)


def is_red(picture: Image.Image, x: int, y: int) -> bool:
    """Whether the point is red rather than blue."""
    red, _, blue, *_ = picture.convert("RGB").getpixel((x, y))  # type: ignore[misc]
    return bool(red > blue)
