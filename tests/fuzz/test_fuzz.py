"""No request, however damaged, gets bytes from outside, a traceback or a 5xx, or leaves anything behind."""

import os
from pathlib import Path

import pytest

from tests.fuzz import hunt as hunting
from tests.fuzz.hunt import CANARY, HANGING, Hunt, hunt, judge, target
from tests.fuzz.mutation import Mutator
from tests.fuzz.seeds import FOUND, seeds

SECONDS = 6.0
SEED = int(os.environ.get("SHAREAPP_FUZZ_SEED", "1"))


@pytest.mark.stress
def test_damaged_requests_find_nothing(tmp_path: Path) -> None:
    for game in hunt(tmp_path, SEED, SECONDS):
        assert game.finds == []
        assert game.tally.connections > 100
        wanted = {"open": {200, 400, 404}, "locked": {400, 401}, "inbox": {200, 400}}
        assert wanted[game.share] <= set(game.tally.statuses)


def test_one_seed_makes_the_same_requests_always_and_another_makes_others() -> None:
    first, again, other = (Mutator(seeds(), seed) for seed in (7, 7, 8))
    made = [first.next() for _ in range(200)]
    assert made == [again.next() for _ in range(200)]
    assert made != [other.next() for _ in range(200)]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n" + CANARY, "bytes from where nobody may look"),
        (b"HTTP/1.1 200 OK\r\n\r\nTraceback (most recent call last)", "a traceback"),
        (b"HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 500 Internal Server Error\r\n", "status 500"),
        (b"HTTP/1.0 502 Bad Gateway\r\n", "status 502"),
        (HANGING, "the connection does not end"),
        (b"HTTP/1.1 501 Not Implemented\r\n\r\n", ""),
        (b"", ""),
    ],
)
def test_the_judge_sees_what_must_not_be(data: bytes, why: str) -> None:
    assert judge(data) == why


@pytest.mark.stress
def test_a_hunter_finds_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hunting, "CANARY", b"0123456789")  # what the open share shows to everybody
    with target("open", tmp_path) as server:
        game = Hunt("open", server)
        game.run([[b"GET /missing HTTP/1.0\r\n\r\n"], [b"GET /a.txt HTTP/1.0\r\n\r\n"]], 60.0)
        assert [(find.why, find.pieces) for find in game.finds] == [
            ("bytes from where nobody may look", [b"GET /a.txt HTTP/1.0\r\n\r\n"])
        ]


def test_every_find_is_sent_again_before_a_hunt() -> None:
    assert [pieces[0] for pieces in hunting.known_finds()] == [path.read_bytes() for path in sorted(FOUND.iterdir())]
