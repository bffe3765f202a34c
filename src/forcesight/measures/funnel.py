"""Funnel plot: which areas differ from their peers by more than chance, given how many cases each has.

Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24 (2005) 1185-1202, and
"Handling over-dispersion of performance indicators", Quality and Safety in Health Care 14 (2005) 347-351. Areas differ
for reasons that no funnel holds (recording, mix, place), so limits widen by the over-dispersion phi: the mean of the
squared z-scores, with the most extreme tenth at each end drawn in (winsorised) so that outliers do not hide themselves.
With fewer than ten areas we draw in one at each end: of six forces, one outlier would otherwise excuse itself.

Distances are measured on the scale where chance is even (arcsine root of a proportion, square root of a rate), so
limits stay inside what is possible. Assumes that an area's cases are independent of its peers'.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import asin, pi, sin, sqrt
from typing import Literal

from forcesight.measures.interval import normal_quantile


Place = Literal["inside", "high", "low", "very_high", "very_low"]
"""`high`, `low`: outside the 95 % limits; `very_high`, `very_low`: outside the 99.8 % limits."""

FEW_PEERS = 10
_TENTH = 0.1


@dataclass(frozen=True, slots=True)
class FunnelArea:
    """One area: its value, its z-score after over-dispersion, and where it falls."""

    name: str
    numerator: float
    denominator: float
    value: float
    z: float
    place: Place


@dataclass(frozen=True, slots=True)
class Funnel:
    """The plot: areas as given, the common value, phi (1 where areas vary no more than chance), and `n` areas."""

    kind: Literal["proportion", "rate"]
    centre: float
    phi: float
    n: int
    per: float
    areas: tuple[FunnelArea, ...]
    method: str
    reasons: tuple[str, ...]

    def limits(self, denominator: float, level: float = 0.95) -> tuple[float, float]:
        """Lower and upper limit for an area of this size, for drawing the funnel's curve."""
        low, high = _limits(self.kind, self.centre / self.per, denominator, self.phi, level)
        return low * self.per, high * self.per


def funnel(
    areas: Mapping[str, tuple[float, float]],
    *,
    kind: Literal["proportion", "rate"],
    per: float = 1.0,
) -> Funnel:
    """Compares areas, each a (numerator, denominator). An area whose denominator is unknown or 0 must be left out."""
    for name, (_, denominator) in areas.items():
        if denominator <= 0:
            raise ValueError(f"{name} has no denominator, so it has no place on a funnel plot. Leave it out.")
    if not areas:
        raise ValueError("A funnel plot needs at least one area.")
    centre = sum(x for x, _ in areas.values()) / sum(n for _, n in areas.values())
    raw = {name: _z(kind, x / n, centre, n) for name, (x, n) in areas.items()}
    phi = overdispersion(list(raw.values()))
    drawn = (_area(name, areas[name], z / sqrt(phi), per) for name, z in raw.items())
    method = "Spiegelhalter 2005, multiplicative over-dispersion, 10 % winsorised"
    return Funnel(kind, centre * per, phi, len(areas), per, tuple(drawn), method, _reasons(len(areas), phi))


def overdispersion(z_scores: list[float]) -> float:
    """Phi: how many times as much as chance alone the areas vary (never under 1)."""
    ranked = sorted(z_scores)
    cut = min(max(1, int(len(ranked) * _TENTH)), (len(ranked) - 1) // 2)
    low, high = ranked[cut], ranked[-1 - cut]
    drawn_in = [min(max(z, low), high) for z in ranked]
    return max(1.0, sum(z * z for z in drawn_in) / len(drawn_in))


def _area(name: str, case: tuple[float, float], z: float, per: float) -> FunnelArea:
    numerator, denominator = case
    return FunnelArea(name, numerator, denominator, numerator / denominator * per, z, _place(z))


def _place(z: float) -> Place:
    if abs(z) <= normal_quantile(0.95):
        return "inside"
    if abs(z) <= normal_quantile(0.998):
        return "high" if z > 0 else "low"
    return "very_high" if z > 0 else "very_low"


def _z(kind: str, value: float, centre: float, n: float) -> float:
    return 2 * sqrt(n) * (_even(kind, value) - _even(kind, centre))


def _limits(kind: str, centre: float, n: float, phi: float, level: float) -> tuple[float, float]:
    reach = normal_quantile(level) * sqrt(phi) / (2 * sqrt(n))
    middle = _even(kind, centre)
    return _uneven(kind, middle - reach), _uneven(kind, middle + reach)


def _even(kind: str, value: float) -> float:
    """The scale on which chance has the same spread, 1 / (2 sqrt n), whatever the value."""
    return asin(sqrt(value)) if kind == "proportion" else sqrt(value)


def _uneven(kind: str, even: float) -> float:
    if kind == "proportion":
        return sin(min(max(even, 0.0), pi / 2)) ** 2
    return max(even, 0.0) ** 2


def _reasons(n: int, phi: float) -> tuple[str, ...]:
    spread = (
        f"Areas vary {phi:.1f} times as much as chance alone would make them, and the limits allow for it."
        if phi > 1
        else "Areas vary no more than chance alone would make them."
    )
    few = f"With only {n} areas that allowance is itself uncertain." if n < FEW_PEERS else None
    return (spread, few) if few else (spread,)
