"""Many things on several processes: same results, same order, and a thing that kills its process costs only itself."""

from __future__ import annotations

import os

import pytest

from jiheng.batch.pool import Lost, in_order, workers_for


def double(number: int) -> int:
    return number * 2


def die_of_three(number: int) -> int:
    if number == 3:
        os._exit(1)
    return number


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_results_come_in_order(workers: int):
    assert list(in_order(double, range(20), workers)) == [number * 2 for number in range(20)]


def test_a_thing_that_kills_its_process_is_lost_alone():
    assert list(in_order(die_of_three, range(6), 2)) == [0, 1, 2, Lost(3), 4, 5]


def test_nothing_at_all():
    assert list(in_order(double, [], 4)) == []


def test_few_things_start_no_processes():
    assert workers_for(3) == 1
    assert 1 <= workers_for(100) <= 100
