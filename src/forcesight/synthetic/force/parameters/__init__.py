"""The generating truth of the synthetic force: every number that chance is drawn with, with where it comes from.

A number is cited to the public document that prints it, or marked as ours. A volume is that of the first year of a
whole force; a world's `scale` makes it smaller, and changes nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from forcesight.synthetic.force.parameters.contact import CONTACT, ContactTruth
from forcesight.synthetic.force.parameters.crime import CrimeTruth
from forcesight.synthetic.force.parameters.response import ResponseTruth
from forcesight.synthetic.force.parameters.stops import StopTruth
from forcesight.synthetic.force.parameters.vulnerability import VulnerabilityTruth


@dataclass(frozen=True, slots=True)
class Parameters:
    """Everything that is true of the synthetic force."""

    contact: ContactTruth = CONTACT
    response: ResponseTruth = field(default_factory=ResponseTruth)
    crime: CrimeTruth = field(default_factory=CrimeTruth)
    stops: StopTruth = field(default_factory=StopTruth)
    vulnerability: VulnerabilityTruth = field(default_factory=VulnerabilityTruth)


__all__ = ["Parameters"]
