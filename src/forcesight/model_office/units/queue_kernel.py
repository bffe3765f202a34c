"""The queue for units, as lists of rows: one for each class of jobs, each in the order in which its jobs arrived."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.compiled import bare
from forcesight.model_office.units.idle_kernel import clear_bit, lowest, set_bit


Whole = NDArray[np.int64]
Bits = NDArray[np.uint64]


class Queue(NamedTuple):
    """The waiting rows. `head` and `tail` by class, `after` and `ahead` by row, -1 for none; `filled` tells which
    classes have any, as bits."""

    head: Whole
    tail: Whole
    after: Whole
    ahead: Whole
    filled: Bits


@bare
def older(arrived: NDArray[np.float64], entity: Whole, helper: NDArray[np.int8], row: int, other: int) -> bool:
    """Whether a row comes before another of its priority: who arrived first, then by entity, then the helpers."""
    if arrived[row] != arrived[other]:
        return bool(arrived[row] < arrived[other])
    if entity[row] != entity[other]:
        return bool(entity[row] < entity[other])
    return bool(helper[row] < helper[other])


@bare
def enter(
    queue: Queue,
    arrived: NDArray[np.float64],
    entity: Whole,
    helper: NDArray[np.int8],
    of_class: int,
    row: int,
    from_head: bool,
) -> None:
    """Put a row in its place. A row that just arrived has it at the tail; one that comes back has it near the head."""
    head, tail, after, ahead, filled = queue
    if from_head:
        next_ = head[of_class]
        while next_ >= 0 and older(arrived, entity, helper, next_, row):
            next_ = after[next_]
        before = ahead[next_] if next_ >= 0 else tail[of_class]
    else:
        before = tail[of_class]
        while before >= 0 and older(arrived, entity, helper, row, before):
            before = ahead[before]
        next_ = after[before] if before >= 0 else head[of_class]
    after[row], ahead[row] = next_, before
    if before >= 0:
        after[before] = row
    else:
        head[of_class] = row
    if next_ >= 0:
        ahead[next_] = row
    else:
        tail[of_class] = row
    set_bit(filled, of_class)


@bare
def leave(queue: Queue, of_class: int, row: int) -> None:
    """Take a row out."""
    head, tail, after, ahead, filled = queue
    next_, before = after[row], ahead[row]
    if before >= 0:
        after[before] = next_
    else:
        head[of_class] = next_
        if next_ < 0:
            clear_bit(filled, of_class)
    if next_ >= 0:
        ahead[next_] = before
    else:
        tail[of_class] = before


@bare
def first(
    queue: Queue,
    arrived: NDArray[np.float64],
    entity: Whole,
    helper: NDArray[np.int8],
    priority: Whole,
    classes: Bits,
    at_most: int,
) -> int:
    """The first row of some classes (bits, best priority first) of a priority of `at_most` at most; -1 if none."""
    best, best_class = -1, -1
    for word in range(len(classes)):
        found = queue.filled[word] & classes[word]
        while found:
            of_class = 64 * word + lowest(found)
            found &= found - np.uint64(1)
            if priority[of_class] > (at_most if best < 0 else priority[best_class]):
                return best
            row = queue.head[of_class]
            if best < 0 or older(arrived, entity, helper, row, best):
                best, best_class = row, of_class
    return best
