"""Is the shared folder there, and may it be read? Every fault as a RootUnreadable."""

import os
import stat
from pathlib import Path

from shareapp.server.errors import RootUnreadable


def check_listable(root: Path) -> None:
    """Raises RootUnreadable unless ``root`` is a folder that may be listed and entered."""
    check_present(root)
    try:
        with os.scandir(root):
            pass
    except OSError as error:
        raise _unreadable(root, error) from error


def check_present(root: Path) -> None:
    """Raises RootUnreadable when ``root`` is gone. Takes no descriptor, so that a busy share can ask often."""
    try:
        is_folder = stat.S_ISDIR(root.stat().st_mode)
        # The dot asks for the right to enter the folder, too.
        os.stat(f"{root}{os.sep}.") if is_folder else None  # noqa: PTH116 - Path would drop the dot
    except OSError as error:
        raise _unreadable(root, error) from error
    if not is_folder:
        raise RootUnreadable(root, "not-a-folder")


def _unreadable(root: Path, error: OSError) -> RootUnreadable:
    """A drive that was unplugged and a server that went away have many errnos, and one meaning."""
    return RootUnreadable(root, "forbidden" if isinstance(error, PermissionError) else "missing")
