"""Many tests at once

Of 40 areas tested at 5 %, two differ "significantly" by chance. Benjamini and Hochberg's procedure keeps the share of
false findings among all findings under a stated rate.
"""

from __future__ import annotations

import pytest
from tests.spec.tables import column, rows

from forcesight.measures.multiple import adjusted_p_values, discoveries


def test_which_findings_stand() -> None:
    """Five of ten tests lie under 0.05; two stand when at most one finding in twenty may be false."""
    areas = rows("""
        area | p     | adjusted | stands
        A    | 0.001 |    0.010 | 1
        B    | 0.008 |    0.040 | 1
        C    | 0.039 |    0.084 | 0
        D    | 0.041 |    0.084 | 0
        E    | 0.042 |    0.084 | 0
        F    | 0.060 |    0.100 | 0
        G    | 0.074 |    0.106 | 0
        H    | 0.205 |    0.216 | 0
        I    | 0.212 |    0.216 | 0
        J    | 0.216 |    0.216 | 0
    """)
    adjusted = adjusted_p_values([row["p"] for row in areas])
    assert adjusted == pytest.approx([row["adjusted"] for row in areas], abs=0.0005)
    assert discoveries([row["p"] for row in areas]) == [bool(row["stands"]) for row in areas]


def test_order_does_not_matter() -> None:
    """The same tests in another order are adjusted alike."""
    assert adjusted_p_values(column("0.04 0.001 0.03")) == pytest.approx([0.04, 0.003, 0.04])
    assert adjusted_p_values([]) == []


def test_not_a_p_value() -> None:
    """A number outside 0 to 1 is refused."""
    with pytest.raises(ValueError, match="between 0 and 1"):
        adjusted_p_values([1.2])
