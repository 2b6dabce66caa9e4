"""The door: who waits, how, and what the owner's answer does."""

import pytest

from shareapp.server.errors import HTTPError
from shareapp.server.layers.doorbell import ASK_AGAIN_S, Doorbell, Doorkeeper, Visitor
from shareapp.server.message import Request, Response
from tests.support.asking import ask, body_of
from tests.support.markup import parse

PAGE = "text/html,*/*;q=0.8"
PHONE = "192.0.2.7"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def inner(_request: Request) -> Response:
    return Response(200)


def knock(doorbell: Doorbell, method: str = "GET", client: str = PHONE, **fields: str) -> Response:
    request = ask("/a.txt", method, {"User-Agent": "phone", **fields})
    return Doorkeeper(doorbell)(request._replace(client=client), inner)


def test_a_new_device_waits_on_a_page_that_asks_again() -> None:
    doorbell = Doorbell()
    response = knock(doorbell, Accept=PAGE)
    assert (response.status, response.header("refresh"), response.header("retry-after")) == (503, "3", "3")
    assert response.header("cache-control") == "no-store"
    page = parse(body_of(response))
    assert page.one("h1").text == "Waiting for permission"
    assert page.one("a", "primary").attributes["href"] == ""
    assert doorbell.visitors() == (Visitor(PHONE, "phone"),)


def test_it_waits_in_korean() -> None:
    assert "허락을 기다리는 중입니다" in body_of(knock(Doorbell(), Accept=PAGE, Accept_Language="ko")).decode()


@pytest.mark.parametrize(("method", "accept"), [("GET", "*/*"), ("PUT", PAGE), ("POST", PAGE), ("PATCH", "*/*")])
def test_what_reads_no_page_is_told_when_to_come_back(method: str, accept: str) -> None:
    with pytest.raises(HTTPError) as caught:
        knock(Doorbell(), method, Accept=accept)
    assert (caught.value.status, dict(caught.value.headers)) == (503, {"Retry-After": str(ASK_AGAIN_S)})


def test_who_is_let_in_waits_no_more() -> None:
    doorbell = Doorbell()
    knock(doorbell, Accept=PAGE)
    doorbell.admit(PHONE)
    assert doorbell.visitors() == ()
    assert knock(doorbell).status == 200
    assert knock(doorbell, client="192.0.2.8", Accept=PAGE).status == 503


def test_who_is_sent_away_waits_again() -> None:
    doorbell = Doorbell()
    doorbell.admit(PHONE)
    doorbell.send_away(PHONE)
    assert knock(doorbell, Accept=PAGE).status == 503


def test_this_computer_is_not_asked_about() -> None:
    assert knock(Doorbell(["127.0.0.1"]), client="127.0.0.1").status == 200


def test_who_left_is_forgotten_and_who_asks_again_keeps_the_place() -> None:
    clock = Clock()
    doorbell = Doorbell(clock=clock)
    for client in ("192.0.2.1", "192.0.2.2", "192.0.2.3"):
        doorbell.ring(client, "")
    clock.now += 10
    doorbell.ring("192.0.2.1", "")
    doorbell.ring("192.0.2.3", "")
    clock.now += 10
    assert [visitor.client for visitor in doorbell.visitors()] == ["192.0.2.1", "192.0.2.3"]


def test_a_crowd_does_not_fill_the_memory() -> None:
    doorbell = Doorbell(clock=Clock())
    for number in range(1000):
        doorbell.ring(f"2001:db8::{number:x}", "x" * 10_000)
    assert len(doorbell.visitors()) == 32
    assert len(doorbell._rings) == 32
    assert max(len(visitor.agent) for visitor in doorbell.visitors()) == 512
