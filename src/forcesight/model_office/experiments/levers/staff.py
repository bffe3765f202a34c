"""The staff of a group at a desk, always or in some hours of the week."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.levers.amount import Amount
from forcesight.model_office.experiments.levers.whole_people import whole_people
from forcesight.model_office.experiments.levers.whose import chosen, with_people
from forcesight.model_office.office.description import Group, Office
from forcesight.model_office.office.hours import HALF_HOURS, half_hours


DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, kw_only=True)
class Staff(Amount):
    """Change the staff by hour of one group of a desk.

    `weekdays` (0 is Monday) and the hours from `from_hour` to `to_hour` say when; half hours such as 7.5 are allowed.
    Hours that end before they begin run into the next morning. Without them, always.
    """

    group: str
    weekdays: tuple[int, ...] = ()
    from_hour: float = 0.0
    to_hour: float = 24.0

    def __post_init__(self) -> None:
        super().__post_init__()
        if any(not 0 <= day <= 6 for day in self.weekdays):
            raise InputRefused(f"The weekdays {list(self.weekdays)} cannot be: write 0 (Monday) to 6 (Sunday).")
        for hour in (self.from_hour, self.to_hour):
            if not 0 <= hour <= 24 or not (hour * 2).is_integer():
                raise InputRefused(f"The hour {hour:g} cannot be: write 0 to 24, in halves.")
        if self.from_hour == self.to_hour or (self.from_hour, self.to_hour) == (24, 0):
            raise InputRefused(f"From {self.from_hour:g} to {self.to_hour:g} is no time: write other hours.")

    @property
    def words(self) -> str:
        """The change in words."""
        days = f" on {', '.join(DAYS[day] for day in self.weekdays)}" if self.weekdays else ""
        always = (self.from_hour, self.to_hour) == (0, 24)
        hours = "" if always else f" from {_clock(self.from_hour)} to {_clock(self.to_hour)}"
        return f"{self.change('person', 'people')} in the group {self.group}{days}{hours}"

    def pulled(self, office: Office) -> tuple[Office, tuple[str, ...]]:
        """The office with the group's new staff.

        Raises InputRefused where there is no such group, or where it would have fewer than no people.
        """
        held = chosen(office, (self.group,), "", (Group,))[0]
        group = cast(Group, held.people)
        staff = self._changed(group.staff)
        if min(staff) < 0:
            raise InputRefused(f"The group {self.group!r} has not so many people to give: take fewer.")
        new = replace(group, staff=staff)
        return with_people(office, {held.at: new}), whole_people(group, new)

    def _changed(self, staff: tuple[float, ...]) -> tuple[float, ...]:
        when = self._when()
        if when.all():
            return tuple(float(self.applied(value)) for value in staff)
        week = half_hours(staff)
        new = np.array([self.applied(value) if meant else value for value, meant in zip(week, when, strict=True)])
        # Whole hours are written as hours.
        return tuple((new[::2] if (new[::2] == new[1::2]).all() else new).tolist())

    def _when(self) -> NDArray[np.bool_]:
        """Which of the 336 half hours of a week are meant."""
        when = np.zeros(HALF_HOURS, dtype=np.bool_)
        begins, ends = int(self.from_hour * 2), int(self.to_hour * 2)
        length = ends - begins if ends > begins else ends - begins + 48
        for day in self.weekdays or range(7):
            when[(day * 48 + begins + np.arange(length)) % HALF_HOURS] = True
        return when


def _clock(hour: float) -> str:
    return f"{int(hour):02d}:{'30' if hour % 1 else '00'}"
