from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shareapp.server.errors import HTTPError
from shareapp.server.wire.parameters import parse_parameters


@pytest.mark.parametrize(
    ("value", "first", "parameters"),
    [
        ("text/plain", "text/plain", {}),
        ("multipart/form-data; boundary=x", "multipart/form-data", {"boundary": "x"}),
        ('form-data; NAME="a b" ; filename="c;d=e.txt"', "form-data", {"name": "a b", "filename": "c;d=e.txt"}),
        (r'x; a="say \"hi\" \\ there"', "x", {"a": r'say "hi" \ there'}),
        (r'x; filename="C:\folder\file.txt"', "x", {"filename": r"C:\folder\file.txt"}),
        ("x;", "x", {}),
        ("x; ;a=b", "x", {"a": "b"}),
        ('x; a=""', "x", {"a": ""}),
        ("x \t", "x", {}),
    ],
)
def test_parameters_are_read(value: str, first: str, parameters: dict[str, str]) -> None:
    assert parse_parameters(value) == (first, parameters)


@pytest.mark.parametrize(
    "value",
    ["x; a", "x; a=", 'x; a="b', "x; a=b c=d", "x; a=1; A=2", "x; =b", "x;" + "".join(f"a{n}=1;" for n in range(17))],
)
def test_malformed_parameters_are_400(value: str) -> None:
    with pytest.raises(HTTPError) as refused:
        parse_parameters(value)
    assert refused.value.status == 400


@given(st.text(st.characters(max_codepoint=255)))
def test_any_text_is_read_or_refused(value: str) -> None:
    with suppress(HTTPError):  # and nothing else
        parse_parameters(value)
