"""The outputs of an office before it is run: those of a week in which nothing comes, for an office fixes its outputs.

A person who chooses a target or what to watch needs their names; the values of such a week mean nothing.
"""

from __future__ import annotations

from dataclasses import replace

from forcesight.model_office.engine import OfficePlan, run
from forcesight.model_office.office.description import Office
from forcesight.model_office.results.figures import figures
from forcesight.model_office.results.output import Output


def outputs_of(office: Office) -> tuple[Output, ...]:
    """Every output of a checked office, in its order."""
    quiet = tuple(replace(each, growth=0.0) for each in office.demand)
    week = replace(office, weeks=1, warm_up_days=0.0, demand=quiet)
    return tuple(figure.output for figure in figures(run(OfficePlan(week), seed=1)))
