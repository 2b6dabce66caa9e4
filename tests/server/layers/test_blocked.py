"""Who is blocked gets nothing; everybody else notices nothing."""

import pytest

from shareapp.server.errors import HTTPError
from shareapp.server.layers.blocked import Blocked
from shareapp.server.message import Again, Headers, Request, Response


def request_from(client: str) -> Request:
    return Request("GET", "/", "/", "", (1, 1), Headers(), client=client)


@pytest.mark.point(91)
def test_a_blocked_device_gets_403_and_its_connection_ends() -> None:
    addresses = {"10.0.0.5"}
    layer = Blocked(addresses)
    with pytest.raises(HTTPError) as refused:
        layer(request_from("10.0.0.5"), lambda _request: pytest.fail("reached"))
    assert (refused.value.status, refused.value.close) == (403, True)


def test_blocking_and_unblocking_work_at_once() -> None:
    addresses: set[str] = set()
    layer = Blocked(addresses)
    answer = Response(200)
    assert layer(request_from("10.0.0.5"), lambda _request: answer) is answer
    addresses.add("10.0.0.5")
    with pytest.raises(HTTPError):
        layer(request_from("10.0.0.5"), lambda _request: answer)
    addresses.discard("10.0.0.5")
    assert layer(request_from("10.0.0.5"), lambda _request: answer) is answer


def test_what_is_given_again_ends_with_the_blocking() -> None:
    addresses: set[str] = set()
    answer = Blocked(addresses)(
        request_from("10.0.0.5"), lambda _request: Response(200, again=Again(lambda: True, b"x"))
    )
    assert answer.again is not None
    assert answer.again.holds()
    addresses.add("10.0.0.5")
    assert not answer.again.holds()
