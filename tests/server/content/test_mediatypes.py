"""Promises of mediatypes: the same answer on every machine, text with its charset, a kind for every tile."""

import pytest

from shareapp.server.content.mediatypes import DEFAULT, Kind, content_type, extension, kind


@pytest.mark.fault("gh-88141", "media-types")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("page.html", "text/html; charset=utf-8"),
        ("PAGE.HTM", "text/html; charset=utf-8"),
        ("app.js", "text/javascript; charset=utf-8"),
        ("app.mjs", "text/javascript; charset=utf-8"),
        ("style.css", "text/css; charset=utf-8"),
        ("notes.txt", "text/plain; charset=utf-8"),
        ("read.me.md", "text/markdown; charset=utf-8"),
        ("data.json", "application/json"),
        ("feed.xml", "application/xml"),
        ("code.wasm", "application/wasm"),
        ("drawing.svg", "image/svg+xml"),
        ("photo.JPG", "image/jpeg"),
        ("photo.heic", "image/heic"),
        ("photo.avif", "image/avif"),
        ("photo.webp", "image/webp"),
        ("film.mp4", "video/mp4"),
        ("film.mkv", "video/matroska"),
        ("film.mov", "video/quicktime"),
        ("song.m4a", "audio/mp4"),
        ("song.flac", "audio/flac"),
        ("song.ogg", "audio/ogg"),
        ("font.woff2", "font/woff2"),
        ("book.epub", "application/epub+zip"),
        ("text.hwp", "application/x-hwp"),
        ("app.apk", "application/vnd.android.package-archive"),
        ("letter.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("backup.7z", "application/x-7z-compressed"),
        ("backup.tar.gz", "application/gzip"),
        ("backup.tgz", "application/gzip"),
        ("README", "text/plain; charset=utf-8"),
        ("LICENSE", "text/plain; charset=utf-8"),
        ("unknown.zzz", DEFAULT),
        ("unknown", DEFAULT),
        ("trailing.", DEFAULT),
        ("html", DEFAULT),
        (".html", "text/html; charset=utf-8"),
        ("", DEFAULT),
    ],
)
def test_the_extension_decides_the_type(name: str, expected: str) -> None:
    assert content_type(name) == expected


def test_the_default_is_the_callers() -> None:
    assert content_type("unknown.zzz", "text/plain") == "text/plain"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("IMG_2031.JPG", "image"),
        ("a.heic", "image"),
        ("a.mov", "video"),
        ("a.mp3", "audio"),
        ("a.pdf", "document"),
        ("a.txt", "document"),
        ("README", "document"),
        ("a.hwp", "document"),
        ("a.tar.xz", "archive"),
        ("a.apk", "archive"),
        ("a.py", "code"),
        ("a.json", "code"),
        ("a.ttf", "other"),
        ("a.unknown", "other"),
        ("noextension", "other"),
    ],
)
def test_the_kind_is_what_a_person_would_say(name: str, expected: Kind) -> None:
    assert kind(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"), [("a.TXT", "txt"), ("a.tar.gz", "gz"), ("a", ""), ("a.", ""), (".x", "x")]
)
def test_the_extension_is_after_the_last_dot(name: str, expected: str) -> None:
    assert extension(name) == expected
