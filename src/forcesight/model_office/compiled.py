"""How the kernels are compiled: once, to a cache, without the interpreter's lock and without loose arithmetic.

The cache has a folder for each state of the sources (`kernel_cache`). Loose ("fast") arithmetic is off: the reference
engine in plain Python must agree to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

from forcesight.model_office.kernel_cache import kernel_folder


# Read when a function is decorated, so it is set before the first one is.
numba.config.CACHE_DIR = str(kernel_folder())  # type: ignore[attr-defined]

F = TypeVar("F", bound=Callable[..., Any])

# Switches numba's run time (allocation and reference counts) off for one function. It has no name in numba's types.
_UNCOUNTED: dict[str, Any] = {"_nrt": False}


def compiled(function: F) -> F:
    """Compile a function of numbers and arrays."""
    return cast(F, numba.njit(function, cache=True, nogil=True, error_model="numpy"))


def inlined(function: F) -> F:
    """Compile a small function that every caller takes into itself."""
    return cast(F, numba.njit(function, cache=True, nogil=True, error_model="numpy", inline="always"))


def bare(function: F) -> F:
    """Compile a loop, or a step of one, that makes no array: its arguments' references are not counted.

    Counting costs a kernel that calls small functions of arrays more than a third of its time. A function that makes an
    array cannot be compiled so; numba says so. Whoever calls it holds the arrays.
    """
    return cast(F, numba.njit(function, cache=True, nogil=True, error_model="numpy", **_UNCOUNTED))


def plain(function: F) -> F:
    """The Python that a compiled function was made of: what the reference engine calls."""
    return cast(F, getattr(function, "py_func"))  # noqa: B009 - no type has it
