"""A folder that cannot be shared is told with its reason, before anything starts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from shareapp.server.errors import RootUnreadable
from shareapp.sharing.root import check_listable, check_present

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
