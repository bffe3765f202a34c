"""What an experiment found, as the site keeps it: plain JSON, in which a value that is not known is null; and back.

Nothing is rounded, so what is read back, and the files that are made of it, are what the run gave.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from forcesight.errors import InputRefused
from forcesight.measures.interval import Interval
from forcesight.model_office.experiments.comparison import Comparison, Effect, Line
from forcesight.model_office.experiments.experiment import Changed
from forcesight.model_office.experiments.experiment import Experiment as Asked
from forcesight.model_office.experiments.least_cost import LeastCost
from forcesight.model_office.experiments.manifest import Manifest, ManifestOption
from forcesight.model_office.experiments.pairing import METHOD as DIFFERENCE
from forcesight.model_office.experiments.pairing import Paired
from forcesight.model_office.experiments.replication import MEAN
from forcesight.model_office.office.description import Office
from forcesight.model_office.office.reading import describe_office
from forcesight.model_office.office.writing import fingerprint
from forcesight.model_office.results.output import Output
from forcesight.web.offices.asked import experiment_of
from forcesight.web.offices.models import Experiment


Kept = float | str | None
"""A number, "inf", or null where it is not known."""


def as_kept(comparison: Comparison, changed: Sequence[Changed]) -> dict[str, Any]:
    """The comparison, and what was run, without the offices themselves."""
    return {
        "runs": comparison.runs,
        "finished": comparison.finished,
        "precision_reached": comparison.precision_reached,
        "level": comparison.lines[0].baseline.level if comparison.lines else 0.95,
        "options": [
            {"id": each.id, "name": each.name, "levers": list(each.levers), "notes": list(each.notes), "cost": cost}
            for each, cost in zip(changed, comparison.costs, strict=True)
        ],
        "lines": [_line(line) for line in comparison.lines],
        "choice": asdict(comparison.choice) if comparison.choice else None,
    }


def comparison_of(told: dict[str, Any]) -> Comparison:
    """The comparison that `as_kept` told of."""
    level, choice, options = told["level"], told["choice"], told["options"]
    return Comparison(
        lines=tuple(_line_of(line, level) for line in told["lines"]),
        options=tuple(each["id"] for each in options[1:]),
        runs=told["runs"],
        finished=told["finished"],
        precision_reached=told["precision_reached"],
        choice=choice and LeastCost(choice["chosen"], tuple(choice["verdicts"]), tuple(choice["cheaper"])),
        costs=tuple(each["cost"] for each in options),
    )


def manifest_of(told: dict[str, Any]) -> Manifest:
    """The manifest that `Manifest.as_dict` told of."""
    options = (
        ManifestOption(**{**each, "levers": tuple(each["levers"]), "notes": tuple(each["notes"])})
        for each in told["options"]
    )
    return Manifest(**{**told, "options": tuple(options), "aims": tuple(told["aims"]), "seeds": tuple(told["seeds"])})


def asked_on(kept: Experiment, office: Office) -> Asked:
    """The experiment that is asked of an office; who gave no question gave a reason."""
    asked = experiment_of(kept.definition, office, key=str(kept.pk))
    return replace(asked, question=asked.question or kept.reason)


def asked_of(kept: Experiment) -> Asked:
    """The experiment as it was run, on the office as it then was.

    Raises InputRefused where its levers would make other offices now than those that were run.
    """
    asked = asked_on(kept, describe_office(kept.office_file))
    ran = manifest_of(kept.manifest)
    if [(each.id, fingerprint(each.office)) for each in asked.changed] != [(o.id, o.fingerprint) for o in ran.options]:
        raise InputRefused(
            f"The experiment was run by Forcesight {ran.versions['forcesight']}, which read its levers otherwise: run "
            "it again."
        )
    return asked


def numbers(values: Iterable[Kept]) -> list[float]:
    """Kept values as numbers again, NaN where one is not known."""
    return [_number(value) for value in values]


def known(values: Iterable[float]) -> list[Kept]:
    """Values in JSON's terms."""
    return [_known(float(value)) for value in values]


def _line(line: Line) -> dict[str, Any]:
    return {
        "output": asdict(line.output),
        "baseline": _interval(line.baseline),
        "values": known(line.values),
        "effects": [_effect(effect) for effect in line.effects],
    }


def _line_of(told: dict[str, Any], level: float) -> Line:
    effects = tuple(_effect_of(effect, level) for effect in told["effects"])
    baseline = _interval_of(told["baseline"], MEAN, level)
    return Line(Output(**told["output"]), baseline, tuple(numbers(told["values"])), effects)


def _effect(effect: Effect) -> dict[str, Any]:
    pair = effect.difference
    return {
        "option": effect.option,
        "mean": _interval(effect.mean),
        "difference": _interval(pair.interval),
        "correlation": _known(pair.correlation),
        "variance_reduction": _known(pair.variance_reduction),
        "p_value": _known(pair.p_value),
        "word": effect.word,
        "side_effect": effect.side_effect,
        "values": known(effect.values),
    }


def _effect_of(told: dict[str, Any], level: float) -> Effect:
    evidence = (_number(told[name]) for name in ("correlation", "variance_reduction", "p_value"))
    return Effect(
        option=told["option"],
        mean=_interval_of(told["mean"], MEAN, level),
        difference=Paired(_interval_of(told["difference"], DIFFERENCE, level), *evidence),
        word=told["word"],
        side_effect=told["side_effect"],
        values=tuple(numbers(told["values"])),
    )


def _interval(interval: Interval) -> dict[str, Any]:
    ends = {name: _known(getattr(interval, name)) for name in ("estimate", "low", "high")}
    return {**ends, "n": int(interval.n)}


def _interval_of(told: dict[str, Any], method: str, level: float) -> Interval:
    return Interval(*(_number(told[name]) for name in ("estimate", "low", "high")), told["n"], method, level)


def _known(value: float) -> Kept:
    """JSON knows neither NaN nor infinity."""
    if math.isnan(value):
        return None
    return value if math.isfinite(value) else str(value)


def _number(value: Kept) -> float:
    return math.nan if value is None else float(value)
