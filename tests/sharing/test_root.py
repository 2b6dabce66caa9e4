"""A folder that cannot be shared is told with its reason, before anything starts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from shareapp.server.errors import RootUnreadable
from shareapp.sharing.config import ShareConfig
from shareapp.sharing.root import check_listable, check_present, script_folders, served_root, shared_root

CHECKS = pytest.mark.parametrize("check", [check_listable, check_present])
Check = Callable[[Path], None]


@CHECKS
def test_a_folder_passes(check: Check, tmp_path: Path) -> None:
    check(tmp_path)


@CHECKS
@pytest.mark.parametrize(
    ("name", "cause"),
    [("nothing", "missing"), ("file", "not-a-folder"), ("file/below", "missing"), ("x" * 300, "missing")],
)
def test_anything_else_is_refused(check: Check, tmp_path: Path, name: str, cause: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RootUnreadable) as caught:
        check(tmp_path / name)
    assert caught.value == RootUnreadable(tmp_path / name, cause)  # type: ignore[arg-type]


@CHECKS
def test_a_folder_without_rights_is_forbidden(check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    # Told by the system's answer instead of real rights, which mean nothing to root.
    monkeypatch.setattr("os.scandir" if check is check_listable else "os.stat", refuse)
    with pytest.raises(RootUnreadable) as caught:
        check(tmp_path)
    monkeypatch.undo()
    assert caught.value.cause == "forbidden"


def test_what_is_served_is_the_folder_without_its_scripts(tmp_path: Path) -> None:
    config = ShareConfig(root=tmp_path, hidden=True, links="never", cgi_folders=("/cgi-bin", "/a/b"))
    assert script_folders(config) == (("cgi-bin",), ("a", "b"))
    served = served_root(config)
    assert (served.hidden, served.links) == (True, "never")
    assert served.admits_all(("a", "c"))
    assert not served.admits_all(("a", "b", "form.py"))
    assert shared_root(config).admits_all(("a", "b", "form.py"))


def test_nothing_is_served_of_a_folder_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(RootUnreadable):
        served_root(ShareConfig(root=tmp_path / "gone"))
