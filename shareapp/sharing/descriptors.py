"""Descriptors for as many connections as a share may have: most systems give a process few unless it asks for more."""

import contextlib
import sys

_FOR_THE_REST = 256  # the window, its fonts, scripts


def provide_descriptors(connections: int) -> None:
    """Raise this process's limit to two for each of ``connections``, one for the file that it is sent, as far as the
    system allows. What it does not allow, the engine does without: it accepts fewer."""
    if sys.platform == "win32":
        return  # handles are not counted
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * connections + _FOR_THE_REST
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(ValueError, OSError):  # macOS allows less than its hard limit says
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
