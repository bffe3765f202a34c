"""What happens next: a binary heap of moments over arrays, for the kernels.

Each entry is a time, a key that decides between entries of one time, and an item: whatever the caller must know when
it comes up (a row, a unit). The three arrays belong to the caller, who keeps the size and sees that they are long
enough (`longer`). The first entry is at place 0: read it, then `pop` or `replace`.

Sources: Williams 1964, "Algorithm 232: heapsort"; Wegener 1993, "Bottom-up heapsort" (the way down). Assumption: no two
entries have both the same time and the same key, so the order is total and does not depend on the order of pushes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.compiled import bare, compiled, inlined


Times = NDArray[np.float64]
Whole = NDArray[np.int64]


@inlined
def before(time: float, key: int, other_time: float, other_key: int) -> bool:
    """Whether one moment comes before another."""
    return time < other_time or (time == other_time and key < other_key)


@bare
def push(times: Times, keys: Whole, items: Whole, size: int, time: float, key: int, item: int) -> int:
    """Add an entry; the new size."""
    _climb(times, keys, items, size, time, key, item)
    return size + 1


@bare
def pop(times: Times, keys: Whole, items: Whole, size: int) -> int:
    """Remove the first entry; the new size."""
    last = size - 1
    if last > 0:
        replace(times, keys, items, last, times[last], keys[last], items[last])
    return last


@bare
def replace(times: Times, keys: Whole, items: Whole, size: int, time: float, key: int, item: int) -> None:
    """Put an entry in the place of the first one: a pop and a push in one. The size, at least 1, stays.

    The hole goes down to the bottom, always to the lesser of two, and the entry climbs from there. It mostly belongs
    near the bottom, and without a question at each step a processor need not guess.
    """
    hole, right = 0, 2
    while right < size:
        least = right - (not before(times[right], keys[right], times[right - 1], keys[right - 1]))
        times[hole], keys[hole], items[hole] = times[least], keys[least], items[least]
        hole = least
        right = 2 * hole + 2
    if right == size:
        times[hole], keys[hole], items[hole] = times[right - 1], keys[right - 1], items[right - 1]
        hole = right - 1
    _climb(times, keys, items, hole, time, key, item)


@bare
def _climb(times: Times, keys: Whole, items: Whole, hole: int, time: float, key: int, item: int) -> None:
    """Let an entry rise from a hole to its place."""
    while hole > 0:
        above = (hole - 1) >> 1
        if before(times[above], keys[above], time, key):
            break
        times[hole], keys[hole], items[hole] = times[above], keys[above], items[above]
        hole = above
    times[hole], keys[hole], items[hole] = time, key, item


@compiled
def longer(times: Times, keys: Whole, items: Whole) -> tuple[Times, Whole, Whole]:
    """The three arrays with twice the room: amortised, a heap that grows so costs no more than one that was preset."""
    room = max(16, 2 * len(times))
    new_times, new_keys, new_items = np.empty(room), np.empty(room, dtype=np.int64), np.empty(room, dtype=np.int64)
    new_times[: len(times)] = times
    new_keys[: len(keys)] = keys
    new_items[: len(items)] = items
    return new_times, new_keys, new_items
