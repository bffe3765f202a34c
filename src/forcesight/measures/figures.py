"""Figures: from a measure, an area and a span of months to observations and charts, read from the marts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from forcesight.catalogue import Catalogue, Measure, Standard
from forcesight.measures.areas import Area, Areas
from forcesight.measures.chart import Chart
from forcesight.measures.chart_choice import control_chart
from forcesight.measures.coverage import Coverage, coverage
from forcesight.measures.coverage import words as coverage_words
from forcesight.measures.held import HeldMonth, held_in
from forcesight.measures.marts.measure_mart import place_columns
from forcesight.measures.months import month_of, span_of_months
from forcesight.measures.observed import observation_of, sum_columns
from forcesight.measures.residents import as_count, carried_forward, residents_of
from forcesight.measures.series import Observation, Status
from forcesight.measures.spells import spread
from forcesight.store import Session


@dataclass(frozen=True, slots=True)
class Series:
    """A measure's months for one area.

    `measure` is the definition that was counted: where a rate's residents are unknown it is the plain count, and
    `cautions` says so, as it says which year's residents were carried forward.
    """

    measure: Measure
    area: Area
    force: str
    observations: tuple[Observation, ...]
    cautions: tuple[str, ...] = ()
    held: Mapping[date, HeldMonth] | None = None


class Figures:
    """Every figure of one snapshot, as defined on one day."""

    def __init__(self, session: Session, catalogue: Catalogue, *, force: str, on: date | None = None) -> None:
        """Read through `session`; `force` is the home's own force, `on` the day that counts as today."""
        from forcesight.catalogue.catalogue import today

        self.session = session
        self.catalogue = catalogue
        self.force = force
        self.on = on or today()
        self.areas = Areas(session, catalogue)

    @property
    def snapshot(self) -> int:
        """The number that figures cite."""
        return self.session.snapshot.number

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The measures that this home's tables can answer."""
        return tuple(m for m in self.catalogue.measures(self.on) if m.table in self._tables)

    @cached_property
    def _tables(self) -> frozenset[str]:
        return frozenset(name.removeprefix("month_") for (name,) in self.session.rows(_MART_TABLES))

    @cached_property
    def held(self) -> dict[tuple[str, str], dict[date, HeldMonth]]:
        """The months that the home holds, by table and force."""
        return held_in(self.session, self.catalogue, self.on)

    def held_of(self, measure: Measure, force: str) -> dict[date, HeldMonth]:
        """The months of one force that carry this measure."""
        return self.held.get((measure.table, force), {}) if measure.table in self._tables else {}

    def forces_with(self, measure: Measure) -> list[str]:
        """The forces whose records carry this measure."""
        return sorted(force for table, force in self.held if table == measure.table)

    def owner(self, area: Area) -> str:
        """The force whose records fill an area's figures: the area's own force, or this home's."""
        if area.level == "force":
            return area.code
        first = self.areas.breadcrumb(area)[0]
        return first.code if first.level == "force" else self.force

    def series(self, measure: Measure, area: Area, *, since: date | None = None, until: date | None = None) -> Series:
        """The measure's months for one area; months of which the home holds nothing are missing, never zero."""
        return self.series_of_areas(measure, [area], self.owner(area), since=since, until=until)[area.code]

    def series_of_areas(
        self,
        measure: Measure,
        areas: Sequence[Area],
        force: str | None,
        *,
        since: date | None = None,
        until: date | None = None,
    ) -> dict[str, Series]:
        """The same for several areas of one level, in one query; `force` None where each is a force of its own."""
        if not areas:
            return {}
        level, codes = areas[0].level, [area.code for area in areas]
        if measure.table not in self._tables:
            unheld = f"{measure.name}: the home holds no records of it."
            return {area.code: Series(measure, area, force or area.code, (), (unheld,)) for area in areas}
        if level != "force" and (not place_columns(measure.table) or force != self.force):
            return {area.code: _unplaced(measure, area, force or area.code) for area in areas}
        sums = self._sums(measure, level, codes, force)
        residents = self.areas.population(level, codes) if measure.over_population else {}
        covered = coverage(self.session, measure.table, level, codes, self.force) if level != "force" else None
        found = {}
        for area in areas:
            owner = force or area.code
            held = self.held_of(measure, owner)
            months = [
                m for m in span_of_months(held) if (since is None or m >= since) and (until is None or m <= until)
            ]
            told = sums.get(area.code, {})
            one = self._series(measure, area, owner, held, months, told, residents.get(area.code))
            found[area.code] = _covered(one, covered) if covered else one
        return found

    def chart(self, series: Series, *, target: float | None = None) -> Chart:
        """The control chart of a series, with the baselines that people set and the standard that is in force."""
        measure = series.measure
        standard = self.standard(series)
        goal = target if target is not None else (standard.value if standard else None)
        return control_chart(
            series.observations,
            kind=measure.kind,
            direction=measure.direction,
            per=measure.per,
            seasonality=measure.seasonal,
            minimum_mean=measure.minimum_mean,
            target=goal,
            rebases=[month for month, _ in self.rebases(measure, series.area)],
        )

    def standard(self, series: Series) -> Standard | None:
        """The standard or target that the measure is held to in this area, if there is one: its own force's."""
        return self.catalogue.standard(series.measure.id, self.on, force=series.force, area=series.area.code)

    @cached_property
    def _rebases(self) -> dict[tuple[str, str, str], list[tuple[date, dict[str, object]]]]:
        found: dict[tuple[str, str, str], list[tuple[date, dict[str, object]]]] = {}
        for row in self.session.dicts("SELECT * FROM rebase ORDER BY month"):
            key = (row["measure"], row["area_level"], row["area_code"])
            found.setdefault(key, []).append((month_of(row["month"]), row))
        return found

    def rebases(self, measure: Measure, area: Area) -> list[tuple[date, dict[str, object]]]:
        """The new baselines of a measure in an area: the first month, and who decided it, when and why."""
        return self._rebases.get((measure.id, area.level, area.code), [])

    def _sums(
        self, measure: Measure, level: str, codes: list[str], force: str | None
    ) -> dict[str, dict[date, tuple[float, ...]]]:
        """The mart's sums by area code and month, of one force's records, or of each force's own."""
        names = sum_columns(measure)
        columns = ", ".join(f'"{name}"' for name in names)
        # One area is found by its sorted place; a list of areas reads the level's rows of this force.
        chosen, codes_given = ("area = ?", codes[0]) if len(codes) == 1 else ("list_contains(?, area)", codes)
        owned, owner = ("force = ?", [force]) if force else ("force = area", [])
        sql = f"SELECT area, month, {columns} FROM mart.month_{measure.table} WHERE level = ? AND {owned} AND {chosen}"
        found: dict[str, dict[date, tuple[float, ...]]] = {}
        for code, month, *sums in self.session.rows(sql, [level, *owner, codes_given]):
            found.setdefault(code, {})[month_of(month)] = tuple(sums)
        return found

    def _series(
        self,
        measure: Measure,
        area: Area,
        force: str,
        held: Mapping[date, HeldMonth],
        months: Sequence[date],
        sums: Mapping[date, tuple[float, ...]],
        residents: Mapping[int, int] | None,
    ) -> Series:
        counted, cautions = self._as_count_if_unknown(measure, area, residents)
        observations = []
        for month in months:
            if month not in held:
                observations.append(Observation(month, None, status="missing"))
                continue
            told = dict(zip(sum_columns(measure), sums.get(month, ()), strict=False))
            status = self._status(measure, month, held[month])
            observations.append(observation_of(counted, month, status, told, residents_of(month.year, residents)))
        if measure.clustered:
            observations = [replace(each, spread=spread(observations)) for each in observations]
        carried = carried_forward(residents, {month.year for month in months}) if counted.over_population else ()
        inferred = _inferred(measure, held, months)
        return Series(counted, area, force, tuple(observations), (*cautions, *carried, *inferred), held)

    def _as_count_if_unknown(
        self, measure: Measure, area: Area, residents: Mapping[int, int] | None
    ) -> tuple[Measure, tuple[str, ...]]:
        """A rate over unknown residents is shown as what it counts."""
        if not measure.over_population or residents:
            return measure, ()
        return as_count(measure), (
            f"The residents of {area.name} are not known here, so this is the count, not the rate.",
        )

    def _status(self, measure: Measure, month: date, held: HeldMonth) -> Status:
        if month >= self.on.replace(day=1) or not held.whole:
            return "partial"
        young = held.age is None or held.age < measure.maturity_months
        return "filling" if measure.maturity_months and young else "ok"


def _unplaced(measure: Measure, area: Area, force: str) -> Series:
    """Nothing is known of a place where rows do not say where they lie, or inside another force; that is not zero."""
    return Series(measure, area, force, (), (f"{measure.name}: known for the whole force only.",))


_MART_TABLES = "SELECT view_name FROM duckdb_views() WHERE schema_name = 'mart'"


def _inferred(measure: Measure, held: Mapping[date, HeldMonth], months: Iterable[date]) -> tuple[str, ...]:
    """A sentence where outcomes cannot be called settled, because nobody said which archive they come from."""
    if not measure.maturity_months or not any(held[month].inferred for month in months if month in held):
        return ()
    return (
        "The edition of some files was inferred, so how mature their outcomes are is not known and nothing is claimed "
        "of those months. Load them again with --edition YYYY-MM to say it.",
    )


def _covered(series: Series, covered: Coverage) -> Series:
    """The series with months that cover less than others marked as such, and sentences that say so."""
    marked = covered.marked(series.area.code, series.observations)
    cautions = (*series.cautions, *coverage_words(series.observations, marked))
    return replace(series, observations=marked, cautions=cautions)
