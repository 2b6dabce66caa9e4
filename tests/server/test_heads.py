"""The heads of the last requests can be looked at, without their secrets, and older ones are let go."""

from shareapp.server.heads import RecentHeads
from shareapp.server.message import Headers

RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nSet-Cookie: key=secret\r\n\r\n"
REQUEST = Headers([("Host", "10.0.0.1:8000"), ("Authorization", "Basic c2VjcmV0"), ("cookie", "secret"), ("X", "1: 2")])


def test_a_head_is_found_by_its_time_and_client() -> None:
    heads = RecentHeads()
    heads.keep(1.5, "10.0.0.5", Headers([("Host", "a")]), RESPONSE, "")
    heads.keep(1.5, "10.0.0.6", Headers([("Host", "b")]), RESPONSE, "TLSv1.3 · X")
    found = heads.find(1.5, "10.0.0.6")
    assert found is not None
    assert found.request == (("Host", "b"),)
    assert found.status_line == "HTTP/1.1 200 OK"
    assert found.response[0] == ("Content-Length", "5")
    assert found.encryption == "TLSv1.3 · X"
    assert heads.find(1.5, "10.0.0.7") is None


def test_secrets_are_blotted_out_in_both_directions() -> None:
    heads = RecentHeads()
    heads.keep(1.0, "a", REQUEST, RESPONSE, "")
    found = heads.find(1.0, "a")
    assert found is not None
    assert "ecret" not in repr(found).replace("RecentHeads", "")
    assert dict(found.request)["Authorization"] == "•••"
    assert dict(found.request)["X"] == "1: 2"


def test_an_answer_that_never_came_has_no_status_line() -> None:
    heads = RecentHeads()
    heads.keep(1.0, "a", Headers(), b"", "")
    found = heads.find(1.0, "a")
    assert found is not None
    assert (found.status_line, found.response) == ("", ())


def test_only_the_last_ones_are_kept() -> None:
    heads = RecentHeads()
    for number in range(RecentHeads.KEPT + 1):
        heads.keep(float(number), "a", Headers(), b"", "")
    assert heads.find(0.0, "a") is None
    assert heads.find(float(RecentHeads.KEPT), "a") is not None


def test_a_request_kept_in_its_bytes_shows_the_same() -> None:
    heads = RecentHeads()
    heads.keep(1.0, "a", b"GET / HTTP/1.1\r\nHost: b\r\nCookie: secret\r\n\r\n", RESPONSE, "")
    found = heads.find(1.0, "a")
    assert found is not None
    assert found.request == (("Host", "b"), ("Cookie", "•••"))
