"""SQL for instants: a text in one of several forms, local to a time zone or with its offset, as a moment in UTC.

A local time that does not exist, because clocks went forward over it, is no moment; one that came twice, because they
went back, is none either unless the mapping says which. Both can only be on days on which the zone's clocks changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from forcesight.records.extracts import Form
from forcesight.records.extracts.form import SERIALS
from forcesight.store.query import quote


# A date before this one stands for "unknown": systems fill empty dates with 1753, 1899 or 1900.
EARLIEST = "1901-01-01"
LATEST = "2100-01-01"
_DAY = "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
_ISO = f"{_DAY}([ T][0-9]{{1,2}}:[0-9]{{2}}(:[0-9]{{2}}([.][0-9]+)?)?)?"
_OFFSET = " ?(Z|[+-][0-9]{2}(:?[0-9]{2})?)"
# The days between the first day of each of the two calendars of spreadsheets.
_FROM_1904 = 1462


@dataclass(frozen=True, slots=True)
class InstantSql:
    """How to read the instants of one column; `latest` is SQL for the moment after which nothing can have happened."""

    form: Form
    counts_from_1904: bool = False
    latest: str = f"TIMESTAMPTZ '{LATEST}'"

    def local(self, cell: str) -> str:
        """SQL for the local time that a cell tells; empty where it is none, or has an offset."""
        patterns = ", ".join(quote(pattern) for pattern in self.form.dates if pattern not in SERIALS)
        read = [f"try_strptime({cell}, [{patterns}])"] if patterns else []
        iso = f"CASE WHEN regexp_full_match({cell}, '{_ISO}') THEN TRY_CAST({cell} AS TIMESTAMP) END"
        return f"coalesce({', '.join([*read, iso, *self._serials(cell)])})"

    def _serials(self, cell: str) -> Iterator[str]:
        for word in SERIALS.intersection(self.form.dates):
            from_1904 = word == "excel-1904" or self.counts_from_1904
            days = f"(TRY_CAST({cell} AS DOUBLE) + {_FROM_1904 if from_1904 else 0})"
            moment = f"TIMESTAMP '1899-12-30' + to_milliseconds(CAST(round({days} * 86400000) AS BIGINT))"
            yield f"CASE WHEN {days} BETWEEN 1 AND 100000 THEN {moment} END"

    def with_time(self, day: str, time: str) -> str:
        """SQL for a local time from a cell with its day and one with its time of day, which may be empty."""
        patterns = ", ".join(quote(pattern) for pattern in self.form.times)
        read = [f"CAST(try_strptime({time}, [{patterns}]) AS TIME)"] if patterns else []
        clock = f"coalesce({', '.join([*read, f'TRY_CAST({time} AS TIME)'])})"
        whole = f"date_trunc('day', {self.local(day)})"
        return f"CASE WHEN {time} IS NULL THEN {whole} ELSE CAST({whole} AS DATE) + {clock} END"

    def moment(self, cell: str, local: str) -> str:
        """SQL for the moment, from the cell and its `local` time; empty where there is none that is believed."""
        told = self.told(cell, local)
        return f"CASE WHEN {told} BETWEEN TIMESTAMPTZ '{EARLIEST}' AND {self.latest} THEN {told} END"

    def day(self, cell: str, local: str) -> str:
        """SQL for the date, in the source's own time zone."""
        told = f"CAST(coalesce({local}, {self._at(self.told(cell, local))}) AS DATE)"
        return f"CASE WHEN {told} BETWEEN DATE '{EARLIEST}' AND DATE '{LATEST}' THEN {told} END"

    def told(self, cell: str, local: str) -> str:
        """SQL for the moment, believed or not."""
        zoned = f"CASE WHEN regexp_full_match({cell}, '{_ISO}{_OFFSET}') THEN TRY_CAST({cell} AS TIMESTAMPTZ) END"
        return f"CASE WHEN {local} IS NOT NULL THEN {self._utc(local)} ELSE {zoned} END"

    def fault(self, cell: str, local: str) -> str:
        """SQL for why a cell gives no moment, in words."""
        told, at = self.told(cell, local), self._at
        cut = f"left({cell}, 40)"
        words = (
            (f"{cell} IS NULL", "'is empty'"),
            (f"{local} IS NOT NULL AND {at(at(local))} <> {local}", f"{cut} || ' does not exist: clocks went forward'"),
            (f"{local} IS NOT NULL AND {told} IS NULL", f"{cut} || ' came twice: clocks went back'"),
            (f"{told} < TIMESTAMPTZ '{EARLIEST}'", f"{cut} || ' stands for an unknown date'"),
            (f"{told} > {self.latest}", f"{cut} || ' is later than the extract'"),
        )
        branches = " ".join(f"WHEN {condition} THEN {said}" for condition, said in words)
        return f"CASE {branches} ELSE {cut} || ' is no date that the mapping knows' END"

    def _at(self, moment: str) -> str:
        return f"({moment} AT TIME ZONE {quote(self.form.time_zone)})"

    def _utc(self, local: str) -> str:
        """SQL for the moment of a local time, with the two doubtful hours of the year looked at."""
        plain = self._at(local)
        doubtful = _doubtful(self.form.time_zone, local)
        if not doubtful:
            return plain
        before, after = f"({plain} - INTERVAL 1 HOUR)", f"({plain} + INTERVAL 1 HOUR)"
        twice = f"{local} IN ({self._at(before)}, {self._at(after)})"
        earlier = f"CASE WHEN {self._at(before)} = {local} THEN {before} ELSE {plain} END"
        later = f"CASE WHEN {self._at(after)} = {local} THEN {after} ELSE {plain} END"
        meant = {"unknown": "NULL", "earlier": earlier, "later": later}[self.form.repeated_hour]
        return (
            f"CASE WHEN NOT ({doubtful}) THEN {plain} WHEN {self._at(plain)} <> {local} THEN NULL "
            f"WHEN {twice} THEN {meant} ELSE {plain} END"
        )


def _doubtful(zone: str, local: str) -> str:
    """SQL that holds for every local time near a change of the zone's clocks, and for few others; empty for UTC.

    A zone changes its clocks on the same weekday, in the same months, for decades; before 1972 every day is doubted.
    """
    weekdays, months = _changes(zone)
    if not weekdays:
        return ""
    days, of_year = ", ".join(map(str, weekdays)), ", ".join(map(str, months))
    return f"year({local}) < 1972 OR (month({local}) IN ({of_year}) AND isodow({local}) IN ({days}))"


@cache
def _changes(zone: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The weekdays and the months in which the zone changes its clocks, from 1972 on."""
    place, day = ZoneInfo(zone), datetime(1972, 1, 1)  # noqa: DTZ001 — a local day
    found: set[tuple[int, int]] = set()
    while day.year < 2038:
        following = day + timedelta(days=1)
        if day.replace(tzinfo=place).utcoffset() != following.replace(tzinfo=place).utcoffset():
            found |= {(day.isoweekday(), day.month), (following.isoweekday(), following.month)}
        day = following
    return tuple(sorted({weekday for weekday, _ in found})), tuple(sorted({month for _, month in found}))
