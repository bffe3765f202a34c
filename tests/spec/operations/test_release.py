"""Releasing figures with small numbers suppressed

A release is a folder that others read: every measure for the force and its districts, by month. A count from 1 to 4
could point at a person, so it is suppressed, and so is every figure from which it could be worked out: by subtraction
from a total, from the crimes of the other types, from a share, from a severity score, or from an older release.

In the tables below `-` is a suppressed figure.
"""

from __future__ import annotations

from pathlib import Path

from tests.spec.operations.fairshire import fairshire, load, released, shown
from tests.spec.tables import rows


def test_a_small_number_and_what_gives_it_away(tmp_path: Path) -> None:
    """North's 3 robberies are suppressed; so are the figures whose totals would tell them.

    Without the second column of dashes the 3 would follow from Fairshire's 18 robberies; without the second line, from
    North's 45 crimes. The totals are worth more to a reader, so they stay.
    """
    force = fairshire(tmp_path, """
        month   | type        | North | South
        2025-06 | Robbery     |     3 |    15
        2025-06 | Burglary    |    12 |    20
        2025-06 | Drugs       |    30 |    40
        2025-06 | Shoplifting |     0 |    25
    """)  # fmt: skip
    made = released(force)
    assert shown(made, "2025-06", "robbery", "burglary", "drugs", "shoplifting", "recorded_crime") == rows("""
        measure        | North | South | Fairshire
        robbery        |     - |     - |        18
        burglary       |     - |     - |        32
        drugs          |    30 |    40 |        70
        shoplifting    |     0 |    25 |        25
        recorded_crime |    45 |   100 |       145
    """)


def test_a_score_made_of_suppressed_counts(tmp_path: Path) -> None:
    """Severity points are known weights times counts: with 32 burglaries in all they would tell which are North's."""
    force = fairshire(tmp_path, """
        month   | type        | North | South
        2025-06 | Robbery     |     3 |    15
        2025-06 | Burglary    |    12 |    20
        2025-06 | Drugs       |    30 |    40
        2025-07 | Robbery     |     5 |    15
        2025-07 | Burglary    |    12 |    20
    """)  # fmt: skip
    made = released(force)
    assert shown(made, "2025-06", "severity_weighted_crime") == rows("""
        measure                 | North | South | Fairshire
        severity_weighted_crime |     - |     - |   33741.1
    """)
    assert shown(made, "2025-07", "severity_weighted_crime") == rows("""
        measure                 | North   | South   | Fairshire
        severity_weighted_crime | 8560.31 | 19598.05 | 28158.36
    """)


def test_a_small_rest(tmp_path: Path) -> None:
    """Of North's 40 crimes 38 had no suspect: the share would tell that 2 had another outcome."""
    force = fairshire(tmp_path, """
        month   | type     | outcome                                       | North | South
        2025-06 | Burglary | Investigation complete; no suspect identified |    38 |    30
        2025-06 | Burglary | Suspect charged                               |     2 |    30
    """)  # fmt: skip
    made = released(force)
    assert shown(made, "2025-06", "outcome_no_suspect", "outcome_charged", "burglary") == rows("""
        measure            | North | South | Fairshire
        outcome_no_suspect |     - |     - |        68
        outcome_charged    |     - |     - |        32
        burglary           |    40 |    60 |       100
    """)


def test_an_older_release_still_tells_what_it_told(tmp_path: Path) -> None:
    """A newer edition finds 6 robberies in North instead of 3. What was suppressed stays suppressed.

    Showing North's 12 burglaries now would tell the older release's 3: everything else is as it was.
    """
    force = fairshire(tmp_path, """
        month   | type     | North | South
        2025-06 | Robbery  |     3 |    15
        2025-06 | Burglary |    12 |    20
        2025-06 | Drugs    |    30 |    40
    """)  # fmt: skip
    older = released(force)
    load(force, """
        month   | type     | North | South
        2025-06 | Robbery  |     6 |    15
        2025-06 | Burglary |    12 |    20
        2025-06 | Drugs    |    30 |    40
    """, edition="2026-02")  # fmt: skip
    newer = released(force)
    assert older.snapshot < newer.snapshot
    for made, robberies, crimes in ((older, 18, 120), (newer, 21, 123)):
        assert shown(made, "2025-06", "robbery", "burglary", "drugs", "recorded_crime") == rows(f"""
            measure        | North | South | Fairshire
            robbery        |     - |     - | {robberies}
            burglary       |     - |     - |        32
            drugs          |    30 |    40 |        70
            recorded_crime | {crimes - 75} |    75 | {crimes}
        """)


def test_what_is_not_known_is_not_zero(tmp_path: Path) -> None:
    """There is no file for July: its figures are missing. In August nobody recorded a burglary: that is 0."""
    force = fairshire(tmp_path, """
        month   | type     | North | South
        2025-06 | Burglary |    12 |    20
        2025-08 | Drugs    |    30 |    40
    """)  # fmt: skip
    made = released(force)
    assert shown(made, "2025-07", "burglary") == rows("""
        measure  | North   | South   | Fairshire
        burglary | missing | missing | missing
    """)
    assert shown(made, "2025-08", "burglary") == rows("""
        measure  | North | South | Fairshire
        burglary |     0 |     0 |         0
    """)
