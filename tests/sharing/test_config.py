"""A share's values: judged all at once, carried to text and back without loss."""

import dataclasses
import string
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shareapp.server.limits import Limits
from shareapp.sharing.config import (
    KEYS,
    RESTART_FIELDS,
    Credentials,
    FieldProblem,
    InvalidConfig,
    Rights,
    SelfSigned,
    ShareConfig,
    TlsFiles,
    from_mapping,
    restart_needed,
    to_mapping,
)

ROOT = Path("photos")


def problems_of(**values: Any) -> tuple[FieldProblem, ...]:
    with pytest.raises(InvalidConfig) as caught:
        ShareConfig(**{"root": ROOT} | values)
    return caught.value.problems


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"port": 70_000}, FieldProblem("port", "port-range", ("70000",))),
        ({"port": -1}, FieldProblem("port", "port-range", ("-1",))),
        ({"host": "my-computer"}, FieldProblem("host", "not-an-address", ("my-computer",))),
        ({"host": "192.168.0.300"}, FieldProblem("host", "not-an-address", ("192.168.0.300",))),
        ({"protocol": "HTTP/2"}, FieldProblem("protocol", "unknown-choice", ("HTTP/2",))),
        ({"links": "sometimes"}, FieldProblem("links", "unknown-choice", ("sometimes",))),
        ({"index_names": ("a/b.html",)}, FieldProblem("index_names", "name-with-slash", ("a/b.html",))),
        ({"index_names": ("",)}, FieldProblem("index_names", "required")),
        ({"allowed_hosts": ("http://nas",)}, FieldProblem("allowed_hosts", "not-a-host-name", ("http://nas",))),
        ({"allowed_hosts": ("pi", "")}, FieldProblem("allowed_hosts", "required")),
        ({"upload_bytes": 0}, FieldProblem("upload_bytes", "not-positive", ("0",))),
        ({"cgi_seconds": -1.0}, FieldProblem("cgi_seconds", "not-positive", ("-1.0",))),
        ({"cgi_seconds": float("nan")}, FieldProblem("cgi_seconds", "not-a-number", ("nan",))),
        ({"cgi_seconds": float("inf")}, FieldProblem("cgi_seconds", "not-a-number", ("inf",))),
        ({"cgi_folders": ("cgi-bin",)}, FieldProblem("cgi_folders", "not-below-root", ("cgi-bin",))),
        ({"cgi_folders": ("/",)}, FieldProblem("cgi_folders", "not-below-root", ("/",))),
        ({"cgi_folders": ("/a/../..",)}, FieldProblem("cgi_folders", "not-below-root", ("/a/../..",))),
        ({"cgi_folders": ("",)}, FieldProblem("cgi_folders", "not-below-root", ("",))),
        (
            {"credentials": Credentials(user="a:b", password_hash="x")},
            FieldProblem("user", "user-with-colon", ("a:b",)),
        ),
        ({"credentials": Credentials(user="", password_hash="x")}, FieldProblem("user", "required")),
        ({"credentials": Credentials(user="a", password_hash="")}, FieldProblem("password_hash", "required")),
        ({"root": Path("a\0b")}, FieldProblem("root", "required")),
        ({"limits": Limits(head_s=0)}, FieldProblem("limits.head_s", "not-positive", ("0",))),
    ],
)
def test_a_wrong_value_is_named_with_its_field(values: dict[str, Any], problem: FieldProblem) -> None:
    assert problems_of(**values) == (problem,)


@pytest.mark.parametrize(
    "values",
    [
        {"host": "0.0.0.0"},
        {"host": "::1"},
        {"port": 0},
        {"port": 65535},
        {"index_names": ()},
        {"cgi_folders": ("/cgi-bin", "/tools/cgi-bin")},
        {"credentials": Credentials(user="손님", password_hash="x")},
    ],
)
def test_a_right_value_is_kept(values: dict[str, Any]) -> None:
    config = ShareConfig(root=ROOT, **values)
    assert {name: getattr(config, name) for name in values} == values


def test_all_problems_come_at_once_in_the_order_of_the_fields() -> None:
    fields = [problem.field for problem in problems_of(links="?", port=-1, host="x", upload_bytes=0)]
    assert fields == ["host", "port", "upload_bytes", "links"]


def test_the_scheme_follows_the_certificate() -> None:
    assert ShareConfig(root=ROOT).scheme == "http"
    assert ShareConfig(root=ROOT, tls=SelfSigned(folder=ROOT)).scheme == "https"


def test_restart_is_needed_for_restart_fields_only() -> None:
    running = ShareConfig(root=ROOT)
    assert (
        restart_needed(running, dataclasses.replace(running, rights="add", hidden=True, cgi_folders=("/c",))) == set()
    )
    changed = dataclasses.replace(running, port=1, tls=SelfSigned(folder=ROOT), hidden=True)
    assert restart_needed(running, changed) == {"port", "tls"}


def test_restart_fields_are_fields() -> None:
    assert {field.name for field in dataclasses.fields(ShareConfig)} >= RESTART_FIELDS


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"port": "9000"}, {"port": 9000}),
        ({"port": " 9000 "}, {"port": 9000}),
        ({"ask_devices": "true"}, {"ask_devices": True}),
        ({"ask_devices": "1"}, {"ask_devices": True}),
        ({"rights": " inbox "}, {"rights": "inbox"}),
        ({"ends_after_s": "3600", "ends_after_downloads": "5"}, {"ends_after_s": 3600.0, "ends_after_downloads": 5}),
        ({"ends_after_s": "", "ends_after_downloads": " "}, {"ends_after_s": None, "ends_after_downloads": None}),
        ({"listing": "No"}, {"listing": False}),
        ({"listing": False}, {"listing": False}),
        ({"index_names": "a.html, b.html"}, {"index_names": ("a.html", "b.html")}),
        ({"index_names": ["a.html"]}, {"index_names": ("a.html",)}),
        ({"index_names": ""}, {"index_names": ()}),
        ({"index_names": '"a,b",c'}, {"index_names": ("a,b", "c")}),
        ({"allowed_hosts": "nas.example , pi "}, {"allowed_hosts": ("nas.example", "pi")}),
        ({"cgi_seconds": "2.5"}, {"cgi_seconds": 2.5}),
        ({"root": "사진 모음"}, {"root": Path("사진 모음")}),
        ({"tls": "off", "tls_certificate": "c.pem"}, {"tls": None}),
        ({"tls": "self-signed", "tls_folder": "keys"}, {"tls": SelfSigned(folder=Path("keys"))}),
        (
            {"tls": "files", "tls_certificate": "c.pem", "tls_key": ""},
            {"tls": TlsFiles(certificate=Path("c.pem"))},
        ),
        ({"user": "", "password_hash": ""}, {"credentials": None}),
        ({"limits.head_s": "3"}, {"limits": Limits(head_s=3.0)}),
    ],
)
def test_text_becomes_typed_values(values: dict[str, object], expected: dict[str, object]) -> None:
    config = from_mapping({"root": "photos"} | values)
    assert {name: getattr(config, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({}, FieldProblem("root", "required")),
        ({"root": ""}, FieldProblem("root", "required")),
        ({"root": ".", "port": "http"}, FieldProblem("port", "not-a-number", ("http",))),
        ({"root": ".", "port": "8_000"}, FieldProblem("port", "not-a-number", ("8_000",))),
        ({"root": ".", "port": "٨"}, FieldProblem("port", "not-a-number", ("٨",))),
        ({"root": ".", "port": True}, FieldProblem("port", "not-a-number", ("True",))),
        ({"root": ".", "port": "-5"}, FieldProblem("port", "port-range", ("-5",))),
        ({"root": ".", "zip": "perhaps"}, FieldProblem("zip", "unknown-choice", ("perhaps",))),
        ({"root": ".", "cgi_seconds": "soon"}, FieldProblem("cgi_seconds", "not-a-number", ("soon",))),
        ({"root": ".", "index_names": 5}, FieldProblem("index_names", "unknown-choice", ("5",))),
        ({"root": ".", "tls": "maybe"}, FieldProblem("tls", "unknown-choice", ("maybe",))),
        ({"root": ".", "tls": "files"}, FieldProblem("tls_certificate", "required")),
        ({"root": ".", "tls": "self-signed"}, FieldProblem("tls_folder", "required")),
        ({"root": ".", "user": "a"}, FieldProblem("password_hash", "required")),
    ],
)
def test_text_that_is_no_value_is_named_with_its_field(values: dict[str, object], problem: FieldProblem) -> None:
    with pytest.raises(InvalidConfig) as caught:
        from_mapping(values)
    assert caught.value.problems == (problem,)


def test_unreadable_and_wrong_values_are_told_together() -> None:
    with pytest.raises(InvalidConfig) as caught:
        from_mapping({"root": "", "links": "?", "port": "x", "cgi_folders": "bin", "tls": "files"})
    assert [problem.field for problem in caught.value.problems] == [
        "root",
        "port",
        "links",
        "cgi_folders",
        "tls_certificate",
    ]


def test_an_unknown_key_is_an_error_in_code() -> None:
    with pytest.raises(KeyError, match="ports"):
        from_mapping({"root": ".", "ports": "8000"})


def test_every_field_has_a_key() -> None:
    flat = {field.name for field in dataclasses.fields(ShareConfig)} - {"credentials", "limits"}
    assert flat <= set(KEYS)


names = st.text(st.characters(codec="utf-8", exclude_characters="/\\\0"), min_size=1, max_size=12)
paths = names.map(Path)
positive = st.floats(min_value=1e-3, max_value=1e9)
configs = st.builds(
    ShareConfig,
    root=paths,
    host=st.one_of(st.just(""), st.ip_addresses().map(str)),
    port=st.integers(0, 65535),
    protocol=st.sampled_from(["HTTP/1.0", "HTTP/1.1"]),
    tls=st.one_of(
        st.none(),
        st.builds(SelfSigned, folder=paths),
        st.builds(TlsFiles, certificate=paths, key=st.none() | paths, password_file=st.none() | paths),
    ),
    credentials=st.none()
    | st.builds(
        Credentials,
        user=st.text(string.ascii_letters + "손님", min_size=1),
        password_hash=st.text(string.ascii_letters + "$/+=", min_size=1),
    ),
    listing=st.booleans(),
    index_names=st.lists(names, max_size=3).map(tuple),
    rights=st.sampled_from(get_args(Rights)),
    ends_after_s=st.none() | st.floats(1, 1e6),
    ends_after_downloads=st.none() | st.integers(1, 10**9),
    upload_bytes=st.integers(1, 10**15),
    zip=st.booleans(),
    compress=st.booleans(),
    hidden=st.booleans(),
    links=st.sampled_from(["inside", "never", "anywhere"]),
    cgi_folders=st.lists(st.text(string.ascii_lowercase + ", '\"", min_size=1).map("/{}".format), max_size=2).map(
        tuple
    ),
    cgi_seconds=positive,
    allowed_hosts=st.lists(st.from_regex(r"[a-z0-9]([a-z0-9_-]{0,9}[a-z0-9])?", fullmatch=True), max_size=3).map(tuple),
    limits=st.builds(Limits, head_s=positive, connections=st.integers(1, 10**6)),
)


@given(configs)
def test_text_and_back_is_the_same_share(config: ShareConfig) -> None:
    assert from_mapping(to_mapping(config)) == config
