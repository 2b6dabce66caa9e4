"""Threads come with the work and leave without it."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from shareapp.server.workers import Workers

Job = Callable[[], object]


def _do(job: Job) -> None:
    job()


@pytest.fixture
def workers() -> Iterator[Workers[Job]]:
    made = make()
    yield made
    made.stop()


def make(limit: int = 4, idle_s: float = 10.0) -> Workers[Job]:
    return Workers(lambda job: job(), limit=limit, idle_s=idle_s, name="test")


def names() -> set[str]:
    return {thread.name for thread in threading.enumerate() if thread.name.startswith("test-worker-")}


def eventually(condition: Callable[[], object]) -> None:
    """Give other threads their turn until ``condition`` holds."""
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_quick_work_shares_one_thread(workers: Workers[Job]) -> None:
    seen: list[str] = []
    for number in range(50):
        done = threading.Event()
        workers.submit(lambda: seen.append(threading.current_thread().name))
        workers.submit(done.set)
        assert done.wait(10), number
    assert set(seen) == {"test-worker-1"}


def test_every_item_is_worked_on_once_in_order_of_arrival() -> None:
    seen: list[int] = []
    workers = make(limit=1)
    for number in range(1000):
        workers.submit(lambda number=number: seen.append(number))  # type: ignore[misc]
    workers.stop()
    assert seen == list(range(1000))


def test_who_has_no_work_fetches_some_before_resting() -> None:
    done = threading.Event()
    jobs: list[Job] = [done.set, lambda: None, lambda: None]
    seen: list[str] = []

    def fetch() -> bool:
        if jobs:
            seen.append(threading.current_thread().name)
            team.submit(jobs.pop())
        return bool(team.waiting)

    team: Workers[Job] = Workers(_do, limit=4, idle_s=10.0, name="test", fetch=fetch)
    team.submit(lambda: None)
    try:
        assert done.wait(10)
    finally:
        team.stop()
    assert set(seen) == {"test-worker-1"}


def test_relief_adds_as_many_as_wait_and_no_more_than_the_limit(workers: Workers[Job]) -> None:
    blocked, go_on = threading.Semaphore(0), threading.Event()

    def block() -> None:
        blocked.release()
        go_on.wait(10)

    try:
        for _ in range(6):
            workers.submit(block)
        assert blocked.acquire(timeout=10)
        workers.relieve(2)
        assert blocked.acquire(timeout=10)
        assert blocked.acquire(timeout=10)
        assert len(names()) == 3
        workers.relieve(10)
        assert blocked.acquire(timeout=10)
        assert len(names()) == 4
        assert workers.waiting == 2
    finally:
        go_on.set()
    eventually(lambda: not workers.waiting)


def test_many_threads_that_call_for_relief_keep_the_limit(workers: Workers[Job]) -> None:
    blocked, go_on, together = threading.Semaphore(0), threading.Event(), threading.Barrier(8)

    def block() -> None:
        blocked.release()
        go_on.wait(10)

    def call() -> None:
        together.wait()
        for _ in range(50):
            workers.submit(block)
            workers.relieve(4)

    callers = [threading.Thread(target=call) for _ in range(8)]
    try:
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join()
        for _ in range(4):
            assert blocked.acquire(timeout=10)
        assert not blocked.acquire(timeout=0.05)
        assert len(names()) == 4
    finally:
        go_on.set()
    eventually(lambda: not workers.waiting)


@pytest.mark.fault("gh-81374")
def test_idle_workers_end_and_new_ones_come_when_needed() -> None:
    workers = make(idle_s=0.01)
    done = threading.Event()
    workers.submit(lambda: None)
    eventually(lambda: not names())
    workers.submit(done.set)
    assert done.wait(10)
    workers.stop()
    assert not names()


def test_a_worker_may_queue_its_item_again(workers: Workers[Job]) -> None:
    rounds, done = iter(range(3)), threading.Event()

    def job() -> None:
        if next(rounds, None) is None:
            done.set()
        else:
            workers.again(job)

    workers.submit(job)
    assert done.wait(10)


def test_items_and_idling_may_race_without_losing_any() -> None:
    workers = make(idle_s=0.0001)
    count = 2000
    done = threading.Semaphore(0)
    for _ in range(count):
        workers.submit(done.release)
        workers.relieve(1)
    for _ in range(count):
        while not done.acquire(timeout=0.01):
            workers.relieve(1)  # as the share thread does, some milliseconds later
    workers.stop()
    assert not names()


def test_without_threads_in_the_system_work_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    workers = make()
    done = threading.Event()

    def refuse(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", refuse)
        workers.submit(done.set)
        assert not names()
    workers.relieve(1)
    assert done.wait(10)
    workers.stop()
