"""Promises of the door in the terminal: one question at a time, and nobody comes in but by a yes."""

import os
from collections.abc import Iterator

import pytest

from shareapp.server.layers.doorbell import Doorbell
from shareapp.sharing.controller import ShareController
from shareapp.sharing.events import EventBuffer
from shareapp.sharing.terminal_door import Door, Keyboard
from shareapp.sharing.words import Words
from tests.support.records import IPHONE

PHONE, LAPTOP = "192.168.0.23", "192.168.0.44"


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class House:
    """A controller whose bell rings by hand, and lines that somebody types."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.controller = ShareController(EventBuffer())
        self.controller.doorbell = Doorbell(clock=self.clock)
        self.typed: list[str] = []
        self.door = Door(self.controller, Words("en"), lambda: self.typed.pop(0) if self.typed else None)

    def ring(self, client: str, agent: str = "") -> None:
        self.controller.doorbell.ring(client, agent)

    def look(self, *typed: str) -> list[str]:
        self.typed += typed
        return list(self.door.look())

    def admits(self, client: str) -> bool:
        return self.controller.doorbell.admits(client)


@pytest.fixture
def house() -> House:
    return House()


@pytest.mark.parametrize("answer", ["y", "Y", " yes ", "ㅛ", "예"])
def test_a_yes_lets_in(house: House, answer: str) -> None:
    assert house.look() == []
    house.ring(PHONE, IPHONE)
    assert house.look() == [f"New device: iPhone · {PHONE}. Allow it? y/n, then Enter"]
    assert house.look() == []
    assert house.look(answer) == [f"Allowed: iPhone · {PHONE}"]
    assert house.admits(PHONE)


@pytest.mark.parametrize("answer", ["n", "NO", "ㅜ", "아니요"])
def test_a_no_blocks(house: House, answer: str) -> None:
    house.ring(PHONE)
    house.look()
    assert house.look(answer) == [f"Denied and blocked: {PHONE}"]
    assert not house.admits(PHONE)
    assert house.controller.blocked == {PHONE}


@pytest.mark.parametrize("answer", ["", "what?", "yn", "\x1b[A"])
def test_anything_else_is_asked_again(house: House, answer: str) -> None:
    house.ring(PHONE)
    (question,) = house.look()
    assert house.look(answer) == [question]
    assert not house.admits(PHONE)
    assert house.controller.blocked == frozenset()


def test_one_device_is_asked_about_after_the_other(house: House) -> None:
    house.ring(PHONE)
    house.ring(LAPTOP)
    assert PHONE in house.look()[0]
    allowed, next_question = house.look("y")
    assert (PHONE in allowed, LAPTOP in next_question) == (True, True)
    assert house.look("n") == [f"Denied and blocked: {LAPTOP}"]
    assert (house.admits(PHONE), house.admits(LAPTOP)) == (True, False)


def test_what_was_typed_before_a_question_answers_none(house: House) -> None:
    assert house.look("y", "y") == []
    assert house.look() == []
    house.ring(PHONE)
    assert len(house.look()) == 1
    assert not house.admits(PHONE)


def test_who_leaves_is_told_and_no_late_yes_counts_for_the_next_one(house: House) -> None:
    house.ring(PHONE)
    house.look()
    house.clock.now = 60.0
    assert house.look() == [f"Left again: {PHONE}"]
    assert house.look("y") == []
    assert not house.admits(PHONE)


def test_what_a_device_calls_itself_is_no_command_for_the_terminal(house: House) -> None:
    house.ring(f"{PHONE}\x1b[2J", "iPhone")
    assert "\x1b" not in house.look()[0]


@pytest.fixture
def keys() -> Iterator[tuple[int, int]]:
    ends = os.pipe()
    yield ends
    for end in ends:
        os.close(end)


@pytest.mark.skipif(os.name == "nt", reason="Windows' console is no file")
def test_the_keyboard_is_never_waited_for(keys: tuple[int, int]) -> None:
    reading, writing = keys
    keyboard = Keyboard(reading)
    assert keyboard() is None
    os.write(writing, "예".encode()[:1])
    assert keyboard() is None
    os.write(writing, "예".encode()[1:] + b"\nno\ny")
    assert [keyboard(), keyboard(), keyboard()] == ["예", "no", None]
