"""Chance in named streams: each purpose draws from a stream of its own, so one more draw here changes nothing there."""

from __future__ import annotations

import hashlib

import numpy as np


def chance(seed: int, *purpose: str | int) -> np.random.Generator:
    """The stream of a purpose: the same seed and purpose always give the same draws, on every machine."""
    told = "/".join(str(part) for part in (seed, *purpose))
    key = int.from_bytes(hashlib.blake2b(told.encode(), digest_size=16).digest(), "little")
    return np.random.Generator(np.random.Philox(key=key))
