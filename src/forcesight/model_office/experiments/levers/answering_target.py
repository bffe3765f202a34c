"""What is promised of a job: how soon it is answered, attended or closed, and for which share of the jobs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.levers.amount import plain
from forcesight.model_office.experiments.levers.places import (
    STATION_WORDS,
    Works,
    in_words,
    refuse_faults,
    with_work,
    work_at,
)
from forcesight.model_office.office.description import Caseload, Desk, Office, Units


FIELD_OF: Final[dict[type, str]] = {Desk: "within_seconds", Units: "within_minutes", Caseload: "within_days"}
"""The field of a promise at each kind of station; its unit is its last word."""


@dataclass(frozen=True, kw_only=True)
class AnsweringTarget:
    """Change what is promised of a `job`: a time, the `standard` (the share of jobs that should keep it), or both.

    A desk promises to answer `within_seconds`, units to attend `within_minutes`, a caseload to close `within_days`. 0.9
    is 90 % of the jobs. `station` is needed where several work on the job. Nobody works faster for it: it changes what
    is counted.
    """

    job: str
    station: str = ""
    within_seconds: float | None = None
    within_minutes: float | None = None
    within_days: float | None = None
    standard: float | None = None

    def __post_init__(self) -> None:
        if len(self._times()) + (self.standard is not None) == 0:
            raise InputRefused("answering_target: say what is promised: a time, a standard or both.")
        if len(self._times()) > 1:
            raise InputRefused(f"answering_target: {' and '.join(self._times())} are two promises: give one time.")
        if self.standard is not None and not 0 < self.standard <= 1:
            raise InputRefused(f"The standard {self.standard:g} cannot be: 90 % is 0.9.")

    def _times(self) -> dict[str, float]:
        """The time that is given, by its field."""
        given = {name: getattr(self, name) for name in FIELD_OF.values()}
        return {name: value for name, value in given.items() if value is not None}

    @property
    def words(self) -> str:
        """The change in words."""
        within = [f"within {plain(value)} {name.removeprefix('within_')}" for name, value in self._times().items()]
        share = [f"{plain(self.standard * 100)} % of them"] if self.standard is not None else []
        return f"the target of {in_words(self.job, self.station)}: {' '.join([*share, *within])}"

    def pulled(self, office: Office) -> tuple[Office, tuple[str, ...]]:
        """The office with the new promise. Raises InputRefused for an unknown job, and for another station's time."""
        found = work_at(office, self.station, self.job)
        field = FIELD_OF[type(found.station)]
        wrong = [name for name in self._times() if name != field]
        if wrong:
            what = STATION_WORDS[type(found.station)]
            raise InputRefused(f"{found.station.id!r} is a {what}: write {field} instead of {wrong[0]}.")
        given: dict[str, Any] = dict(self._times())
        if self.standard is not None:
            given["standard"] = self.standard
        changed = with_work(office, found, replace(found.work, **given))
        refuse_faults(changed, ("stations", found.at, "work", found.place))
        return changed, self._notes(found, field)

    def _notes(self, found: Works, field: str) -> tuple[str, ...]:
        before, now = getattr(found.work, field), self._times().get(field)
        output, unit = f"{found.station.id}.{self.job}.within", field.removeprefix("within_")
        if before is None and now is None:
            raise InputRefused(f"{output[:-7]} promises no time that a standard could be of: write {field} too.")
        if now is None or before == now:
            return ()
        if before is None:
            return (f"{output} is counted in this option only: the office as it is promises no time.",)
        return (f"{output} counts {plain(now)} {unit} in this option, and {plain(before)} in the office as it is.",)
