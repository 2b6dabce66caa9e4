"""Request targets: decoded, refused, and written again."""

import pytest

from shareapp.server.content.names import POSIX, WINDOWS
from shareapp.server.errors import HTTPError
from shareapp.server.handlers.targets import Target, decoded, refuse_leniently, refuse_strictly


@pytest.mark.parametrize(
    ("target", "parts"),
    [
        ("/a/b?c=d?e", Target("", "/a/b", "c=d?e")),
        ("/a#b?c", Target("", "/a", "")),
        ("a", Target("", "a", "")),
        ("https://h:1/a?b", Target("https://h:1", "/a", "b")),
        ("HTTP://h", Target("HTTP://h", "", "")),
        ("/http://h/", Target("", "/http://h/", "")),
    ],
)
def test_a_target_is_taken_apart(target: str, parts: Target) -> None:
    assert Target.of(target) == parts


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/a", "/a/"),
        ("/a?b=c", "/a/?b=c"),
        ("/%20%ED", "/%20%ED/"),
        ("/\xed\x95\x9c", "/%ED%95%9C/"),
        ("/\\host", "/%5Chost/"),
        ('/"<', "/%22%3C/"),
        ("https://h/a", "https://h/a/"),
        ("/a?\\\xff", "/a/?%5C%FF"),
    ],
)
def test_a_location_is_encoded_anew(target: str, location: str) -> None:
    assert Target.of(target).with_slash() == location


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/%ED%95%9C", "/한"),
        ("/\xed\x95\x9c", "/한"),  # as curl sends it
        ("/한", "/한"),
        ("/%252e", "/%2e"),
        ("/%ED%B3%BF", "/\udcff"),
        ("/%zz", "/%zz"),
    ],
)
def test_a_path_is_decoded_once(path: str, name: str) -> None:
    assert decoded(path) == name


@pytest.mark.parametrize(
    ("path", "lenient", "strict"),
    [
        ("/a/b", 0, 0),
        ("/../a", 0, 404),
        ("/%2e%2E/a", 0, 404),
        ("/a%2fb", 0, 404),
        ("/%00", 400, 400),
        ("/%0a", 0, 400),
        ("/\\a", 400, 400),
        ("/%5ca", 0, 0),
        ("/con", 0, 0),
    ],
)
def test_what_is_refused(path: str, lenient: int, strict: int) -> None:
    """gh-103223 (NUL), gh-132826 (backslash)."""
    assert _refused(refuse_leniently, path) == lenient
    assert _refused(refuse_strictly, path) == strict


@pytest.mark.parametrize(
    "path",
    [
        "/..%20/x",
        "/...%20./x",
        "/C:/cgi-bin/a.py",
        "/a.py::$DATA",
        "/a.",
        "/a%20",
        "/con",
        "/AUX.txt",
        "/PROGRA~1",
        "/a%5cb",
    ],
)
def test_windows_names_that_are_more_than_names_are_404_in_both_profiles(path: str) -> None:
    """gh-157504, gh-104711, gh-104712."""
    assert _refused(refuse_leniently, path, WINDOWS) == 404
    assert _refused(refuse_strictly, path, WINDOWS) == 404


def _refused(refuse: object, path: str, rules: object = POSIX) -> int:
    assert callable(refuse)
    try:
        refuse(path, rules)
    except HTTPError as error:
        return error.status
    return 0
