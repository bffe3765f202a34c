"""A measure: what is counted, over what, which way is better, and how far its figures can be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from forcesight.catalogue.entry import Entry
from forcesight.catalogue.expression import clocks_in, faults_in, outcome_groups_in, weights_in


MeasureKind = Literal["count", "rate", "proportion", "mean", "weighted"]
Direction = Literal["increase", "decrease", "neutral"]

POPULATION = "population"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Entry):
    """One version of a measure's definition.

    `numerator` and `denominator` are row expressions in SQL over the columns of the contract `table`: a boolean
    counts 1 or 0, a null contributes nothing, and the value of an area and month is

        per × sum(numerator) / sum(denominator)

    A `count` has no denominator; a `rate` is over `population` (residents) or an expression; in a `proportion` every
    row of the numerator is also in the denominator; a `mean` is of a number, over the rows where it is known, and its
    denominator is written out by the catalogue; a `weighted` measure sums weights, alone or over `population`.
    """

    kind_of_entry: ClassVar[str] = "measure"

    description: str
    table: str
    numerator: str
    denominator: str = ""
    kind: MeasureKind
    unit: str
    per: float = 1
    # Which way is improvement, and why; neutral unless there is a reason.
    direction: Direction = "neutral"
    why_direction: str
    # Whether the months of a year differ by more than chance, so that the plain chart would signal the calendar.
    seasonal: bool = False
    # Below this mean monthly numerator an XmR chart cries wolf; a chart for rare events is used, or nothing claimed.
    minimum_mean: float = 0
    # Whether rows come in spells or crowds, so that months differ by more than independent rows would.
    clustered: bool = False
    # Months younger than this, against the edition of the file, are still filling and stay out of every test.
    maturity_months: int = 0
    family: str
    decimals: int = 0
    caution: str = ""
    # The measure that tells of the same from another source, and why the two differ: they are never mixed.
    beside: str = ""
    difference: str = ""
    marking: Literal["OFFICIAL", "OFFICIAL-SENSITIVE"] = "OFFICIAL"

    @property
    def over_population(self) -> bool:
        """Whether the denominator is the number of residents."""
        return self.denominator == POPULATION

    @property
    def weights_used(self) -> tuple[str, ...]:
        """The ids of the weight schemes that the expressions call."""
        return weights_in(f"{self.numerator} {self.denominator}")

    @property
    def outcome_groups_used(self) -> tuple[str, ...]:
        """The ids of the outcome groups that the expressions still refer to; none once they are written out."""
        return outcome_groups_in(f"{self.numerator} {self.denominator}")

    @property
    def clocks_used(self) -> tuple[str, ...]:
        """The ids of the clocks whose limits the expressions refer to; none once they are written out."""
        return tuple(clock for _, clock in clocks_in(f"{self.numerator} {self.denominator}"))

    def faults(self) -> Iterator[str]:
        """What is wrong with this definition on its own."""
        yield from Entry.faults(self)
        if "-" in self.id:
            yield "id may not hold -: it becomes part of a column's name, so write _ instead"
        if bool(self.beside) != bool(self.difference):
            yield "beside and difference go together: name the other measure, and say why its figures differ"
        yield from (f"numerator {fault}" for fault in faults_in(self.numerator))
        yield from (f"denominator {fault}" for fault in faults_in(self.denominator or POPULATION))
        if self.kind in ("count", "mean") and self.denominator:
            yield f"denominator must be empty for a {self.kind}: leave it out, or make it a rate or a proportion"
        if self.kind in ("rate", "proportion") and not self.denominator:
            yield f"denominator is missing: a {self.kind} needs one"
        if self.kind == "proportion" and self.over_population:
            yield "denominator of a proportion is an expression over the same rows: for residents, make it a rate"
        if self.clustered and self.kind not in ("count", "proportion"):
            yield f"clustered is for counts and proportions: leave it out for a {self.kind}"
        for field in ("per", "minimum_mean", "maturity_months", "decimals"):
            if getattr(self, field) < 0 or (field == "per" and self.per == 0):
                yield f"{field} must be {'above 0' if field == 'per' else '0 or more'}"
