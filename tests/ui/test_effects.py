"""Effects: a preference is in force as soon as it is another."""

from pathlib import Path

from shareapp.sharing.config import ShareConfig
from tests.support.records import numbered
from tests.support.stage import Stage


def test_what_is_changed_is_put_in_force(stage: Stage, root: Path) -> None:
    with stage.window(ShareConfig(root=root)) as window:
        window.memory.change(log_rows=100)
        window.log.append(numbered(300))
        assert window.log.model.rowCount() == 100


def test_what_was_kept_is_in_force_from_the_start(stage: Stage, root: Path) -> None:
    with stage.window(ShareConfig(root=root), log_rows=250) as window:
        window.log.append(numbered(300))
        assert window.log.model.rowCount() == 250
