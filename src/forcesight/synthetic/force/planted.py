"""The planted faults, each with the size that chance gave it: how many there are, and of how many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from forcesight.synthetic.force.contacts import Contacts
from forcesight.synthetic.force.crimes import CRIME, Crimes
from forcesight.synthetic.force.incidents import Incidents
from forcesight.synthetic.force.writing import Columns, rows_of


_DAY = np.timedelta64(86_400, "s")


class Planted:
    """Counts faults while the tables go by."""

    def __init__(self) -> None:
        self.sizes: dict[str, tuple[int, int]] = {}
        self._unseen: dict[str, tuple[str, int]] = {}

    def of_contacts(self, contacts: Contacts) -> None:
        """Calls that nobody answered, and callers who tried again."""
        lost = ~np.isnat(contacts.abandoned) | ~np.isnat(contacts.switchboard_abandoned)
        self._put("unanswered calls", lost, len(contacts))
        self._put("redials of lost callers", contacts.redial_of >= 0, int(lost.sum()))

    def of_incidents(self, incidents: Incidents) -> None:
        """Incidents that hide a crime, and grades lowered before the time allowed ran out."""
        held = int(incidents.crime_inside.sum())
        self._put("incidents that hide an unrecorded crime", incidents.crime_inside & ~incidents.recorded, held)
        self._put(
            "grades lowered before the time allowed ran out", incidents.lowered, int((incidents.changed < 2).sum())
        )

    def of_crimes(self, drawn: Crimes) -> None:
        """Crimes recorded more than a day after the report."""
        late = (drawn.recorded - drawn.reported > _DAY) & (drawn.kind == CRIME)
        self._put("crimes recorded late", late, int((drawn.kind == CRIME).sum()))

    def counted(self, tables: Iterator[tuple[str, Columns]]) -> Iterator[tuple[str, Columns]]:
        """The same tables, with what they show of faults counted."""
        for name, columns in tables:
            if name in _LATE:
                fault, done = _LATE[name]
                due, at = columns["due_at"], columns[done]
                self._put(fault, at > due, int((~np.isnat(due) & ~np.isnat(at)).sum()))
            elif name in _UNSEEN:
                fault, seen = _UNSEEN[name]
                self._unseen[seen] = fault, rows_of(columns)
            elif name == "force_stop_search":
                self._no_ethnicity("searches", columns, np.ones(rows_of(columns), dtype=bool))
            elif name == "mention" and columns["role"] == "victim":
                self._no_ethnicity("victims", columns, ~columns["is_organisation"])
            if name in self._unseen:
                fault, unseen = self._unseen.pop(name)
                self.sizes[fault] = (unseen, unseen + rows_of(columns))
            yield name, columns

    def _no_ethnicity(self, who: str, columns: Columns, people: Any) -> None:
        told = columns["self_defined_ethnicity"].is_valid().to_numpy(zero_copy_only=False)
        self._put(f"{who} without a self-defined ethnicity", people & ~told, int(people.sum()))

    def table(self) -> tuple[str, Columns]:
        """The faults as a table of the truth."""
        return "truth/planted", {
            "fault": np.array(list(self.sizes), dtype=object),
            "planted": np.array([planted for planted, _ in self.sizes.values()], dtype=np.int64),
            "of": np.array([of for _, of in self.sizes.values()], dtype=np.int64),
        }

    def _put(self, fault: str, mask: Any, of: int) -> None:
        self.sizes[fault] = (int(mask.sum()), of)


# By table: the fault that it shows, and the column of what was done, which comes after `due_at` where it is late.
_LATE = {
    "supervisor_review": ("reviews made late", "reviewed_at"),
    "victim_contact": ("victims told late", "contacted_at"),
    "offender_visit": ("visits to offenders made late", "visited_at"),
    "bail": ("bail ended late", "ended_at"),
}
# By table of the truth: the fault whose rows it has, and the table of records that comes after it and lacks them.
_UNSEEN = {
    "truth/unrecorded_force": ("uses of force without a form", "use_of_force"),
    "truth/review_never_made": ("reviews never made", "supervisor_review"),
}
