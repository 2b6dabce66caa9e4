"""The windows of these tests are those of the tests of ``ui``."""

from tests.ui.conftest import root, stage, theme, translations

__all__ = ["root", "stage", "theme", "translations"]
