"""Questions to the world: bounded, and an answer whatever happens."""

import socket
from pathlib import Path

import pytest

from shareapp.sharing.addresses import Address
from shareapp.sharing.events import ShareState
from shareapp.ui import probes
from shareapp.ui.probes import FolderSize, answers, folder_size
from tests.support.sharing import LOOPBACK, controlled, loopback

HERE = Address(LOOPBACK, "loopback", "")


def test_a_folder_is_counted(root: Path) -> None:
    assert folder_size(root) == FolderSize(2, more=False)


def test_an_empty_folder_has_no_items(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert folder_size(empty) == FolderSize(0, more=False)


def test_a_huge_folder_is_counted_up_to_a_bound(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "COUNT_ITEMS", 1)
    assert folder_size(root) == FolderSize(1, more=True)


def test_a_slow_folder_is_counted_for_a_bounded_time(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "COUNT_SECONDS", -1.0)
    assert folder_size(root) == FolderSize(1, more=True)


def test_a_folder_that_is_gone_has_no_size(tmp_path: Path) -> None:
    assert folder_size(tmp_path / "gone") is None


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_share_answers_on_its_own_address(root: Path, tmp_path: Path, scheme: str) -> None:
    from shareapp.sharing.config import SelfSigned

    tls = SelfSigned(folder=tmp_path / "certificate") if scheme == "https" else None
    with controlled() as (controller, buffer):
        controller.start(loopback(root, tls=tls))
        change = buffer.await_state(ShareState.RUNNING)
        assert answers(HERE, scheme, change.port)


def test_a_closed_port_does_not_answer() -> None:
    with socket.create_server((LOOPBACK, 0)) as server:
        port = server.getsockname()[1]
    assert not answers(HERE, "http", port)
