"""From an experiment that was acted on to its prediction, and from the prediction to what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404

from forcesight.access import Principal
from forcesight.catalogue import Measure
from forcesight.charts import Column, Table
from forcesight.errors import InputRefused
from forcesight.measures.areas import Area
from forcesight.measures.formats import month
from forcesight.measures.held import is_published
from forcesight.measures.interval import Interval
from forcesight.measures.series import next_month
from forcesight.model_office.experiments.comparison import Line
from forcesight.model_office.office.reading import describe_office
from forcesight.model_office.predicted import (
    Compared,
    Prediction,
    cautions,
    compare_with_actual,
    compared_sentence,
    faults_of_measures,
    first_whole_month,
    predicted,
    prediction_of,
)
from forcesight.model_office.results.window import counted_weeks
from forcesight.web.core.reading import Reading
from forcesight.web.offices.kept import comparison_of, manifest_of
from forcesight.web.offices.models import Experiment
from forcesight.web.offices.results import ends_words
from forcesight.web.performance.addresses import measure_page
from forcesight.web.performance.subject import find_area, may_view_in, place_of


def prediction_of_experiment(
    kept: Experiment, *, months: int, area: tuple[str, str], known: Mapping[str, Measure]
) -> Prediction:
    """What the option that was taken was expected to do, for so many months from the first whole one.

    `known` are the catalogue's measures by id. Raises InputRefused where the experiment is not finished, and where the
    office's file names measures that cannot tell what became of its outputs.
    """
    option = kept.acted_option
    if not kept.manifest or kept.acted_on is None or kept.acted_at is None:
        raise InputRefused("The experiment is not finished: wait for its end, or run it again.")
    found, ran = comparison_of(kept.result), manifest_of(kept.manifest)
    offices = {each.id: each.fingerprint for each in ran.options}
    if option not in offices:
        raise InputRefused(f"The experiment has no option {option!r}.")
    office = describe_office(kept.office_file)
    faults = faults_of_measures([line.output for line in found.lines], office.measured, known)
    if faults:
        raise InputRefused(*faults, "Correct the [[office.measured]] tables of the office’s file, and run it again.")
    measures = {each.output: each.measure for each in office.measured}
    first = last = first_whole_month(kept.acted_on)
    for _ in range(months - 1):
        last = next_month(last)
    return Prediction(
        id=str(kept.pk),
        office=kept.office,
        experiment=kept.name,
        option=option,
        author=kept.acted_by_name,
        reason=kept.acted_reason,
        made_at=kept.acted_at,
        acted_on=kept.acted_on,
        first_month=first,
        last_month=last,
        area_level=area[0],
        area_code=area[1],
        weeks=counted_weeks(office),
        fingerprint=offices[option],
        version=ran.versions["forcesight"],
        outputs=tuple(
            predicted(line.output, line.values, _values(line, option), measures.get(line.output.id, ""))
            for line in found.lines
        ),
    )


def _values(line: Line, option: str) -> tuple[float, ...]:
    """The option's runs; who takes "as it is" is predicted the baseline's."""
    return next((effect.values for effect in line.effects if effect.option == option), line.values)


@dataclass(frozen=True)
class Followed:
    """A prediction and what became of it, as the page prints it. `waits` says when figures are to be expected."""

    prediction: Prediction
    table: Table | None
    sentences: list[str]
    cautions: tuple[str, ...]
    waits: str


def followed(kept: Experiment, now: Reading, principal: Principal) -> Followed:
    """What the records say beside the prediction, of the measures that the person may see there."""
    prediction = prediction_of(kept.prediction)
    if not any(output.measure for output in prediction.outputs):
        told = "The office’s file does not say which measures tell of its outputs, so nothing can be set beside them."
        return Followed(prediction, None, [], (), told)
    if now.empty:
        return Followed(prediction, predicted_table(prediction), [], (), _waits(prediction))
    try:
        area, line = find_area(now, prediction.area_level, prediction.area_code)
        rows = compare_with_actual(prediction, now.figures)
    except Http404 as unknown:
        return Followed(prediction, predicted_table(prediction), [], (), str(unknown))
    place = place_of(now, area, line)
    seen = [row for row in rows if may_view_in(principal, place, published=is_published(row.measure.table))]
    settled = [row for row in seen if row.actual is not None]
    if not settled:
        waits = _waits(prediction) if seen or not rows else f"The figures of {area.name} lie outside your role."
        return Followed(prediction, predicted_table(prediction), [], (), waits)
    table = actual_table(seen, area, now.figures.measures)
    return Followed(prediction, table, [compared_sentence(row) for row in settled], cautions(seen), "")


def _waits(prediction: Prediction) -> str:
    after = month(next_month(prediction.first_month))
    return (
        f"The prediction is for {month(prediction.first_month)} to {month(prediction.last_month)}. Its first month is "
        f"over in {after}; figures stand here once that month’s records are loaded and settled."
    )


def predicted_table(prediction: Prediction) -> Table:
    """What is predicted of each output that a measure tells of, before anything has happened."""
    columns = (
        Column("output", "Output"),
        Column("without", "Expected without the change"),
        Column("predicted", "Predicted"),
        Column("measure", "The measure that will tell"),
    )
    rows = tuple(
        (f"{each.output.words} ({each.output.unit})", ends_words(each.baseline.mean), ends_words(each.option.mean),
         each.measure)
        for each in prediction.outputs
        if each.measure
    )  # fmt: skip
    return Table("Predicted: the mean of the runs, with its 95% interval", columns, rows)


def actual_table(rows: Sequence[Compared], area: Area, measures: Sequence[Measure]) -> Table:
    """Predicted and actual side by side, a row for each output that a measure tells of, with its page."""
    columns = (
        Column("measure", "Measure"),
        Column("without", "Expected without the change"),
        Column("predicted", "Predicted"),
        Column("actual", "Actual"),
        Column("months", "Settled months", numeric=True),
        Column("word", "The actual figure is"),
    )
    told = tuple(
        (
            f"{row.measure.name} ({row.predicted.output.unit})",
            _range(row.range_without),
            _range(row.range),
            _range(row.actual),
            row.settled,
            _word(row),
        )
        for row in rows
    )
    links = tuple(measure_page(row.measure, area) if row.measure in measures else None for row in rows)
    return Table("Predicted and actual, each with its 95% range", columns, told, links)


def _range(interval: Interval | None) -> str:
    return "no data" if interval is None else ends_words(interval)


def _word(row: Compared) -> str:
    return row.word if row.word == "cannot tell" else f"{row.word} what was predicted"
