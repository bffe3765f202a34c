"""A kept calibration as its pages print it: what cannot be known, what held when it was tried, and a page a subject.

A subject is what numbers are of: a line of calls, a grade of incidents, a team. It is the beginning of a row's name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, NamedTuple

from django.utils.safestring import SafeString
from django.utils.text import slugify

from forcesight.charts import Column, Table
from forcesight.measures.formats import number
from forcesight.model_office.calibration import few_words
from forcesight.web.core.tables import as_html, as_html_or_none
from forcesight.web.offices.calibration_charts import drawing
from forcesight.web.offices.models import Calibration
from forcesight.web.performance.drawn import Drawn


Kept = Mapping[str, Any]
WORDS = {
    "estimate": "Estimate", "from": "From", "to": "To", "unit": "Unit", "n": "n", "method": "How it is told",
    "predicted": "Predicted", "real": "Real", "inside": "The real one is", "mean, minutes": "Mean (minutes)",
    "AIC": "AIC", "BIC": "BIC", "greatest gap": "Greatest gap", "Anderson-Darling": "Anderson and Darling",
    "counts": "Counts", "ratio": "Times as much as chance", "p": "p", "finding": "Finding", "came": "Came",
    "expected": "Expected", "times": "Times as many", "explained": "Explained (%)", "": "",
}  # fmt: skip
"""What a column of a report is called on a page."""


class Unknown(NamedTuple):
    """Something that the records cannot tell."""

    what: str
    why: str
    instead: str


class Subject(NamedTuple):
    """What numbers are of, its address, and how many there are."""

    slug: str
    name: str
    numbers: int


@dataclass(frozen=True)
class Summary:
    """The page of a calibration."""

    source: str
    unknown: list[Unknown]
    tried: SafeString | None
    outside: SafeString | None
    subjects: list[Subject]
    stand_out: list[SafeString]
    folded: list[tuple[str, SafeString]]
    few: str


@dataclass(frozen=True)
class SubjectPage:
    """The page of one subject."""

    name: str
    reasons: list[str]
    numbers: SafeString | None
    pictures: list[Drawn]
    tried: SafeString | None
    away: list[SafeString]
    families: SafeString | None


def summary(kept: Calibration) -> Summary | None:
    """What the page shows; None until the job has ended."""
    report = kept.report
    if not report:
        return None
    return Summary(
        report["source"],
        [Unknown(*row) for table in _tables(report, "unknown") for row in table["rows"]],
        as_html_or_none(_tried(report)),
        as_html_or_none(_outside(report)),
        subjects(report),
        [as_html(_table(each)) for each in _tables(report, "outlying")],
        [(each["title"], as_html(_table(each))) for each in _tables(report, "arrivals", "differences")],
        few_words(report["few"]),
    )


def subjects(report: Kept) -> list[Subject]:
    """What the numbers are of, in the order in which they were found; each has an address of its own."""
    counted = Counter(_subject(row[0]) for table in _tables(report, "numbers") for row in table["rows"])
    found: dict[str, Subject] = {}
    for name, numbers in counted.items():
        plain = slugify(name) or "all"
        slug = next(each for each in _numbered(plain) if each not in found)
        found[slug] = Subject(slug, name, numbers)
    return list(found.values())


def _numbered(slug: str) -> Iterator[str]:
    """A slug, and what a second and a third of the same are called."""
    yield slug
    yield from (f"{slug}-{number}" for number in count(2))


def subject_page(kept: Calibration, slug: str) -> SubjectPage | None:
    """What the page of a subject shows; None where there is none of the slug."""
    found = next((each for each in subjects(kept.report) if each.slug == slug), None) if kept.report else None
    if found is None:
        return None
    report, name = kept.report, found.name
    pictures = (each for each in report["pictures"] if _subject(each["title"]) == name)
    away = [each for each in _tables(report, "away") if _subject(each["title"]) == name]
    return SubjectPage(
        name,
        [_rest(words) for table in _tables(report, "families") for words in table["words"] if _subject(words) == name],
        as_html_or_none(_of_subject(report, "numbers", name, "What the records say")),
        [drawn for place, each in enumerate(pictures) if (drawn := drawing(each, f"picture-{place}"))],
        as_html_or_none(_of_subject(report, "times", name, "Times, predicted and real (minutes)")),
        [as_html(_table(each, "Planned hours that are away, by hour of the day")) for each in away],
        as_html_or_none(_of_subject(report, "families", name, "Families that were tried, the best first")),
    )


def _tried(report: Kept) -> Table | None:
    """How often what the earlier part predicted held, by what was predicted."""
    rows = []
    for table in _tables(report, "times", "hours"):
        inside = table["columns"].index("inside")
        held = sum(row[inside] == "inside" for row in table["rows"])
        of = "Medians and 90th percentiles of times" if table["kind"] == "times" else _what(table)
        rows.append((of, held, len(table["rows"])))
    columns = (
        Column("what", "What was predicted"),
        Column("inside", "Real figures inside their 95% interval", numeric=True),
        Column("of", "Of", numeric=True),
    )
    return Table("What the earlier part predicted of the later", columns, tuple(rows)) if rows else None


def _outside(report: Kept) -> Table | None:
    """The real times that lie outside what was predicted of them."""
    for table in _tables(report, "times"):
        inside = table["columns"].index("inside")
        rows = [row for row in table["rows"] if row[inside] == "outside"]
        return _table({**table, "rows": rows}, "Times that were predicted wrongly (minutes)") if rows else None
    return None


def _what(table: Kept) -> str:
    return f"{table['title'].split(' (')[0]} by hour of the day"


def _of_subject(report: Kept, kind: str, name: str, caption: str) -> Table | None:
    for table in _tables(report, kind):
        rows = [[_rest(row[0]), *row[1:]] for row in table["rows"] if _subject(row[0]) == name]
        return _table({**table, "rows": rows}, caption) if rows else None
    return None


def _table(told: Kept, caption: str = "") -> Table:
    """A table of a report with its headings in words, and numbers to three figures."""
    names = told["columns"]
    columns = tuple(
        Column(
            f"column_{place}",
            WORDS.get(name, name) or ("What" if place == 0 else "Finding"),
            numeric=_numeric(told, place),
        )
        for place, name in enumerate(names)
    )
    return Table(caption or told["title"], columns, tuple(tuple(_cells(row, names)) for row in told["rows"]))


def _numeric(told: Kept, place: int) -> bool:
    return place > 0 and any(isinstance(row[place], int | float) for row in told["rows"])


def _cells(row: Sequence[Any], names: Sequence[str]) -> Iterator[str]:
    """Shares are told in per cent."""
    share = "unit" in names and row[names.index("unit")] == "share"
    for name, value in zip(names, row, strict=True):
        if isinstance(value, int | float):
            scaled = value * 100 if (share and name in ("estimate", "from", "to")) or name == "explained" else value
            yield number(scaled)
        elif name == "unit" and share:
            yield "%"
        else:
            yield "no data" if value is None else value


def _tables(report: Kept, *kinds: str) -> list[dict[str, Any]]:
    return [table for table in report["tables"] if table["kind"] in kinds]


def _subject(name: str) -> str:
    return name.split(": ")[0]


def _rest(name: str) -> str:
    """What is said of a subject; the whole where nothing else is said."""
    return name.split(": ", 1)[-1]
