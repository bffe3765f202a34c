"""In which order things happen that happen at one moment, where no entity decides it.

What belongs to a unit or a helper has a key below those of entities, so that every key is one thing's own.
"""

from __future__ import annotations

from typing import Final

from forcesight.model_office.flow import AGAIN


UNIT_KEY: Final = -(1 << 40)
"""Plus the unit's number: a break or a helper's job ends."""
HELPER_KEY: Final = -(1 << 41)
"""Plus a number that counts helpers as they come: one is regraded."""
CHANGE_KEY: Final = -(1 << 50)
"""Plus what changes and the unit's number: a shift's change comes before regrades."""

SHIFT_BITS: Final = 20
"""Whether a unit is away for a shift is drawn for the unit's number, and the shift's in so many lower bits."""

LAST_VISIT: Final = (1 << 62) - AGAIN
"""Entities from here on do not come back: their visits fill the bits that count them."""
