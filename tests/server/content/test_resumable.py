import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from shareapp.server.content.incoming import Intake
from shareapp.server.content.names import UNFINISHED
from shareapp.server.content.paths import Directory, Root
from shareapp.server.content.portable import unfinished_name
from shareapp.server.content.resumable import Facts, Resumable, offset_of, read_facts, remove_leftovers
from shareapp.server.errors import HTTPError

FACTS = Facts(length=6, name="사진.jpg", way=("Trip",), modified=1_000_000_000.0, metadata="filename eA==")


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    return Intake(root=Root.at(tmp_path, "never", hidden=True), reserve_bytes=0)


@pytest.fixture
def folder(intake: Intake) -> Iterator[Directory]:
    with closing(intake.folder(())) as opened:
        yield opened


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def begin(intake: Intake, folder: Directory, content: bytes = b"") -> str:
    with Resumable.create(intake, folder, FACTS) as upload:
        upload.incoming.write(content)
        return upload.incoming.token


def test_another_process_goes_on_from_what_is_on_the_disk(intake: Intake, folder: Directory, tmp_path: Path) -> None:
    token = begin(intake, folder, b"abc")
    assert read_facts(folder, token) == FACTS
    assert offset_of(folder, token) == 3
    with Resumable.reopen(intake, folder, token) as upload:
        upload.incoming.write(b"def")
        assert upload.is_complete
        assert upload.publish() == ("Trip", "사진.jpg")
    assert (tmp_path / "Trip" / "사진.jpg").read_bytes() == b"abcdef"
    assert (tmp_path / "Trip" / "사진.jpg").stat().st_mtime == 1_000_000_000.0
    assert listed(tmp_path) == ["Trip"]


def test_an_unfinished_upload_is_never_seen_even_where_hidden_files_are(intake: Intake, folder: Directory) -> None:
    token = begin(intake, folder)
    assert list(folder.visible()) == []
    for part in ("part", "facts"):
        with pytest.raises(HTTPError):
            intake.root.open((unfinished_name(token, part),))


def test_a_discarded_upload_leaves_nothing(intake: Intake, folder: Directory, tmp_path: Path) -> None:
    with Resumable.reopen(intake, folder, begin(intake, folder, b"abc")) as upload:
        upload.doubt()
        upload.discard()
    assert listed(tmp_path) == []


def test_what_was_doubted_when_the_process_ended_does_not_count(intake: Intake, folder: Directory) -> None:
    token = begin(intake, folder, b"abc")
    with Resumable.reopen(intake, folder, token) as upload:
        upload.doubt()
        upload.incoming.write(b"zz")
    assert offset_of(folder, token) == 3
    with Resumable.reopen(intake, folder, token) as upload:
        assert upload.incoming.size == 3
        upload.incoming.write(b"de")
        upload.trust()
    assert offset_of(folder, token) == 5


@pytest.mark.parametrize(
    "text", [b"", b"{", b"[]", b'{"length": 1}', b'{"length": 1, "name": "a", "way": [], "odd": 1}']
)
def test_facts_that_a_power_cut_has_spoilt_are_404(
    intake: Intake, folder: Directory, tmp_path: Path, text: bytes
) -> None:
    token = begin(intake, folder)
    (tmp_path / unfinished_name(token, "facts")).write_bytes(text)
    with pytest.raises(HTTPError) as refused:
        read_facts(folder, token)
    assert refused.value.status == 404


def test_an_unknown_token_is_404(intake: Intake, folder: Directory) -> None:
    for action in (read_facts, offset_of):
        with pytest.raises(HTTPError) as refused:
            action(folder, "0" * 32)
        assert refused.value.status == 404


def test_only_what_was_given_up_is_removed(intake: Intake, folder: Directory, tmp_path: Path) -> None:
    old, going_on, fresh = (begin(intake, folder) for _ in range(3))
    for token in (old, going_on):
        for path in tmp_path.glob(f"{UNFINISHED}{token}.*"):
            os.utime(path, (1000, 1000))
    os.utime(tmp_path / unfinished_name(going_on, "part"), (5000, 5000))
    for name in ("photo.jpg", f"{UNFINISHED}mine"):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1000, 1000))
    remove_leftovers(folder, older_than=2000)
    left = {path.name for path in tmp_path.iterdir()}
    assert {"photo.jpg", f"{UNFINISHED}mine"} <= left
    assert not any(old in name for name in left)
    assert sum(going_on in name or fresh in name for name in left) == 4
