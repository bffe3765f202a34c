"""The size of the synthetic force.

Its first year is of the size that public documents print of one county force; the years after it drift, each line of
demand by its own 2 to 11 %. A smaller scale makes fewer of everything and changes nothing else.
"""

from __future__ import annotations

from tests.spec.synthetic import northmarch as force


def test_calls_and_digital_contacts_are_those_of_the_force_management_statement() -> None:
    """173,000 emergency and 432,618 other calls in 2018; 102 digital contacts a day, of which 30 % become incidents."""
    assert force.in_the_first_year("calls_999") == 173_000
    assert force.in_the_first_year("calls_101") == 432_618
    assert force.in_the_first_year("digital_contacts") == 102 * 365
    assert force.percent("digital_to_incident") == 30


def test_half_of_all_incidents_are_attended() -> None:
    """The force responded to half of all reported incidents; nobody goes to what is graded 4."""
    assert force.percent("incidents_attended") == 50


def test_mental_health_is_a_factor_in_10_173_incidents_and_people_go_missing_5_022_times() -> None:
    """Both are of 2018; the first grows by 6.3 % a year and the second by 7 %."""
    assert force.in_the_first_year("incidents_mental_health") == 10_173
    assert force.in_the_first_year("missing_episodes") == 5_022


def test_84_678_crimes_are_reported_and_recorded_whichever_way_they_come() -> None:
    """Most are held by incidents; what incidents do not bring comes on line, by officers or through partners."""
    crimes = force.crime_flow()
    assert round(float(crimes.reported.sum()) / force.SCALE) == 84_678
    assert 0.55 < crimes.from_incidents.sum() / crimes.reported.sum() < 0.7


def test_a_call_is_answered_and_abandoned_as_often_as_the_baseline_assessment_says() -> None:
    """2.1 % of emergency calls were abandoned in 2005/06; of other calls 1.6 % at the switchboard and 7 % after it."""
    assert force.percent("abandoned_999") == 2.1
    assert force.percent("abandoned_101_handler") == 7.0
    assert force.percent("abandoned_101") == round(100 * (0.016 + 0.984 * 0.07), 1)
    assert 84 < force.percent("answered_999_in_10s") < 88


def test_there_are_nine_districts_and_23_local_policing_units() -> None:
    areas = force.world().areas
    assert (len(areas.district_codes), len(areas.neighbourhood_codes)) == (9, 23)
    assert set(force.expected()["incidents"].districts) == set(areas.district_codes)
