"""Readiness of sockets, once per arming: epoll where it exists, any selector elsewhere.

One thread (the share's) polls. Any thread may arm a descriptor or wake the poller. Being told of a descriptor that
nobody waits for any more is possible and harmless: whoever polls keeps book of who is parked.
"""

import contextlib
import select
import selectors
import socket
import sys
from collections import deque
from typing import Protocol


class Poller(Protocol):
    """Tells which descriptors are ready."""

    def watch(self, descriptor: int) -> None:
        """Report ``descriptor`` whenever it is readable, until ``unwatch``. Polling thread only."""

    def unwatch(self, descriptor: int) -> None:
        """Undo ``watch``. Polling thread only."""

    def arm(self, descriptor: int, *, write: bool) -> None:
        """Report ``descriptor`` once, when it is readable (or writable, with ``write``) or broken. Any thread."""

    def disarm(self, descriptor: int) -> None:
        """Forget an arming before its descriptor is closed. Polling thread only."""

    def poll(self, timeout: float | None) -> list[int]:
        """The ready descriptors, after at most ``timeout`` seconds (None: no limit)."""

    def wake(self) -> None:
        """Make a running or the next ``poll`` return. Any thread."""

    def close(self) -> None:
        """Release what the poller holds."""


def new_poller() -> Poller:
    """The best poller of this system."""
    return EpollPoller() if sys.platform == "linux" else SelectorPoller()


class _Waker:
    """A socket pair: a byte written to one end makes the other readable."""

    def __init__(self) -> None:
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        self.descriptor = self._reader.fileno()

    def wake(self) -> None:
        # A full pair has its wake-up on the way already, and a closed one nobody to wake.
        with contextlib.suppress(OSError):
            self._writer.send(b"\0")

    def clear(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while len(self._reader.recv(1024)) == 1024:
                pass

    def close(self) -> None:
        self._reader.close()
        self._writer.close()


if sys.platform == "linux":
    _READ = select.EPOLLIN | select.EPOLLONESHOT
    _WRITE = select.EPOLLOUT | select.EPOLLONESHOT

    class EpollPoller:
        """Arming is one system call of the arming thread, and the polling thread need not be woken for it."""

        def __init__(self) -> None:
            self._epoll = select.epoll()
            self._waker = _Waker()
            self.wake = self._waker.wake
            self.watch(self._waker.descriptor)

        def watch(self, descriptor: int) -> None:
            self._epoll.register(descriptor, select.EPOLLIN)

        def unwatch(self, descriptor: int) -> None:
            self._epoll.unregister(descriptor)

        def arm(self, descriptor: int, *, write: bool) -> None:
            events = _WRITE if write else _READ
            try:
                self._epoll.modify(descriptor, events)
            except FileNotFoundError:
                self._epoll.register(descriptor, events)

        def disarm(self, descriptor: int) -> None:
            """Nothing to do: the system forgets closed descriptors."""

        def poll(self, timeout: float | None) -> list[int]:
            ready = [descriptor for descriptor, _events in self._epoll.poll(timeout)]
            if self._waker.descriptor in ready:
                ready.remove(self._waker.descriptor)
                self._waker.clear()
            return ready

        def close(self) -> None:
            self._epoll.close()
            self._waker.close()


class SelectorPoller:
    """For systems without epoll: armings are queued and registered by the polling thread, which is woken for them."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._waker = _Waker()
        self.wake = self._waker.wake
        self._armings: deque[tuple[int, bool]] = deque()
        self._watched: set[int] = set()
        self.watch(self._waker.descriptor)

    def watch(self, descriptor: int) -> None:
        """Report ``descriptor`` whenever it is readable, until ``unwatch``."""
        self._watched.add(descriptor)
        self._selector.register(descriptor, selectors.EVENT_READ)

    def unwatch(self, descriptor: int) -> None:
        """Undo ``watch``."""
        self._watched.discard(descriptor)
        self._selector.unregister(descriptor)

    def arm(self, descriptor: int, *, write: bool) -> None:
        """Report ``descriptor`` once."""
        self._armings.append((descriptor, write))
        self.wake()

    def disarm(self, descriptor: int) -> None:
        """Forget an arming before its descriptor is closed."""
        self._register_armed()
        self._forget(descriptor)

    def poll(self, timeout: float | None) -> list[int]:
        """The ready descriptors, after at most ``timeout`` seconds."""
        self._register_armed()
        try:
            events = self._selector.select(timeout)
        except (OSError, ValueError):
            self._drop_closed()
            return []
        ready = [key.fd for key, _events in events]
        if self._waker.descriptor in ready:
            ready.remove(self._waker.descriptor)
            self._waker.clear()
        for descriptor in ready:
            if descriptor not in self._watched:
                self._selector.unregister(descriptor)
        return ready

    def close(self) -> None:
        """Release what the poller holds."""
        self._selector.close()
        self._waker.close()

    def _register_armed(self) -> None:
        while self._armings:
            descriptor, write = self._armings.popleft()
            self._forget(descriptor)
            # A descriptor that was closed since is nobody's any more.
            with contextlib.suppress(OSError, ValueError):
                self._selector.register(descriptor, selectors.EVENT_WRITE if write else selectors.EVENT_READ)

    def _forget(self, descriptor: int) -> None:
        with contextlib.suppress(KeyError, OSError, ValueError):
            self._selector.unregister(descriptor)

    def _drop_closed(self) -> None:
        """select() refuses as a whole when one descriptor has been closed: find it."""
        for key in list(self._selector.get_map().values()):
            try:
                select.select([key.fd], [], [], 0)
            except (OSError, ValueError):
                self._forget(key.fd)
