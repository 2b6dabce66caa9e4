"""A small picture of a picture, made in a process of its own: ``python thumbnail.py < photo.jpg > small.webp``.

Decoders are the part of this program that strangers' bytes could bring down, fill up or keep busy. So they run in a
child that reads one open file and writes one answer, with its own bounds of memory and of time, and with the least
of priorities: transfers go first. Nothing of the engine is imported here, which keeps the start short.
"""

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    from PIL.Image import Image

BOX: Final = 400  # pixels of the longer side: a tile of a phone's grid, as sharp as its screen
MEDIA_TYPE: Final = "image/webp"
NO_PICTURE: Final = 3  # exit code

# A decoder that scales while it reads needs little for a large photo; the others hold every pixel at once.
_SCALED_PIXELS: Final = 250_000_000
_PIXELS: Final = 64_000_000
_SCALING: Final = frozenset({"JPEG", "MPO"})
# Those that photos and pictures for the web come in. Others are left out on purpose: some call programs.
_FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "TIFF", "BMP", "ICO")
_MEMORY_BYTES: Final = 1 << 30
_PROFILE_BYTES: Final = 8 * 1024  # of colours; a larger one would outweigh the picture


class NoPicture(Exception):
    """These bytes are damaged, or of another kind."""


def thumbnail(file: BinaryIO) -> bytes:
    """The picture in ``file``, turned as its EXIF says, at most ``BOX`` pixels wide and high; b"" when there are
    too many pixels. Raises NoPicture."""
    import warnings

    from PIL import Image

    Image.MAX_IMAGE_PIXELS = _SCALED_PIXELS
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a photo with odd notes in it is still a photo
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(file, formats=_FORMATS) as picture:
                is_bearable = picture.format in _SCALING or picture.width * picture.height <= _PIXELS
                return _webp(picture) if is_bearable else b""
        except Exception as error:  # a damaged picture may raise anything in its decoder
            raise NoPicture(f"{type(error).__name__}: {error}") from error


def _webp(picture: "Image") -> bytes:
    import io

    from PIL import ImageOps

    profile = picture.info.get("icc_profile") or b""
    colours = "RGBA" if picture.has_transparency_data else "RGB"
    if picture.mode in {"P", "1", "PA"}:
        picture = picture.convert(colours)  # colours of a table cannot be averaged
    picture.thumbnail((BOX, BOX))
    picture = ImageOps.exif_transpose(picture)
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda level: level / 256).convert("L")  # 16 bits of grey
    if picture.mode != colours:
        picture = picture.convert(colours)
    written = io.BytesIO()
    picture.save(written, "WEBP", quality=75, icc_profile=profile if len(profile) <= _PROFILE_BYTES else b"")
    return written.getvalue()


def _become_modest() -> None:
    """Bounds that the system holds, where it knows any; Windows has none of them.

    Who shares as root gives the decoders the rights of nobody: an open file and a pipe is all they need.
    """
    with suppress(ImportError):
        import os
        import pwd
        import resource

        os.nice(10)
        for bound, most in ((resource.RLIMIT_AS, _MEMORY_BYTES), (resource.RLIMIT_FSIZE, 0)):  # it writes into a pipe
            with suppress(ValueError, OSError):  # macOS knows the first one and takes no value for it
                resource.setrlimit(bound, (most, most))
        if os.geteuid() == 0:
            _load_decoders()  # as long as their files may be read
            nobody = pwd.getpwnam("nobody")
            os.setgroups([])
            os.setgid(nobody.pw_gid)
            os.setuid(nobody.pw_uid)


def _load_decoders() -> None:
    import copy  # noqa: F401 - which reading a GIF asks for

    from PIL import Image, ImageOps  # noqa: F401 - loaded for later

    Image.init()


def main() -> int:
    """The child: a picture on standard input, its thumbnail on standard output."""
    _become_modest()
    try:
        content = thumbnail(sys.stdin.buffer)
    except NoPicture as reason:
        sys.stderr.write(f"{reason}\n")
        return NO_PICTURE
    sys.stdout.buffer.write(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
