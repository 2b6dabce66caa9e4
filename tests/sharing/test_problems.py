"""Each check alone: what it takes silently and what it names."""

import pytest

from shareapp.sharing.problems import (
    FieldProblem,
    InvalidConfig,
    check_cgi_folders,
    check_host,
    check_host_names,
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


@pytest.mark.parametrize("name", ["nas", "nas.example.", "my_pi", "xn--9d0bm53e.example", "나스.example", "a" * 63])
def test_what_a_browser_can_send_is_a_host_name(name: str) -> None:
    assert list(check_host_names("allowed_hosts", (name,))) == []


@pytest.mark.parametrize(
    "name",
    [
        *("bad name!", "nas:8000", "http://nas", "nas/", "-nas", "nas-.example", ".nas", "a..b", "*.example", " nas"),
        *("나 스", "nas\n", "fe80::1", "a" * 64, ".".join(["a" * 63] * 4)),
    ],
)
def test_anything_else_is_no_host_name(name: str) -> None:
    problem = FieldProblem("allowed_hosts", "not-a-host-name", (name,))
    assert list(check_host_names("allowed_hosts", ("nas", name))) == [problem]


def test_backslashes_are_no_folders() -> None:
    assert len(list(check_cgi_folders(("/a\\b",)))) == 1


def test_port_zero_asks_for_any() -> None:
    assert list(check_port(0)) == []


def test_the_error_carries_all_problems() -> None:
    problems = (FieldProblem("a", "required"), FieldProblem("b", "required"))
    assert InvalidConfig(problems).problems == problems
