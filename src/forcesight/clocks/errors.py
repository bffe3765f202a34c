"""What goes wrong with clocks, in sentences."""

from __future__ import annotations


class ClockError(ValueError):
    """A clock cannot be worked out from what was given. The message says what is missing or lies outside."""
