"""The page of promises cannot rot: every point and fault has a test, and docs/conformance.md names exactly those."""

import re

import pytest

from tests.compat.test_cpython_suite import ALLOWED, GENERATIONS, LEAST_TESTS
from tests.support.conformance import COMMAND, DOCUMENT, ROW, carriers, linked
from tests.support.faults import FAULTS
from tests.support.points import POINTS, SECTIONS

SUITE = re.compile(r"^\| (3\.\d+)\S* \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", re.MULTILINE)


@pytest.fixture(scope="module")
def page() -> str:
    """The committed document."""
    return DOCUMENT.read_text(encoding="utf-8")


def test_there_are_124_points_in_order() -> None:
    assert list(POINTS) == list(range(1, 125))
    assert set(SECTIONS) <= set(POINTS)


def test_every_point_has_a_test() -> None:
    carried = {number for test in carriers() for number in test.points}
    assert sorted(set(POINTS) ^ carried) == []


def test_every_fault_has_a_test() -> None:
    carried = {name for test in carriers() for name in test.faults}
    assert sorted(set(FAULTS) ^ carried) == []


def test_the_page_names_every_test_that_carries_something_and_no_other(page: str) -> None:
    wanted = {str(number): [linked(test) for test in carriers() if number in test.points] for number in POINTS}
    wanted |= {name: [linked(test) for test in carriers() if name in test.faults] for name in FAULTS}
    written = {name: tests.split("<br>") for name, tests, _ in ROW.findall(page)}
    outdated = [name for name in {**wanted, **written} if wanted.get(name) != written.get(name)]
    assert outdated == [], f"run {COMMAND}"


def test_the_page_tells_of_no_failure(page: str) -> None:
    results = [result for _, _, told in ROW.findall(page) for result in told.split("<br>")]
    assert [result for result in results if not re.match(r"(\d+ )?(passed|skipped: .)", result)] == []


def test_the_page_has_a_promise_passed_for_every_point_and_fault(page: str) -> None:
    passed = {name for name, _, told in ROW.findall(page) if "passed" in told}
    assert passed == {*map(str, POINTS), *FAULTS}


def test_the_page_tells_of_cpythons_suite_of_every_generation(page: str) -> None:
    rows = {version: tuple(map(int, counts)) for version, *counts in SUITE.findall(page)}
    assert tuple(rows) == GENERATIONS
    for run, passed, failed, skipped in rows.values():
        assert run == passed + failed + skipped
        assert passed >= LEAST_TESTS
        assert failed <= len(ALLOWED)
        assert skipped == 0 or "- Skipped: " in page
