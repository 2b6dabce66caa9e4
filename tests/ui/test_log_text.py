"""The words of the log: decoded, harmless, copyable."""

import shlex

import pytest

from shareapp.ui.i18n import Translations
from shareapp.ui.log_text import Column, LogText, as_curl, as_tsv, column_title, shown_path, size_text
from tests.support.records import IPHONE, request_done


@pytest.fixture(autouse=True)
def english(translations: Translations) -> None:
    """Formats do not depend on the machine that tests."""


@pytest.mark.fault("gh-100001")
@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("/IMG_2044.jpg", "/IMG_2044.jpg"),
        ("/%EC%82%AC%EC%A7%84", "/사진"),
        ("/a%0Ab%1B[31m", "/a\\x0ab\\x1b[31m"),
        ("/%E2%80%AEgpj.exe", "/\\x202egpj.exe"),
        ("/%FF%00", "/\ufffd\\x00"),
        ("/a%2", "/a%2"),
        ("/" + "x" * 600, "/" + "x" * 511 + "…"),
    ],
)
def test_a_path_is_decoded_and_cannot_play_tricks(target: str, shown: str) -> None:
    assert shown_path(target) == shown


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"sent": 0}, "0 B"),
        ({"sent": 0, "received": 2_000_000, "method": "PUT"}, "2.0 MB"),
        ({"sent": 81, "received": 30_000_000, "method": "POST"}, "30.0 MB"),
        ({"sent": 0, "method": "HEAD"}, "—"),
        ({"sent": 512}, "512 B"),
    ],
)
def test_a_size_is_what_was_sent_or_received(changes: dict[str, object], text: str) -> None:
    assert size_text(request_done(**changes)) == text


def test_every_cell_has_its_words() -> None:
    text = LogText(utc=True)
    cells = [text.cell(request_done(), column) for column in Column]
    assert cells == ["14:02:26", "200", "GET", "/IMG_2044.jpg", "2.9 MB", "96 ms", "iPhone · 192.168.0.23"]


def test_a_device_that_left_early_has_no_status() -> None:
    request = request_done(note="aborted")
    assert LogText().cell(request, Column.STATUS) == "—"
    assert LogText().tooltip(request, Column.STATUS)
    assert LogText().tooltip(request_done(), Column.STATUS) is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (LogText(), "iPhone · 192.168.0.23"),
        (LogText(device_names=False), "192.168.0.23"),
        (LogText(short_devices=True), "iPhone"),
        (LogText(short_devices=True, device_names=False), "192.168.0.23"),
    ],
)
def test_a_device_is_named_as_wished(text: LogText, shown: str) -> None:
    assert text.device("192.168.0.23", IPHONE) == shown


def test_tooltips_say_it_in_full() -> None:
    request = request_done(target="/a%20b")
    text = LogText(utc=True)
    assert text.tooltip(request, Column.TIME) == "Thursday, January 1, 1970 14:02:26"
    assert text.tooltip(request, Column.PATH) == "/a%20b"
    assert text.tooltip(request, Column.DEVICE) == IPHONE
    assert text.tooltip(request, Column.SIZE) is None


def test_copied_rows_are_lines_of_tabbed_cells() -> None:
    lines = as_tsv(LogText(), [request_done(target="/a%09b"), request_done()]).splitlines()
    assert [line.count("\t") for line in lines] == [6, 6]


@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("GET", ["curl", "http://10.0.0.5:8000/a%20b?c='d'"]),
        ("HEAD", ["curl", "--head", "http://10.0.0.5:8000/a%20b?c='d'"]),
        ("POST", ["curl", "--request", "POST", "http://10.0.0.5:8000/a%20b?c='d'"]),
    ],
)
def test_a_curl_command_survives_the_shell(method: str, words: list[str]) -> None:
    command = as_curl(request_done(method=method, target="/a%20b?c='d'"), "http://10.0.0.5:8000")
    assert shlex.split(command) == words


def test_a_curl_command_for_https_works_with_a_certificate_that_nobody_knows() -> None:
    command = as_curl(request_done(target="/a"), "https://10.0.0.5:8000")
    assert shlex.split(command) == ["curl", "--insecure", "https://10.0.0.5:8000/a"]


def test_columns_are_named_in_both_languages(translations: Translations) -> None:
    assert [column_title(column) for column in (Column.TIME, Column.DEVICE)] == ["Time", "Device"]
    translations.apply("ko")
    assert [column_title(column) for column in (Column.TIME, Column.DEVICE)] == ["시각", "기기"]
