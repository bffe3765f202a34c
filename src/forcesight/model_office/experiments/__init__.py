"""Experiments: what a change would do, before it is made.

comparison = conduct(Experiment(id=…, name=…, office=office, options=(Option(id=…, name=…, levers=(…,)),)))
for line, effect in comparison.ordered("option"): …          side effects first
"""

from __future__ import annotations

from forcesight.model_office.experiments.comparison import Comparison, Effect, Line, Word
from forcesight.model_office.experiments.conduct import Plans, conduct
from forcesight.model_office.experiments.experiment import BASELINE, Experiment, Lever, Option, Target
from forcesight.model_office.experiments.stopping import Precision


__all__ = [
    "BASELINE",
    "Comparison",
    "Effect",
    "Experiment",
    "Lever",
    "Line",
    "Option",
    "Plans",
    "Precision",
    "Target",
    "Word",
    "conduct",
]
