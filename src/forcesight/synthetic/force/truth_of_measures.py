"""What each measure over the force's cases would come to, had it no chance in it.

Every figure is a sum over the grid of days and hours that chance was drawn from, never an average of what was drawn. It
is of what is recorded; where a planted fault hides something, what is true stands beside it.
"""

from __future__ import annotations

from typing import Any

from forcesight.synthetic.force.crime_flow import CrimeFlow
from forcesight.synthetic.force.figure import Figure
from forcesight.synthetic.force.flow import Flow
from forcesight.synthetic.force.parameters import Parameters
from forcesight.synthetic.force.truth_of_contacts import contact_figures
from forcesight.synthetic.force.truth_of_crimes import crime_figures
from forcesight.synthetic.force.truth_of_incidents import incident_figures
from forcesight.synthetic.force.truth_of_people import people_figures
from forcesight.synthetic.force.world import World


def figures(world: World, parameters: Parameters) -> dict[str, Figure]:
    """By measure, the expected numerators and denominators."""
    flow = Flow(world, parameters)
    crimes = CrimeFlow(flow)
    return {**contact_figures(flow), **incident_figures(crimes), **crime_figures(crimes), **people_figures(flow)}


def measures(world: World, parameters: Parameters) -> dict[str, Any]:
    """By measure, the figure as `truth/measures.json` has it."""
    months = world.span.month_names
    return {name: figure.told(months) for name, figure in figures(world, parameters).items()}
