"""Entries in the order that people expect."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from shareapp.server.content.entries import entry_of, in_order
from shareapp.server.content.paths import Directory, Root
from shareapp.server.content.rows import Entry
from tests.support.trees import write


@given(st.lists(st.integers(min_value=0, max_value=10**30), unique=True, max_size=20))
def test_any_numbers_sort_by_value(numbers: list[int]) -> None:
    def entries(numbers: list[int]) -> list[Entry]:
        return [Entry(f"IMG {number}.jpg", False, 0, 0) for number in numbers]

    assert in_order(entries(numbers), "name") == entries(sorted(numbers))


def test_folders_come_first_and_equal_ones_by_name() -> None:
    entries = [
        Entry("b", False, 5, 1.0),
        Entry("a", False, 5, 1.0),
        Entry("c", False, 9, 0.0),
        Entry("d", True, 0, 0.0),
    ]
    assert [entry.name for entry in in_order(list(entries), "size")] == ["d", "c", "a", "b"]
    assert [entry.name for entry in in_order(list(entries), "date")] == ["d", "a", "b", "c"]


def test_an_entry_is_what_its_link_leads_to(tmp_path: Path) -> None:
    write(tmp_path / "file", b"123")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "file")
    opened = Root.at(tmp_path).resolve("/")
    assert isinstance(opened, Directory)
    found = {entry.name: entry_of(entry, opened.path) for entry in opened.visible()}
    opened.close()
    kinds = {name: entry and (entry.is_folder, entry.size) for name, entry in found.items()}
    assert kinds == {"file": (False, 3), "folder": (True, 0), "link": (False, 3)}
