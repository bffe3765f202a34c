"""Rules are dated.

Every measure, margin, weight, target and comparison group is an entry with the first day on which it holds, sometimes
the last, its source and our confidence in it. A force edits an entry by adding its own version from a later day; the
earlier version stays, so that a figure of any past day can be worked out again as it was. Of several versions, the
newest one in force on the day answers.
"""

from __future__ import annotations

from datetime import date

from tests.spec.tables import rows

from forcesight.catalogue import Catalogue, Entry, Margin


def margins(text: str) -> Catalogue:
    """A catalogue with nothing but margins for counts."""
    shared = {"id": "count", "measure_kind": "count", "scale": "relative", "source": "typed", "confidence": "high"}
    entries: list[Entry] = [Margin(**shared | row) for row in rows(text)]  # type: ignore[arg-type]
    return Catalogue(entries)


def value_on(catalogue: Catalogue, day: str) -> float | None:
    """The margin for burglary on the day; None where none is in force."""
    burglary = Catalogue.load().measure("burglary")
    try:
        return catalogue.margin(burglary, date.fromisoformat(day)).value
    except LookupError:
        return None


def test_the_newest_version_in_force_answers() -> None:
    """Each day is answered by the version that had begun and not yet been followed."""
    catalogue = margins("""
        valid_from    value
        2020-04-01     0.05
        2023-04-01     0.10
    """)
    assert value_on(catalogue, "2020-03-31") is None
    assert value_on(catalogue, "2020-04-01") == 0.05
    assert value_on(catalogue, "2023-03-31") == 0.05
    assert value_on(catalogue, "2023-04-01") == 0.10


def test_a_trial_ends_and_the_standing_rule_returns() -> None:
    """A version with a last day gives way to the one before it, if that has no last day of its own."""
    catalogue = margins("""
        valid_from    valid_to      value
        2020-04-01    -              0.05
        2023-04-01    2023-09-30     0.10
    """)
    assert value_on(catalogue, "2023-09-30") == 0.10
    assert value_on(catalogue, "2023-10-01") == 0.05


def test_a_withdrawn_rule_answers_nothing() -> None:
    """After the last day of the only version there is no answer, rather than an old one."""
    catalogue = margins("""
        valid_from    valid_to      value
        2020-04-01    2022-03-31     0.05
    """)
    assert value_on(catalogue, "2022-03-31") == 0.05
    assert value_on(catalogue, "2022-04-01") is None
