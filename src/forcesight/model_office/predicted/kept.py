"""A prediction as rows of its table, one for each output, and back: what the site's outbox carries and pages read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from forcesight.errors import InputRefused
from forcesight.measures.interval import Interval
from forcesight.measures.months import month_of
from forcesight.model_office.experiments.pairing import METHOD as EFFECT
from forcesight.model_office.experiments.replication import MEAN
from forcesight.model_office.predicted.prediction import Expected, Predicted, Prediction
from forcesight.model_office.results.output import Output


Row = Mapping[str, Any]
_PLAIN: Final = (
    "office", "experiment", "option", "author", "reason", "area_level", "area_code", "weeks", "fingerprint",
)  # fmt: skip
_OUTPUT: Final = ("words", "unit", "better", "station", "function", "job", "standard")


def rows_of(prediction: Prediction) -> list[dict[str, Any]]:
    """The rows of `office_prediction`, in JSON's types; what has no value is None."""
    whole = {
        "prediction_id": prediction.id,
        "program_version": prediction.version,
        **{name: getattr(prediction, name) for name in _PLAIN},
        "made_at": prediction.made_at.isoformat(),
        "acted_on": prediction.acted_on.isoformat(),
        "first_month": f"{prediction.first_month:%Y-%m}",
        "last_month": f"{prediction.last_month:%Y-%m}",
    }
    return [{**whole, "place": place, **_row(each)} for place, each in enumerate(prediction.outputs)]


def prediction_of(rows: Iterable[Row]) -> Prediction:
    """The prediction that rows of one `prediction_id` hold, as a query gives them, in any order.

    Raises InputRefused where there is no row.
    """
    ordered = sorted(rows, key=lambda row: row["place"])
    if not ordered:
        raise InputRefused("There is no such prediction: nobody recorded it, or it is not published yet.")
    first = ordered[0]
    return Prediction(
        id=first["prediction_id"],
        version=first["program_version"],
        **{name: first[name] for name in _PLAIN},
        made_at=_moment(first["made_at"]),
        acted_on=_day(first["acted_on"]),
        first_month=month_of(first["first_month"]),
        last_month=month_of(first["last_month"]),
        outputs=tuple(_output(row) for row in ordered),
    )


def _row(each: Predicted) -> dict[str, Any]:
    return {
        "output": each.output.id,
        **{name: getattr(each.output, name) for name in _OUTPUT},
        "measure": each.measure,
        **_expected(each.option, "option"),
        **_expected(each.baseline, "baseline"),
        **_ends(each.effect, "effect"),
        "pairs": int(each.effect.n),
    }


def _expected(of: Expected, name: str) -> dict[str, Any]:
    return {**_ends(of.mean, name), f"{name}_deviation": _known(of.deviation), f"{name}_runs": of.runs}


def _ends(interval: Interval, name: str) -> dict[str, float | None]:
    values = (interval.estimate, interval.low, interval.high)
    return {f"{name}{end}": _known(value) for end, value in zip(("_mean", "_low", "_high"), values, strict=True)}


def _known(value: float) -> float | None:
    return None if value != value else value


def _output(row: Row) -> Predicted:
    output = Output(row["output"], *(row[name] for name in _OUTPUT))
    effect = _interval(row, "effect", row["pairs"], EFFECT)
    return Predicted(output, _runs(row, "option"), _runs(row, "baseline"), effect, row["measure"] or "")


def _runs(row: Row, name: str) -> Expected:
    mean = _interval(row, name, row[f"{name}_runs"], MEAN)
    return Expected(mean, _number(row[f"{name}_deviation"]))


def _interval(row: Row, name: str, n: int, method: str) -> Interval:
    estimate, low, high = (_number(row[f"{name}{end}"]) for end in ("_mean", "_low", "_high"))
    return Interval(estimate, low, high, n, method)


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def _moment(value: datetime | str) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
