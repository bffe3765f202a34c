"""Outcome groups.

data.police.uk publishes about thirty outcomes. They are put into groups that mean the same kind of end to a case, after
the groups that the Home Office uses. Every published outcome is in exactly one group, so that the shares of one month
add up to all its crimes; an empty outcome, and one that no group holds, count as not known.
"""

from __future__ import annotations

from tests.spec.catalogue.counting import counted

from forcesight.catalogue import Catalogue


PUBLISHED = """
Action to be taken by another organisation
Awaiting court outcome
Court case unable to proceed
Court result unavailable
Defendant found not guilty
Defendant sent to Crown Court
Formal action is not in the public interest
Further action is not in the public interest
Further investigation is not in the public interest
Investigation complete; no suspect identified
Local resolution
Offender deprived of property
Offender fined
Offender given a caution
Offender given a drugs possession warning
Offender given a penalty notice
Offender given absolute discharge
Offender given community sentence
Offender given conditional discharge
Offender given penalty notice
Offender given suspended prison sentence
Offender ordered to pay compensation
Offender otherwise dealt with
Offender sent to prison
Status update unavailable
Suspect charged
Suspect charged as part of another case
Unable to prosecute suspect
Under investigation
"""

CRIMES = """
crime_type              | last_outcome
Burglary                | Investigation complete; no suspect identified
Burglary                | Awaiting court outcome
Robbery                 | Offender sent to prison
Drugs                   | Offender given a caution
Public order            | Local resolution
Public order            | Unable to prosecute suspect
Other crime             | Action to be taken by another organisation
Other crime             | Further action is not in the public interest
Vehicle crime           | Under investigation
Vehicle crime           | Status update unavailable
Vehicle crime           | -
Vehicle crime           | An outcome of next year
Anti-social behaviour   | -
"""


def test_every_published_outcome_is_in_exactly_one_group() -> None:
    """The groups together hold each published outcome once, and nothing else."""
    grouped = [outcome for group in Catalogue.load().outcome_groups() for outcome in group.outcomes]
    assert sorted(grouped) == sorted(PUBLISHED.strip().splitlines())


def test_a_charge_and_a_court_result_count_together() -> None:
    """Two of twelve crimes went to court. Anti-social behaviour is not a crime and is not in the denominator."""
    assert counted("outcome_charged", CRIMES) == (2, 12)


def test_a_caution_and_a_community_resolution_are_out_of_court() -> None:
    """Two of twelve crimes were dealt with without a court."""
    assert counted("outcome_out_of_court", CRIMES) == (2, 12)


def test_what_is_empty_unavailable_or_new_is_not_known() -> None:
    """Three of twelve: no outcome, "Status update unavailable", and an outcome that no group holds."""
    assert counted("outcome_not_known", CRIMES) == (3, 12)


def test_the_shares_of_a_month_add_up_to_all_its_crimes() -> None:
    """Whatever the outcomes, each crime is counted by exactly one of the measures."""
    shares = [m.id for m in Catalogue.load().measures() if m.id.startswith("outcome_")]
    assert sum(counted(share, CRIMES)[0] for share in shares) == 12


def test_outcomes_assigned_add_up_to_all_that_were_assigned() -> None:
    """The shares of outcomes assigned in a month share one denominator and add up to it."""
    assigned = """
        month    | outcome_type
        2024-03  | Suspect charged
        2024-03  | Unable to prosecute suspect
        2024-03  | Local resolution
        2024-03  | Offender fined
        2024-03  | Investigation complete; no suspect identified
        2024-03  | Formal action is not in the public interest
        2024-03  | An outcome of next year
        2024-03  | -
    """
    shares = [m.id for m in Catalogue.load().measures() if m.id.startswith("outcomes_assigned_")]
    assert counted("outcomes_assigned", assigned)[0] == 7
    assert [counted(share, assigned) for share in shares] == [(1, 7)] * 5 + [(2, 7)]
