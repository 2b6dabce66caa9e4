"""The exported log, read back by the parsers of those formats."""

import csv
import errno
import io
import json
import os
import re
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shareapp.server.events import RequestDone
from shareapp.sharing.logexport import CSV_COLUMNS, SUFFIXES, ExportFormat, export_lines, write_export
from tests.support.events import DONE

ORIGIN = "http://192.168.0.12:8000"
REQUESTS = (
    DONE,
    DONE._replace(target="/%EC%82%AC%EC%A7%84/a%20b.jpg?q=%ED%95%9C&x=", user="손님", status=206),
    DONE._replace(method="", target="", version="", status=400, agent='a "quoted", agent', note="aborted"),
)


def export(export_format: ExportFormat, *requests: RequestDone) -> str:
    return "".join(export_lines(requests, export_format, ORIGIN))


def read_csv(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), strict=True))


def test_csv_has_a_row_for_each_request_and_readable_paths() -> None:
    rows = read_csv(export("csv", *REQUESTS))
    assert tuple(rows[0]) == CSV_COLUMNS
    assert [row["status"] for row in rows] == ["200", "206", "400"]
    assert rows[1]["path"] == "/사진/a b.jpg?q=한&x="
    assert rows[1]["user"] == "손님"
    assert rows[2]["agent"] == 'a "quoted", agent'
    assert rows[0]["device"] == "iPhone"
    assert datetime.fromisoformat(rows[0]["time"]).timestamp() == DONE.at


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_csv_gives_no_spreadsheet_a_formula(start: str) -> None:
    (row,) = read_csv(export("csv", DONE._replace(agent=f"{start}1+1", referer=f"{start}2", user=f"{start}3")))
    assert (row["agent"], row["referer"], row["user"]) == (f"'{start}1+1", f"'{start}2", f"'{start}3")


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_stays_in_its_cell(target: str, agent: str) -> None:
    rows = read_csv(export("csv", DONE._replace(target=target, agent=agent), DONE))
    assert len(rows) == 2
    assert rows[0]["agent"].removeprefix("'") == agent.removeprefix("'")


def test_json_lines_is_an_object_for_each_request() -> None:
    objects = [json.loads(line) for line in export("jsonl", *REQUESTS).splitlines()]
    assert [item["target"] for item in objects] == [request.target for request in REQUESTS]


def test_combined_is_a_line_for_each_request() -> None:
    lines = export("combined", *REQUESTS).splitlines()
    assert len(lines) == 3
    assert all(re.match(r'192\.168\.0\.23 - \S+ \[[^]]+\] "', line) for line in lines)


ENTRY = {"startedDateTime", "time", "request", "response", "cache", "timings"}
REQUEST = {"method", "url", "httpVersion", "cookies", "headers", "queryString", "headersSize", "bodySize"}
RESPONSE = {
    "status", "statusText", "httpVersion", "cookies", "headers", "content", "redirectURL", "headersSize", "bodySize",
}  # fmt: skip


def test_har_has_everything_the_format_demands() -> None:
    log = json.loads(export("har", *REQUESTS))["log"]
    assert (log["version"], set(log["creator"])) == ("1.2", {"name", "version"})
    for entry, request in zip(log["entries"], REQUESTS, strict=True):
        assert set(entry) >= ENTRY
        assert set(entry["request"]) >= REQUEST
        assert set(entry["response"]) >= RESPONSE
        assert set(entry["response"]["content"]) >= {"size", "mimeType"}
        assert entry["time"] == sum(entry["timings"][name] for name in ("send", "wait", "receive"))
        assert entry["request"]["url"].startswith(f"{ORIGIN}/")
        assert entry["response"]["status"] == request.status
        assert datetime.fromisoformat(entry["startedDateTime"]).tzinfo is not None


def test_har_tells_the_query_and_the_phrase() -> None:
    first, second, _ = json.loads(export("har", *REQUESTS))["log"]["entries"]
    assert second["request"]["queryString"] == [{"name": "q", "value": "한"}, {"name": "x", "value": ""}]
    assert first["response"]["statusText"] == "OK"
    assert first["request"]["headers"] == [{"name": "User-Agent", "value": DONE.agent}]
    (odd,) = json.loads(export("har", DONE._replace(status=299, target="http://other/x")))["log"]["entries"]
    assert (odd["response"]["statusText"], odd["request"]["url"]) == ("", "http://other/x")


@pytest.mark.parametrize("export_format", SUFFIXES)
def test_an_empty_log_is_a_valid_file(export_format: ExportFormat) -> None:
    text = export(export_format)
    if export_format == "csv":
        assert read_csv(text) == []
    elif export_format == "har":
        assert json.loads(text)["log"]["entries"] == []
    else:
        assert text == ""


def test_a_file_replaces_another_whole(tmp_path: Path) -> None:
    target = tmp_path / "log.csv"
    target.write_text("older")
    write_export(target, REQUESTS, "csv", ORIGIN)
    assert len(read_csv(target.read_text("utf-8"))) == 3
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_leaves_the_older_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    target = tmp_path / "log.csv"
    target.write_text("older")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_export(target, REQUESTS, "csv", ORIGIN)
    assert target.read_text() == "older"
    assert list(tmp_path.iterdir()) == [target]
