"""Which jobs of a run are counted: those that arrived after the warm-up and before the end."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from forcesight.model_office.flow import Record
from forcesight.model_office.office.description import Office


def warm_up(office: Office) -> float:
    """The minutes that are run and not counted."""
    return office.warm_up_days * 24 * 60.0


def counted_weeks(office: Office) -> float:
    """How many weeks are counted."""
    return (office.minutes - warm_up(office)) / (7 * 24 * 60.0)


def counted(record: Record, office: Office) -> NDArray[np.bool_]:
    """Which rows of a record are counted."""
    return record.arrived >= warm_up(office)
