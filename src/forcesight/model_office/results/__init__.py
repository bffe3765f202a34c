"""What a run of an office comes to: its outputs, its course over the week, and how far its standards are met.

figures(run(plan, seed))        every output of a run, in an order that the office fixes
"""

from __future__ import annotations

from forcesight.model_office.results.figures import figures
from forcesight.model_office.results.output import Better, Figure, Output, named


__all__ = ["Better", "Figure", "Output", "figures", "named"]
