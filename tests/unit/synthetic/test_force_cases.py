"""The cases of a synthetic force hang together: times rise, references and codes agree, and chance is repeatable."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.unit.synthetic.drawn_force import count, drawn
from tests.unit.synthetic.small_world import small_world

from forcesight.records.codes import crime as crime_codes
from forcesight.synthetic.force import cases
from forcesight.synthetic.force.ages import draw_of_age
from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.crime_flow import CrimeFlow
from forcesight.synthetic.force.demand import Line
from forcesight.synthetic.force.flow import Flow
from forcesight.synthetic.force.generate import Wish, make_world
from forcesight.synthetic.force.grading import Grading
from forcesight.synthetic.force.missing import earlier, episode_share
from forcesight.synthetic.force.parameters import Parameters
from forcesight.synthetic.force.world import World
from forcesight.synthetic.force.writing import Columns, arrow_table


# By table: columns whose instants never fall, where there are any.
ORDERS = {
    "contact": [
        ("offered_at", "switchboard_answered_at", "transferred_at", "answered_at", "ended_at", "finished_at"),
        ("offered_at", "switchboard_abandoned_at"),
        ("offered_at", "abandoned_at"),
    ],
    "incident": [("opened_at", "graded_at"), ("opened_at", "passed_at", "allocated_at", "at_scene_at", "closed_at")],
    "resource_status": [
        ("allocated_at", "en_route_at", "at_scene_at", "clear_at"),
        ("allocated_at", "en_route_at", "stood_down_at"),
    ],
    "crime": [("committed_from", "committed_to", "first_reported_at", "recorded_at", "classified_at")],
    "investigation": [("allocated_at", "outcome_at", "closed_at"), ("allocated_at", "plan_at")],
    "custody_record": [("arrested_at", "arrived_at", "authorised_at"), ("arrived_at", "released_at")],
    "bail": [("started_at", "ended_at"), ("started_at", "due_at")],
    "clock_pause": [("paused_at", "resumed_at")],
    "protection_referral": [("submitted_at", "triaged_at", "shared_at"), ("triaged_at", "decided_at", "closed_at")],
    "missing_episode": [("last_seen_at", "reported_at", "found_at", "return_interview_at")],
    "force_stop_search": [("stopped_at", "checked_at")],
    "use_of_force": [("used_at", "submitted_at")],
    "managed_offender": [("started_at", "ended_at")],
}


@pytest.mark.parametrize(("table", "columns"), [(t, c) for t, every in ORDERS.items() for c in every])
def test_moments_follow_one_another(table: str, columns: tuple[str, ...]) -> None:
    for place, later in enumerate(columns[1:], start=1):
        before = columns[:place]
        latest = f"greatest({', '.join(before)})" if place > 1 else before[0]
        assert count(f"{later} < {latest}", table) == 0, later
        assert count(f"{later} IS NOT NULL", table) > 0, later


class TestContacts:
    def test_a_call_is_answered_or_lost_on_one_of_its_legs(self) -> None:
        ends = ("answered_at", "abandoned_at", "switchboard_abandoned_at")
        told = " + ".join(f"({end} IS NOT NULL)::int" for end in ends)
        assert count(f"{told} > 1", "contact") == 0
        assert count(f"{told} = 0", "contact") <= 5, "only what still waits at the end is neither"

    def test_only_the_non_emergency_line_has_a_switchboard(self) -> None:
        assert count("line = '101' AND transferred_at IS NOT NULL", "contact") > 0
        assert count("line IS DISTINCT FROM '101' AND transferred_at IS NOT NULL", "contact") == 0

    def test_incidents_and_contacts_name_each_other(self) -> None:
        joined = "contact c JOIN incident i ON c.incident_id = i.source_id"
        assert count("i.contact_id <> c.source_id OR i.opened_at < c.answered_at", joined) == 0
        assert count("contact_id IS NOT NULL", "incident") == count("incident_id IS NOT NULL", "contact")
        assert count("contact_id IS NULL", "incident") > 0, "the force opens some itself"

    def test_withheld_numbers_have_no_hash_and_callers_recur(self) -> None:
        calls = count("true", "contact")
        assert 0.05 < count("caller_hash IS NULL", "contact") / calls < 0.2
        assert count("true", "(SELECT DISTINCT caller_hash FROM contact)") < 0.75 * calls


class TestIncidents:
    def test_the_history_of_a_grade_ends_with_the_grade_now(self) -> None:
        last = "(SELECT incident_id, arg_max(to_grade, (changed_at, source_id)) AS last FROM grade_change GROUP BY 1)"
        assert count("i.grade <> h.last", f"incident i JOIN {last} h ON h.incident_id = i.source_id") <= 3
        firsts = "incident i JOIN grade_change g ON g.incident_id = i.source_id AND g.from_grade IS NULL"
        assert count("i.first_grade <> g.to_grade", firsts) == 0
        assert count("true", firsts) == count("graded_at IS NOT NULL", "incident")

    def test_the_first_unit_is_that_of_the_incident(self) -> None:
        first = (
            "(SELECT incident_id, min(at_scene_at) AS there, min(allocated_at) AS sent FROM resource_status GROUP BY 1)"
        )
        joined = f"incident i JOIN {first} r ON r.incident_id = i.source_id"
        assert count("i.allocated_at <> r.sent", joined) == 0
        assert count("i.at_scene_at < r.there", joined) == 0
        assert count("NOT i.attended", joined) == 0

    def test_nobody_goes_to_grade_4(self) -> None:
        assert count("grade = '4' AND first_grade = '4' AND attended", "incident") == 0

    def test_delay_is_told_where_the_unit_comes_too_late(self) -> None:
        assert count("told_of_delay_at IS NOT NULL", "incident") > 0
        assert count("told_of_delay_at > at_scene_at", "incident") == 0

    def test_a_complete_assessment_has_all_elements_and_reasons(self) -> None:
        whole = "threat IS NOT NULL AND harm IS NOT NULL AND risk IS NOT NULL AND investigation IS NOT NULL"
        whole += " AND vulnerability IS NOT NULL AND engagement IS NOT NULL AND rationale IS NOT NULL"
        assert 0.55 < count(whole, "thrive_assessment") / count("true", "thrive_assessment") < 0.7
        assert count("is_repeat", "thrive_assessment") > 0

    def test_an_incident_with_a_crime_closes_as_one(self) -> None:
        joined = "incident i JOIN crime c ON c.incident_id = i.source_id"
        assert count("i.closing_group <> 'crime'", joined) == 0
        assert count("c.first_reported_at <> i.opened_at OR c.place_id <> i.place_id", joined) == 0


class TestCrimes:
    def test_a_crime_has_its_victims_mention_where_it_has_a_victim(self) -> None:
        assert count("victim_based <> (victim_id IS NOT NULL)", "crime") == 0
        joined = "crime c JOIN mention m ON m.source_id = c.victim_id"
        assert count("m.case_id <> c.source_id OR m.role <> 'victim'", joined) == 0
        assert count("true", joined) == count("victim_based", "crime")

    def test_reports_of_rape_that_are_not_recorded_are_never_cancelled(self) -> None:
        assert count("record_kind = 'N100'", "crime") > 0
        assert count("record_kind = 'N100' AND cancelled_at IS NOT NULL", "crime") == 0
        assert count("(cancelled_at IS NULL) <> (cancel_reason IS NULL)", "crime") == 0

    def test_an_investigation_of_every_crime_that_found_an_owner(self) -> None:
        assert count("crime_id NOT IN (SELECT source_id FROM crime WHERE record_kind = 'crime')", "investigation") == 0
        assert count("true", "investigation") > 0.98 * count("record_kind = 'crime'", "crime")

    def test_decisions_and_views_stand_where_the_outcome_asks_for_them(self) -> None:
        assert count("(outcome IN ('14', '16')) <> (victim_decision_recorded IS NOT NULL)", "investigation") == 0
        assert count("(outcome IN ('2', '3', '8')) <> (victim_view_taken IS NOT NULL)", "investigation") == 0
        assert count("outcome IS NULL AND lines_open IS NOT NULL", "investigation") == 0
        assert count("approved_at IS NOT NULL AND outcome IS NULL", "investigation") == 0

    def test_reviews_fall_within_the_investigation_that_they_are_of(self) -> None:
        joined = "supervisor_review r JOIN investigation i ON i.source_id = r.investigation_id"
        assert count("r.reviewed_at < i.allocated_at OR r.due_at < i.allocated_at", joined) == 0
        assert count("r.days_late > 0", joined) > 0

    def test_victims_are_told_after_what_they_are_told_of(self) -> None:
        assert count("contacted_at < triggered_at", "victim_contact") == 0
        kinds = {kind for (kind,) in drawn().execute("SELECT DISTINCT contact_kind FROM victim_contact").fetchall()}
        assert kinds == {
            "acknowledgement",
            "needs assessment",
            "referral to support",
            "update",
            "key decision",
            "view on outcome",
        }
        assert kinds <= set(crime_codes.VICTIM_CONTACT_KINDS.codes)


class TestPeople:
    def test_children_are_children(self) -> None:
        for table in ("custody_record", "missing_episode"):
            assert count("is_child AND age >= 18", table) == 0, table
            assert count("NOT is_child AND age < 18", table) == 0, table
            assert count("is_child", table) > 0, table

    def test_bail_is_extended_when_it_runs_out(self) -> None:
        joined = "bail a JOIN bail b ON b.custody_id = a.custody_id AND b.authority = 'inspector'"
        assert count("a.end_reason = 'extended' AND a.authority = 'custody officer'", joined) > 0
        assert count("a.authority = 'custody officer' AND b.started_at <> a.due_at", joined) == 0
        assert count("end_reason = 'extended' AND days_late IS NOT NULL AND days_late > 0", "bail") == 0
        assert count("bail_kind = 'released under investigation' AND due_at IS NOT NULL", "bail") == 0

    def test_an_arrest_after_a_search_is_of_somebody_in_custody_soon_after(self) -> None:
        joined = "force_stop_search s JOIN custody_record c ON c.source_id = s.custody_id"
        assert count("s.outcome <> 'arrest' OR c.arrested_at < s.stopped_at", joined) == 0

    def test_the_dates_of_birth_of_what_is_true_are_those_of_most_mentions(self) -> None:
        people = small_world().people
        born = dict(
            drawn().execute("SELECT source_id, date_of_birth FROM mention WHERE date_of_birth IS NOT NULL").fetchall()
        )
        truth = drawn().execute("SELECT mention_id, person FROM truth_mention_person").fetchall()
        same = [str(people.date_of_birth[person]) == str(born[mention]) for mention, person in truth if mention in born]
        assert np.mean(same) > 0.95

    def test_every_mention_of_a_person_has_its_truth(self) -> None:
        assert count("true", "truth_mention_person") == count("NOT is_organisation", "mention")

    def test_visits_are_of_offenders_who_have_visits(self) -> None:
        joined = "offender_visit v JOIN managed_offender o ON o.source_id = v.managed_offender_id"
        assert count("o.visit_months = 0 OR o.reactive", joined) == 0
        assert count("true", joined) == count("true", "offender_visit") > 0

    def test_earlier_episodes_are_those_of_90_days(self) -> None:
        at = np.array(["2024-01-01", "2024-03-30", "2024-04-05", "2024-02-01"], dtype="datetime64[us]")
        assert earlier(np.array([3, 3, 3, 8]), at).tolist() == [0, 1, 1, 0]
        assert earlier(np.array([], dtype=int), at[:0]).tolist() == []

    def test_where_nobody_is_of_an_age_somebody_else_stands_in(self) -> None:
        at = np.full(3, np.datetime64("2025-06-01", "us"))
        people = small_world().people
        nobody = draw_of_age(small_world(), np.zeros(len(people)), at, chance(1, "age"))
        assert ((nobody >= 0) & (nobody < len(people))).all()
        oldest = draw_of_age(small_world(), people.as_caller, at, chance(1, "age"), least=140)
        assert ((oldest >= 0) & (oldest < len(people))).all()


class TestChance:
    def test_the_same_seed_draws_the_same_and_another_seed_other_cases_of_the_same_world(self) -> None:
        world = make_world(Wish(years=1, seed=2, scale=0.001), ())
        first, again, other = (tables(world, seed) for seed in (2, 2, 3))
        assert first == again
        assert first["contact"] != other["contact"]

    def test_more_searches_change_nothing_else(self) -> None:
        world = make_world(Wish(years=1, seed=2, scale=0.001), ())
        parameters = Parameters()
        stops = replace(parameters.stops, search=replace(parameters.stops.search, demand=Line(60_000, 0.0, _shape())))
        before, after = tables(world, 2), tables(world, 2, replace(parameters, stops=stops))
        assert before.pop("force_stop_search") != after.pop("force_stop_search")
        for told in (before, after):
            del told["truth/search_disparity"], told["truth/planted"], told["mention"], told["truth/mention_person"]
        assert before == after


class TestWhatCannotBe:
    def test_more_attendance_than_there_are_incidents(self) -> None:
        with pytest.raises(ValueError, match="Grade 3 would have to be attended"):
            assert Grading(_changed(attended=0.95)).attended is None

    def test_more_crimes_from_incidents_than_there_are_crimes(self) -> None:
        flow = Flow(small_world(), Parameters())
        types = dict(flow.parameters.crime.types)
        types["robbery"] = replace(types["robbery"], a_year=1.0)
        crimes = replace(flow.parameters.crime, types=types)
        with pytest.raises(ValueError, match="crimes of robbery a year, more than its 1"):
            assert CrimeFlow(replace(flow, parameters=replace(flow.parameters, crime=crimes))).direct is None

    def test_more_missing_people_than_incidents_of_them(self) -> None:
        parameters = Parameters()
        missing = replace(parameters.vulnerability.missing, a_year=1_000_000)
        vulnerability = replace(parameters.vulnerability, missing=missing)
        with pytest.raises(ValueError, match="fewer incidents of missing people"):
            episode_share(Flow(small_world(), replace(parameters, vulnerability=vulnerability)))


def tables(world: World, seed: int, parameters: Parameters | None = None) -> dict[str, list[Any]]:
    """Every table as plain rows."""
    found: dict[str, list[Any]] = {}
    for name, columns in cases.draw(world, parameters or Parameters(), seed):
        found.setdefault(name, []).append(plain(columns))
    return found


def plain(columns: Columns) -> Any:
    """The columns as plain Python lists."""
    return arrow_table(columns).to_pydict()


def _shape() -> Any:
    return Parameters().stops.search.demand.shape


def _changed(**changes: Any) -> Flow:
    parameters = Parameters()
    return Flow(small_world(), replace(parameters, response=replace(parameters.response, **changes)))
