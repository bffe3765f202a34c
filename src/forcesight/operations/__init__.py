"""What a person can do with a home, composed from the rooms and shared by the site and the command line.

An operation asks `access` whether the person may, does the work through one room, and enters the audit log.
"""

from __future__ import annotations

from forcesight.operations.platform import Platform


__all__ = ["Platform"]
