"""The overview's entries: each chart's reading in a sentence, with its small line and its link."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from forcesight.access import Principal
from forcesight.charts import Picture
from forcesight.measures.areas import Area
from forcesight.measures.formats import month, number
from forcesight.measures.held import is_published
from forcesight.measures.overview import Overview, Shortfall
from forcesight.measures.overview import Reading as Charted
from forcesight.web.core.reading import Reading
from forcesight.web.performance import pictures
from forcesight.web.performance.addresses import measure_page
from forcesight.web.performance.subject import find_area, may_view_in, place_of
from forcesight.web.performance.wording import evidence, reading_words, statement, suffix


#: What stands after "Special causes" and "Measures", by whether figures are published.
SOURCE_WORDS = {False: "in the force's own records", True: "in published records (data.police.uk)"}


@dataclass(frozen=True)
class Card:
    """One chart on the overview."""

    charted: Charted
    href: str
    sentence: str
    reading: str
    evidence: str
    spark: Picture | None

    @property
    def looks(self) -> str:
        """Which of the card's looks fits the reading: concern, improvement, neutral or quiet."""
        variation = self.charted.chart.variation
        return {"neutral_high": "neutral", "neutral_low": "neutral", "common": "quiet", "no_claim": "quiet"}.get(
            variation, variation
        )


@dataclass(frozen=True)
class Story:
    """One measure's change: the widest area that shows it, and the others that show the same."""

    card: Card
    others: list[Card]


@dataclass(frozen=True)
class Group:
    """The entries of one source: what the force's own records show, and what published ones do, stand apart."""

    words: str
    stories: list[Story]
    quiet: list[Card]
    silent: list[Card]


def groups(now: Reading, area: Area, found: Overview) -> list[Group]:
    """The overview's entries by source, the force's own first; a single source needs no words."""
    told = []
    for published in (False, True):
        one = found.only(lambda charted, published=published: is_published(charted.measure.table) == published)
        if one.readings:
            signals, quiet, silent = (cards(now, area, found) for found in (one.signals, one.quiet, one.silent))
            told.append(Group(SOURCE_WORDS[published], _stories(signals), quiet, silent))
    return told if len(told) > 1 else [replace(group, words="") for group in told]


def _stories(signals: Iterable[Card]) -> list[Story]:
    """The signals with those of one measure and one reading together, each where the first of them stood."""
    told: dict[tuple[str, str], Story] = {}
    for card in signals:
        story = told.setdefault((card.charted.measure.id, card.charted.chart.variation), Story(card, []))
        if story.card is not card:
            story.others.append(card)
    return list(told.values())


def overview_for(now: Reading, area: Area, principal: Principal) -> Overview:
    """What changed in an area, with those charts only that the person may see."""
    known: dict[tuple[Area, bool], bool] = {}

    def may(charted: Charted) -> bool:
        asked = charted.area, is_published(charted.measure.table)
        if asked not in known:
            _, line = find_area(now, *charted.area.key)
            known[asked] = may_view_in(principal, place_of(now, charted.area, line), published=asked[1])
        return known[asked]

    return now.overview(area).only(may)


def cards(now: Reading, area: Area, readings: Iterable[Charted]) -> list[Card]:
    """The entries of some of an area's charts; all of its entries are made once for the snapshot."""
    made = now.once(("cards", area.key), lambda: {_key(each): _make(each) for each in now.overview(area).readings})
    return [made[_key(charted)] for charted in readings]


def _key(charted: Charted) -> tuple[str, str, str]:
    return (charted.measure.id, *charted.area.key)


def _make(charted: Charted) -> Card:
    return Card(
        charted=charted,
        href=measure_page(charted.measure, charted.area),
        sentence=statement(charted, with_area=True),
        reading=reading_words(charted),
        evidence=evidence(charted),
        spark=pictures.spark(charted),
    )


def shortfall_words(found: Shortfall) -> str:
    """What misses its standard, by how much, on whose word."""
    charted, standard = found.reading, found.standard
    latest = charted.chart.latest
    assert latest is not None and latest.value is not None  # noqa: S101 — a shortfall has a latest month
    sense = "at least" if standard.sense == "at_least" else "at most"
    unit = suffix(charted.measure)
    return (
        f"{charted.measure.name} in {charted.area.name} was {number(latest.value)}{unit} in {month(latest.period)}; "
        f"the {standard.status} is {sense} {number(standard.value)}{unit} ({standard.source})."
    )


def shortfalls_title(found: Overview) -> str:
    """What those that fall short miss: a standard is somebody's rule, a target the force's own wish."""
    statuses = sorted({each.standard.status for each in found.shortfalls}) or ["standard"]
    return f"Missing its {' or '.join(statuses)}"
