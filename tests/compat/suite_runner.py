"""Runs CPython's own test_httpservers with shareapp.server in the place of http.server. A program, not a module.

Two things are told to the suite that are true of http.server only: the module name of the public classes
(``test_all`` compares by it), and from 3.13 on the DeprecationWarning of the CGI class, which is not deprecated here.
The last line of the output is the result as JSON.
"""

import http
import json
import platform
import sys
import unittest
import warnings
from typing import Any

import shareapp.server as engine


def main() -> None:
    """Run the suite of the interpreter that runs this."""
    take_the_place()
    tests = unittest.defaultTestLoader.loadTestsFromName("test.test_httpservers")
    result = unittest.TextTestRunner(stream=sys.stderr, verbosity=1).run(tests)
    report = {
        "python": platform.python_version(),
        "run": result.testsRun,
        "failed": sorted(_name(test) for test, _traceback in [*result.failures, *result.errors]),
        "skipped": sorted((_name(test), reason) for test, reason in result.skipped),
    }
    sys.stdout.write(json.dumps(report) + "\n")


def take_the_place() -> None:
    """Let ``http.server`` be our package."""
    stand_in: Any = engine
    for name in [*engine.__all__, "executable", "nobody_uid", "test"]:
        getattr(stand_in, name).__module__ = "http.server"
    for name in ("HTTPError", "Limits", "Request", "Response", "Layer", "Responder"):
        assert getattr(getattr(stand_in, name), "__module__", "") != "http.server"
    sys.modules["http.server"] = stand_in
    vars(http)["server"] = stand_in
    if sys.version_info >= (3, 13):
        _warn_as_the_suite_expects(stand_in.CGIHTTPRequestHandler)


def _warn_as_the_suite_expects(handler: Any) -> None:
    begin = handler.__init__

    def warn_and_begin(self: Any, *args: Any, **kwargs: Any) -> None:
        warnings.warn("'http.server.CGIHTTPRequestHandler'", DeprecationWarning, stacklevel=2)
        begin(self, *args, **kwargs)

    handler.__init__ = warn_and_begin


def _name(test: unittest.TestCase) -> str:
    return test.id().removeprefix("test.test_httpservers.")


if __name__ == "__main__":
    main()
