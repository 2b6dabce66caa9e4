"""Points 78 to 85 over real sockets: which file a URL means, and that it is inside the folder."""

import html
import ntpath
import os
import re
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest

from shareapp.server import SimpleHTTPRequestHandler
from shareapp.server.content.names import POSIX, WINDOWS, NameRules, names_in
from shareapp.server.errors import HTTPError
from tests.support import handling, targets
from tests.support.targets import ALL, CANARY, CONTENT, HOST, LAST, STRICT, Target
from tests.support.trees import nasty_names, write

posix_only = pytest.mark.skipif(os.name == "nt", reason="links and FIFOs of POSIX")


@pytest.mark.point(78)
@ALL
def test_a_path_is_decoded_exactly_once(target: Target, share: Path) -> None:
    write(share / "%41.txt", b"literal")
    write(share / "A.txt", b"decoded")
    assert target.get("/%2541.txt").body == b"literal"
    assert target.get("/%41.txt").body == b"decoded"
    assert target.get("/%252e%252e/canary.txt").status == 404
    assert target.get("/%ED%95%9C%EA%B8%80%20%EB%85%B8%EB%9E%98.txt").body == CONTENT


@pytest.mark.point(78)
@pytest.mark.fault("gh-103223")
@ALL
def test_an_encoded_nul_is_400_whatever_stands_there(target: Target) -> None:
    for path in ("/%00", "/song.txt%00", "/%00/../song.txt", "/folder/%00/"):
        assert target.get(path).status == 400, path


@pytest.mark.point(78)
@STRICT
def test_every_encoded_control_character_is_400(target: Target) -> None:
    for code in (*range(0x20), 0x7F):
        assert target.get(f"/a%{code:02x}b").status == 400, code


ESCAPES: tuple[str, ...] = (
    "/..",
    "/../canary.txt",
    "/%2e%2e/canary.txt",
    "/%2E%2E/canary.txt",
    "/.%2e/canary.txt",
    "/%2e./canary.txt",
)
ESCAPES += ("/folder/../../canary.txt", "/./../canary.txt", "/..%2fcanary.txt", "/..%2Fcanary.txt", "/.../canary.txt")
ESCAPES += (
    "/....//canary.txt",
    "/%c0%ae%c0%ae/canary.txt",
    "/%e0%80%ae%e0%80%ae/canary.txt",
    "/%252e%252e%252fcanary.txt",
)
ESCAPES += ("//../canary.txt", "///../../canary.txt", "/folder/%2e%2e%2f%2e%2e%2fcanary.txt", "/..;/canary.txt")
ESCAPES += (
    "/..%c0%afcanary.txt",
    "/%2e%2e%2fcanary.txt%3f",
    "/..%5ccanary.txt",
    "/%5c..%5ccanary.txt",
    "/..%00/canary.txt",
)


@pytest.mark.point(79)
@pytest.mark.fault("bpo-26657")
@ALL
def test_no_spelling_of_dots_leaves_the_folder(target: Target) -> None:
    """The product and the strict profile refuse; what the lenient one makes of the dots stays inside."""
    for path in ESCAPES:
        answer = target.get(path)
        assert CANARY not in answer.body, path
        assert answer.status in ((200, 301, 400, 404) if target.kind == "lenient" else (400, 404)), path


@pytest.mark.point(79)
@pytest.mark.fault("bpo-26657")
@ALL
def test_no_target_without_a_slash_leaves_the_folder(target: Target) -> None:
    for path in ("../canary.txt", "..%2fcanary.txt", "%2e%2e/canary.txt", "folder/../../canary.txt"):
        assert target.statuses(f"GET {path} HTTP/1.1\r\n", HOST, "Connection: close\r\n\r\n")[0] in (400, 404), path


@pytest.mark.point(79)
@ALL
def test_an_absolute_path_of_the_disk_is_no_way_out(target: Target, share: Path) -> None:
    for path in (f"/{quote(str(share.parent))}/canary.txt", f"/%2f{share.parent}/canary.txt", "/file:///etc/hostname"):
        assert target.get(path).status == 404, path


@pytest.mark.point(80)
@ALL
def test_an_encoded_slash_is_in_no_name(target: Target) -> None:
    inside = target.get("/folder%2finside.txt")
    assert inside.status == (200 if target.kind == "lenient" else 404)


@pytest.mark.point(80)
@posix_only
@ALL
def test_an_encoded_backslash_may_be_in_a_name_and_a_raw_one_is_400(target: Target, share: Path) -> None:
    write(share / "back\\slash.txt", b"a name like any")
    assert target.get("/back%5cslash.txt").body == b"a name like any"
    assert target.statuses("GET /back\\slash.txt HTTP/1.1\r\n", HOST, "\r\n", LAST)[0] == 400
    for rules, allowed in ((POSIX, True), (WINDOWS, False)):
        assert accepts("/back%5cslash.txt", rules) is allowed


def accepts(path: str, rules: NameRules) -> bool:
    """Whether these rules take the path for names."""
    try:
        names_in(path, rules)
    except HTTPError:
        return False
    return True


ON_WINDOWS = {
    "gh-104711": ["/C:", "/C:/x", "/c:song.txt", "/X:/cgi-bin/a.py", "/folder/C:inside.txt"],
    "gh-104712": [
        "/a.py::$DATA",
        "/folder::$INDEX_ALLOCATION",
        "/a.txt:stream",
        "/:$I30:$INDEX_ALLOCATION",
        "/SONG~1.TXT",
    ],
    "gh-157504": [
        "/..%20/x",
        "/...%20./x",
        "/..%20",
        "/a.",
        "/a%20",
        "/folder./x",
        "/folder%20/x",
        "/.../x",
        "/a.%20.",
    ],
    "devices": ["/con", "/CON", "/prn", "/aux", "/NUL", "/nul.txt", "/CON.tar.gz", "/com1", "/LPT9.log", "/conin$"],
    "more devices": ["/CONOUT$", "/com%C2%B9", "/lpt%C2%B2.txt", "/com%C2%B3", "/folder/aux", "/con%20.txt", "/nul%20"],
    "prefixes": ["/%5c%5chost/share", "/%5c%5c%3f/C:/x", "/%5c%5c.%5cpipe", "/folder%5cinside.txt", "/..%5ccanary.txt"],
}
"""What is more than a plain name to Windows."""

PLAIN_THERE = [
    "/song.txt",
    "/console",
    "/com10",
    "/nullable.txt",
    "/a~b",
    "/folder/inside.txt",
    "/..a",
    "/lpt",
    "/a%20b",
]


@pytest.mark.point(81)
@pytest.mark.fault("gh-157504", "gh-104711", "gh-104712")
@pytest.mark.parametrize("strict", [True, False])
def test_windows_names_that_are_more_than_names_are_refused_on_every_system(share: Path, strict: bool) -> None:
    class OnWindows(handling.Quiet, SimpleHTTPRequestHandler):
        name_rules = WINDOWS
        protocol_version = "HTTP/1.1"

    OnWindows.strict = strict
    with handling.serving(partial(OnWindows, directory=share)) as server:
        target = Target("strict" if strict else "lenient", server.server_address[1], share)
        for path in [path for paths in ON_WINDOWS.values() for path in paths]:
            assert target.get(path).status == 404, path
            assert not accepts(path, WINDOWS), path
        assert target.get("/song.txt").body == CONTENT


@pytest.mark.point(81)
@pytest.mark.fault("gh-157504")
def test_what_windows_rules_accept_stays_inside_by_ntpath() -> None:
    for path in PLAIN_THERE:
        names = names_in(path, WINDOWS)
        joined = ntpath.normpath(ntpath.join("C:\\share", *names))
        assert joined == "\\".join(["C:", "share", *names]), path
        assert ntpath.splitdrive(joined)[0] == "C:"
    refused = [path for paths in ON_WINDOWS.values() for path in paths]
    assert not any(accepts(path, WINDOWS) for path in refused)


@pytest.mark.point(81)
@pytest.mark.fault("gh-157504", "gh-104711")
def test_translate_path_drops_drives_by_ntpath_as_http_server_does(monkeypatch: pytest.MonkeyPatch) -> None:
    import shareapp.server as engine

    monkeypatch.setattr(engine.os, "path", ntpath)
    handler = SimpleHTTPRequestHandler.__new__(SimpleHTTPRequestHandler)
    handler.directory = "C:\\share"
    for path in ("/c:/c:c:foo/filename", "/c:../filename", "/..\\..\\filename", "/c:\\c:..\\foo/filename"):
        translated = handler.translate_path(path)
        assert ntpath.normpath(translated) == translated, path
        assert translated.startswith("C:\\share"), path


@pytest.mark.point(82)
@pytest.mark.fault("gh-132142")
@posix_only
@ALL
def test_a_link_out_of_the_folder_is_404_and_followed_by_the_lenient_profile_alone(target: Target, share: Path) -> None:
    write(share.parent / "outside" / "other.txt", b"other")
    (share / "link.txt").symlink_to(share.parent / "outside" / "other.txt")
    (share / "way").symlink_to(share.parent / "outside")
    (share / "inner.txt").symlink_to("song.txt")
    wanted = 200 if target.kind == "lenient" else 404
    assert [target.get(path).status for path in ("/link.txt", "/way/other.txt")] == [wanted, wanted]
    assert target.get("/inner.txt").body == CONTENT


@pytest.mark.point(82)
@pytest.mark.fault("fifo-blocks")
@posix_only
@ALL
def test_only_regular_files_are_opened_and_a_fifo_blocks_nobody(target: Target, share: Path) -> None:
    os.mkfifo(share / "fifo")
    (share / "null").symlink_to("/dev/null")
    (share / "dangling").symlink_to("nowhere")
    (share / "circle").symlink_to("circle")
    for path in ("/fifo", "/null", "/dangling", "/circle"):
        assert target.get(path).status in (403, 404), path
    assert target.get().body == CONTENT


HIDDEN = (
    ".secret",
    ".SECRET",
    ".git/config",
    "folder/.ds_store",
    "Thumbs.db",
    "THUMBS.DB",
    "desktop.INI",
    "\u200c.git/x",
)


@pytest.mark.point(83)
def test_hidden_names_are_hidden_in_every_spelling_and_for_every_method(share: Path) -> None:
    for name in HIDDEN:
        write(share / name, b"hidden")
    with targets.serving("product", share, **targets.WRITABLE, existing="replace") as target:
        for name in HIDDEN:
            path = "/" + quote(name)
            for method in ("GET", "HEAD"):
                assert target.get(path, method=method).status == 404, path
            assert target.get(path, ("Content-Length", "0"), method="PUT").status in (403, 404), path
            assert (share / name).read_bytes() == b"hidden"
        listing = target.get("/", ("Accept", "application/json")).body.decode().lower()
        assert not re.search(r"secret|thumbs|desktop|\.git", listing)


@pytest.mark.point(84)
@pytest.mark.fault("gh-87389", "gh-76265")
@ALL
def test_a_redirect_adds_the_slash_keeps_the_query_and_stays_on_this_site(target: Target, share: Path) -> None:
    write(share / 'a "b" <c>' / "x")
    rows = {
        "/folder": "/folder/",
        "//folder": "/folder/",
        "///folder": "/folder/",
        "/folder?a=1&b=%20": "/folder/?a=1&b=%20",
    }
    rows |= {"/a%20%22b%22%20%3Cc%3e": "/a%20%22b%22%20%3Cc%3E/", "/folder?//evil.example": "/folder/?//evil.example"}
    for path, location in rows.items():
        answer = target.get(path)
        assert (answer.status, (answer.field("Location") or "").replace("%3e", "%3E")) == (301, location), path
        assert answer.field("Content-Length") == "0"


@pytest.mark.point(84)
@pytest.mark.fault("gh-87389", "gh-132826", "gh-76265")
@ALL
def test_no_path_redirects_to_another_site(target: Target) -> None:
    for slashes in ("/", "//", "///"):
        for tail in ("..", "%2e%2e", "%2e%2e/", "%2e%2e%2f", "..%2f", "../folder", "%2e%2e%2ffolder"):
            location = target.get(f"{slashes}evil.example/{tail}").field("Location") or "/"
            assert re.match(r"/(?![/\\])", location), (slashes, tail, location)
    for path in ("/\\evil.example/%2e%2e%2f", "/\\evil.example/..", "/\\/evil.example/%2e%2e"):
        assert target.statuses(f"GET {path} HTTP/1.1\r\n", HOST, "\r\n")[0] == 400, path


@pytest.mark.point(84)
@pytest.mark.fault("bpo-17324")
@ALL
def test_a_slash_behind_a_file_is_404_encoded_or_not(target: Target) -> None:
    for path in ("/song.txt/", "/song.txt//", "/song.txt%2f", "/song.txt%2F", "/song.txt/x", "/song.txt/?a"):
        assert target.get(path).status == 404, path


@pytest.mark.point(85)
@ALL
def test_every_link_of_a_listing_leads_to_its_file(target: Target, share: Path) -> None:
    names = [name for name in nasty_names() if not name.startswith((".", "%2e%2e"))]
    for name in names:
        write(share / "nasty" / name, name.encode("utf-8", "surrogateescape"))
    page = target.get("/nasty/").body.decode("ascii", "replace")
    links = {html.unescape(link) for link in re.findall(r'href="([^"]+)"', page)}
    inside = [link.removeprefix("./") for link in links if not re.match(r"/|\.\./|[?#]", link)]
    found = [target.get(f"/nasty/{link}") for link in inside]
    bodies = {answer.body for answer in found if answer.status == 200}
    assert {name.encode("utf-8", "surrogateescape") for name in names} <= bodies
