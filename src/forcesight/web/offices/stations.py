"""A station's week in an experiment: what comes, waits, is at work and is there, hour by hour, beside as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from forcesight.charts import Line, LineChart, line_chart
from forcesight.measures.formats import plural
from forcesight.model_office.experiments.experiment import BASELINE
from forcesight.web.offices.described import DAY_TICKS, HOURS
from forcesight.web.offices.models import Experiment
from forcesight.web.performance.drawn import Drawn, drawn


AS_IT_IS = "As it is"
Values = tuple[float | None, ...]


@dataclass(frozen=True)
class StationWeek:
    """A station with one option beside the baseline, as a page prints it."""

    name: str
    option: str
    runs: int
    charts: list[Drawn]


def stations_of(kept: Experiment) -> list[tuple[str, str]]:
    """The stations whose hours are known, by id and name; none before the experiment's end."""
    return [(each["id"], each["name"]) for each in kept.hours.get("stations", ())]


def options_of(kept: Experiment) -> list[tuple[str, str]]:
    """The options whose hours are known, by id and name, without the baseline."""
    laid_out = kept.hours.get("options", {})
    return [(each["id"], each["name"]) for each in kept.result["options"][1:] if each["id"] in laid_out]


def station_week(kept: Experiment, station: str, option: str) -> StationWeek:
    """The week at a station. KeyError where there is no such station or option."""
    told = {each["id"]: each for each in kept.hours["stations"]}[station]
    before, after = (kept.hours["options"][name][station] for name in (BASELINE, option))
    runs, name = kept.hours["runs"], dict(options_of(kept))[option]
    pictures = [_waiting(told, before, after, name), _came(told, before, after, name)]
    if told["there"]:
        pictures[1:1] = [_at_work(told, before, after, name), _busy(told, before, after, name)]
    source = f"the first {plural(runs, 'run')} of each option, with the same seeds"
    return StationWeek(
        told["name"], name, runs, [drawn(line_chart(_chart(source=source, **each))) for each in pictures]
    )


def _waiting(told: dict[str, str], before: Any, after: Any, name: str) -> dict[str, Any]:
    lines = (_line(AS_IT_IS, before, "waiting"), _line(name, after, "waiting"))
    return {"id": "waiting", "title": f"Queue: {told['name']}", "value_label": "Jobs that wait",
            "subtitle": "Mean number that wait, by hour of the week", "lines": lines}  # fmt: skip


def _at_work(told: dict[str, str], before: Any, after: Any, name: str) -> dict[str, Any]:
    lines = tuple(Line(name=words, values=_share(week)) for words, week in ((AS_IT_IS, before), (name, after)))
    return {"id": "at-work", "title": f"Utilisation: {told['name']}", "value_label": "Utilisation", "unit": "%",
            "subtitle": f"{told['busy']}, in per cent of {_lower(told['there'])}, by hour of the week",
            "lines": lines}  # fmt: skip


def _busy(told: dict[str, str], before: Any, after: Any, name: str) -> dict[str, Any]:
    """What is busy against what is there; what is there is drawn once where the option leaves it as it is."""
    lines = [Line(name=f"{told['busy']}, as it is", values=_values(before, "busy")),
             Line(name=f"{told['there']}, as it is", values=_values(before, "there")),
             Line(name=f"{told['busy']}, {name}", values=_values(after, "busy"))]  # fmt: skip
    if before["there"] != after["there"]:
        lines.append(Line(name=f"{told['there']}, {name}", values=_values(after, "there")))
    return {"id": "busy", "title": f"At work and there: {told['name']}", "value_label": "Number",
            "subtitle": "Mean numbers at a moment, by hour of the week", "lines": tuple(lines)}  # fmt: skip


def _came(told: dict[str, str], before: Any, after: Any, name: str) -> dict[str, Any]:
    lines = tuple(Line(name=words, values=_values(week, "came")) for words, week in ((AS_IT_IS, before), (name, after)))
    return {"id": "came", "title": f"Arrivals: {told['name']}", "value_label": "Jobs in the hour",
            "subtitle": "Mean number that come, by hour of the week", "lines": lines}  # fmt: skip


def _chart(**told: Any) -> LineChart:
    return LineChart(
        at=tuple(float(hour) for hour in range(len(HOURS))),
        labels=HOURS,
        ticks=DAY_TICKS,
        scale_label="Hour of the week",
        steps=True,
        **told,
    )


def _line(name: str, week: dict[str, list[float | None]], series: str) -> Line:
    """A line with its interval over the runs; a number of jobs is never below nothing."""
    pairs = list(zip(week[series], week[f"{series}_reach"], strict=True))
    low = tuple(None if value is None or reach is None else max(0.0, value - reach) for value, reach in pairs)
    high = tuple(None if value is None or reach is None else value + reach for value, reach in pairs)
    return Line(name=name, values=_values(week, series), lower=low, upper=high)


def _values(week: dict[str, list[float | None]], series: str) -> Values:
    return tuple(week[series])


def _share(week: dict[str, list[float | None]]) -> Values:
    """The per cent that is at work; unknown where nobody is there."""
    pairs = zip(week["busy"], week["there"], strict=True)
    return tuple(100 * busy / there if busy is not None and there else None for busy, there in pairs)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
