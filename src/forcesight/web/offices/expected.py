"""From an experiment that was acted on to its prediction, and from the prediction to what happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forcesight.catalogue import Measure
from forcesight.charts import Column, Table
from forcesight.errors import InputRefused
from forcesight.measures.formats import month, number
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


def followed(kept: Experiment, now: Reading) -> Followed:
    """What the records say beside the prediction."""
    prediction = prediction_of(kept.prediction)
    measured = [output for output in prediction.outputs if output.measure]
    if not measured:
        told = "The office’s file does not say which measures tell of its outputs, so nothing can be set beside them."
        return Followed(prediction, None, [], (), told)
    rows = () if now.empty else compare_with_actual(prediction, now.figures)
    settled = [row for row in rows if row.actual is not None]
    waits = "" if settled else _waits(prediction)
    table = actual_table(rows) if settled else None
    return Followed(prediction, table, [compared_sentence(row) for row in settled], cautions(rows), waits)


def _waits(prediction: Prediction) -> str:
    after = month(next_month(prediction.first_month))
    return (
        f"The prediction is for {month(prediction.first_month)} to {month(prediction.last_month)}. Its first month is "
        f"over in {after}; figures stand here once that month’s records are loaded and settled."
    )


def actual_table(rows: tuple[Compared, ...]) -> Table:
    """Predicted and actual side by side, a row for each output that a measure tells of."""
    columns = (
        Column("measure", "Measure"),
        Column("without", "Expected without the change"),
        Column("predicted", "Predicted"),
        Column("actual", "Actual"),
        Column("months", "Months", numeric=True),
        Column("word", "The actual figure is"),
    )
    told = tuple(
        (
            f"{row.measure.name} ({row.predicted.output.unit})",
            _range(row.range_without),
            _range(row.range),
            _range(row.actual),
            row.settled,
            "cannot tell" if row.word == "cannot tell" else f"{row.word} what was predicted",
        )
        for row in rows
    )
    return Table("Predicted and actual, each with its 95% range", columns, told)


def _range(interval: Interval | None) -> str:
    if interval is None:
        return "no data"
    return f"{number(interval.estimate)} ({number(interval.low)} to {number(interval.high)})"
