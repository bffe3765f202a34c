"""Memory that one run gives back and the next one takes again, instead of asking the system for it each time.

GNU's C library returns large arrays to the system as soon as they are free, and each page of the next ones costs a
fault: a sixth of the time of a run. Told to keep some, it does. Other C libraries are left as they are.

Source: mallopt(3) of the Linux manual pages (M_MMAP_THRESHOLD, M_TRIM_THRESHOLD).
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from typing import Final


_MMAP_THRESHOLD: Final = -3
_TRIM_THRESHOLD: Final = -1
ARRAY, KEPT = 64 << 20, 256 << 20
"""Bytes: arrays up to this size are kept for the next run, and so much in all."""


@cache
def keep_for_the_next_run() -> bool:
    """Have the process keep memory between runs; whether its C library can. The first call settles it."""
    if not sys.platform.startswith("linux"):
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and bool(mallopt(_MMAP_THRESHOLD, ARRAY) and mallopt(_TRIM_THRESHOLD, KEPT))
