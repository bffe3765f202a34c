"""What the measures of the force's own people would come to, had they no chance in them."""

from __future__ import annotations

from typing import Any

from forcesight.synthetic.force import abstractions
from forcesight.synthetic.force.duties import expected_sickness
from forcesight.synthetic.force.world import World


def measures(world: World) -> dict[str, Any]:
    """By measure: its value, or its expected numerator by month. Sickness comes in spells, so it is `clustered`."""
    a_month = abstractions.expected_abstractions(world).sum(axis=0).tolist()
    by_month = dict(zip(world.span.month_names, a_month, strict=True))
    hours = abstractions.TRUTH.hours
    return {
        "abstractions": {"per_month": {month: {"numerator": count} for month, count in by_month.items()}},
        "hours_abstracted": {
            "per_month": {month: {"numerator": count * hours} for month, count in by_month.items()},
        },
        "duty_sickness": {"value": expected_sickness(), "clustered": True},
    }
