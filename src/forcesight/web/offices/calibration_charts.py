"""The pictures of a calibration: what was seen with its interval, and what was fitted or predicted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from forcesight.charts import Line, LineChart, line_chart
from forcesight.charts.scale import value_scale
from forcesight.measures.formats import number
from forcesight.web.offices.described import DAY_TICKS, HOURS
from forcesight.web.performance.drawn import Drawn, drawn


Told = Mapping[str, Any]
SHOWN: Final = 0.99
"""The few longest times would leave no room for the others: so much of them is drawn."""
POINTS: Final = 80
SOURCE: Final = "this force’s own records"


def drawing(told: Told, identity: str) -> Drawn | None:
    """A picture of a report with its table; None where there is too little to draw."""
    chart = _KINDS[told["kind"]](told, identity)
    return drawn(line_chart(chart)) if chart else None


def _shares(told: Told, identity: str) -> LineChart | None:
    """Of times: the share seen within each length, and the share that the fitted family has there."""
    series = told["series"]
    end = next((place for place, share in enumerate(series["seen"]) if share >= SHOWN), len(told["x"]) - 1) + 1
    every = max(1, end // POINTS)
    kept = sorted({*range(0, end, every), end - 1})
    if len(kept) < 2:
        return None

    def per_cent(name: str) -> tuple[float | None, ...]:
        return tuple(None if (value := series[name][place]) is None else 100 * value for place in kept)

    at = tuple(float(told["x"][place]) for place in kept)
    seen = Line(name="In the records", values=per_cent("seen"), lower=per_cent("low"), upper=per_cent("high"))
    return LineChart(
        id=identity,
        title=f"{_capital(_of_times(told))}, seen and fitted",
        subtitle="How much of what was seen, and of what was fitted, is over within each time",
        unit="%",
        source=SOURCE,
        at=at,
        labels=tuple(f"{number(place)} minutes" for place in at),
        ticks=_ticks(at),
        lines=(seen, Line(name="Fitted", values=per_cent("fitted"))),
        scale_label=told["x_label"].capitalize(),
        value_label="Over within",
    )


def _week(told: Told, identity: str) -> LineChart:
    """A rate by hour of the week."""
    return LineChart(
        id=identity,
        title=_title(told),
        subtitle="Mean number an hour, by hour of the week",
        source=SOURCE,
        at=tuple(float(hour) for hour in range(168)),
        labels=HOURS,
        ticks=DAY_TICKS,
        lines=(_with_interval("Arrivals", told["series"], "rate"),),
        scale_label="Hour of the week",
        value_label="Arrivals an hour",
        steps=True,
    )


def _hours(told: Told, identity: str) -> LineChart | None:
    """Predicted and real by hour of the day."""
    if len(told["x"]) < 2:
        return None
    hours = [int(hour) for hour in told["x"]]
    return LineChart(
        id=identity,
        title=f"{_title(told)}, predicted and real",
        subtitle="The earlier part of the records predicts the later one",
        source=SOURCE,
        at=tuple(map(float, hours)),
        labels=tuple(f"{hour:02}:00" for hour in hours),
        ticks=tuple((float(hour), f"{hour:02}:00") for hour in hours if hour % 6 == 0),
        lines=(
            _with_interval("Predicted", told["series"], "predicted"),
            Line(name="Real", values=tuple(told["series"]["real"])),
        ),
        scale_label="Hour of the day",
        value_label=f"Arrivals {told['y_label']}",
        steps=True,
    )


def _hazards(told: Told, identity: str) -> LineChart | None:
    """Who gives up, by how long they have waited."""
    series, end = told["series"], len(told["x"])
    while end and _wide(series, end - 1):
        end -= 1
    if end < 2:
        return None
    at = tuple(map(float, told["x"][:end]))
    shown = {name: values[:end] for name, values in series.items()}
    return LineChart(
        id=identity,
        title=_title(told),
        subtitle="How many of those who still wait give up a minute, as far as enough of them still wait",
        source=SOURCE,
        at=at,
        labels=tuple(f"from {number(place)} minutes" for place in at),
        ticks=_ticks(at),
        lines=(_with_interval("Give up", shown, "rate"),),
        scale_label="Minutes waited",
        value_label="Give up a minute",
        steps=True,
    )


_KINDS: Final[dict[str, Callable[[Told, str], LineChart | None]]] = {
    "shares": _shares,
    "week": _week,
    "hours": _hours,
    "hazards": _hazards,
}


def _title(told: Told) -> str:
    """The title without its subject, which the page bears."""
    return _capital(told["title"].split(": ", 1)[-1])


def _of_times(told: Told) -> str:
    """Which times a picture of shares is of."""
    rest: str = told["title"].split(": ", 1)[-1].removesuffix("share within").removesuffix(" within")
    return rest.rstrip(": ") or "how long it takes"


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _wide(series: Mapping[str, Sequence[float | None]], place: int) -> bool:
    """Whether an interval is so wide that it would leave the others no room."""
    rate, low, high = (series[name][place] for name in ("rate", "low", "high"))
    return rate is None or low is None or high is None or high - low > 2 * rate


def _with_interval(name: str, series: Mapping[str, Sequence[float | None]], value: str) -> Line:
    return Line(name=name, values=tuple(series[value]), lower=tuple(series["low"]), upper=tuple(series["high"]))


def _ticks(at: Sequence[float]) -> tuple[tuple[float, str], ...]:
    axis = value_scale(at, 0, 1, from_zero=False, count=6)
    return tuple((tick, number(tick, axis.decimals)) for tick in axis.ticks if at[0] <= tick <= at[-1])
