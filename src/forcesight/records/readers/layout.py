"""The layouts of data.police.uk files: their header, and the SQL that turns their cells into a contract's columns.

A layout only says what a cell means. Widths, encodings and rows that cannot be counted are the sieve's business
(`sift.py`); which file belongs to which force and month is the file name's (`published.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from forcesight.records.contract import Contract
from forcesight.records.crime_outcome import CrimeOutcome
from forcesight.records.recorded_crime import CRIME_TYPES, RecordedCrime
from forcesight.records.stop_search import SEARCH_TYPES, StopSearch


# The month in Europe/London of an instant in UTC: searches of 30 June 23:00 UTC are July's.
_LOCAL = "(TRY_CAST({cell} AS TIMESTAMPTZ) AT TIME ZONE 'Europe/London')"
_SEARCHED = _LOCAL.format(cell='"Date"')

_PLACE = {
    "longitude": 'CASE WHEN TRY_CAST("Longitude" AS DOUBLE) BETWEEN -180 AND 180 AND {good} THEN '
    'TRY_CAST("Longitude" AS DOUBLE) END',
    "latitude": 'CASE WHEN {good} THEN TRY_CAST("Latitude" AS DOUBLE) END',
}
_GOOD = '(TRY_CAST("Latitude" AS DOUBLE) BETWEEN -90 AND 90 AND TRY_CAST("Latitude" AS DOUBLE) <> 0)'
_COORDINATES = {name: sql.format(good=_GOOD) for name, sql in _PLACE.items()}
_PLACE_FLAGS = {
    "no_location": '"Latitude" IS NULL OR "Longitude" IS NULL',
    "zero_latitude": 'TRY_CAST("Latitude" AS DOUBLE) = 0',
    "bad_coordinates": '("Latitude" IS NOT NULL AND coalesce(TRY_CAST("Latitude" AS DOUBLE) NOT BETWEEN -90 AND 90, '
    'true)) OR ("Longitude" IS NOT NULL AND coalesce(TRY_CAST("Longitude" AS DOUBLE) NOT BETWEEN -180 AND 180, true))',
}


@dataclass(frozen=True, slots=True)
class Layout:
    """One kind of file.

    `cells` maps a column of the contract to SQL over the file's own columns; `flags` maps a quality flag to the
    condition that sets it; `month` is the SQL of the month that a row belongs to.
    """

    kind: str
    contract: type[Contract]
    header: tuple[str, ...]
    month: str
    cells: Mapping[str, str]
    flags: Mapping[str, str]
    # Cells that a whole file gives as numbers: reading them so is faster than reading text and converting it.
    types: Mapping[str, str] = field(default_factory=lambda: {"Longitude": "DOUBLE", "Latitude": "DOUBLE"})

    def select(self, source: str, constants: Mapping[str, str]) -> str:
        """SQL for the contract's columns, in order, from `source`; `constants` gives the rest as SQL."""
        given = {**dict.fromkeys(self.contract.names(), "NULL"), **constants, **self.cells, "month": self.month}
        given["quality_flags"] = self.flags_sql()
        types = {c.name: c.type.duckdb for c in self.contract.columns}
        cells = [f'CAST({sql} AS {types[name]}) AS "{name}"' for name, sql in given.items()]
        return f"SELECT {', '.join(cells)} FROM {source}"

    def flags_sql(self) -> str:
        """SQL for the comma-joined names of the flags that hold.

        Most rows have none. In the others the flags make a number, and the number picks a text from a list: one
        look-up for each row, instead of building text.
        """
        names = sorted(self.flags)
        texts = [",".join(n for bit, n in enumerate(names) if number >> bit & 1) for number in range(2 ** len(names))]
        number = " + ".join(
            f"CASE WHEN {self.flags[name]} THEN {1 << bit} ELSE 0 END" for bit, name in enumerate(names)
        )
        any_of_them = " OR ".join(f"({condition})" for condition in self.flags.values())
        return f"CASE WHEN {any_of_them} THEN [{_texts(texts)}][1 + {number}] ELSE '' END"


def _texts(values: Iterable[str]) -> str:
    """Fixed words of ours as SQL text literals."""
    return ", ".join(f"'{value}'" for value in values)


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f'"{column}" NOT IN ({_texts(values)})'


STREET = Layout(
    kind="street",
    contract=RecordedCrime,
    header=(
        "Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location",
        "LSOA code", "LSOA name", "Crime type", "Last outcome category", "Context",
    ),
    month='"Month"',
    cells={
        "source_id": '"Crime ID"',
        "crime_type": '"Crime type"',
        "last_outcome": '"Last outcome category"',
        "location": '"Location"',
        **_COORDINATES,
        "lsoa_code": '"LSOA code"',
        "lsoa_name": '"LSOA name"',
        "reported_by": '"Reported by"',
        "falls_within": '"Falls within"',
        "context": '"Context"',
    },
    flags={
        **_PLACE_FLAGS,
        "no_id": '"Crime ID" IS NULL',
        "no_lsoa": '"LSOA code" IS NULL',
        "unknown_type": _one_of("Crime type", CRIME_TYPES) + ' OR "Crime type" IS NULL',
        "other_force": '"Falls within" IS DISTINCT FROM force_name',
    },
)  # fmt: skip

OUTCOMES = Layout(
    kind="outcomes",
    contract=CrimeOutcome,
    header=(
        "Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location",
        "LSOA code", "LSOA name", "Outcome type",
    ),
    month='"Month"',
    cells={
        "source_id": '"Crime ID"',
        "outcome_type": '"Outcome type"',
        "location": '"Location"',
        **_COORDINATES,
        "lsoa_code": '"LSOA code"',
        "lsoa_name": '"LSOA name"',
        "reported_by": '"Reported by"',
        "falls_within": '"Falls within"',
    },
    flags={
        **_PLACE_FLAGS,
        "no_id": '"Crime ID" IS NULL',
        "no_lsoa": '"LSOA code" IS NULL',
        "other_force": '"Falls within" IS DISTINCT FROM force_name',
    },
)  # fmt: skip

STOP_SEARCHES = Layout(
    kind="stop-and-search",
    contract=StopSearch,
    header=(
        "Type", "Date", "Part of a policing operation", "Policing operation", "Latitude", "Longitude", "Gender",
        "Age range", "Self-defined ethnicity", "Officer-defined ethnicity", "Legislation", "Object of search",
        "Outcome", "Outcome linked to object of search", "Removal of more than just outer clothing",
    ),
    month=f"strftime({_SEARCHED}, '%Y-%m')",
    cells={
        "happened_at": 'TRY_CAST("Date" AS TIMESTAMPTZ)',
        "hour": f"CASE WHEN strftime({_SEARCHED}, '%H%M%S') <> '000000' THEN hour({_SEARCHED}) END",
        "search_type": '"Type"',
        "part_of_operation": 'TRY_CAST("Part of a policing operation" AS BOOLEAN)',
        "operation": '"Policing operation"',
        **_COORDINATES,
        "gender": '"Gender"',
        "age_range": '"Age range"',
        "self_defined_ethnicity": '"Self-defined ethnicity"',
        "officer_defined_ethnicity": '"Officer-defined ethnicity"',
        "legislation": '"Legislation"',
        "object_of_search": '"Object of search"',
        "outcome": '"Outcome"',
        "outcome_linked": 'TRY_CAST("Outcome linked to object of search" AS BOOLEAN)',
        "clothing_removed": 'TRY_CAST("Removal of more than just outer clothing" AS BOOLEAN)',
    },
    flags={
        **_PLACE_FLAGS,
        "midnight": f"strftime({_SEARCHED}, '%H%M%S') = '000000'",
        "unknown_type": _one_of("Type", SEARCH_TYPES) + ' OR "Type" IS NULL',
    },
)  # fmt: skip

LAYOUTS: Mapping[str, Layout] = {layout.kind: layout for layout in (STREET, OUTCOMES, STOP_SEARCHES)}
