"""The overview's entries: each chart's reading in a sentence, with its small line and its link."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from forcesight.access import Principal
from forcesight.charts import Picture
from forcesight.measures.areas import Area
from forcesight.measures.formats import month, number
from forcesight.measures.overview import Overview, Shortfall
from forcesight.measures.overview import Reading as Charted
from forcesight.web.core.reading import Reading
from forcesight.web.performance import pictures
from forcesight.web.performance.addresses import measure_page
from forcesight.web.performance.subject import find_area, is_published, may_view_in, place_of
from forcesight.web.performance.wording import evidence, reading_words, statement, suffix


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


def overview_for(now: Reading, area: Area, principal: Principal) -> Overview:
    """What changed in an area, with those charts only that the person may see."""
    return now.overview(area).only(lambda charted: _may_view(now, charted, principal))


def _may_view(now: Reading, charted: Charted, principal: Principal) -> bool:
    _, line = find_area(now, *charted.area.key)
    return may_view_in(principal, place_of(now, charted.area, line), published=is_published(charted.measure))


def cards(now: Reading, readings: Iterable[Charted]) -> list[Card]:
    """The entries of some charts, each made once for the snapshot."""
    return [_card(now, charted) for charted in readings]


def _card(now: Reading, charted: Charted) -> Card:
    key = ("card", charted.measure.id, charted.area.key)
    return now.once(key, lambda: _make(charted))


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
