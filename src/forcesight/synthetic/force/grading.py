"""How incidents are graded and attended, as shares: what the draw of incidents and their truth both read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from forcesight.synthetic.force.flow import Flow
from forcesight.synthetic.force.parameters.contact import EMERGENCY
from forcesight.synthetic.force.waiting import Wait, load_of
from forcesight.synthetic.land import Array


GRADES = 4
TOWN, COUNTRY = range(2)


@dataclass(frozen=True)
class Grading:
    """Grades are numbered 0 (immediate) to 3 (without deployment), as arrays are."""

    flow: Flow

    @cached_property
    def first(self) -> tuple[Array, ...]:
        """The share of each first grade, by mix: an array by category and grade."""
        truth = self.flow.parameters.response
        plain = np.array([category.grades for category in truth.categories.values()], dtype=float)
        plain /= plain.sum(axis=1, keepdims=True)
        urgent = plain * np.array(truth.emergency_grades)
        urgent /= urgent.sum(axis=1, keepdims=True)
        return tuple(urgent if mix == EMERGENCY else plain for mix in range(len(self.flow.incidents)))

    @cached_property
    def change(self) -> Array:
        """The share that goes from each first grade (row) to each grade, before any is lowered to hide a delay."""
        regrading = self.flow.parameters.response.regrading
        found = np.zeros((GRADES, GRADES))
        for grade in range(GRADES):
            raised = regrading.raised if grade else 0.0
            lowered = regrading.lowered if grade < GRADES - 1 else 0.0
            found[grade, grade] = 1 - raised - lowered
            if grade:
                found[grade, grade - 1] = raised
            if grade < GRADES - 1:
                found[grade, grade + 1] = lowered
        return found

    @cached_property
    def rural(self) -> Array:
        """The share of each category's incidents that lie in the country."""
        return self.flow.rural(self.flow.place_kinds)

    @cached_property
    def load(self) -> Array:
        """The load of each hour on response: its incidents over the mean."""
        return load_of(self.flow.every_incident.sum(axis=1))

    @cached_property
    def expected(self) -> Array:
        """Incidents expected by hour, first grade, and town or country."""
        split = np.stack([1 - self.rural, self.rural])
        hours = len(self.load)
        found = np.zeros((hours, GRADES, 2))
        for incidents, grades in zip(self.flow.incidents, self.first, strict=True):
            weights = np.einsum("cg,ac->cga", grades, split).reshape(len(grades), -1)
            found += (incidents @ weights).reshape(hours, GRADES, 2)
        return found

    @cached_property
    def attended(self) -> Array:
        """The share attended, by the grade after its first change: grade 3 makes up what the force's share lacks."""
        truth = self.flow.parameters.response
        found = np.array([one.share for one in truth.attendance])
        by_grade = self.expected.sum(axis=(0, 2)) @ self.change
        found[2] = (truth.attended * by_grade.sum() - by_grade @ found) / by_grade[2]
        if not 0 <= found[2] <= 1:
            raise ValueError(f"Grade 3 would have to be attended in {found[2]:.0%} of incidents; change the shares.")
        return found

    def within(self, grade: int, area: int, limit: float) -> Array:
        """The share of attended incidents of a grade whose first unit comes within a limit in seconds, by hour."""
        return self._wait(grade, area).within(limit, self.load)

    def mean(self, grade: int, area: int) -> Array:
        """The mean seconds until the first unit comes, by hour."""
        return self._wait(grade, area).mean(self.load)

    def too_late(self, grade: int, area: int) -> Array:
        """The share of attended incidents whose unit comes after the time allowed, by hour."""
        limit = self.flow.parameters.response.attendance[grade].limit[area]
        found: Array = 1 - self.within(grade, area, limit)
        return found

    def _wait(self, grade: int, area: int) -> Wait:
        one = self.flow.parameters.response.attendance[grade]
        return (one.town, one.country)[area]
