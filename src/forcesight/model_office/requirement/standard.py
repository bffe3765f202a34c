"""What a desk must achieve, for which jobs, and whether in every half hour or over the week as a whole."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from forcesight.errors import InputRefused


Measure = Literal["answered within", "waits", "gives up"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """A share of jobs that must be reached, or not be passed.

    measure   "answered within": at least `share` are answered within `within_seconds`;
              "waits": at most `share` of all who came wait at all; "gives up": at most `share` of them abandon
    of        of whom the share is that is answered within the time: of those "answered", as the desk's output and the
              national figures have it, or of all who "came", so that whoever gives up counts against it
    jobs      which jobs count; empty: all that the group serves
    over      "half hour": in each half hour of the week; "week": over the week as a whole
    sure      False: the share that the runs found meets the standard, and its interval stands beside it;
              True: the whole interval, at `level`, meets it
    """

    share: float
    measure: Measure = "answered within"
    within_seconds: float = 0.0
    of: Literal["answered", "came"] = "answered"
    jobs: tuple[str, ...] = ()
    over: Literal["half hour", "week"] = "half hour"
    sure: bool = False
    level: float = 0.95

    @property
    def at_least(self) -> bool:
        """Whether more is better."""
        return self.measure == "answered within"

    @property
    def of_answered(self) -> bool:
        """Whether only those who were answered count."""
        return self.measure == "answered within" and self.of == "answered"

    @property
    def words(self) -> str:
        """The standard as a sentence has it, with of whom it is a share."""
        if self.measure != "answered within":
            verb = "wait" if self.measure == "waits" else "give up"
            return f"at most {self.share:.0%} of all who came {verb}"
        whom = "those answered at all" if self.of == "answered" else "all who came"
        return f"{self.share:.0%} are answered within {self.within_seconds:g} seconds, of {whom}"

    def check(self) -> None:
        """Raises InputRefused where no desk could be held to it."""
        faults = []
        if not 0 < self.share < 1:
            faults.append(f"A standard's share must lie between 0 and 1, such as 0.9; it was {self.share:g}.")
        if not 0 <= self.within_seconds < math.inf:
            faults.append(f"A standard's seconds are a plain number, 0 or more; they were {self.within_seconds:g}.")
        if not 0 < self.level < 1:
            faults.append(f"A level must lie between 0 and 1, such as 0.95; it was {self.level:g}.")
        if faults:
            raise InputRefused(*faults)
