import pytest
from hypothesis import given
from hypothesis import strategies as st

from shareapp.server.content.negotiation import preferred_language, preferred_type
from shareapp.server.message import Headers

HTML, JSON, TEXT = "text/html", "application/json", "text/plain"
CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8"


def accept(*values: str) -> Headers:
    return Headers([("Accept", value) for value in values])


def languages(*values: str) -> Headers:
    return Headers([("Accept-Language", value) for value in values])


@pytest.mark.parametrize(
    ("value", "chosen"),
    [
        (CHROME, HTML),
        ("*/*", HTML),
        ("application/json", JSON),
        ("APPLICATION/JSON", JSON),
        ("application/*", JSON),
        ("application/json, text/plain, */*", JSON),  # what programs send: named beats any
        ("text/html;q=0.9, application/json", JSON),
        ("text/html, application/json", HTML),
        ("text/html;q=0, */*", JSON),  # the exact range decides about HTML
        ("text/*;q=0.3, text/html;q=0.7, application/json;q=0.5", HTML),
        ("text/plain", TEXT),
        ("text/*;q=0.5, text/plain", TEXT),
        ("application/json ; q=1.000", JSON),
        ("text/html;level=1;q=0.4, application/json;q=0.3", HTML),
        ("image/webp", None),
        ("text/html;q=0", None),
        ("text/html;q=1.5, application/json;q=0.1", JSON),  # no weight that a range can have
        ("text/html;q=", None),
        (";;,, ,", None),
    ],
)
def test_the_heaviest_media_type_wins(value: str, chosen: str | None) -> None:
    assert preferred_type(accept(value), (HTML, JSON, TEXT)) == chosen


def test_without_accept_the_first_offer_wins() -> None:
    assert preferred_type(Headers(), (HTML, JSON)) == HTML
    assert preferred_type(Headers(), (JSON, HTML)) == JSON


def test_several_accept_fields_are_one_list() -> None:
    assert preferred_type(accept("text/html;q=0.1", "application/json;q=0.2"), (HTML, JSON)) == JSON


@pytest.mark.parametrize(
    ("value", "chosen"),
    [
        ("ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7", "ko"),
        ("en-US,en;q=0.9,ko;q=0.8", "en"),
        ("ko", "ko"),
        ("KO-kr", "ko"),
        ("ko-Hang-KR", "ko"),
        ("kok, en;q=0.1", "en"),  # Konkani is not Korean
        ("fr-FR, ko;q=0.1", "ko"),
        ("fr-FR, de", "en"),
        ("*", "en"),
        ("ko, en", "ko"),
        ("en, ko", "en"),
        ("en;q=0.5, ko;q=0.6", "ko"),
        ("ko;q=0, fr", "en"),
        ("ko;q=zero, en;q=0.1", "en"),
    ],
)
def test_the_heaviest_language_wins(value: str, chosen: str) -> None:
    assert preferred_language(languages(value), ("en", "ko")) == chosen


def test_without_a_wish_everybody_gets_the_first_language() -> None:
    assert preferred_language(Headers(), ("en", "ko")) == "en"


@given(st.lists(st.text(st.characters(max_codepoint=255))))
def test_no_field_value_breaks_it(values: list[str]) -> None:
    assert preferred_type(accept(*values), (HTML, JSON)) in {HTML, JSON, None}
    assert preferred_language(languages(*values), ("en", "ko")) in {"en", "ko"}
