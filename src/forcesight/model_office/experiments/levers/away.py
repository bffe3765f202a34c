"""How much people are away: in training, in court, on leave or sick."""

from __future__ import annotations

from dataclasses import dataclass

from forcesight.model_office.experiments.levers.amount import Amount, in_percent, plain
from forcesight.model_office.experiments.levers.time_away import with_away
from forcesight.model_office.experiments.levers.whose import chosen, only_one_way, people_in_words
from forcesight.model_office.office.description import Office


@dataclass(frozen=True, kw_only=True)
class Away(Amount):
    """Change the share of their time that people are away: groups, teams and caseloads, by ids (`of`) or function.

    It is the shrinkage of groups and caseloads, and the abstraction of teams: 0.2 is 20 %, and to `add` -0.05 takes
    five percentage points off. The rostered hours stay as they are.
    """

    of: tuple[str, ...] = ()
    function: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        only_one_way("away", self.of, self.function)

    @property
    def words(self) -> str:
        """The change in words."""
        whose = people_in_words(self.of, self.function)
        if self.factor is not None:
            return f"{in_percent(self.factor, 'time away', 'less')} {whose}"
        if self.set is not None:
            return f"{plain(self.set * 100)} % of the time {whose} is away"
        points, more = plain(abs(self.applied(0)) * 100), "less" if self.applied(0) < 0 else "more"
        return f"{points} percentage points {more} of the time {whose} is away"

    def pulled(self, office: Office) -> tuple[Office, tuple[str, ...]]:
        """The office with the other share. Raises InputRefused for unknown names, and for no share below 1."""
        return with_away(office, chosen(office, self.of, self.function), self.applied)
