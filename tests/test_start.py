"""A start waits for nothing that it does not need: what is loaded late stays unloaded until somebody asks for it."""

import subprocess
import sys

import pytest

import shareapp.server

SHARE = "shareapp.sharing.terminal, shareapp.sharing.opening, shareapp.sharing.site, shareapp.server.site_server"
DEAR = {
    "PIL",
    "markdown_it",
    "jinja2",
    "cryptography",
    "PySide6",
    "platformdirs",
    "http.client",
    "shareapp.server.servers",
}


def loaded_by(modules: str) -> set[str]:
    """Everything that a new interpreter has loaded after importing these."""
    code = f"import sys, {modules}; print(*sys.modules)"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


@pytest.mark.parametrize("modules", ["shareapp.__main__", SHARE])
def test_a_share_loads_no_library_that_only_pages_pictures_and_certificates_need(modules: str) -> None:
    assert not DEAR & loaded_by(modules)


def test_the_window_loads_no_preferences_before_they_are_opened() -> None:
    assert not [name for name in loaded_by("shareapp.ui.app") if name.startswith("shareapp.ui.preferences")]


def test_the_names_of_http_server_are_there_when_they_are_asked_for() -> None:
    code = "from shareapp.server import *; print(HTTPServer.__name__, BaseHTTPRequestHandler.__name__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "HTTPServer BaseHTTPRequestHandler\n"
    assert {"HTTPServer", "executable", "Limits"} <= set(dir(shareapp.server))
    with pytest.raises(AttributeError, match="has no attribute 'HTTPSever'"):
        getattr(shareapp.server, "HTTPSever")  # noqa: B009 - a name that type checkers refuse
