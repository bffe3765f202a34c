"""How the kernels are compiled: once, to a cache, without the interpreter's lock and without loose arithmetic.

Loose ("fast") arithmetic is off: the plain-Python reference engine must agree to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba


F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """Compile a function of numbers and arrays."""
    return cast(F, numba.njit(function, cache=True, nogil=True, error_model="numpy"))


def inlined(function: F) -> F:
    """Compile a small function that every caller takes into itself."""
    return cast(F, numba.njit(function, cache=True, nogil=True, error_model="numpy", inline="always"))


def plain(function: F) -> F:
    """The Python that a compiled function was made of: what the reference engine calls."""
    return cast(F, getattr(function, "py_func"))  # noqa: B009 - no type has it
