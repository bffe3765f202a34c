"""A control chart's points placed on their periods: what the drawing, the words and the table all start from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from forcesight.charts.palette import SIGNS
from forcesight.charts.periods import first_day, label, ordinals, plural
from forcesight.charts.spc import SpcChart, SpcPoint, SpcSegment
from forcesight.charts.timeline import Run, Timeline, is_long
from forcesight.charts.words import NO_DATA, quantity


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring periods that are shaded (not settled) or hatched (no data), and the words that name them."""

    run: Run
    words: str
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class SpcSeries:
    """The points by slot (one a period, unknown periods included) and the stretches that are marked on the chart."""

    chart: SpcChart
    slots: list[int]
    gaps: list[Run]
    timeline: Timeline

    @classmethod
    def of(cls, chart: SpcChart) -> SpcSeries:
        """Place a chart's points. Gaps are the periods without a value, those that it was not even given included."""
        slots = ordinals([point.period for point in chart.points], chart.step)
        known = {slot for slot, point in zip(slots, chart.points, strict=True) if point.value is not None}
        gaps = _runs([slot for slot in range(slots[0], slots[-1] + 1) if slot not in known])
        return cls(chart, slots, gaps, Timeline(slots[0], slots[-1], tuple(filter(is_long, gaps))))

    def placed(self) -> Iterator[tuple[int, SpcPoint]]:
        """The points with their slots."""
        return zip(self.slots, self.chart.points, strict=True)

    def known(self, *, settled: bool = False) -> list[list[tuple[int, SpcPoint, float]]]:
        """The points that have a value (and, if asked, are complete), in stretches without a gap."""
        points = [
            (slot, point, point.value)
            for slot, point in self.placed()
            if point.value is not None and (point.status == "ok" or not settled)
        ]
        return [points[first:end] for first, end in _stretches([slot for slot, _, _ in points])]

    def unsettled(self, status: str) -> list[Run]:
        """Stretches of known points whose status is `filling` or `partial`."""
        return _runs([slot for slot, point in self.placed() if point.status == status and point.value is not None])

    def stretches(self) -> list[Stretch]:
        """Everything that is shaded or hatched. A gap drawn narrower than it is says how long it is."""
        part = "part month" if self.chart.step == "month" else "part"
        return (
            [Stretch(run, self.missing(run), hatched=True) for run in self.gaps]
            + [Stretch(run, "still filling") for run in self.unsettled("filling")]
            + [Stretch(run, part) for run in self.unsettled("partial")]
        )

    def missing(self, run: Run) -> str:
        """What a gap is called."""
        return f"{plural(run[1] - run[0] + 1, self.chart.step)} without data" if is_long(run) else NO_DATA

    def segments(self) -> list[tuple[SpcSegment, list[tuple[int, SpcPoint]]]]:
        """The points under each segment that holds any; a chart without segments is one."""
        given = sorted(self.chart.segments, key=lambda each: each.start)
        found = []
        for index, segment in enumerate(given or [SpcSegment(start=self.chart.points[0].period)]):
            end = given[index + 1].start if index + 1 < len(given) else None
            inside = [
                (slot, point)
                for slot, point in self.placed()
                # The first segment also takes what comes before it: no point is ever left out.
                if (index == 0 or point.period >= segment.start) and (end is None or point.period < end)
            ]
            if inside:
                found.append((segment, inside))
        return found

    def name(self, slot: int) -> str:
        """What the period in a slot is called."""
        if self.chart.step == "event":
            return label(self.chart.points[slot].period, "event")
        return label(first_day(slot, self.chart.step), self.chart.step)

    def span(self, run: Run) -> str:
        """What a stretch is called: `Mar 2022` or `Mar 2022 to May 2022`."""
        first, last = run
        return self.name(first) if first == last else f"{self.name(first)} to {self.name(last)}"

    def read(self, value: float | None) -> str:
        """A value with its unit."""
        return quantity(value, self.chart.places, self.chart.unit)

    def saying(self, point: SpcPoint) -> str:
        """What a point is, in words: `concern: outside the upper limit`."""
        settled = {"filling": "still filling, ", "partial": "part of the period only, "}.get(point.status, "")
        return settled + SIGNS[point.kind].words.lower() + (f": {point.note}" if point.note else "")


def _stretches(slots: list[int]) -> list[tuple[int, int]]:
    """Where to cut a list of slots so that each piece is without a gap: start and end indices."""
    cuts = [index for index in range(1, len(slots)) if slots[index] != slots[index - 1] + 1]
    return list(pairwise([0, *cuts, len(slots)])) if slots else []


def _runs(slots: list[int]) -> list[Run]:
    return [(slots[first], slots[end - 1]) for first, end in _stretches(slots)]
