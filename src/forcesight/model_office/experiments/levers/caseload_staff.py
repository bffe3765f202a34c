"""How many people work on cases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.levers.amount import Amount, plain
from forcesight.model_office.experiments.levers.apportion import apportion
from forcesight.model_office.experiments.levers.whose import chosen, only_one_way, people_in_words, with_people
from forcesight.model_office.office.description import Caseload, Office


@dataclass(frozen=True, kw_only=True)
class CaseloadStaff(Amount):
    """Change the staff of caseloads, by their ids (`of`) or by their function.

    `set` and `add` are for each caseload. A factor is for all of them together: they share the whole number that comes
    out in proportion to their size.
    """

    of: tuple[str, ...] = ()
    function: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        only_one_way("caseload_staff", self.of, self.function)
        if self.factor is None and not self.applied(0).is_integer():
            raise InputRefused(f"{plain(self.applied(0))} people cannot be: write a whole number.")

    @property
    def words(self) -> str:
        """The change in words."""
        each = " on each caseload" if self.factor is None else " on the caseloads"
        return f"{self.change('person', 'people')}{each} {people_in_words(self.of, self.function)}"

    def pulled(self, office: Office) -> tuple[Office, tuple[str, ...]]:
        """The office with the new staff. Raises InputRefused where there is no such caseload, or nobody is left."""
        found = chosen(office, self.of, self.function, (Caseload,))
        before = [cast(Caseload, held.people).staff for held in found]
        notes: tuple[str, ...] = ()
        if self.factor is None:
            after = [int(self.applied(staff)) for staff in before]
        else:
            exact = self.applied(sum(before))
            after, _ = apportion(round(exact), before)
            if abs(exact - sum(after)) > 1e-9:
                notes = (f"{plain(exact)} people in all are rounded to {sum(after)}.",)
        empty = [held.people.id for held, staff in zip(found, after, strict=True) if staff < 1]
        if empty:
            raise InputRefused(f"{', '.join(empty)}: nobody would be left to work on cases: leave at least one person.")
        changed = {
            held.at: replace(cast(Caseload, held.people), staff=staff) for held, staff in zip(found, after, strict=True)
        }
        return with_people(office, changed), notes
