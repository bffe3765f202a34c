"""What the sample adds to the catalogue: its forces, whom they are compared with, and targets to measure against."""

from __future__ import annotations

from collections.abc import Iterator

from forcesight.synthetic.names import FORCES, OWN, PEERS


_SOURCE = "Invented with the built-in sample"
_DEFAULTS = f"""\
# The built-in sample: invented forces, and invented targets so that pages have something to show.

[defaults]
valid_from = 2010-12-01
source = "{_SOURCE}"
confidence = "high"
"""
# Measure, value in its unit, sense: one target that is missed, one that is met, one that is hit or missed by chance.
_TARGETS = (
    ("outcome_charged", 16, "at_least"),
    ("vehicle_crime", 120, "at_most"),
    ("search_find_rate", 24, "at_least"),
)


def _forces() -> Iterator[str]:
    for number, force in enumerate(FORCES, start=1):
        yield f"""
[[force]]
id = "{force.slug}"
name = "{force.name}"
area_name = "{force.name.rsplit(" ", 1)[0]}"
statistical_code = "X23{number:06d}"
"""


def _targets() -> Iterator[str]:
    for measure, value, sense in _TARGETS:
        yield f"""
[[standard]]
id = "{OWN.slug}-{measure.replace("_", "-")}"
measure = "{measure}"
value = {value}
sense = "{sense}"
status = "target"
force = "{OWN.slug}"
"""


_GROUP = f"""
[[comparison_group]]
id = "{OWN.slug}-peers"
name = "Neighbouring forces of the sample"
description = "Five invented forces around the invented county."
basis = "listed"
force = "{OWN.slug}"
members = [{", ".join(f'"{peer.slug}"' for peer in PEERS)}]
"""

CATALOGUE = "".join([_DEFAULTS, *_forces(), _GROUP, *_targets()])
