"""Random numbers that belong to a caller, not to a moment: counter-based streams keyed by seed, purpose and entity.

A draw is a function of three things: the seed of the replication, what the number is for ("desk: handling"), and whom
it is for. So two options see the same callers with the same patience, and the same incidents with the same scene times,
however differently the work is done, and the difference between the options is not drowned by luck.

Each purpose has a stream that starts at a hash of the seed and the purpose; the number of an entity is the finaliser of
SplitMix64 at that entity's place in the stream. The finaliser is a bijection, so no two entities of a stream share a
number.

Sources: Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators" (the generator, its constants by
Stafford's variant 13); Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3" (counters).
Assumption: entities are below 2**63, so that a stream uses less than half of the period.
"""

from __future__ import annotations

from hashlib import blake2b

import numpy as np

from forcesight.model_office.compiled import inlined


_MASK = (1 << 64) - 1
_GOLDEN, _MIX_1, _MIX_2 = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
# 52 bits of a number, set in the middle of their cell, which takes a 53rd: never 0, never 1.
_CELL = 2.0**-52


def stream(seed: int, purpose: str) -> np.uint64:
    """Where the numbers for a purpose start, for one seed."""
    return np.uint64(int.from_bytes(blake2b(f"{seed}\0{purpose}".encode(), digest_size=8).digest(), "little"))


def unit_of(start: int, entity: int) -> float:
    """The number between 0 and 1 for an entity, in plain Python: the reference engine's."""
    z = (int(start) + (int(entity) + 1) * _GOLDEN) & _MASK
    z = ((z ^ (z >> 30)) * _MIX_1) & _MASK
    z = ((z ^ (z >> 27)) * _MIX_2) & _MASK
    z ^= z >> 31
    return ((z >> 12) + 0.5) * _CELL


_U_GOLDEN, _U_MIX_1, _U_MIX_2 = np.uint64(_GOLDEN), np.uint64(_MIX_1), np.uint64(_MIX_2)
_U1, _U12, _U27, _U30, _U31 = np.uint64(1), np.uint64(12), np.uint64(27), np.uint64(30), np.uint64(31)


@inlined
def unit(start: np.uint64, entity: int) -> float:
    """The same number, compiled."""
    z = start + (np.uint64(entity) + _U1) * _U_GOLDEN
    z = (z ^ (z >> _U30)) * _U_MIX_1
    z = (z ^ (z >> _U27)) * _U_MIX_2
    z = z ^ (z >> _U31)
    return (np.float64(z >> _U12) + 0.5) * _CELL
