"""BasicAuth: who gets in, who must wait, and what the log learns."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shareapp.server.errors import HTTPError
from shareapp.server.layers.auth import BasicAuth
from shareapp.server.layers.throttle import FREE_TRIES, Throttle
from shareapp.server.message import Headers, Request, Response


def request(authorization: str | None = None, client: str = "192.0.2.1") -> Request:
    fields = [] if authorization is None else [("Authorization", authorization)]
    return Request("GET", "/", "/", "", (1, 1), Headers(fields), client=client)


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def layer(realm: str = "Photos") -> BasicAuth:
    return BasicAuth("guest", lambda password: password == "a:b c", realm=realm, throttle=Throttle(lambda: 1000.0))


def inner(inside: Request) -> Response:
    return Response(200, body=inside.user.encode())


def refused(auth: BasicAuth, asked: Request) -> HTTPError:
    with pytest.raises(HTTPError) as caught:
        auth(asked, inner)
    return caught.value


@pytest.mark.point(91)
def test_the_right_password_lets_in_and_names_the_user() -> None:
    response = layer()(request(basic("guest", "a:b c")), inner)
    assert (response.status, response.user, response.body) == (200, "guest", b"guest")


def test_the_scheme_is_read_without_regard_to_case() -> None:
    assert layer()(request(basic("guest", "a:b c").replace("Basic", "bAsIc")), inner).status == 200


def test_without_credentials_the_answer_is_401_with_a_challenge() -> None:
    error = refused(layer(), request())
    assert error.status == 401
    assert error.headers == (("WWW-Authenticate", 'Basic realm="Photos", charset="UTF-8"'),)


@pytest.mark.parametrize(
    "authorization",
    [
        basic("guest", "wrong"),
        basic("root", "a:b c"),
        basic("", ""),
        "Basic",
        "Basic !!!!",
        "Basic " + base64.b64encode(b"no colon").decode(),
        "Basic " + base64.b64encode(b"\xff\xfe:x").decode(),
        "Bearer abc",
        "",
    ],
)
def test_anything_else_is_401(authorization: str) -> None:
    assert refused(layer(), request(authorization)).status == 401


def test_whoever_was_wrong_too_often_must_wait_even_with_the_right_password() -> None:
    auth = layer()
    for _ in range(FREE_TRIES):
        assert refused(auth, request(basic("guest", "wrong"))).status == 401
    error = refused(auth, request(basic("guest", "a:b c")))
    assert error.status == 429
    assert int(dict(error.headers)["Retry-After"]) >= 1
    assert auth(request(basic("guest", "a:b c"), client="192.0.2.2"), inner).status == 200


def test_whom_an_outer_layer_knows_is_not_asked_again() -> None:
    assert layer()(request()._replace(user="guest"), inner).body == b"guest"


def test_a_request_without_credentials_costs_no_try() -> None:
    auth = layer()
    for _ in range(50):
        assert refused(auth, request()).status == 401
    assert auth(request(basic("guest", "a:b c")), inner).status == 200


@given(st.text())
def test_no_realm_can_break_out_of_the_challenge(realm: str) -> None:
    value = refused(layer(realm=realm), request()).headers[0][1]
    assert value.isascii()
    assert value.isprintable()
    assert value.count('"') == 4
    assert "\\" not in value


@given(st.text(st.characters(max_codepoint=255)))
def test_whatever_is_offered_is_right_or_refused(offered: str) -> None:
    for value in (offered, f"Basic {offered}"):
        assert refused(layer(), request(value)).status == 401
