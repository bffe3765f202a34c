"""The cases that a clock is asked about, as SQL."""

from __future__ import annotations

from dataclasses import dataclass, replace

from forcesight.clocks.errors import ClockError


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """A table of cases, and which of its columns start and end the clock.

    `table` is SQL for a table, or a query in brackets. `pauses` is SQL for the pauses of these cases: rows of the
    contract `clock_pause`, whose `case_id` is the column `key` of `table`.
    """

    table: str
    started: str
    ended: str = ""
    # Whether the columns are local dates rather than instants.
    started_is_date: bool = False
    ended_is_date: bool = False
    key: str = ""
    pauses: str = ""

    def __post_init__(self) -> None:
        if self.pauses and not self.key:
            raise ClockError("Pauses belong to cases: name the column that holds the identifier of a case as key.")

    def where(self, condition: str) -> Cases:
        """The cases of which a condition on the columns of `c` is true."""
        return replace(self, table=f"(SELECT * FROM {self.table} AS c WHERE {condition})")

    def started_sql(self, alias: str) -> str:
        """The instant at which a case starts; the midnight that begins it for a date."""
        return _instant(f"{alias}.{quoted(self.started)}", self.started_is_date)

    def ended_sql(self, alias: str) -> str:
        """The instant at which a case ends; the last microsecond of a date."""
        if not self.ended:
            return "CAST(NULL AS TIMESTAMPTZ)"
        column = f"{alias}.{quoted(self.ended)}"
        if not self.ended_is_date:
            return column
        return f"({_instant(f'({column} + 1)', True)} - INTERVAL 1 MICROSECOND)"


def quoted(name: str) -> str:
    """A column's name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def _instant(column: str, is_date: bool) -> str:
    return f"(CAST({column} AS TIMESTAMP) AT TIME ZONE 'Europe/London')" if is_date else column
