"""The kernels' heap gives moments in order, ties by key, and grows."""

from __future__ import annotations

import heapq
from types import ModuleType

import numpy as np
import pytest

from forcesight.model_office import heap as compiled_heap
from forcesight.model_office.compiled import plain


NAMES = ("push", "pop", "replace", "longer", "before")


@pytest.fixture(params=["compiled", "plain"])
def calls(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module as the kernels call it, and as the Python that it is made of."""
    if request.param == "plain":
        for name in NAMES:
            monkeypatch.setattr(compiled_heap, name, plain(getattr(compiled_heap, name)))
    return compiled_heap


def arrays(room: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return np.empty(room), np.empty(room, dtype=np.int64), np.empty(room, dtype=np.int64)


@pytest.mark.parametrize("seed", range(5))
def test_order_of_time_then_key(calls: ModuleType, seed: int) -> None:
    drawn = np.random.default_rng(seed)
    heap, size = arrays(200), 0
    entries = [
        (float(time), int(key)) for time, key in zip(drawn.integers(0, 12, 200), drawn.permutation(200), strict=True)
    ]
    for time, key in entries:
        size = calls.push(*heap, size, time, key, -key)
    found = []
    while size:
        assert heap[2][0] == -heap[1][0]
        found.append((heap[0][0], heap[1][0]))
        size = calls.pop(*heap, size)
    assert found == sorted(entries)


@pytest.mark.parametrize("seed", range(5))
def test_replace_is_a_pop_and_a_push(calls: ModuleType, seed: int) -> None:
    drawn = np.random.default_rng(seed)
    heap, size = arrays(40), 0
    other: list[tuple[float, int]] = []
    for key in range(40):
        time = float(drawn.integers(0, 9))
        size = calls.push(*heap, size, time, key, 0)
        heapq.heappush(other, (time, key))
    for key in range(40, 400):
        time = float(drawn.integers(0, 99))
        calls.replace(*heap, size, time, key, 0)
        heapq.heapreplace(other, (time, key))
        assert (heap[0][0], heap[1][0]) == other[0]


def test_a_heap_that_is_full_grows(calls: ModuleType) -> None:
    heap, size = arrays(1), 0
    for key in range(100):
        if size == len(heap[0]):
            heap = calls.longer(*heap)
        size = calls.push(*heap, size, float(100 - key), key, key)
    assert (size, heap[0][0], heap[2][0]) == (100, 1.0, 99)
    assert len(heap[0]) == 128
