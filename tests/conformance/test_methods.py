"""Points 29 to 36 over real sockets: what each method may and may not do."""

from pathlib import Path

import pytest

from tests.support import targets
from tests.support.targets import ALL, CONTENT, HOST, STRICT, Target
from tests.support.wire_client import Answer

CLOSE = f"{HOST}Connection: close\r\n\r\n"
STATUSES = {"/song.txt": 200, "/folder": 301, "/nothing": 404, "/folder/": 200, "/page/": 200, "/empty.txt": 200}


def described(answer: Answer) -> tuple[int, list[tuple[str, str]]]:
    """What HEAD and GET must have in common: all but how a content is framed that is made while it is sent."""
    return answer.status, [field for field in answer.fields if field[0] not in ("Date", "Transfer-Encoding")]


@pytest.mark.point(29)
@ALL
def test_head_has_the_status_and_fields_of_get_and_no_body(target: Target) -> None:
    """A file, a redirect, nothing, a listing, an index page, an empty file."""
    for path, status in STATUSES.items():
        asked, got = target.get(path, method="HEAD"), target.get(path)
        assert got.status == status
        assert described(asked) == described(got), path
        head = target.talk(f"HEAD {path} HTTP/1.1\r\n", CLOSE)
        assert head.endswith(b"\r\n\r\n"), path
    tag = ("If-None-Match", target.get().field("ETag") or "")
    assert target.get("/song.txt", tag).status == 304
    assert described(target.get("/song.txt", tag, method="HEAD")) == described(target.get("/song.txt", tag))


@pytest.mark.point(29)
def test_head_of_a_folder_that_may_not_be_listed_is_403_like_get(share: Path) -> None:
    with targets.serving("product", share, listing=False) as target:
        assert target.get("/").status == 403
        assert described(target.get("/", method="HEAD")) == described(target.get("/"))


@pytest.mark.point(30)
@ALL
def test_head_ignores_range(target: Target) -> None:
    answer = target.get("/song.txt", ("Range", "bytes=0-3"), method="HEAD")
    assert (answer.status, answer.field("Content-Length")) == (200, str(len(CONTENT)))
    assert answer.field("Content-Range") is None


@pytest.mark.point(31)
@ALL
def test_a_known_method_that_is_not_there_is_405_and_an_unknown_one_501(target: Target) -> None:
    """http.server, and so the lenient profile, has 501 for both."""
    for method in ("PUT", "DELETE", "PATCH"):
        answer = target.get("/song.txt", method=method)
        assert answer.status == (501 if target.kind == "lenient" else 405)
        if target.kind != "lenient":
            allowed = (answer.field("Allow") or "").split(", ")
            assert {"GET", "HEAD"} <= set(allowed)
            assert method not in allowed
    assert target.get("/song.txt", method="BREW").status == 501


@pytest.mark.point(32)
@STRICT
def test_options_is_204_with_allow_and_no_body(target: Target) -> None:
    for path in ("/song.txt", "/folder/", "*"):
        answer = target.talk(f"OPTIONS {path} HTTP/1.1\r\n", CLOSE)
        assert answer.startswith(b"HTTP/1.1 204 "), path
        assert b"\r\nAllow: GET, HEAD" in answer
        assert answer.endswith(b"\r\n\r\n")
        assert b"Content-Length" not in answer


@pytest.mark.point(33)
@ALL
def test_trace_is_refused_and_echoes_nothing(target: Target) -> None:
    answer = target.get("/song.txt", ("Cookie", "a-secret"), method="TRACE")
    assert answer.status == (501 if target.kind == "lenient" else 405)
    assert b"a-secret" not in answer.body


@pytest.mark.point(34)
@ALL
def test_a_method_is_a_short_token_and_its_case_counts(target: Target) -> None:
    for method in ("get", "Get", "GE", "GETS"):
        assert target.statuses(f"{method} /song.txt HTTP/1.1\r\n", CLOSE) == [501], method
    for method in ("G(T", "G\x01T", "G@T", "\xc7ET"):
        assert CONTENT not in target.talk(f"{method} /song.txt HTTP/1.1\r\n", CLOSE), method
    assert target.statuses("A" * 33 + " /song.txt HTTP/1.1\r\n", CLOSE) == [501]
