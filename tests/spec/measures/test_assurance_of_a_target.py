"""Will the target be met?

Limits wholly on the better side of the target: it will be met unless something changes. Wholly on the worse side: it
will be missed unless something changes. Otherwise ordinary months fall on both sides, whatever the latest did.
"""

from __future__ import annotations

from tests.spec.tables import rows

from forcesight.measures.assurance import assurance


def test_target_against_limits() -> None:
    """The limits are 70 to 90. A target on a limit is hit or miss."""
    cases = rows("""
        better   | target | assurance
        increase |     69 | pass
        increase |     70 | hit_or_miss
        increase |     80 | hit_or_miss
        increase |     91 | fail
        decrease |     69 | fail
        decrease |     91 | pass
        neutral  |     91 | no_target
        increase |      - | no_target
    """)
    for row in cases:
        assert assurance((70, 90), row["target"], row["better"]) == row["assurance"]


def test_too_little_history() -> None:
    """Trial limits assure of nothing."""
    assert assurance((70, 90), 95, "increase", trial=True) == "trial"
    assert assurance(None, 95, "increase") == "trial"
