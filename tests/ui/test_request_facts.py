"""What became of a request, in words that alarm nobody without need."""

import pytest

from shareapp.ui.i18n import Translations
from shareapp.ui.log_text import LogText
from shareapp.ui.request_facts import facts, reason
from tests.support.records import request_done


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (200, "Delivered"),
        (206, "A part of the file"),
        (304, "already has this version"),
        (401, "password"),
        (403, "not shared"),
        (404, "no such file"),
        (416, "behind the end"),
        (500, "Something went wrong"),
        (299, "It worked"),
        (399, "sent on"),
        (499, "could not be fulfilled"),
        (599, "Something went wrong"),
    ],
)
def test_a_status_has_a_reason(translations: Translations, status: int, words: str) -> None:
    assert words in reason(request_done(status=status))


def test_a_reason_is_said_in_korean(translations: Translations) -> None:
    translations.apply("ko")
    assert reason(request_done(status=304)) == "기기에 이미 같은 버전이 있어 다시 보내지 않았습니다."


def test_pictures_that_browsers_ask_for_are_no_alarm(translations: Translations) -> None:
    assert "by themselves" in reason(request_done(status=404, target="/favicon.ico?v=2"))
    assert "by themselves" in reason(request_done(status=404, target="/apple-touch-icon.png"))


def test_a_cancelled_seek_is_no_alarm(translations: Translations) -> None:
    assert "nothing is wrong" in reason(request_done(status=206, note="aborted"))
    assert "left before" in reason(request_done(status=200, note="aborted", sent=0))
    assert "mistake in shareapp" in reason(request_done(status=500, note="crashed"))


def test_facts_leave_out_what_is_empty(translations: Translations) -> None:
    known = dict(facts(request_done(target="/a%20b?x=1"), LogText(utc=True)))
    assert known["Path"] == "/a b?x=1"
    assert known["As sent"] == "/a%20b?x=1"
    assert known["Sent"] == "2.9 MB (2,900,000 B)"
    assert known["Duration"] == "96 ms"
    assert known["Device"] == "iPhone · 192.168.0.23"
    assert not {"Received", "Came from", "User name"} & set(known)
    more = dict(facts(request_done(target="/a", user="guest", received=12, referer="http://x/"), LogText()))
    assert (more["User name"], more["Received"], more["Came from"]) == ("guest", "12 B", "http://x/")
    assert "As sent" not in more


def test_a_file_that_comes_in_parts_is_not_said_to_be_there_before_its_end() -> None:
    announced = request_done(method="POST", target="/", status=201, sent=0, received=0)
    assert reason(announced) == "The device has announced a file. Its parts follow."
    assert reason(announced._replace(received=500)) == "The file was added to the folder."
    part = request_done(method="PATCH", target="/?upload=abc", status=204, sent=0, received=4_000_000)
    assert reason(part) == "A part of a file has arrived and is right."
