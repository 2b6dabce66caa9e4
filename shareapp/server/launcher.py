"""A helper that starts scripts with another account's rights, as it has given up its own (Linux).

To change the user of a child, Python copies the page tables of the whole server first: two to three times the price of
a quick script. The helper changes its own user once, and is small. It is a program that imports nothing of this
package, whose files its account may not read, and takes orders from a socket: it ends when that is closed. Scripts run
with the same rights and can end it, but not look into it: the system keeps them out of who has given up root's rights.
"""

import contextlib
import errno
import marshal
import os
import socket
import subprocess
import sys
import threading
import weakref
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ORDER_BYTES: Final = 1 << 20
_ANSWER_BYTES: Final = 32
_END_S: Final = 1.0  # for an end in order
_ANSWER_S: Final = 10.0  # for a start; a helper that somebody has stopped holds up no worker longer
_RUNNING: Final = b"running"
_KILLED: Final = b"-9"

_Start = tuple[list[bytes], dict[bytes, bytes], bytes]
"""Arguments, environment, folder."""
_Children = dict[int, "subprocess.Popen[bytes]"]


class Launcher:
    """Starts programs as ``user`` and ``group``. May be used by many threads.

    Its helper begins with the first program and ends with this object; whoever ends it before gets a new one.
    """

    def __init__(self, user: int, group: int) -> None:
        self._account = (user, group)
        self._lock = threading.Lock()
        self._orders: socket.socket | None = None
        self._end: weakref.finalize[[socket.socket, subprocess.Popen[bytes]], Launcher] | None = None

    def start(
        self, arguments: "Sequence[str]", environment: "Mapping[str, str]", folder: str, pipes: tuple[int, int, int]
    ) -> int:
        """The number of a started program, in a session of its own, with ``pipes`` as its standard streams.

        Raises OSError when it cannot be started.
        """
        variables = {os.fsencode(name): os.fsencode(value) for name, value in environment.items()}
        number = int(self._ask((list(map(os.fsencode, arguments)), variables, os.fsencode(folder)), pipes))
        if number <= 0:
            raise OSError(-number, os.strerror(-number), arguments[0])
        return number

    def exit_code(self, number: int) -> int | None:
        """The exit code of a program, or minus the signal that ended it; None while it runs. Ask until there is one:
        only then its number is given away. Raises OSError when the helper does not answer."""
        answer = self._ask(number)
        return None if answer == _RUNNING else int(answer)

    def close(self) -> None:
        """End the helper; the next program gets a new one. Its programs run on, but how they end is not known."""
        with self._lock:
            self._stop()

    def _ask(self, order: "_Start | int", descriptors: tuple[int, ...] = ()) -> bytes:
        message = marshal.dumps(order)
        with self._lock:
            try:
                answer = self._sent(message, descriptors).recv(_ANSWER_BYTES)
            except TimeoutError:
                answer = b""
            if not answer:
                self._stop()
                raise ChildProcessError(errno.ECHILD, "the helper that starts scripts has ended")
            return answer

    def _sent(self, message: bytes, descriptors: tuple[int, ...]) -> socket.socket:
        """The socket to the helper that has taken ``message``: a new one, unless the last one is there."""
        if self._orders is not None:
            try:
                socket.send_fds(self._orders, [message], descriptors)
            except (BrokenPipeError, ConnectionResetError):
                self._stop()
            else:
                return self._orders
        self._orders = self._begin()
        socket.send_fds(self._orders, [message], descriptors)
        return self._orders

    def _begin(self) -> socket.socket:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            with theirs:
                command = [sys.executable, "-I", "-S", __file__, *map(str, (theirs.fileno(), *self._account))]
                helper = subprocess.Popen(  # noqa: S603 - this very file
                    command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, pass_fds=[theirs.fileno()],
                    env={}, cwd="/", start_new_session=True,
                )  # fmt: skip
        except BaseException:
            ours.close()
            raise
        ours.settimeout(_ANSWER_S)
        self._end = weakref.finalize(self, _end, ours, helper)
        return ours

    def _stop(self) -> None:
        self._orders = None
        if self._end is not None:
            self._end()


def _end(orders: socket.socket, helper: "subprocess.Popen[bytes]") -> None:
    orders.close()
    try:
        helper.wait(_END_S)
    except subprocess.TimeoutExpired:  # somebody has stopped it
        helper.kill()
        helper.wait()


# What follows runs in the helper.


def serve(orders: socket.socket) -> None:
    """Obey until the other end is closed."""
    children: _Children = {}
    while True:
        message, descriptors, *_ = socket.recv_fds(orders, _ORDER_BYTES, 3, socket.MSG_CMSG_CLOEXEC)
        if not message:
            return
        order = marshal.loads(message)  # noqa: S302 - from the process that has started this one
        try:
            answer = _exit_code(order, children) if isinstance(order, int) else _start(order, descriptors, children)
        finally:
            for descriptor in descriptors:
                os.close(descriptor)
        orders.send(answer)


def _start(order: _Start, descriptors: list[int], children: _Children) -> bytes:
    arguments, environment, folder = order
    body, output, errors = descriptors
    try:
        child = subprocess.Popen(  # noqa: S603 - a script that the owner put into a script folder
            arguments, stdin=body, stdout=output, stderr=errors, env=environment, cwd=folder, start_new_session=True
        )
    except OSError as error:
        return b"%d" % -(error.errno or errno.EIO)
    children[child.pid] = child
    return b"%d" % child.pid


def _exit_code(number: int, children: _Children) -> bytes:
    child = children.get(number)
    if child is None:  # of a helper before this one, with which it ended
        return _KILLED
    code = child.poll()
    if code is None:
        return _RUNNING
    del children[number]
    return b"%d" % code


def give_up_rights(user: int, group: int) -> None:
    """Become ``user`` and ``group`` for good. Raises PermissionError when that is not what this process is then."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(group, group, group)
        os.setresuid(user, user, user)
    if os.getresuid() != (user,) * 3 or os.getresgid() != (group,) * 3:
        raise PermissionError(errno.EPERM, "the rights were not given up")


if __name__ == "__main__":
    handle, own_user, own_group = map(int, sys.argv[1:])
    give_up_rights(own_user, own_group)
    with contextlib.suppress(ConnectionError), socket.socket(fileno=handle) as connected:  # the server was killed
        serve(connected)
