"""The page of a share that only takes files."""

import pytest

from shareapp.server.errors import HTTPError
from shareapp.server.layers.inbox import Inbox
from tests.support.asking import ask, body_of
from tests.support.markup import parse

INBOX = Inbox("jimin-laptop")


def refused(target: str, method: str) -> HTTPError:
    with pytest.raises(HTTPError) as refusal:
        INBOX(ask(target, method))
    return refusal.value


@pytest.mark.parametrize(("language", "heading"), [("en", "Add files"), ("ko", "파일 추가")])
def test_the_root_is_a_form(language: str, heading: str) -> None:
    response = INBOX(ask("/", fields={"Accept_Language": language}))
    assert "default-src 'none'" in (response.header("content-security-policy") or "")
    document = parse(body_of(response))
    assert document.one("h1").text == heading
    assert document.one("form").attributes["enctype"] == "multipart/form-data"


def test_what_became_of_a_form_is_told() -> None:
    page = body_of(INBOX(ask("/?added=3"))).decode()
    assert "3 files added" in page
    assert "jimin-laptop" in page


@pytest.mark.parametrize("target", ["/a", "/a/", "/favicon.ico", "//", "/~page"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_there_is_nothing_else(target: str, method: str) -> None:
    assert refused(target, method).status == 404


def test_other_methods_are_refused_by_name() -> None:
    assert INBOX(ask("/", "OPTIONS")).header("allow") == "GET, HEAD, OPTIONS, POST, PUT"
    assert (refused("/", "DELETE").status, refused("/a", "DELETE").status, refused("/", "BREW").status) == (
        405,
        405,
        501,
    )
