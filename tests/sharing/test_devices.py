"""A device is called what its owner calls it."""

import time

import pytest

from shareapp.sharing.devices import Device, Visits, device_name, with_arrivals
from tests.support.events import DONE
from tests.support.records import transfer

SAFARI = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"
CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (f"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) {SAFARI}", "iPhone"),
        (f"Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) {SAFARI}", "iPad"),
        (f"Mozilla/5.0 (Linux; Android 14; SM-S918N) {CHROME}", "Galaxy"),
        (f"Mozilla/5.0 (Linux; Android 14; SAMSUNG SM-A546B) {CHROME}", "Galaxy"),
        (f"Mozilla/5.0 (Linux; Android 14; Pixel 8) {CHROME}", "Pixel"),
        (f"Mozilla/5.0 (Linux; Android 10; K) {CHROME}", "Android"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME}", "Windows"),
        (f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {SAFARI}", "Mac"),
        (f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {CHROME}", "Chromebook"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0", "Linux"),
        ("curl/8.5.0", "curl"),
        ("Wget/1.21.4", "Wget"),
        ("python-requests/2.32", ""),
        ("", ""),
    ],
)
def test_device_names(agent: str, name: str) -> None:
    assert device_name(agent) == name


def test_visits_are_counted_for_each_device() -> None:
    visits = Visits(DONE._replace(at=10.0, seconds=1.0, sent=5, received=1))
    visits.count(DONE._replace(at=12.0, seconds=0.5, sent=7, agent=""))
    told = visits.told()
    assert told == Device(DONE.client, DONE.agent, 10.0, 12.5, 2, 12, 1)


def test_a_device_was_last_seen_when_its_longest_download_ended() -> None:
    visits = Visits(DONE._replace(at=10.0, seconds=600.0))
    visits.count(DONE._replace(at=12.0, seconds=1.0))
    assert visits.told().last_seen == 610.0


def test_a_device_is_there_before_its_first_answer_is_complete() -> None:
    known = Visits(DONE._replace(client="10.0.0.1")).told()
    began = time.monotonic() - 30
    first = transfer(client="10.0.0.2", done=5, started=began)
    devices = with_arrivals(
        (known,),
        (first, first._replace(done=7, direction="up"), first._replace(client="10.0.0.1")),
    )
    assert devices[1:] == (known,)
    arrived = devices[0]
    assert (arrived.client, arrived.agent, arrived.requests) == ("10.0.0.2", first.agent, 0)
    assert (arrived.sent, arrived.received) == (5, 7)
    assert arrived.last_seen - arrived.first_seen == pytest.approx(30, abs=5)
