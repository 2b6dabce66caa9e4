"""Which port is free, and who has the taken one: hints for whoever met it."""

import os
import socket

FIRST_ORDINARY_PORT = 1024
WEB_PORT = 8080  # what people use instead of the web's own 80
_TRIED = 50


def free_port_after(host: str, port: int) -> int | None:
    """The next port this computer could listen on; None when the near ones are all taken.

    Only a hint: another program may take it meanwhile.
    """
    first = WEB_PORT if port < FIRST_ORDINARY_PORT else port + 1
    return next((number for number in range(first, min(first + _TRIED, 65536)) if _is_free(host, number)), None)


def user_of_port(port: int) -> str:
    """The name of the program that listens on ``port``, "" when the system does not tell: it may be another user."""
    # Late: only who met a taken port asks.
    import psutil

    try:
        listening = [used for used in psutil.net_connections("tcp") if used.status == psutil.CONN_LISTEN]
        found = next((used.pid for used in listening if used.laddr[1:2] == (port,) and used.pid is not None), None)
        return "" if found is None else str(psutil.Process(found).name())
    except (psutil.Error, OSError):  # macOS asks for root, the program may end meanwhile
        return ""


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            if os.name != "nt":  # there it would allow a second listener on a port in use
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            probe.listen(1)
    except OSError:
        return False
    return True
