"""Which idle unit is sent: units are bits of 64-bit words, one row of words for each area where idle units are.

The last row of `idle` holds all idle units, wherever they are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba import types
from numba.extending import intrinsic
from numpy.typing import NDArray

from forcesight.model_office.compiled import bare, inlined


Whole = NDArray[np.int64]
Bits = NDArray[np.uint64]

_ONE = np.uint64(1)


def _lowest(typing_context: Any, word: Any) -> Any:  # noqa: ARG001 - numba's convention
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ARG001
        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 1))

    return types.int64(types.uint64), generate


lowest = cast(Callable[[np.uint64], int], intrinsic(_lowest))
"""The number of the lowest bit of a word that is not 0: one instruction of the processor."""


@inlined
def set_bit(words: Bits, member: int) -> None:
    """Put a number into a set."""
    words[member >> 6] |= _ONE << np.uint64(member & 63)


@inlined
def clear_bit(words: Bits, member: int) -> None:
    """Take a number out of a set."""
    words[member >> 6] &= ~(_ONE << np.uint64(member & 63))


@inlined
def has_bit(words: Bits, member: int) -> bool:
    """Whether a number is in a set."""
    return bool((words[member >> 6] >> np.uint64(member & 63)) & _ONE)


@bare
def nearest(
    idle: Bits,
    idle_in: Whole,
    late: Bits,
    may: Bits,
    may_late: Bits,
    among: Bits,
    order: Whole,
    farther: NDArray[np.bool_],
) -> int:
    """The idle unit with the least drive, ties by number; -1 if none may go. `among` holds those that are asked."""
    best = -1
    for place in range(len(order)):
        if best >= 0 and farther[place]:
            break
        area = order[place]
        if idle_in[area] == 0:
            continue
        for word in range(len(may)):
            found = idle[area, word] & may[word] & among[word] & (~late[word] | may_late[word])
            if found:
                unit = 64 * word + lowest(found)
                if best < 0 or unit < best:
                    best = unit
                break
    return best


@bare
def in_order(free: Bits, late: Bits, may: Bits, may_late: Bits, teams: Whole, of_team: Bits) -> int:
    """The idle unit with the least number of the first team in the list that has one; -1 if none may go."""
    for place in range(len(teams)):
        team = teams[place]
        if team < 0:
            break
        for word in range(len(may)):
            found = free[word] & may[word] & of_team[team, word] & (~late[word] | may_late[word])
            if found:
                return 64 * word + lowest(found)
    return -1
