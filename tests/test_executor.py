"""The mappers: every result, in order, wherever it was made."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ninefold
from ninefold.executor import CHUNK, Pool, Together, serial


def double(value: int) -> int:
    return value * 2


def place(value: int) -> int:
    return os.getpid()


def fail_at_40(value: int) -> int:
    if value == 40:
        raise ValueError("forty")
    return value


def double_all(values: Sequence[int]) -> list[int]:
    return [value * 2 + 1_000 for value in values]  # so that it is known which was asked


def end_at_40(value: int) -> int:
    if value == 40:
        os.kill(os.getpid(), signal.SIGKILL)
    return value


def end_all_at_40(values: Sequence[int]) -> list[int]:
    return [end_at_40(value) for value in values]


def spend_a_minute_on_40(values: Sequence[int]) -> list[int]:
    ends = time.process_time() + 60 * (40 in values)
    while time.process_time() < ends:
        pass
    return list(values)


def fail_all_at_40(values: Sequence[int]) -> list[int]:
    return [fail_at_40(value) for value in values]


def lost(value: int, why: str) -> int:
    return -value


@given(st.lists(st.integers()))
def test_a_serial_map_is_a_map(items: list[int]) -> None:
    assert list(serial(double, items)) == [double(item) for item in items]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_complete_and_in_order(jobs: int) -> None:
    with Pool(jobs) as pool:
        for count in (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 40 * CHUNK + 7):
            items = list(range(count))
            assert list(pool(double, items)) == [double(item) for item in items]


@settings(max_examples=20)
@given(st.lists(st.integers(), max_size=100))
def test_two_processes_say_what_one_says(items: list[int]) -> None:
    assert list(POOL(double, items)) == list(serial(double, items))


POOL = Pool(2)


@pytest.fixture(scope="module", autouse=True)
def pool_of_two() -> Iterator[None]:
    with POOL:
        yield


def test_any_iterable_will_do() -> None:
    with Pool(2) as pool:
        assert list(pool(double, (item for item in range(50)))) == list(range(0, 100, 2))


def test_work_is_spread_over_other_processes() -> None:
    with Pool(2) as pool:
        assert os.getpid() not in set(pool(place, list(range(100))))


@pytest.mark.parametrize(("jobs", "count"), [(1, 100), (2, 9)])
def test_what_is_not_worth_it_is_done_here(jobs: int, count: int) -> None:
    with Pool(jobs, worthwhile=10) as pool:
        assert set(pool(place, list(range(count)))) == {os.getpid()}


def test_an_exception_comes_back_and_the_pool_goes_on() -> None:
    with Pool(2) as pool:
        with pytest.raises(ValueError, match="forty"):
            list(pool(fail_at_40, list(range(100))))
        assert list(pool(double, list(range(20)))) == list(range(0, 40, 2))


def test_a_map_that_nobody_finishes_ends_with_the_pool() -> None:
    with Pool(2) as pool:
        assert next(iter(pool(double, list(range(10_000))))) == 0


def test_many_are_done_together_where_a_function_can() -> None:
    with Pool(2) as pool:
        items = list(range(5 * CHUNK + 3))
        assert list(pool(Together(double, double_all), items)) == double_all(items)
    assert list(serial(Together(double, double_all), items)) == [double(item) for item in items]


@pytest.mark.skipif(sys.platform != "linux", reason="nothing is bounded elsewhere")
@pytest.mark.parametrize("many", [end_all_at_40, spend_a_minute_on_40])
def test_what_ends_many_is_found_out_one_by_one(many: Callable[[Sequence[int]], list[int]]) -> None:
    items = list(range(100))
    with Pool(2) as pool:
        found = list(pool(Together(end_at_40, many), items, lost))
    assert found == [-40 if item == 40 else item for item in items]


def test_an_exception_of_many_comes_back() -> None:
    with Pool(2) as pool, pytest.raises(ValueError, match="forty"):
        list(pool(Together(double, fail_all_at_40), list(range(100))))


def test_no_worker_outlives_a_parent_that_is_killed() -> None:
    script = """
import time
from ninefold.executor import Pool
from test_executor import place
with Pool(2) as pool:
    print(*set(pool(place, list(range(64)))), flush=True)
    time.sleep(60)
"""
    folders = [Path(ninefold.__file__).parents[1], Path(__file__).parent]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(map(os.fspath, folders))}
    parent = subprocess.Popen([sys.executable, "-P", "-c", script], stdout=subprocess.PIPE, env=env)
    assert parent.stdout is not None
    workers = parent.stdout.readline().split()
    assert workers
    parent.stdout.close()
    parent.send_signal(signal.SIGKILL)
    parent.wait()

    def alive() -> list[bytes]:
        return [pid for pid in workers if not gone(int(pid))]

    deadline = time.monotonic() + 10
    while alive() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert alive() == []


def gone(pid: int) -> bool:
    """Whether a process has ended, be it that nobody has asked for its exit code yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_no_number_of_jobs_is_too_large() -> None:
    with Pool(10_000) as pool:
        assert len(set(pool(place, list(range(100))))) <= 61
