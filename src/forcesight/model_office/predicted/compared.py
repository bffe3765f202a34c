"""What happened, beside what was predicted: whether the actual figure lies where the experiment said that it would.

- *inside*, *above*, *below*: where the actual figure lies to the predicted range. If the model is right, 95 of 100
  figures lie inside. The same is asked of the range without the change: a figure that lies inside both does not show
  that the change did anything.
- *cannot tell*: no month is settled yet, or too few runs were made to give a range.
- The difference (actual − predicted) has the interval that the range gives it. It is *close* where all of that lies
  within the measure's margin: a figure may be inside a range that is too wide to say that the prediction was good.

The measure's own interval is shown and not added: it tells of the same chance as the range of runs does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from forcesight.catalogue import Margin, Measure
from forcesight.measures.figures import Figures, Series
from forcesight.measures.interval import Interval
from forcesight.model_office.predicted.actual import MonthFigure, factor, figure_of, settled, weeks_of
from forcesight.model_office.predicted.prediction import Predicted, Prediction
from forcesight.model_office.predicted.span import range_for_span


Word = Literal["inside", "above", "below", "cannot tell"]


@dataclass(frozen=True, slots=True)
class Compared:
    """One output of a prediction and what became of it.

    `months` are those of the prediction that the home holds, settled or not; `actual` is all settled ones together, in
    the output's unit, and `settled` how many they are. `range` is where such a span should lie with the change,
    `range_without` without it. `close` is None where there is no margin or no range.
    """

    predicted: Predicted
    measure: Measure
    months: tuple[MonthFigure, ...]
    settled: int
    actual: Interval | None
    range: Interval | None
    range_without: Interval | None
    difference: Interval | None
    word: Word
    word_without: Word
    close: bool | None


def compare_with_actual(prediction: Prediction, figures: Figures) -> tuple[Compared, ...]:
    """Every output that a measure tells of, in the prediction's order.

    Measures that the catalogue no longer has, and those that cannot be compared with their output, are left out.
    """
    measures = {measure.id: measure for measure in figures.catalogue.measures(figures.on)}
    area = figures.areas.get(prediction.area_level, prediction.area_code)
    rows = []
    for output in prediction.outputs:
        measure = measures.get(output.measure)
        if measure is not None and factor(output.output, measure) is not None:
            series = figures.series(measure, area, since=prediction.first_month, until=prediction.last_month)
            rows.append(compared(prediction, output, series, figures.catalogue.margin(measure, figures.on)))
    return tuple(rows)


def compared(prediction: Prediction, output: Predicted, series: Series, margin: Margin | None = None) -> Compared:
    """One output beside the months of its measure."""
    counted = settled(series.observations, prediction.first_month, prediction.last_month)
    actual = figure_of(output.output, series.measure, counted)
    weeks = weeks_of(counted)
    within, without = (
        range_for_span(expected, prediction.weeks, weeks) if weeks else None
        for expected in (output.option, output.baseline)
    )
    difference = _difference(actual, within)
    return Compared(
        predicted=output,
        measure=series.measure,
        months=tuple(
            MonthFigure(each.period, each.status, figure_of(output.output, series.measure, [each]))
            for each in series.observations
            if prediction.first_month <= each.period <= prediction.last_month
        ),
        settled=len(counted),
        actual=actual,
        range=within,
        range_without=without,
        difference=difference,
        word=_word(actual, within),
        word_without=_word(actual, without),
        close=_close(difference, output, series.measure, margin),
    )


def _difference(actual: Interval | None, within: Interval | None) -> Interval | None:
    """Actual minus predicted, with the range's interval turned round."""
    if actual is None or within is None:
        return None
    value = actual.estimate
    return Interval(
        value - within.estimate, value - within.high, value - within.low, within.n, within.method, within.level
    )


def _word(actual: Interval | None, within: Interval | None) -> Word:
    if actual is None or within is None:
        return "cannot tell"
    if actual.estimate > within.high:
        return "above"
    return "below" if actual.estimate < within.low else "inside"


def _close(difference: Interval | None, output: Predicted, measure: Measure, margin: Margin | None) -> bool | None:
    if difference is None or margin is None:
        return None
    times = factor(output.output, measure) or 1.0
    bound = margin.value * (abs(output.option.mean.estimate) if margin.scale == "relative" else times)
    return -bound <= difference.low and difference.high <= bound
