"""Sessions: which cookies are ours, how long, and what scripts and logs see of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shareapp.server.layers.sessions import LIFETIME_S, Sessions, blotted, key_path, without_cookies
from shareapp.server.message import Request
from tests.support.asking import ask

NOW = 1_800_000_000.0


def sessions(secret: bytes = b"secret", now: float = NOW) -> Sessions:
    return Sessions(secret, lambda: now)


def given_cookie(request: Request) -> tuple[str, str]:
    """Name=value, and the attributes, of the cookie that the sender of ``request`` gets."""
    field, value = sessions().cookie(request)
    assert field == "Set-Cookie"
    pair, _, attributes = value.partition("; ")
    return pair, attributes


def bringing(cookie: str, host: str = "10.0.0.5:8000", *, secure: bool = False) -> Request:
    return ask("/", fields={"Cookie": cookie}, host=host, secure=secure)


def test_the_cookie_is_for_no_script_and_for_no_other_site() -> None:
    pair, attributes = given_cookie(ask("/", host="10.0.0.5:8000"))
    assert pair.startswith("shareapp-8000=")
    assert attributes == f"Max-Age={LIFETIME_S}; Path=/; HttpOnly; SameSite=Lax"


def test_over_tls_it_never_travels_unencrypted() -> None:
    pair, attributes = given_cookie(ask("/", host="10.0.0.5:8000", secure=True))
    assert pair.startswith("__Host-shareapp-8000=")
    assert attributes.endswith("; Secure")


@pytest.mark.parametrize(
    ("host", "secure", "name"),
    [
        ("10.0.0.5", False, "shareapp-80"),
        ("[fe80::1]", False, "shareapp-80"),
        ("[fe80::1]:9000", False, "shareapp-9000"),
        ("laptop.local", True, "__Host-shareapp-443"),
        ("", False, "shareapp-80"),
    ],
)
def test_two_shares_of_one_computer_have_two_cookies(host: str, secure: bool, name: str) -> None:
    assert given_cookie(ask("/", host=host, secure=secure))[0].partition("=")[0] == name


def test_it_lets_in_among_other_cookies_and_after_an_old_one_of_the_same_name() -> None:
    pair, _ = given_cookie(bringing(""))
    assert sessions().accepts(bringing(f"a=1; shareapp-8000=old;  {pair}; b"))
    assert not sessions().accepts(bringing(pair, "10.0.0.5:8001"))


def test_every_cookie_is_another_one() -> None:
    assert given_cookie(bringing(""))[0] != given_cookie(bringing(""))[0]


def test_it_ends_after_its_time_and_with_its_secret() -> None:
    request = bringing(given_cookie(bringing(""))[0])
    assert sessions(now=NOW + LIFETIME_S - 1).accepts(request)
    assert not sessions(now=NOW + LIFETIME_S).accepts(request)
    assert not sessions(b"another").accepts(request)


def test_a_changed_cookie_is_none() -> None:
    name, _, token = given_cookie(bringing(""))[0].partition("=")
    for position, character in enumerate(token[:-1]):  # the last one has spare bits
        changed = token[:position] + ("1" if character != "1" else "2") + token[position + 1 :]
        assert not sessions().accepts(bringing(f"{name}={changed}"))
    later = token.replace(token.partition(".")[0], "999999999999", 1)
    assert not sessions().accepts(bringing(f"{name}={later}"))


@given(st.text(st.characters(max_codepoint=255)))
def test_no_cookie_field_of_others_lets_in_or_fails(cookie: str) -> None:
    assert not sessions().accepts(bringing(cookie))
    assert not sessions().accepts(bringing(f"shareapp-8000={cookie}"))


def test_the_key_is_one_for_each_secret_and_short_enough_for_a_camera() -> None:
    path = key_path(b"secret")
    assert path == key_path(b"secret") != key_path(b"another")
    assert len(path) == len("/~key/") + 22
    assert sessions().opens(path)
    assert not sessions().opens(key_path(b"another"))
    assert not sessions().opens("/~key/")
    assert not sessions().opens("/~key/é")


@pytest.mark.parametrize("name", ["shareapp-8000", "shareapp-80", "__Host-shareapp-443"])
def test_scripts_see_the_cookie_of_no_share_of_this_computer_but_their_own(name: str) -> None:
    pair = f"{name}=1.2.3"
    assert without_cookies(bringing(f"a=1; {pair}; shareapp=2; b=2")).headers.get_all("cookie") == [
        "a=1; shareapp=2; b=2"
    ]
    assert list(without_cookies(bringing(pair)).headers) == [("Host", "10.0.0.5:8000")]
    assert list(without_cookies(bringing(f"{name} =1.2.3")).headers) == [("Host", "10.0.0.5:8000")]


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/~key/abc", "/~key/***"),
        ("/~key/abc?x=1", "/~key/***?x=1"),
        ("/%7Ekey/abc/d", "/~key/***"),
        ("http://10.0.0.5:8000/~key/abc", "http://10.0.0.5:8000/~key/***"),
        ("/photos/~key/abc", "/photos/~key/abc"),
        ("/monkey/a", "/monkey/a"),
        ("/", "/"),
    ],
)
def test_logs_do_not_see_the_key(address: str, shown: str) -> None:
    assert blotted(address) == shown
