"""Figures: from a measure, an area and a span of months to observations and charts, read from the marts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from forcesight.catalogue import Catalogue, Measure, MeasureKind, Standard
from forcesight.catalogue.measure import POPULATION
from forcesight.measures.areas import Area, Areas
from forcesight.measures.chart import Chart
from forcesight.measures.chart_choice import control_chart
from forcesight.measures.coverage import Coverage, coverage
from forcesight.measures.marts.measure_mart import place_columns
from forcesight.measures.months import month_after, month_of, months_between
from forcesight.measures.series import Observation, Status
from forcesight.store import Session


# Which kind of published file fills each table.
KIND_OF_TABLE = {"recorded_crime": "street", "crime_outcome": "outcomes", "stop_search": "stop-and-search"}
PER_RESIDENT = "per 1,000 people a month"


@dataclass(frozen=True, slots=True)
class FileState:
    """What is known of one force-month: the edition of its file, and whether that was inferred."""

    edition: str
    inferred: bool


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
    editions: Mapping[date, FileState] | None = None


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
        known = {row[0] for row in self.session.rows(_MART_TABLES)}
        return tuple(m for m in self.catalogue.measures(self.on) if f"month_{m.table}" in known)

    @cached_property
    def files(self) -> dict[tuple[str, str], dict[date, FileState]]:
        """The months that the home holds, by kind of file and force."""
        found: dict[tuple[str, str], dict[date, FileState]] = {}
        for kind, force, month, edition, inferred in self.session.rows(_FILES):
            found.setdefault((kind, force), {})[month_of(month)] = FileState(edition or month, bool(inferred))
        return found

    def files_of(self, measure: Measure, force: str) -> dict[date, FileState]:
        """The months of one force that carry this measure."""
        return self.files.get((KIND_OF_TABLE[measure.table], force), {})

    def forces_with(self, measure: Measure) -> list[str]:
        """The forces whose records carry this measure."""
        return sorted(force for kind, force in self.files if kind == KIND_OF_TABLE[measure.table])

    def owner(self, area: Area) -> str:
        """The force whose records fill an area's figures: the area's own force, or this home's."""
        if area.level == "force":
            return area.code
        first = self.areas.breadcrumb(area)[0]
        return first.code if first.level == "force" else self.force

    def series(self, measure: Measure, area: Area, *, since: date | None = None, until: date | None = None) -> Series:
        """The measure's months for one area; months that the home has no file for are missing, never zero."""
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
        if level != "force" and (not place_columns(measure.table) or force != self.force):
            return {area.code: _unplaced(measure, area, force or area.code) for area in areas}
        sums = self._sums(measure, level, codes, force)
        residents = self.areas.population(level, codes) if measure.over_population else {}
        covered = coverage(self.session, measure.table, level, codes, self.force) if level != "force" else None
        found = {}
        for area in areas:
            owner = force or area.code
            files = self.files_of(measure, owner)
            months = [m for m in _span(files) if (since is None or m >= since) and (until is None or m <= until)]
            told = sums.get(area.code, {})
            one = self._series(measure, area, owner, files, months, told, residents.get(area.code))
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
        files: Mapping[date, FileState],
        months: Iterable[date],
        sums: Mapping[date, tuple[float, ...]],
        residents: Mapping[int, int] | None,
    ) -> Series:
        counted, cautions = self._as_count_if_unknown(measure, area, residents)
        observations = []
        for month in months:
            if month not in files:
                observations.append(Observation(month, None, status="missing"))
                continue
            told = dict(zip(sum_columns(measure), sums.get(month, ()), strict=False))
            status = self._status(measure, month, files[month])
            observations.append(_observation(counted, month, status, told, _residents(residents, month)))
        carried = _carried(residents, observations) if counted.over_population else ()
        inferred = _inferred(measure, files, months)
        return Series(counted, area, force, tuple(observations), (*cautions, *carried, *inferred), files)

    def _as_count_if_unknown(
        self, measure: Measure, area: Area, residents: Mapping[int, int] | None
    ) -> tuple[Measure, tuple[str, ...]]:
        """A rate over unknown residents is shown as what it counts."""
        if not measure.over_population or residents:
            return measure, ()
        return as_count(measure), (
            f"The residents of {area.name} are not known here, so this is the count, not the rate.",
        )

    def _status(self, measure: Measure, month: date, file: FileState) -> Status:
        if month >= self.on.replace(day=1):
            return "partial"
        # How old an outcome is at its edition is not known where the edition was only inferred.
        age = -1 if file.inferred else months_between(month, month_of(file.edition))
        return "filling" if measure.maturity_months and age < measure.maturity_months else "ok"


def _unplaced(measure: Measure, area: Area, force: str) -> Series:
    """Nothing is known of a place where rows do not say where they lie, or inside another force; that is not zero."""
    return Series(measure, area, force, (), (f"{measure.name}: known for the whole force only.",))


def as_count(measure: Measure) -> Measure:
    """What a rate over residents counts; other measures as they are."""
    if not measure.over_population:
        return measure
    kind: MeasureKind = "weighted" if measure.kind == "weighted" else "count"
    unit = measure.unit.removesuffix(PER_RESIDENT).strip() or "count"
    return replace(measure, kind=kind, denominator="", per=1.0, unit=unit, decimals=0)


def per_resident(measure: Measure) -> Measure:
    """The rate over residents of a count or weighted total; other measures as they are."""
    if measure.denominator:
        return measure
    rate = replace(measure, kind="rate", denominator=POPULATION, per=1000, unit=PER_RESIDENT, decimals=2)
    return replace(rate, kind="weighted", unit=f"{measure.unit} {PER_RESIDENT}") if measure.kind == "weighted" else rate


def sum_columns(measure: Measure) -> list[str]:
    """The mart columns of a measure, in the order numerator, denominator, events, variance."""
    columns = [f"n_{measure.id}"]
    if measure.denominator and not measure.over_population:
        columns.append(f"d_{measure.id}")
    if measure.kind == "weighted":
        columns += [f"e_{measure.id}", f"v_{measure.id}"]
    return columns


_MART_TABLES = "SELECT table_name FROM duckdb_tables() WHERE database_name = 'mart'"
# The mart holds the files that are current, or that were at the moment asked for and may have been replaced since.
_FILES = "SELECT kind, force, month, edition, edition_inferred FROM mart.file WHERE month IS NOT NULL"


def _span(files: Mapping[date, FileState]) -> list[date]:
    """Every month from the first to the last that the home holds."""
    if not files:
        return []
    first, last = min(files), max(files)
    return [month_after(first, step) for step in range(months_between(first, last) + 1)]


def _observation(
    measure: Measure, month: date, status: Status, sums: Mapping[str, float], residents: int | None
) -> Observation:
    """One month: no row in the mart means that nothing was recorded, for the month's file is there."""
    if measure.over_population and residents is None:
        return Observation(month, None, status="missing")
    denominator: float | None = residents if measure.over_population else None
    if measure.denominator and not measure.over_population:
        denominator = sums.get(f"d_{measure.id}") or 0
    return Observation(
        month,
        sums.get(f"n_{measure.id}") or 0,
        denominator,
        status,
        events=(sums.get(f"e_{measure.id}") or 0) if measure.kind == "weighted" else None,
        variance=(sums.get(f"v_{measure.id}") or 0) if measure.kind == "weighted" else None,
    )


def _residents(residents: Mapping[int, int] | None, month: date) -> int | None:
    """The residents of the month's year, or of the nearest earlier year; never of a later one."""
    earlier = [year for year in residents or () if year <= month.year]
    return residents[max(earlier)] if residents and earlier else None


def _carried(residents: Mapping[int, int] | None, observations: Sequence[Observation]) -> tuple[str, ...]:
    """Sentences where a year's residents stand for another year's, or where there are none to stand for it."""
    if not residents:
        return ()
    unknown = sorted({each.period.year for each in observations} - set(residents))
    before = [year for year in unknown if year < min(residents)]
    used: dict[int, list[int]] = {}
    for year in unknown[len(before) :]:
        used.setdefault(max(known for known in residents if known < year), []).append(year)
    none = (f"Residents of {_years(before)} are not known, so these years have no rate.",) if before else ()
    return none + tuple(
        f"Residents of {_years(years)} are not known; the estimate for {year} is carried forward."
        for year, years in used.items()
    )


def _years(years: Sequence[int]) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"


def _inferred(measure: Measure, files: Mapping[date, FileState], months: Iterable[date]) -> tuple[str, ...]:
    """A sentence where outcomes cannot be called settled, because nobody said which archive they come from."""
    if not measure.maturity_months or not any(files[month].inferred for month in months if month in files):
        return ()
    return (
        "The edition of some files was inferred, so how mature their outcomes are is not known and nothing is claimed "
        "of those months. Load them again with --edition YYYY-MM to say it.",
    )


def _covered(series: Series, covered: Coverage) -> Series:
    """The series with months that cover less than others marked as such, and a sentence that says so."""
    marked = [_marked(each, covered.status(series.area.code, each.period)) for each in series.observations]
    lost = [new for old, new in zip(series.observations, marked, strict=True) if new.status != old.status]
    thin = any(each.status == "partial" for each in lost)
    unused = any(each.status == "missing" for each in lost)
    cautions = (
        *series.cautions,
        *(
            ["In some months fewer rows say where they lie; these months are shown and left out of tests."]
            if thin
            else []
        ),
        *(["In some months no row carries the code of this area, so they are unknown."] if unused else []),
    )
    return replace(series, observations=tuple(marked), cautions=cautions)


def _marked(each: Observation, status: str) -> Observation:
    if status == "missing":
        return Observation(each.period, None, status="missing")
    return replace(each, status="partial") if status == "partial" and each.status in ("ok", "filling") else each
