"""Promises of names: decoded once, refused rather than repaired, back to the same bytes."""

import contextlib
import ntpath
import os
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shareapp.server.content.names import (
    POSIX,
    WINDOWS,
    NameRules,
    fold,
    is_hidden,
    is_reachable,
    names_in,
    quote_name,
    quote_path,
)
from shareapp.server.errors import HTTPError
from tests.support.trees import NASTY_NAMES, UNDECODABLE, UNREACHABLE

BOTH = (POSIX, WINDOWS)


def status_of(path: str, rules: NameRules = POSIX) -> int:
    with pytest.raises(HTTPError) as refusal:
        names_in(path, rules)
    return refusal.value.status


def names_or_status(path: str, rules: NameRules) -> tuple[str, ...] | int:
    try:
        return names_in(path, rules)
    except HTTPError as refusal:
        return refusal.status


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/", ()),
        ("/a/b.txt", ("a", "b.txt")),
        ("/a/", ("a",)),
        ("//a///b", ("a", "b")),
        ("/%41%20b", ("A b",)),
        ("/%2525", ("%25",)),  # once
        ("/%252e%252e/x", ("%2e%2e", "x")),
        ("/100%", ("100%",)),
        ("/%zz", ("%zz",)),
        ("/%ED%95%9C", ("한",)),
        ("/\xed\x95\x9c", ("한",)),  # raw octets, as curl sends them
        ("/a;b=c&d", ("a;b=c&d",)),
        ("/a+b", ("a+b",)),
        ("/.../x", ("...", "x")),
        ("/..a", ("..a",)),
    ],
)
def test_a_path_is_decoded_exactly_once(path: str, names: tuple[str, ...]) -> None:
    assert names_in(path, POSIX) == names


@pytest.mark.parametrize("path", [f"/a%{code:02x}b" for code in (*range(0x20), 0x7F)] + ["/%00", "/x/%0A", "/a\x01"])
@pytest.mark.parametrize("rules", BOTH)
def test_control_characters_are_400(path: str, rules: NameRules) -> None:
    assert status_of(path, rules) == 400


@pytest.mark.parametrize("path", ["/a\\b", "/..\\x", "/\\host/", "/한"])
def test_what_no_request_target_holds_is_400(path: str) -> None:
    assert status_of(path) == 400


@pytest.mark.parametrize(
    "path",
    [
        "/..",
        "/../x",
        "/a/../b",
        "/%2e%2e/x",
        "/%2E./x",
        "/.%2e",
        "/.",
        "/a/./b",
        "/%2e/",
        "/..%2fx",
        "/a%2fb",
        "/a%2F",
        "/%2f%2fhost",
        "/%2e%2e%2f%2e%2e%2fetc/passwd",
    ],
)
@pytest.mark.parametrize("rules", BOTH)
def test_dot_segments_and_encoded_slashes_are_404(path: str, rules: NameRules) -> None:
    assert status_of(path, rules) == 404


def test_an_overlong_dot_is_a_strange_name_and_no_dot() -> None:
    assert names_in("/%c0%ae%c0%ae/x", POSIX) == (os.fsdecode(b"\xc0\xae\xc0\xae"), "x")
    assert status_of("/%c0%ae%c0%ae/x", WINDOWS) == 404


@pytest.mark.point(81)
@pytest.mark.fault("gh-157504", "gh-104711", "gh-104712")
@pytest.mark.parametrize(
    "path",
    [
        "/C:/x",
        "/C:",
        "/x:stream",
        "/x.txt::$DATA",
        "/d:$I30:$INDEX_ALLOCATION",
        "/..%20/x",
        "/...%20./x",
        "/.%20",
        "/name.",
        "/name%20",
        "/a%5cb",
        "/..%5cx",
        "/%5c%5chost/share",
        "/%5c%5c%3f/x",
        "/con",
        "/CON.txt",
        "/Nul",
        "/aux.tar.gz",
        "/prn%20.txt",
        "/com1",
        "/COM9.log",
        "/lpt0",
        "/com%C2%B9",
        "/LPT%C2%B3.txt",
        "/conin%24",
        "/CONOUT$",
        "/PROGRA~1",
        "/a/LONGF~12.TXT",
        "/git~1",
        "/%ff",
        "/a%22b",
        "/a*",
        "/a%3fb",
        "/%3cx%3e",
        "/a%7cb",
    ],
)
def test_windows_refuses_what_is_not_one_plain_name(path: str) -> None:
    assert status_of(path, WINDOWS) == 404


@pytest.mark.parametrize(
    "name",
    ["console", "com10", "comx", "lpt", "a.con", "nullable", ".git", "backup~", "a~b.txt", "longer~name~1.txt", "한글"],
)
def test_windows_serves_names_that_only_look_special(name: str) -> None:
    assert names_in(f"/{quote_name(name)}", WINDOWS) == (name,)


@given(st.text())
def test_names_are_quoted_as_the_standard_library_does(name: str) -> None:
    octets = name.encode("utf-8", "surrogatepass")
    with contextlib.suppress(UnicodeEncodeError):
        octets = os.fsencode(name)
    assert quote_name(name) == quote_from_bytes(octets, "!$&'()*+,=:@")


@pytest.mark.point(81)
@pytest.mark.fault("gh-157504")
@given(st.lists(st.text(alphabet=st.sampled_from(". ~1:\\/ABCcomnul$¹%é"), min_size=1, max_size=8), max_size=4))
def test_accepted_windows_names_go_down_one_folder_each(names: list[str]) -> None:
    if any(map(WINDOWS.refuses, names)):
        return
    joined = ntpath.join("C:\\share", *names)
    assert ntpath.normpath(joined).split("\\")[2:] == names
    assert ntpath.splitdrive(joined)[0] == "C:"


@pytest.mark.parametrize("name", [*NASTY_NAMES, UNDECODABLE])
def test_a_quoted_name_is_read_back(name: str) -> None:
    quoted = quote_name(name)
    assert quoted.isascii()
    assert not set(quoted) & set(' "<>\\^`{|}#?/;')
    assert names_in(quote_path(("folder", name)), POSIX) == ("folder", name)


@given(st.binary(min_size=1, max_size=40))
def test_any_posix_name_survives_the_way_into_a_url_and_back(octets: bytes) -> None:
    name = os.fsdecode(octets.replace(b"/", b"_"))
    if is_reachable(name, POSIX):
        assert names_in(f"/{quote_name(name)}", POSIX) == (name,)


@given(st.text(min_size=1, max_size=20))
def test_any_windows_name_survives_the_way_into_a_url_and_back(name: str) -> None:
    if is_reachable(name, WINDOWS) and not any("\udc80" <= character <= "\udcff" for character in name):
        assert names_in(f"/{quote_name(name)}", WINDOWS) == (name,)


@given(st.text(alphabet=st.characters(max_codepoint=0xFF), max_size=60))
def test_any_path_gives_plain_names_or_a_refusal(path: str) -> None:
    for rules in BOTH:
        names = names_or_status(f"/{path}", rules)
        assert names in {400, 404} or isinstance(names, tuple)
        if isinstance(names, tuple):
            assert not any(name in {"", ".", ".."} or "/" in name or "\0" in name for name in names)


@pytest.mark.point(83)
@pytest.mark.parametrize(
    "name",
    [
        ".git",
        ".DS_Store",
        "...",
        "\u200c.git",
        "\ufeff\u200d.x",
        "Thumbs.db",
        "THUMBS.DB",
        "desktop.INI",
        "$Recycle.Bin",
    ],
)
def test_hidden_names_are_known_whatever_their_spelling(name: str) -> None:
    assert is_hidden(name)


@pytest.mark.parametrize("name", ["a.git", "git", "thumbs.db.txt", "한글", "\u200cx"])
def test_ordinary_names_are_not_hidden(name: str) -> None:
    assert not is_hidden(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [("CGI-bin", "cgi-BIN"), ("\u00e9", "E\u0301"), ("\ud55c", "\u1112\u1161\u11ab"), ("cgi\u200c-bin", "cgi-bin")],
)
def test_names_that_a_disk_takes_for_one_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_a_name_with_a_control_character_is_not_listed() -> None:
    assert not is_reachable(UNREACHABLE)
