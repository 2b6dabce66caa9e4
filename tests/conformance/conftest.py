"""The servers that a promise is held to: ask for ``target``, and say by ``parametrize`` which ones."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import targets
from tests.support.targets import Target


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """The folder that is served."""
    return targets.fill(tmp_path)


@pytest.fixture
def target(request: pytest.FixtureRequest, share: Path) -> Iterator[Target]:
    """The server that the test's parameter names."""
    with targets.serving(request.param, share) as running:
        yield running


@pytest.fixture
def product(share: Path) -> Iterator[Target]:
    """The share as the window serves it."""
    with targets.serving("product", share) as running:
        yield running
