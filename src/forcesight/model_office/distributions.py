"""The distributions of times: each drawn by inverting it at one number, so that a caller keeps their luck.

Inversion is monotone: an entity with a long handling time in one option has a long one in the other, which is what
makes paired differences narrow. Only the hyperexponential is not monotone: one number chooses the part and then the
place in it, so that each part is inverted on its own. The same functions serve both engines: compiled in the kernels,
plain in the reference.

Sources: Wichura 1988, algorithm AS 241 (the normal quantile, relative error about 1e-16); Law, "Simulation modeling and
analysis", chapter 8 (inversion, empirical distributions).
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.compiled import bare, inlined
from forcesight.model_office.elementary import exp, log
from forcesight.model_office.streams import unit


CONSTANT: Final = 0
EXPONENTIAL: Final = 1
LOGNORMAL: Final = 2
UNIFORM: Final = 3
WEIBULL: Final = 4
HYPEREXPONENTIAL: Final = 5
LOGLOGISTIC: Final = 6
TABLE: Final = 7
"""A table of quantiles, equally spaced in probability: of observations, or of a family without a closed inverse."""
NEVER: Final = 8
"""Infinitely long: patience that does not end."""

TABLE_SIZE: Final = 1025


class Law(NamedTuple):
    """One distribution as the kernels read it. Times are minutes.

    kind              a       b        c          table
    constant          value
    exponential       mean
    lognormal         mu      sigma               (of the logarithm)
    uniform           low     high
    weibull           scale   shape
    hyperexponential  mean 1  mean 2   share of 1
    loglogistic       scale   shape
    table                                         1,025 quantiles at probabilities 0, 1/1024 … 1
    """

    kind: int
    a: float
    b: float
    c: float
    table: NDArray[np.float64]


NO_TABLE: NDArray[np.float64] = np.zeros(1)
NO_LAW = Law(NEVER, 0.0, 0.0, 0.0, NO_TABLE)


class Laws(NamedTuple):
    """Several distributions, one for each kind of job: `kind`, `a`, `b`, `c` are 1-D, `table` has a row for each.

    `table` is one row wide as needed: kinds without a table share the shape (n, 1) where none has one.
    """

    kind: NDArray[np.int64]
    a: NDArray[np.float64]
    b: NDArray[np.float64]
    c: NDArray[np.float64]
    table: NDArray[np.float64]


def laws(several: list[Law]) -> Laws:
    """Lay distributions side by side."""
    width = max((len(law.table) for law in several), default=1)
    table = np.zeros((len(several), width))
    for row, law in enumerate(several):
        table[row, : len(law.table)] = law.table
    return Laws(
        np.array([law.kind for law in several], dtype=np.int64),
        np.array([law.a for law in several], dtype=np.float64),
        np.array([law.b for law in several], dtype=np.float64),
        np.array([law.c for law in several], dtype=np.float64),
        table,
    )


@bare
def quantile(kind: int, a: float, b: float, c: float, table: NDArray[np.float64], u: float) -> float:
    """The value below which a share `u` of the distribution lies."""
    if kind == LOGNORMAL:
        return exp(a + b * normal_quantile(u))
    if kind == EXPONENTIAL:
        return -a * log(1.0 - u)
    if kind == CONSTANT:
        return a
    if kind == UNIFORM:
        return a + (b - a) * u
    if kind == WEIBULL:
        return a * math.pow(-log(1.0 - u), 1.0 / b)
    if kind == HYPEREXPONENTIAL:
        if u < c:
            return -a * log(1.0 - u / c)
        return -b * log(1.0 - (u - c) / (1.0 - c))
    if kind == LOGLOGISTIC:
        return a * math.pow(u / (1.0 - u), 1.0 / b)
    if kind == TABLE:
        place = u * (TABLE_SIZE - 1)
        below = int(place)
        return float(table[below] + (place - below) * (table[below + 1] - table[below]))
    return math.inf


_BLOCK: Final = 256


def draw_all(
    several: Laws, kinds: NDArray[np.int64], start: np.uint64, entities: NDArray[np.int64]
) -> NDArray[np.float64]:
    """The time of every entity by its kind's law: what `quantile` has for its number, shape of `entities`."""
    times = np.empty(len(entities))
    block = Block(np.empty(_BLOCK), np.empty(_BLOCK + 1, dtype=np.int64), np.empty(_BLOCK))
    _draw_blocks(several, kinds, start, entities, times, block)
    return times


class Block(NamedTuple):
    """Room for one block of draws: their numbers, the places of those beyond the middle, and how far those are."""

    number: NDArray[np.float64]
    beyond: NDArray[np.int64]
    r: NDArray[np.float64]


@bare
def _draw_blocks(
    several: Laws, kinds: NDArray[np.int64], start: np.uint64, entities: NDArray[np.int64], times: NDArray[np.float64],
    block: Block,
) -> None:  # fmt: skip
    """Fill `times` block by block: a block of lognormal times goes through short loops without branches.

    Each loop runs from 0 over few arrays, so that the compiler sees that it may take several at once.
    """
    for first in range(0, len(times), _BLOCK):
        last = min(first + _BLOCK, len(times))
        kind, entity, time = kinds[first:last], entities[first:last], times[first:last]
        for i in range(len(time)):
            block.number[i] = unit(start, entity[i])
        others = 0
        for i in range(len(time)):
            others += several.kind[kind[i]] != LOGNORMAL
        if others == 0:
            _normal(block, time)
            for i in range(len(time)):
                time[i] = several.a[kind[i]] + several.b[kind[i]] * time[i]
            for i in range(len(time)):
                time[i] = exp(time[i])
            continue
        for i in range(len(time)):
            k, u = kind[i], block.number[i]
            time[i] = quantile(several.kind[k], several.a[k], several.b[k], several.c[k], several.table[k], u)


@bare
def _normal(block: Block, values: NDArray[np.float64]) -> None:
    """The normal quantiles of a block: the polynomial of the middle for all, then the others are mended."""
    number, beyond, r = block
    for i in range(len(values)):
        values[i] = _middle(number[i] - 0.5)
    n = 0
    for i in range(len(values)):
        beyond[n] = i
        n += abs(number[i] - 0.5) > _MIDDLE
    for place in range(n):
        u = number[beyond[place]]
        r[place] = u if u - 0.5 < 0.0 else 1.0 - u
    for place in range(n):
        r[place] = math.sqrt(-log(r[place]))
    farthest = 0.0
    for place in range(n):
        farthest = max(farthest, r[place])
    if farthest <= _FAR:
        for place in range(n):
            r[place] = _side(r[place])
        for place in range(n):
            i = beyond[place]
            values[i] = -r[place] if number[i] - 0.5 < 0.0 else r[place]
    else:
        for place in range(n):
            values[beyond[place]] = normal_quantile(number[beyond[place]])


_MIDDLE: Final = 0.425
_FAR: Final = 5.0


@inlined
def _middle(q: float) -> float:
    """The standard normal quantile at 0.5 + q, for q from -0.425 to 0.425."""
    r = 0.180625 - q * q
    top = (
        (
            (
                (
                    ((2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r + 6.7265770927008700853e4) * r
                    + 4.5921953931549871457e4
                )
                * r
                + 1.3731693765509461125e4
            )
            * r
            + 1.9715909503065514427e3
        )
        * r
        + 1.3314166789178437745e2
    ) * r + 3.3871328727963666080e0
    under = (
        (
            (
                (
                    ((5.2264952788528545610e3 * r + 2.8729085735721942674e4) * r + 3.9307895800092710610e4) * r
                    + 2.1213794301586595867e4
                )
                * r
                + 5.3941960214247511077e3
            )
            * r
            + 6.8718700749205790830e2
        )
        * r
        + 4.2313330701600911252e1
    ) * r + 1.0
    return q * top / under


@inlined
def _side(r: float) -> float:
    """The quantile beyond the middle, for r, the root of the negative logarithm of the share beyond, up to 5."""
    r -= 1.6
    top = (
        (
            (
                (
                    ((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r + 2.41780725177450611770e-1) * r
                    + 1.27045825245236838258e0
                )
                * r
                + 3.64784832476320460504e0
            )
            * r
            + 5.76949722146069140550e0
        )
        * r
        + 4.63033784615654529590e0
    ) * r + 1.42343711074968357734e0
    under = (
        (
            (
                (
                    ((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r + 1.51986665636164571966e-2) * r
                    + 1.48103976427480074590e-1
                )
                * r
                + 6.89767334985100004550e-1
            )
            * r
            + 1.67638483018380384940e0
        )
        * r
        + 2.05319162663775882187e0
    ) * r + 1.0
    return top / under


@inlined
def _far_side(r: float) -> float:
    """The same for r above 5."""
    r -= 5.0
    top = (
        (
            (
                (
                    ((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 1.24266094738807843860e-3) * r
                    + 2.65321895265761230930e-2
                )
                * r
                + 2.96560571828504891230e-1
            )
            * r
            + 1.78482653991729133580e0
        )
        * r
        + 5.46378491116411436990e0
    ) * r + 6.65790464350110377720e0
    under = (
        (
            (
                (
                    ((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r + 1.84631831751005468180e-5) * r
                    + 7.86869131145613259100e-4
                )
                * r
                + 1.48753612908506148525e-2
            )
            * r
            + 1.36929880922735805310e-1
        )
        * r
        + 5.99832206555887937690e-1
    ) * r + 1.0
    return top / under


@bare
def normal_quantile(p: float) -> float:
    """The standard normal quantile, by Wichura's AS 241 (PPND16)."""
    q = p - 0.5
    if abs(q) <= _MIDDLE:
        return _middle(q)
    r = math.sqrt(-log(p if q < 0.0 else 1.0 - p))
    value = _side(r) if r <= _FAR else _far_side(r)
    return -value if q < 0.0 else value
