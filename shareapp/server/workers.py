"""Threads that work: as many as are needed at once, at most a limit, none for long without work."""

import threading
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Workers(Generic[Item]):
    """Calls ``work(item)`` for each submitted item, in some thread.

    A worker that finds nothing to do calls ``fetch``, which may submit more, and rests when that is False.
    Any thread may ``submit`` and ``relieve``. The queue and the stack of idle workers are deques, whose single
    operations are atomic, and only starting a thread, which is rare, takes a lock; an idle worker looks at the queue
    again after it has announced itself, so that no item can be overlooked. The worker that became idle last is woken
    first: the surplus ones stay idle and end.
    """

    def __init__(
        self,
        work: Callable[[Item], None],
        *,
        limit: int,
        idle_s: float,
        name: str,
        fetch: Callable[[], bool] = lambda: False,
    ) -> None:
        self._work = work
        self._fetch = fetch
        self._limit = limit
        self._idle_s = idle_s
        self._name = name
        self._queue: deque[Item] = deque()
        self._idle: deque[_Worker[Item]] = deque()
        self._threads: set[_Worker[Item]] = set()
        self._numbers = 0
        self._starting = threading.Lock()
        self._stopping = False
        self.taken = 0  # grows while items are begun; not exact, as nobody guards it

    @property
    def waiting(self) -> int:
        """Items nobody has begun."""
        return len(self._queue)

    @property
    def busy(self) -> bool:
        """Whether anybody is at work (or fetches more of it)."""
        return len(self._idle) < len(self._threads)

    def submit(self, item: Item) -> None:
        """Have ``item`` worked on soon."""
        self._queue.append(item)
        if len(self._idle) == len(self._threads):
            self.relieve(1)

    def again(self, item: Item) -> None:
        """Queue ``item`` behind those who wait. For the worker that just worked on it: it looks at the queue next."""
        self._queue.append(item)

    def relieve(self, count: int) -> None:
        """Call ``count`` more workers, as far as items wait and the limit allows: those at work seem to be blocked."""
        for _ in range(min(count, len(self._queue))):
            if self._idle:
                self._wake_one()
            elif not self._start_one():
                return

    def stop(self) -> None:
        """End when the queue is empty; returns when every thread is gone."""
        self._stopping = True
        while self._idle:
            self._wake_one()
        for worker in list(self._threads):
            worker.thread.join()

    def _wake_one(self) -> None:
        try:
            worker = self._idle.pop()
        except IndexError:
            return  # it found work, or ended, by itself
        worker.wake.release()

    def _start_one(self) -> bool:
        """Whether there is a new worker: neither the limit nor the system was against it."""
        with self._starting:
            if len(self._threads) >= self._limit:
                return False
            self._numbers += 1
            worker = _Worker(self, f"{self._name}-worker-{self._numbers}")
            self._threads.add(worker)
            try:
                worker.thread.start()
            except RuntimeError:  # the system has no more threads: those at work must do
                self._threads.discard(worker)
                return False
        return True

    def _run(self, worker: "_Worker[Item]") -> None:
        try:
            while True:
                try:
                    item = self._queue.popleft()
                except IndexError:
                    if not self._fetch() and not self._rest(worker):
                        return
                else:
                    self.taken += 1
                    self._work(item)
                    del item  # a resting worker holds nothing
        finally:
            self._threads.discard(worker)

    def _rest(self, worker: "_Worker[Item]") -> bool:
        """Wait for work; False when the worker shall end."""
        self._idle.append(worker)
        if not self._queue and not self._stopping and worker.wake.acquire(timeout=self._idle_s):
            return True
        if self._leave_idle(worker):
            return bool(self._queue)
        worker.wake.acquire()  # being woken at this very moment
        return True

    def _leave_idle(self, worker: "_Worker[Item]") -> bool:
        """Whether the worker took itself off the stack, rather than being woken at this very moment."""
        try:
            self._idle.remove(worker)
        except ValueError:
            return False
        return True


class _Worker(Generic[Item]):
    __slots__ = ("thread", "wake")

    def __init__(self, workers: Workers[Item], name: str) -> None:
        self.wake = threading.Lock()
        self.wake.acquire()
        self.thread = threading.Thread(target=workers._run, args=(self,), name=name)
