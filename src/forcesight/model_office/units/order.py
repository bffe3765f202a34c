"""In which order things happen that happen at one moment, where no entity decides it.

What belongs to a unit or a helper has a key below those of entities, so that every key is one thing's own.
"""

from __future__ import annotations

from typing import Final

from forcesight.model_office.flow import LAST_VISIT


__all__ = ["CHANGE_KEY", "HELPER_KEY", "LAST_VISIT", "SHIFT_BITS", "UNIT_KEY"]

UNIT_KEY: Final = -(1 << 40)
"""Plus the unit's number: a break or a helper's job ends."""
HELPER_KEY: Final = -(1 << 41)
"""Plus a number that counts helpers as they come: one is regraded."""
CHANGE_KEY: Final = -(1 << 50)
"""Plus what changes and the unit's number: a shift's change comes before regrades."""

SHIFT_BITS: Final = 20
"""Whether a unit is away for a shift is drawn for the unit's number, and the shift's in so many lower bits."""
