"""The list of devices: exact counts, and one that can be sent away and let in again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shareapp.sharing.devices import Device
from shareapp.ui.devices_dialog import DevicesDialog
from shareapp.ui.i18n import Translations
from shareapp.ui.log_text import LogText
from shareapp.ui.theme import Theme
from tests.support.records import IPHONE
from tests.support.sharing import LOOPBACK, fetch, loopback
from tests.support.stage import Stage

PHONE = Device("192.168.0.23", IPHONE, 50_546.0, 50_560.0, 1_234, 2_000_000, 900_000)
LAPTOP = Device("192.168.0.44", "", 50_550.0, 50_551.0, 1, 512, 0)


class House:
    """Devices that a test invents."""

    def __init__(self) -> None:
        self.known = [PHONE, LAPTOP]
        self.refused: set[str] = set()
        self.cut: list[str] = []

    def devices(self) -> tuple[Device, ...]:
        return tuple(self.known)

    def blocked(self) -> frozenset[str]:
        return frozenset(self.refused)

    def disconnect_device(self, client: str) -> None:
        self.cut.append(client)

    def block(self, client: str) -> None:
        self.refused.add(client)

    def unblock(self, client: str) -> None:
        self.refused.discard(client)


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def dialog(theme: Theme, translations: Translations, qtbot: QtBot, house: House) -> Iterator[DevicesDialog]:
    window = QWidget()
    qtbot.addWidget(window)
    result = DevicesDialog(theme, house, LogText(utc=True), window)
    result.open()
    yield result
    result.close()


def row(dialog: DevicesDialog, number: int) -> list[str]:
    items = [dialog.table.item(number, column) for column in range(dialog.table.columnCount())]
    return [item.text() for item in items if item is not None]


def test_each_device_has_a_row(dialog: DevicesDialog) -> None:
    assert row(dialog, 0) == ["iPhone · 192.168.0.23", "14:02:26", "14:02:40", "1,234", "2.9 MB", ""]
    assert row(dialog, 1)[0] == "192.168.0.44"


def test_rows_stay_where_they_are_while_counts_go_on(dialog: DevicesDialog, house: House) -> None:
    house.known = [Device("10.0.0.9", "", 50_570.0, 50_570.0, 1, 0, 0), LAPTOP._replace(requests=2), PHONE]
    dialog.refresh()
    assert [row(dialog, number)[0] for number in range(3)] == ["iPhone · 192.168.0.23", "192.168.0.44", "10.0.0.9"]
    assert row(dialog, 1)[3] == "2"


def test_a_device_is_disconnected(dialog: DevicesDialog, house: House) -> None:
    dialog.table.selectRow(1)
    dialog.cut.click()
    assert house.cut == ["192.168.0.44"]


def test_a_device_is_blocked_and_let_in_again(dialog: DevicesDialog, house: House) -> None:
    dialog.table.selectRow(0)
    assert dialog.block.text() == "Block until shareapp quits"
    dialog.block.click()
    assert house.refused == {PHONE.client}
    assert row(dialog, 0)[5] == "Blocked"
    assert dialog.block.text() == "Unblock"
    dialog.block.click()
    assert house.refused == set()
    assert row(dialog, 0)[5] == ""


def test_a_blocked_device_is_listed_though_the_log_was_cleared(dialog: DevicesDialog, house: House) -> None:
    house.refused.add("10.0.0.7")
    dialog.refresh()
    assert row(dialog, 2) == ["10.0.0.7", "", "", "", "", "Blocked"]


def test_without_a_selection_there_is_nothing_to_do(dialog: DevicesDialog) -> None:
    dialog.table.clearSelection()
    assert not dialog.cut.isEnabled()
    assert not dialog.block.isEnabled()


def test_the_window_blocks_a_real_device(stage: Stage, qtbot: QtBot, root: Path) -> None:
    with stage.window(loopback(root)) as window:
        port = stage.start(window)
        assert fetch(port, "/hello.txt")[0] == 200
        window.log.actions_.devices.trigger()
        (dialog,) = window.findChildren(DevicesDialog)
        qtbot.waitUntil(lambda: row(dialog, 0)[:1] == [LOOPBACK])
        dialog.table.selectRow(0)
        dialog.block.click()
        assert fetch(port, "/hello.txt")[0] == 403
        dialog.block.click()
        assert fetch(port, "/hello.txt")[0] == 200
        dialog.close()
