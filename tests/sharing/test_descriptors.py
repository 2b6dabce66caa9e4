"""The limit of open files grows with what a share needs, and never shrinks."""

import sys
from collections.abc import Iterator

import pytest

from shareapp.sharing.descriptors import provide_descriptors

resource = pytest.importorskip("resource", reason="this system counts no handles")


@pytest.fixture
def hard() -> Iterator[int]:
    """The hard limit; whatever the test does to the soft one is undone."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    yield before[1] if before[1] != resource.RLIM_INFINITY else sys.maxsize
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


def soft() -> int:
    limit: int = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return limit


def test_there_are_two_for_each_connection_as_far_as_the_system_allows(hard: int) -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (512, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    provide_descriptors(1000)
    assert soft() == min(2256, hard)
    provide_descriptors(10)
    assert soft() == min(2256, hard)
    provide_descriptors(1 << 40)
    assert 512 <= soft() <= hard


def test_what_the_system_refuses_is_done_without(hard: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_kind: int, _limits: tuple[int, int]) -> None:
        raise ValueError("not allowed to raise maximum limit")

    before = soft()
    with monkeypatch.context() as patch:
        patch.setattr(resource, "setrlimit", refuse)
        provide_descriptors(1 << 40)
    assert soft() == before
