"""The data-quality page's tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from forcesight.catalogue import Catalogue
from forcesight.charts import Column, Table
from forcesight.measures.areas import LEVEL_PLURALS
from forcesight.measures.data_quality import DataQuality, Finding, LoadedFile, data_quality
from forcesight.measures.file_words import KIND_WORDS, file_words
from forcesight.measures.formats import listing, month, number, per_cent, plural
from forcesight.measures.months import month_of, months_between, span_of_months
from forcesight.measures.repeat_counts import Repeats, counted
from forcesight.store.derived_areas import DERIVED
from forcesight.web.core.reading import Reading
from forcesight.web.core.tables import as_html, as_html_or_none


_TABLE_OF = {"street": "recorded_crime", "outcomes": "crime_outcome", "stop-and-search": "stop_search"}
# Findings about odd rows of the newest so many months are told month by month.
_MONTHS_SHOWN = 6


Held = dict[str, dict[date, LoadedFile]]


@dataclass(frozen=True)
class KindSection:
    """One kind of file: the months of each force, its grid, and the odd rows of the own force and of the others."""

    kind: str
    words: str
    summary: SafeString
    grid: SafeString
    findings: SafeString | None
    others: SafeString | None
    maturity: str


@dataclass(frozen=True)
class QualityPage:
    """Everything that the page prints, each table in its markup; None for what there is nothing of.

    `counting` says that identifiers that repeat are still being counted.
    """

    totals: str
    sections: tuple[KindSection, ...]
    revisions: SafeString | None
    repeats: SafeString | None
    counting: bool
    areas: SafeString | None
    rejected: SafeString | None


def quality_page(now: Reading) -> QualityPage | None:
    """The page, made once for the snapshot; None for a home without figures."""
    repeats = counted(now.platform.home.path, now.snapshot)
    return now.once(("quality page", repeats), lambda: None if now.empty else _page(now, repeats), live=True)


def _page(now: Reading, repeats: Sequence[Repeats] | None) -> QualityPage:
    quality = data_quality(now.figures.session)
    return QualityPage(
        totals=_totals(quality),
        sections=tuple(_section(now, quality, kind) for kind in quality.kinds()),
        revisions=as_html_or_none(_revisions(quality, _force_names(now))),
        repeats=as_html_or_none(_repeats(repeats or (), _force_names(now))),
        counting=repeats is None,
        areas=as_html_or_none(_areas(quality)),
        rejected=as_html_or_none(_rejected(quality, now.platform.catalogue)),
    )


def _force_names(now: Reading) -> dict[str, str]:
    return {area.code: area.name for area in now.figures.areas.at_level("force")}


def _section(now: Reading, quality: DataQuality, kind: str) -> KindSection:
    held, words = quality.held(kind), KIND_WORDS[kind]
    own = now.force.code
    forces = sorted(held, key=lambda slug: (slug != own, slug))
    names = _force_names(now)
    found = [each for each in quality.findings if each.table == _TABLE_OF[kind]]
    ours = [each for each in found if each.force == own]
    return KindSection(
        kind=kind,
        words=words,
        summary=as_html(_summary(words, held, forces, names)),
        grid=as_html(_grid(words, held, forces, names)),
        findings=as_html_or_none(_findings(f"{words}: odd rows of {now.force.name}", ours)),
        others=as_html_or_none(_others(words, [each for each in found if each.force != own], names)),
        maturity=_maturity(held.get(own, {})) if kind == "street" else "",
    )


def _maturity(files: dict[date, LoadedFile]) -> str:
    """How old the last outcomes are: they are as at the edition, so the newest months have hardly any."""
    if not files:
        return ""
    first, last = min(files), max(files)
    old, new = (plural(months_between(each, month_of(files[each].edition)), "month") for each in (first, last))
    told = "The last outcome of a crime is as at its file's edition"
    return f"{told}: {old} after the month for {month(first)}, {new} for {month(last)}."


def _summary(
    words: str, held: Held, forces: Sequence[str], names: dict[str, str]
) -> Table:  # fmt: skip
    columns = (
        Column("force", "Force"),
        Column("months", "Months held", numeric=True),
        Column("span", "From and to"),
        Column("missing", "Months missing"),
        Column("read", "Rows read", numeric=True),
        Column("loaded", "Rows loaded", numeric=True),
        Column("rejected", "Rows rejected", numeric=True),
    )
    return Table(f"{words} files", columns, tuple(_force_row(names.get(f, f), held[f]) for f in forces))


def _force_row(name: str, files: dict[date, LoadedFile]) -> tuple[object, ...]:
    months = sorted(files)
    missing = [period for period in span_of_months(months) if period not in files]
    counts = (sum(getattr(file, count) for file in files.values()) for count in _COUNTS)
    return (name, len(files), f"{month(months[0])} to {month(months[-1])}", _months_words(missing), *counts)


_COUNTS = ("rows_read", "rows_loaded", "rows_rejected")


def _months_words(months: Sequence[date]) -> str:
    if not months:
        return "None"
    if len(months) > _MONTHS_SHOWN:
        return f"{plural(len(months), 'month')}, see the grid"
    return listing([month(period) for period in months])


def _grid(words: str, held: Held, forces: Sequence[str], names: dict[str, str]) -> Table:
    """One row a month, newest first; one column a force: the edition held, or that there is none."""
    months = span_of_months({period for files in held.values() for period in files})
    columns = (Column("month", "Month"), *(Column(slug, names.get(slug, slug)) for slug in forces))
    rows = tuple((month(period), *(_cell(held[slug].get(period)) for slug in forces)) for period in reversed(months))
    return Table(f"{words}: which edition of each month is held", columns, rows)


def _cell(file: LoadedFile | None) -> str:
    if file is None:
        return "Missing"
    return f"{file.edition} (inferred)" if file.inferred else file.edition


def _findings(caption: str, found: Sequence[Finding]) -> Table | None:
    """What is odd about the rows, in plain words, with the newest months one by one."""
    if not found:
        return None
    newest = sorted({period for each in found for period in each.by_month})[-_MONTHS_SHOWN:]
    columns = (
        Column("meaning", "What is odd"),
        Column("rows", "Rows", numeric=True),
        Column("share", "Share of all rows"),
        *(Column(f"{period:%Y-%m}", month(period), numeric=True) for period in newest),
    )
    rows = tuple(
        (each.meaning, each.total, _share(each), *(each.by_month.get(period, 0) for period in newest)) for each in found
    )
    return Table(caption, columns, rows)


def _others(words: str, found: Sequence[Finding], names: dict[str, str]) -> Table | None:
    if not found:
        return None
    columns = (Column("force", "Force"), Column("meaning", "What is odd"), Column("rows", "Rows", numeric=True),
               Column("share", "Share of all rows"))  # fmt: skip
    rows = tuple((names.get(each.force, each.force), each.meaning, each.total, _share(each)) for each in found)
    return Table(f"{words}: odd rows of other forces", columns, rows)


def _share(finding: Finding) -> str:
    return per_cent(finding.share) if finding.share >= 0.1 else "under 0.1%"


def _revisions(quality: DataQuality, names: dict[str, str]) -> Table | None:
    """What each newer edition changed of the one that it replaced, newest first."""
    columns = (
        Column("file", "Kind, force and month"),
        Column("edition", "Edition"),
        Column("added", "Rows added", numeric=True),
        Column("removed", "Rows removed", numeric=True),
        Column("changed", "Outcomes changed", numeric=True),
    )
    revised = sorted(quality.revised(), key=lambda file: (file.month, file.kind, file.force), reverse=True)
    rows = tuple(_revision(file, names) for file in revised)
    return Table("What newer editions changed", columns, rows) if rows else None


def _revision(file: LoadedFile, names: dict[str, str]) -> tuple[object, ...]:
    about = f"{KIND_WORDS[file.kind]}, {names.get(file.force, file.force)}, {month(file.month)}"
    edition = month(month_of(file.edition)) if file.edition else ""
    return (about, edition, file.rows_added, file.rows_removed, file.outcomes_changed)


def _areas(quality: DataQuality) -> Table | None:
    """The areas that the home knows, by level and year of the geography."""
    columns = (
        Column("level", "Areas"),
        Column("vintage", "Geography"),
        Column("areas", "How many", numeric=True),
        Column("boundary", "With a boundary", numeric=True),
        Column("residents", "With residents", numeric=True),
    )
    rows = tuple(
        (LEVEL_PLURALS[each.level], _vintage(each.vintage), each.areas, each.with_boundary, each.with_residents)
        for each in quality.areas
    )
    return Table("Areas", columns, rows) if rows else None


def _vintage(vintage: str) -> str:
    if vintage == DERIVED:
        return "Taken from the names in published rows"
    return vintage or "None: known from its records"


def _repeats(found: Sequence[Repeats], names: dict[str, str]) -> Table | None:
    """The identifiers that repeat, by force: every row is kept, so totals of identifiers and of rows differ."""
    columns = (
        Column("force", "Force"),
        Column("identifiers", "Crime IDs that repeat", numeric=True),
        Column("rows", "In rows", numeric=True),
        Column("place", "Differing in place", numeric=True),
        Column("outcome", "Differing in outcome", numeric=True),
        Column("type", "Differing in type", numeric=True),
        Column("alike", "Alike", numeric=True),
    )
    rows = tuple(
        (names.get(e.force, e.force), e.identifiers, e.rows, e.by_place, e.by_outcome, e.by_type, e.alike)
        for e in found
    )
    return Table("Repeated identifiers", columns, rows) if rows else None


def _rejected(quality: DataQuality, catalogue: Catalogue) -> Table | None:
    """Why rows were rejected, file by file."""
    columns = (Column("file", "File"), Column("reason", "Reason"), Column("rows", "Rows", numeric=True))
    rows = tuple((file_words(file, catalogue.force_name), reason, n) for file, reason, n in quality.rejected)
    return Table("Rejected rows", columns, rows) if rows else None


def _totals(quality: DataQuality) -> str:
    """The first thing to know: how many rows, and what became of them."""
    read, loaded, refused = (sum(getattr(file, count) for file in quality.files) for count in _COUNTS)
    files = plural(len(quality.files), "file")
    return f"{files} with {plural(read, 'row')}: {number(loaded)} loaded, {number(refused)} rejected."


def reject_rows(rows: Sequence[dict], catalogue: Catalogue) -> Table:
    """Rejected rows as they arrived."""
    columns = (Column("file", "File"), Column("line", "Line", numeric=True), Column("reason", "Reason"),
               Column("raw", "The row as it arrived"))  # fmt: skip
    return Table(
        f"{plural(len(rows), 'rejected row')}",
        columns,
        tuple(
            (file_words(row["source_file"], catalogue.force_name), row["line"], row["reason"], row["raw"])
            for row in rows
        ),
    )
