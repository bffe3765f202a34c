"""What incidents turned out to be: their categories at closing."""

from __future__ import annotations

import numpy as np

from forcesight.records.codes.incident import CATEGORIES
from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.crime_flow import CrimeFlow
from forcesight.synthetic.force.incidents import Incidents
from forcesight.synthetic.force.waiting import choose_each
from forcesight.synthetic.land import Array


def closing_shares(crimes: CrimeFlow) -> Array:
    """The share of each category at closing (columns, in the order of CATEGORIES) of incidents without a crime record.

    A row for each category at opening. An incident opened as a crime seldom stays one where no crime is recorded.
    """
    truth = crimes.flow.parameters.response
    otherwise = np.array([truth.otherwise.get(code, 0.0) for code in CATEGORIES.codes])
    found = np.zeros((len(crimes.flow.names), len(CATEGORIES.codes)))
    for number, name in enumerate(crimes.flow.names):
        kept = truth.crime_kept if CATEGORIES.groups[name] == "crime" else truth.kept
        found[number] = (1 - kept) * otherwise / otherwise.sum()
        found[number, CATEGORIES.codes.index(name)] += kept
    return found


def draw_closing(crimes: CrimeFlow, incidents: Incidents, type_: Array) -> Array:
    """The category at closing of each incident; `type_` is the type of the crime recorded from it, -1 for none."""
    rng = chance(crimes.flow.world.seed, "incidents", "closing")
    found = choose_each(closing_shares(crimes), incidents.category, rng)
    of_type = np.array([CATEGORIES.codes.index(t.closing) for t in crimes.flow.parameters.crime.types.values()])
    return np.where(type_ >= 0, of_type[type_], found)
