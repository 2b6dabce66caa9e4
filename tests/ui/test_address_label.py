"""The address: large, smaller where there is less room, always whole for those who hear it."""

import pytest
from pytestqt.qtbot import QtBot

from shareapp.ui.address_label import AddressLabel
from shareapp.ui.theme import Theme

SHORT = "http://192.168.0.12:8000"
LONG = "http://[fd12:3456:789a:1234:5678:9abc:def0:1234]:8000"


@pytest.fixture
def label(qtbot: QtBot, theme: Theme) -> AddressLabel:
    """A label of 500 pixels."""
    result = AddressLabel(theme)
    qtbot.addWidget(result)
    result.resize(500, 40)
    result.show()
    result.set_url(SHORT)
    return result


def test_the_whole_address_is_its_name(label: AddressLabel) -> None:
    assert label.accessibleName() == SHORT


def test_a_longer_address_is_written_smaller_and_moves_nothing(label: AddressLabel) -> None:
    height, size = label.height(), label.font().pointSizeF()
    label.set_url(LONG)
    assert label.font().pointSizeF() < size
    assert label.height() == height


def test_more_room_makes_it_larger_again(label: AddressLabel) -> None:
    label.set_url(LONG)
    small = label.font().pointSizeF()
    label.resize(1200, 40)
    assert label.font().pointSizeF() > small


def test_the_scheme_is_quieter_and_odd_characters_stay_themselves(label: AddressLabel) -> None:
    label.set_url("http://<b>:8000")
    assert "&lt;b&gt;:8000" in label.text()
    assert label.text().startswith("<span")
