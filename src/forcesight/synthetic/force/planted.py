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
            for fault, column in _SHOWN.get(name, {}).items():
                self._late(fault, columns, column) if name in _DUE else self._empty(fault, columns[column])
            if name == "truth/unrecorded_force":
                self.sizes["unrecorded use of force after an arrest"] = (rows_of(columns), rows_of(columns))
            yield name, columns

    def table(self) -> tuple[str, Columns]:
        """The faults as a table of the truth."""
        return "truth/planted", {
            "fault": np.array(list(self.sizes), dtype=object),
            "planted": np.array([planted for planted, _ in self.sizes.values()], dtype=np.int64),
            "of": np.array([of for _, of in self.sizes.values()], dtype=np.int64),
        }

    def _put(self, fault: str, mask: Any, of: int) -> None:
        self.sizes[fault] = (int(mask.sum()), of)

    def _empty(self, fault: str, column: Any) -> None:
        self.sizes[fault] = (column.null_count, len(column))

    def _late(self, fault: str, columns: Columns, done: str) -> None:
        due, at = columns["due_at"], columns[done]
        self._put(fault, at > due, int((~np.isnat(due) & ~np.isnat(at)).sum()))


# By table: faults and the column that shows them. A table of `_DUE` is late where the column comes after `due_at`;
# in the others the column is empty.
_SHOWN = {
    "force_stop_search": {"searches without a self-defined ethnicity": "self_defined_ethnicity"},
    "supervisor_review": {"reviews made late": "reviewed_at"},
    "victim_contact": {"victims told late": "contacted_at"},
    "offender_visit": {"visits to offenders made late": "visited_at"},
    "bail": {"bail ended late": "ended_at"},
}
_DUE = frozenset({"supervisor_review", "victim_contact", "offender_visit", "bail"})
