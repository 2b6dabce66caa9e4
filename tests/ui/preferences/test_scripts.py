"""Which scripts a share would run."""

from pathlib import Path

from shareapp.ui.preferences import scripts
from shareapp.ui.preferences.scripts import Script, find_scripts


def write(path: Path, mode: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(mode)


def test_scripts_are_found_and_those_that_cannot_start_are_known(tmp_path: Path) -> None:
    write(tmp_path / "cgi-bin/hello.py", 0o755)
    write(tmp_path / "cgi-bin/sub/form.sh", 0o644)
    write(tmp_path / "cgi-bin/.hidden", 0o755)
    write(tmp_path / "elsewhere.py", 0o755)
    found = find_scripts(tmp_path, ("/cgi-bin", "/htbin"), hidden=False)
    assert found.found == (Script("cgi-bin/hello.py", True), Script("cgi-bin/sub/form.sh", False))
    assert not found.more


def test_a_huge_folder_is_cut_short(tmp_path: Path, monkeypatch: object) -> None:
    for number in range(scripts.MOST + 5):
        write(tmp_path / f"cgi-bin/{number}", 0o755)
    found = find_scripts(tmp_path, ("/cgi-bin",), hidden=False)
    assert (len(found.found), found.more) == (scripts.MOST, True)


def test_a_folder_without_scripts_has_none(tmp_path: Path) -> None:
    assert find_scripts(tmp_path, ("/cgi-bin",), hidden=True).found == ()
