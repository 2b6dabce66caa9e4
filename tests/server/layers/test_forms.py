"""Promises of small forms: their fields, and nothing that is none."""

import pytest

from shareapp.server.errors import HTTPError
from shareapp.server.layers.forms import form_fields
from shareapp.server.message import Request
from tests.support.asking import ask
from tests.support.bodies import MemoryBody

TYPE = "application/x-www-form-urlencoded"


def sent(content: bytes, content_type: str = TYPE) -> Request:
    return ask("/", "POST", {"Content_Type": content_type})._replace(body=MemoryBody(content))


def refused(request: Request) -> int:
    with pytest.raises(HTTPError) as refusal:
        form_fields(request)
    return refusal.value.status


def test_fields_come_decoded_and_in_order() -> None:
    assert form_fields(sent(b"name=%EC%82%AC%EC%A7%84+1&to=&name=x", f"{TYPE}; charset=utf-8")) == [
        ("name", "사진 1"),
        ("to", ""),
        ("name", "x"),
    ]
    assert form_fields(sent(b"")) == []


@pytest.mark.parametrize("content_type", ["", "text/plain", "multipart/form-data", "application/json"])
def test_what_another_web_site_could_send_as_plain_text_is_no_form(content_type: str) -> None:
    assert refused(sent(b"name=x", content_type)) == 415


@pytest.mark.parametrize("content", [b"name=%ff", b"\xff=x", b"&".join([b"a=b"] * 9)])
def test_what_cannot_be_read_is_400(content: bytes) -> None:
    assert refused(sent(content)) == 400


def test_a_large_form_is_not_read() -> None:
    assert refused(sent(b"name=" + b"x" * 9000)) == 413
