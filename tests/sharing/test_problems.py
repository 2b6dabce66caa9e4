"""Each check alone: what it takes silently and what it names."""

import pytest

from shareapp.sharing.problems import (
    FieldProblem,
    InvalidConfig,
    check_cgi_folders,
    check_host,
    check_names,
    check_port,
)


@pytest.mark.parametrize("host", ["", "127.0.0.1", "::", "fe80::1%eth0"])
def test_numeric_addresses_pass(host: str) -> None:
    assert list(check_host(host)) == []


@pytest.mark.parametrize("host", ["localhost", "1.2.3", "[::1]", " 127.0.0.1", "٠.0.0.0"])
def test_anything_else_is_no_address(host: str) -> None:
    assert list(check_host(host)) == [FieldProblem("host", "not-an-address", (host,))]


def test_every_wrong_name_of_a_list_is_told() -> None:
    assert len(list(check_names("index_names", ("a/b", "ok", "c\\d")))) == 2


def test_backslashes_are_no_folders() -> None:
    assert len(list(check_cgi_folders(("/a\\b",)))) == 1


def test_port_zero_asks_for_any() -> None:
    assert list(check_port(0)) == []


def test_the_error_carries_all_problems() -> None:
    problems = (FieldProblem("a", "required"), FieldProblem("b", "required"))
    assert InvalidConfig(problems).problems == problems
