"""Hours of people's time that are set free for their own work: the same people are there, and less of their time goes.

Assumption: who is released works more, and nobody joins: so the hours are taken off the share of their time that people
are away, in proportion to the hours that they are rostered. Nothing is rounded to whole officers, and the cost of the
option is the baseline's.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.levers.amount import plain
from forcesight.model_office.experiments.levers.headcount import hours_a_week
from forcesight.model_office.experiments.levers.time_away import away_of, refuse_always_on_duty, with_away
from forcesight.model_office.experiments.levers.whose import chosen, only_one_way
from forcesight.model_office.office.description import Office


WEEKS_A_YEAR: Final = 365.25 / 7


@dataclass(frozen=True, kw_only=True)
class HoursReleased:
    """Set `hours_a_year` free for the work of groups, teams and caseloads, by their ids (`of`) or by their function.

    Nobody joins: less of the people's time is lost, in proportion to the hours that they are rostered. More hours than
    they are away cannot be released.
    """

    hours_a_year: float
    of: tuple[str, ...] = ()
    function: str = ""

    def __post_init__(self) -> None:
        only_one_way("hours_released", self.of, self.function)
        if not math.isfinite(self.hours_a_year) or self.hours_a_year <= 0:
            raise InputRefused(f"{self.hours_a_year:g} hours a year cannot be released: write a number above 0.")

    @property
    def words(self) -> str:
        """The change in words."""
        return f"{plain(self.hours_a_year)} hours a year released for {self.function or ', '.join(self.of)}"

    def pulled(self, office: Office) -> tuple[Office, tuple[str, ...]]:
        """The office in which people are away for less. Raises InputRefused where they are not away for so long."""
        held = chosen(office, self.of, self.function)
        refuse_always_on_duty(held)
        rostered = sum(hours_a_week(each.people, office) for each in held) * WEEKS_A_YEAR
        points = self.hours_a_year / rostered if rostered else math.inf
        least = min(away_of(each.people) for each in held)
        if points > least:
            all_of_it, most = plain(round(rostered)), plain(round(least * rostered))
            raise InputRefused(
                f"{self.words}: of their {all_of_it} rostered hours a year, {most} at most can be released, as nobody "
                "is away for less than no time: release fewer."
            )
        changed, notes = with_away(office, held, lambda share: share - points)
        away = (
            f"{plain(round(points * 100, 2))} percentage points less of {plain(round(rostered))} rostered hours a year"
        )
        return changed, (f"{self.function or ', '.join(self.of)}: people are away for {away}; nobody joins.", *notes)
