"""Login: the form, the key, who is asked how, and where one lands."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shareapp.server.errors import HTTPError
from shareapp.server.layers.login import LOGIN_PATH, Login
from shareapp.server.layers.sessions import Sessions, key_path
from shareapp.server.layers.throttle import FREE_TRIES, Throttle
from shareapp.server.message import Request, Response
from tests.support.asking import ask, body_of
from tests.support.bodies import MemoryBody
from tests.support.markup import Element, parse

SECRET = b"secret"
PAGE = "text/html,application/xhtml+xml,*/*;q=0.8"
FORM = "application/x-www-form-urlencoded"


def layer() -> Login:
    throttle = Throttle(lambda: 1000.0)
    return Login("guest", lambda password: password == "딸기 jam", Sessions(SECRET), throttle, share="Photos & more")


def inner(inside: Request) -> Response:
    return Response(200, body=inside.user.encode())


def visit(target: str = "/", method: str = "GET", **fields: str) -> Response:
    return layer()(ask(target, method, fields), inner)


def sent(password: str, to: str = "/", login: Login | None = None, content_type: str = FORM) -> Response:
    """The answer to the form."""
    request = ask(LOGIN_PATH, "POST", {"Content-Type": content_type, "Accept": PAGE})
    content = urlencode({"to": to, "user": "guest", "password": password}).encode()
    return (login or layer())(request._replace(body=MemoryBody(content)), inner)


def page_of(response: Response) -> Element:
    return parse(body_of(response).decode())


def cookie_of(response: Response) -> str:
    return (response.header("set-cookie") or "").partition(";")[0]


def test_a_browser_is_asked_by_a_page_and_not_by_its_own_dialog() -> None:
    response = visit("/album/?sort=name", Accept=PAGE)
    assert response.status == 401
    assert response.header("www-authenticate") == 'Cookie realm="Photos & more"'
    assert response.header("cache-control") == "no-store"
    assert "form-action 'self'" in (response.header("content-security-policy") or "")
    page = page_of(response)
    assert page.one("form").attributes["action"] == LOGIN_PATH
    assert [field.attributes["name"] for field in page.all("input")] == ["to", "user", "password"]
    assert page.all("input")[0].attributes["value"] == "/album/?sort=name"
    assert page.one("h1").text == "Password needed"


def test_a_text_browser_that_shows_no_401_gets_the_page_all_the_same() -> None:
    response = visit(Accept=PAGE, User_Agent="Lynx/2.9.0dev.12 libwww-FM/2.14")
    assert response.status == 403
    assert response.header("www-authenticate") is None
    assert page_of(response).one("h1").text == "Password needed"


def test_the_page_speaks_korean() -> None:
    page = page_of(visit(Accept=PAGE, Accept_Language="ko-KR,ko;q=0.9"))
    assert page.one("html").attributes["lang"] == "ko"
    assert page.one("h1").text == "암호를 입력하세요"


@pytest.mark.parametrize("fields", [{}, {"Accept": "*/*"}, {"Authorization": "Basic eDp5", "Accept": PAGE}])
def test_programs_and_credentials_are_left_to_basic(fields: dict[str, str]) -> None:
    assert layer()(ask("/", fields=fields), inner).body == b""


@pytest.mark.parametrize("field", ["Origin", "Referer", "Sec_Fetch_Mode", "Cookie"])
def test_what_a_page_of_ours_fetches_opens_no_dialog_either(field: str) -> None:
    with pytest.raises(HTTPError) as caught:
        layer()(ask("/", fields={"Accept": "*/*", field: "x"}), inner)
    assert caught.value.status == 401
    assert dict(caught.value.headers)["WWW-Authenticate"].startswith("Cookie ")


def test_the_password_leads_back_to_where_one_wanted_to_go() -> None:
    response = sent("딸기 jam", "/album/?sort=name")
    assert (response.status, response.header("location")) == (303, "/album/?sort=name")
    assert (response.user, response.header("cache-control")) == ("guest", "no-store")
    entered = visit(Cookie=cookie_of(response))
    assert (entered.status, entered.user) == (200, "guest")
    assert entered.body == b"guest"


def test_a_wrong_password_is_said_and_may_be_tried_again() -> None:
    response = sent("jam", "/album/")
    assert response.status == 401
    assert response.header("set-cookie") is None
    page = page_of(response)
    assert page.one("p", "problem").text == "The password is wrong"
    assert page.all("input")[0].attributes["value"] == "/album/"
    assert "value" not in page.all("input")[2].attributes


def test_guessing_takes_longer_and_longer() -> None:
    login = layer()
    for _ in range(FREE_TRIES):
        assert sent("jam", login=login).status == 401
    response = sent("딸기 jam", login=login)
    assert (response.status, response.header("retry-after")) == (429, "3")
    page = page_of(response)
    assert page.one("p", "problem").text == "Too many tries"
    assert "Try again in 3 seconds." in page.one("form").text


def test_who_is_in_stays_in_while_others_of_the_address_must_wait() -> None:
    login = layer()
    cookie = cookie_of(sent("딸기 jam", login=login))
    for _ in range(FREE_TRIES):
        sent("jam", login=login)
    assert login(ask("/", fields={"Cookie": cookie}), inner).status == 200


@pytest.mark.parametrize(
    "to",
    [
        "//evil.example/",
        "https://evil.example/",
        "/\\evil.example",
        "\\/evil.example",
        "/\t/evil.example",
        "/a\r\nSet-Cookie: b=c",
        "javascript:alert(1)",
        "evil.example",
        "",
    ],
)
def test_the_form_leads_nowhere_else(to: str) -> None:
    response = sent("딸기 jam", to)
    assert (response.status, response.header("location")) == (303, "/")


@given(st.text(st.characters(max_codepoint=255)))
def test_whatever_was_asked_for_is_a_path_of_ours_on_the_page(text: str) -> None:
    page = page_of(visit("/" + text, Accept=PAGE) if not text.startswith("~") else visit(Accept=PAGE))
    path = page.all("input")[0].attributes["value"] or ""
    assert path.startswith("/")
    assert not path.startswith("//")
    assert path.isascii()


def test_a_name_of_markup_stays_a_name() -> None:
    login = Login("guest", bool, Sessions(SECRET), Throttle(), share="<script>x</script>")
    assert "“<script>x</script>”" in page_of(login(ask("/", fields={"Accept": PAGE}), inner)).one("form").text


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        (b"password=%FF%FE", FORM, 400),
        (b"\xff", FORM, 400),
        (b"&".join([b"a=1"] * 9), FORM, 400),
        (b"password=" + b"x" * 9000, FORM, 413),
        (b"{}", "application/json", 415),
        (b"password=x", "", 415),
    ],
)
def test_what_is_not_the_form_is_refused(content: bytes, content_type: str, status: int) -> None:
    request = ask(LOGIN_PATH, "POST", {"Content-Type": content_type})._replace(body=MemoryBody(content))
    with pytest.raises(HTTPError) as caught:
        layer()(request, inner)
    assert caught.value.status == status


def test_a_form_that_drips_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([0.0, 1.0, 11.0])
    monkeypatch.setattr("shareapp.server.layers.forms.time.monotonic", lambda: next(times))
    body = MemoryBody(b"password=slow", piece=1)
    with pytest.raises(HTTPError) as caught:
        layer()(ask(LOGIN_PATH, "POST", {"Content-Type": FORM})._replace(body=body), inner)
    assert (caught.value.status, caught.value.close, body.reads) == (408, True, 2)


def test_only_so_many_forms_are_read_at_once_and_a_broken_one_gives_way() -> None:
    login = layer()
    statuses: list[int] = []

    def another() -> None:
        """One more form arrives while this one is being read, and both are cut short."""
        body = MemoryBody(b"", announced=False, cut=True, reading=another)
        with pytest.raises(HTTPError) as caught:
            login(ask(LOGIN_PATH, "POST", {"Content-Type": FORM})._replace(body=body), inner)
        statuses.append(caught.value.status)

    another()
    assert statuses == [503] + [400] * 16
    assert sent("딸기 jam", login=login).status == 303


def test_a_form_without_a_password_is_a_wrong_one() -> None:
    request = ask(LOGIN_PATH, "POST", {"Content-Type": FORM})._replace(body=MemoryBody(b"to=/"))
    assert layer()(request, inner).status == 401


def test_reloading_the_answer_to_the_form_leads_to_the_folder() -> None:
    assert visit(LOGIN_PATH).header("location") == "/"
    with pytest.raises(HTTPError) as caught:
        visit(LOGIN_PATH, "DELETE")
    assert caught.value.status == 405


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_key_lets_in_and_leaves_the_address_at_once(method: str) -> None:
    response = visit(key_path(SECRET), method, Accept=PAGE)
    assert (response.status, response.header("location"), response.user) == (303, "/", "guest")
    assert response.header("cache-control") == "no-store"
    assert visit(Cookie=cookie_of(response)).status == 200


def test_a_key_of_before_is_said_to_be_one() -> None:
    response = visit(key_path(b"before"), Accept=PAGE)
    assert (response.status, response.header("set-cookie")) == (401, None)
    page = page_of(response)
    assert page.one("p", "problem").text == "This QR code is no longer valid"
    assert page.all("input")[0].attributes["value"] == "/"


def test_a_key_is_only_opened() -> None:
    with pytest.raises(HTTPError) as caught:
        visit(key_path(SECRET), "POST")
    assert caught.value.status == 405


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"])
def test_no_method_gets_past_the_page(method: str) -> None:
    assert visit("/a.txt", method, Accept=PAGE).status == 401


def test_who_comes_while_too_many_passwords_are_checked_is_asked_to_come_again() -> None:
    def busy(_password: str) -> bool:
        raise HTTPError(503, "too many passwords at once", [("Retry-After", "1")])

    login = Login("guest", busy, Sessions(SECRET), Throttle(lambda: 1000.0), share="Photos")
    response = sent("딸기 jam", login=login)
    assert (response.status, response.header("retry-after")) == (503, "1")
