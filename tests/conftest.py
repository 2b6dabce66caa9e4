"""The rules for every test: nothing outlives it, nothing warns unasked, nobody's real settings are touched."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.support import conformance, leaks

# Before anything creates a QApplication. A real window is the business of tests/end2end, in a process of its own.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

hypothesis.settings.register_profile("here", max_examples=50, deadline=None)
hypothesis.settings.register_profile("ci", max_examples=150, deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("ci" if "CI" in os.environ else "here")

_HOME_VARIABLES = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
_home = pytest.StashKey[Path]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer to write the page that tells which test holds which promise."""
    parser.addoption(conformance.OPTION, action="store_true", help="run what carries points and faults; write docs/")


def pytest_configure(config: pytest.Config) -> None:
    """Settings, certificates and logs of the tested program go to an empty folder of this run."""
    if config.getoption(conformance.OPTION):
        config.pluginmanager.register(conformance.Report())
    home = Path(tempfile.mkdtemp(prefix="shareapp-test-home-"))
    config.stash[_home] = home
    os.environ.update({name: str(home / name.lower()) for name in _HOME_VARIABLES})


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take that folder away again."""
    shutil.rmtree(config.stash[_home])


@pytest.fixture(autouse=True)
def _nothing_outlives_the_test() -> Iterator[None]:
    """Fail a test that leaves a thread, an open socket, a running QTimer or a window behind, by name."""
    with leaks.fail_on_leaks():
        yield


@pytest.fixture(autouse=True)
def _no_unexpected_warning(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test during which something logged a warning or worse.

    A test that provokes one asks for the fixture ``caplog`` and asserts what it says.
    """
    with leaks.logged_warnings() as warnings:
        yield
    if warnings and "caplog" not in request.fixturenames:
        pytest.fail("logged without being expected (ask for caplog and assert it):\n" + "\n".join(warnings))
