import json
import re
from http import HTTPStatus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shareapp.server.content.words import words
from shareapp.server.errors import HTTPError
from shareapp.server.layers.answers import Answers, error_response
from shareapp.server.layers.chain import compose
from shareapp.server.message import Request, Response
from tests.support.asking import ask, body_of
from tests.support.markup import parse

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"
STATUSES = [int(status) for status in HTTPStatus if status >= 400]
SECRET = "/srv/jimin/Private/notes.txt"


class Reports(list[tuple[str, BaseException]]):
    """What the log would be told."""

    def __call__(self, number: str, error: BaseException) -> None:
        self.append((number, error))


def raising(error: BaseException, reports: Reports | None = None, **fields: str) -> Response:
    """The answer when the innermost responder raises ``error``."""

    def respond(_request: Request) -> Response:
        raise error

    return compose([Answers(reports if reports is not None else Reports())], respond)(ask("/missing", fields=fields))


def test_a_good_answer_passes_untouched() -> None:
    good = Response(200, [("Content-Type", "text/plain")], b"fine")
    reports = Reports()
    assert Answers(reports)(ask("/"), lambda _request: good) is good
    assert reports == []


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_error_has_a_page_in_the_visitors_language(status: int, language: str) -> None:
    response = raising(HTTPError(status), accept=BROWSER, accept_language=language)
    assert response.status == status
    assert response.header("content-type") == "text/html; charset=utf-8"
    assert response.header("content-language") == language
    document = parse(body_of(response))
    assert document.one("html").attributes["lang"] == language
    assert document.one("h1").text in words(language).values()
    assert document.one("p", "status").text == f"{status} {HTTPStatus(status).phrase}"
    assert document.one("a", "primary").text in {words(language)["home"], words(language)["retry"]}


@pytest.mark.parametrize(
    ("status", "language", "title"),
    [
        (401, "en", "The name or password is wrong"),
        (403, "en", "You can’t open this folder"),
        (404, "en", "This page doesn’t exist"),
        (404, "ko", "페이지를 찾을 수 없습니다"),
        (413, "ko", "파일이 너무 큽니다"),
        (507, "ko", "컴퓨터에 공간이 없습니다"),
        (418, "en", "This request can’t be answered"),
        (599, "en", "Something went wrong"),
    ],
)
def test_the_title_says_what_happened(status: int, language: str, title: str) -> None:
    page = body_of(raising(HTTPError(status), accept=BROWSER, accept_language=language))
    assert parse(page).one("h1").text == parse(page).one("title").text == title


def test_the_way_out_is_the_folder_or_another_try() -> None:
    assert parse(body_of(raising(HTTPError(404)))).one("a", "primary").attributes["href"] == "/"
    assert parse(body_of(raising(HTTPError(401)))).one("a", "primary").attributes["href"] == ""


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (BROWSER, "text/html; charset=utf-8"),
        ("*/*", "text/html; charset=utf-8"),
        ("", "text/html; charset=utf-8"),
        ("text/plain", "text/plain; charset=utf-8"),
        ("application/json", "application/json"),
        ("application/json, text/plain, */*", "application/json"),
        ("image/avif,image/webp", "text/plain; charset=utf-8"),
        ("video/mp4;q=0.9", "text/plain; charset=utf-8"),
    ],
)
def test_the_form_is_one_that_the_client_accepts(accept: str, content_type: str) -> None:
    assert raising(HTTPError(404), accept=accept).header("content-type") == content_type


def test_plain_text_is_for_reading() -> None:
    text = body_of(raising(HTTPError(403, "not here"), accept="text/plain", accept_language="ko")).decode()
    assert text.splitlines() == [
        "403 Forbidden · not here",
        "이 폴더를 열 수 없습니다.",
        "공유하는 컴퓨터에서 허용하지 않습니다.",
    ]


def test_json_is_for_programs() -> None:
    accept = "application/json"
    assert json.loads(body_of(raising(HTTPError(404), accept=accept))) == {"status": 404, "reason": "Not Found"}
    assert json.loads(body_of(raising(HTTPError(400, "why"), accept=accept))) == {"status": 400, "reason": "why"}


def test_the_fields_of_the_error_are_kept() -> None:
    error = HTTPError(416, headers=[("Content-Range", "bytes */5"), ("Allow", "GET")])
    for accept in (BROWSER, "application/json", "text/plain"):
        headers = raising(error, accept=accept).headers
        assert ("Content-Range", "bytes */5") in headers
        assert ("Allow", "GET") in headers


@pytest.mark.parametrize("accept", [BROWSER, "application/json", "text/plain"])
def test_errors_are_not_stored_sniffed_or_shared(accept: str) -> None:
    response = raising(HTTPError(404), accept=accept)
    assert response.header("cache-control") == "no-store"
    assert response.header("vary") == "Accept, Accept-Language"
    assert response.header("x-content-type-options") == "nosniff"
    assert response.header("referrer-policy") == "same-origin"


@pytest.mark.point(92)
def test_waiting_visitors_hear_how_long() -> None:
    response = raising(HTTPError(429, headers=[("Retry-After", "30")]), accept=BROWSER)
    assert response.header("retry-after") == "30"
    assert "Try again in 30 seconds." in parse(body_of(response)).text
    one = raising(HTTPError(503, headers=[("retry-after", "1")]), accept=BROWSER)
    assert "Try again in 1 second." in parse(body_of(one)).text
    assert [value for name, value in one.headers if name.lower() == "retry-after"] == ["1"]


@pytest.mark.point(92)
def test_a_busy_computer_always_says_when_to_come_back() -> None:
    assert raising(HTTPError(503)).header("retry-after") == "5"


def test_a_date_as_retry_after_is_no_number_to_show() -> None:
    error = HTTPError(503, headers=[("Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT")])
    assert words("en")["error.503.hint"] in parse(body_of(raising(error))).text


@pytest.mark.fault("CVE-2011-4940")
@given(st.text(max_size=80))
def test_a_reason_is_text_whatever_it_says(reason: str) -> None:
    readable = reason.encode("utf-8", "replace").decode()
    document = parse(body_of(error_response(HTTPError(400, readable), ask("/"))))
    assert document.all("script") == []
    assert document.one("h1").text == words("en")["error.4xx"]


# Faults of our own


@pytest.mark.point(122)
@pytest.mark.parametrize("error", [RuntimeError(SECRET), PermissionError(13, "no", SECRET), KeyError(SECRET)])
@pytest.mark.parametrize("accept", [BROWSER, "application/json", "text/plain"])
def test_a_crash_is_a_500_with_a_number_and_no_detail(error: Exception, accept: str) -> None:
    reports = Reports()
    response = raising(error, reports, accept=accept)
    body = body_of(response).decode()
    ((number, reported),) = reports
    assert response.status == 500
    assert reported is error
    assert re.fullmatch("[0-9a-f]{8}", number)
    assert number in body
    for detail in (SECRET, "jimin", "Traceback", "RuntimeError", "Python", ".py"):
        assert detail not in body


def test_each_crash_has_its_own_number() -> None:
    reports = Reports()
    for _ in range(5):
        raising(RuntimeError(), reports)
    assert len({number for number, _ in reports}) == 5


@pytest.mark.parametrize("error", [ConnectionResetError(), BrokenPipeError(), ConnectionAbortedError()])
def test_a_client_that_left_is_not_answered(error: ConnectionError) -> None:
    reports = Reports()
    with pytest.raises(type(error)):
        raising(error, reports)
    assert reports == []


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit()])
def test_the_end_of_the_program_is_no_answer(error: BaseException) -> None:
    with pytest.raises(type(error)):
        raising(error)


def test_without_a_usable_request_the_answer_is_plain_english() -> None:
    response = error_response(HTTPError(431, "too many fields", close=True))
    assert response.status == 431
    assert response.header("content-type") == "text/plain; charset=utf-8"
    assert body_of(response).startswith(b"431 Request Header Fields Too Large")
