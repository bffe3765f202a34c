"""The organisation of a synthetic force, and who was on duty, ill or taken for other work."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from tests.unit.synthetic.small_world import WISH, small_world

from forcesight.records.codes.people import DUTY_KINDS, EMPLOYMENTS, FUNCTIONS, RANKS, TEAM_KINDS, UNIT_KINDS
from forcesight.synthetic.force.abstractions import TRUTH, abstraction_rows, expected_abstractions
from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.duties import HOURS, KIND, draw_duties, duty_rows, expected_sickness, sick_days
from forcesight.synthetic.force.organisation import make_staff
from forcesight.synthetic.force.staff import SERGEANT
from forcesight.synthetic.force.staff_truth import measures
from forcesight.synthetic.force.world_tables import officer_rows, post_rows, team_rows, unit_rows


WORLD = small_world()
STAFF = make_staff(WORLD.areas, WORLD.span, WISH.seed, 1.0)
WHOLE = replace(WORLD, staff=STAFF)
DUTIES = draw_duties(WHOLE)
RNG = chance(1, "staff tests")
POSTS = np.arange(len(STAFF.post_team))


def kind(name: str) -> int:
    return TEAM_KINDS.codes.index(name)


def texts(column: object) -> list[str | None]:
    return column.to_pylist()  # type: ignore[attr-defined]


class TestOrganisation:
    def test_550_respond(self) -> None:
        by_kind = np.bincount(STAFF.team_kind[STAFF.post_team])
        assert by_kind[kind("response")] == pytest.approx(550, abs=15)
        assert 1900 < len(POSTS) < 2100

    def test_each_of_23_units_has_a_neighbourhood_team_and_each_district_five_response_teams(self) -> None:
        assert sorted(STAFF.team_neighbourhood[STAFF.teams_of(kind("neighbourhood"))]) == list(range(23))
        assert Counter(STAFF.team_district[STAFF.teams_of(kind("response"))].tolist()) == dict.fromkeys(range(9), 5)
        (own,) = STAFF.teams_of(kind("neighbourhood"), neighbourhood=4)
        assert STAFF.team_district[own] == WORLD.areas.district_of_neighbourhood[4]
        assert len(STAFF.teams_of(kind("response"), district=2)) == 5

    def test_the_units_are_one_tree(self) -> None:
        assert [unit.kind for unit in STAFF.units if unit.parent < 0] == ["force"]
        assert all(unit.parent < number for number, unit in enumerate(STAFF.units))
        assert {unit.kind for unit in STAFF.units} <= set(UNIT_KINDS.codes)
        assert sum(unit.kind == "local policing unit" for unit in STAFF.units) == 23

    def test_a_smaller_force_has_smaller_teams_of_two_at_least(self) -> None:
        small = WORLD.staff
        assert len(small.teams) == len(STAFF.teams)
        assert np.bincount(small.post_team).min() == 2
        assert len(small.post_team) < len(POSTS) / 5

    def test_a_post_is_held_by_one_officer_at_a_time_or_none(self) -> None:
        for day in (0, 200, WORLD.span.days - 1):
            held = STAFF.holder(POSTS, np.full(len(POSTS), day))
            officers = held[held >= 0]
            assert len(set(officers.tolist())) == len(officers)
            assert (STAFF.officer_post[officers] == POSTS[held >= 0]).all()
            assert (STAFF.officer_from[officers] <= day).all()
            assert (STAFF.officer_until[officers] >= day).all()
            assert 0 < (held < 0).mean() < 0.06

    def test_people_leave_and_are_replaced(self) -> None:
        turns = Counter(STAFF.officer_post.tolist())
        assert 0.05 < np.mean([count > 1 for count in turns.values()]) < 0.25

    def test_nobody_holds_no_post(self) -> None:
        none = np.array([-1])
        assert STAFF.holder(none, np.array([0])).tolist() == [-1]
        assert STAFF.team_of(none).tolist() == [-1]
        assert STAFF.supervisor(none).tolist() == [-1]

    def test_a_supervisor_is_a_sergeant_of_the_same_team(self) -> None:
        supervisor = STAFF.supervisor(POSTS)
        assert (STAFF.post_team[supervisor] == STAFF.post_team).all()
        sworn = STAFF.team_kind[STAFF.post_team] == kind("response")
        assert (STAFF.post_rank[supervisor[sworn]] == SERGEANT).all()

    def test_posts_are_drawn_of_teams_that_serve_the_district(self) -> None:
        district = RNG.integers(9, size=500)
        drawn = STAFF.draw_posts(kind("response"), RNG, district=district)
        assert (STAFF.team_district[STAFF.post_team[drawn]] == district).all()
        assert not (STAFF.post_rank[drawn] == SERGEANT).any()

    def test_teams_of_the_whole_force_serve_every_district(self) -> None:
        district = RNG.integers(9, size=50)
        drawn = STAFF.draw_posts(kind("custody"), RNG, district=district)
        assert (STAFF.team_kind[STAFF.post_team[drawn]] == kind("custody")).all()
        assert len(STAFF.draw_posts(kind("contact"), RNG, count=7)) == 7


class TestTables:
    def test_codes_are_on_their_lists(self) -> None:
        posts = post_rows(WHOLE)
        for name, codes in (("function", FUNCTIONS), ("employment", EMPLOYMENTS), ("rank", RANKS)):
            assert set(texts(posts[name])) <= set(codes.codes)
        assert len(set(texts(team_rows(WHOLE)["name"]))) == len(STAFF.teams)

    def test_a_unit_that_moved_has_a_row_before_and_one_after(self) -> None:
        rows = unit_rows(WHOLE)
        names = texts(rows["name"])
        moved = [number for number, name in enumerate(names) if name == "Offender management"]
        assert [str(rows["valid_to"][number]) for number in moved] == ["2025-03-31", "NaT"]
        assert [str(rows["valid_from"][number]) for number in moved] == ["NaT", "2025-04-01"]
        parents = [texts(rows["parent_id"])[number] for number in moved]
        assert [names[texts(rows["source_id"]).index(parent)] for parent in parents] == [
            "Investigations",
            "Local policing",
        ]

    def test_a_span_of_one_year_sees_no_move(self) -> None:
        short = replace(WHOLE, span=replace(WORLD.span, first=WORLD.span.first.replace(year=2025)))
        assert len(texts(unit_rows(short)["name"])) == len(STAFF.units)

    def test_officers_who_left_say_when_and_why(self) -> None:
        rows = officer_rows(WHOLE)
        left = ~np.isnat(rows["left_on"])
        assert 0 < left.mean() < 0.2
        assert [reason is not None for reason in texts(rows["leaving_reason"])] == left.tolist()
        assert (rows["joined_on"] <= np.where(left, rows["left_on"], rows["joined_on"])).all()
        numbers = texts(rows["source_id"])
        assert not any(own == other for own, other in zip(numbers, texts(rows["supervisor_id"]), strict=True))


class TestDuties:
    def test_there_is_a_row_for_each_officer_and_day_of_service(self) -> None:
        served = np.minimum(STAFF.officer_until, WORLD.span.days - 1) - np.maximum(STAFF.officer_from, 0) + 1
        assert np.bincount(DUTIES.officer, minlength=len(served)).tolist() == served.tolist()

    def test_one_response_team_of_each_district_is_on_each_shift_of_every_day(self) -> None:
        team = STAFF.post_team[STAFF.officer_post[DUTIES.officer]]
        response = (STAFF.team_kind[team] == kind("response")) & (DUTIES.day == 100)
        for shift in range(3):
            assert len(set(team[response & (DUTIES.shift == shift)])) == 9

    def test_staff_who_work_days_rest_on_weekends_and_bank_holidays(self) -> None:
        team = STAFF.post_team[STAFF.officer_post[DUTIES.officer]]
        days = np.isin(STAFF.team_kind[team], [kind("support"), kind("intelligence")])
        free = WORLD.span.holiday | (((WORLD.span.dates.astype(int) + 3) % 7) >= 5)
        resting = np.isin(DUTIES.kind, [KIND["rest day"], KIND["rest day worked"]])
        assert (resting[days] == free[DUTIES.day[days]]).all()

    def test_sickness_comes_in_spells_of_the_size_that_the_truth_says(self) -> None:
        ill = sick_days(chance(3, "sick"), (1000, 3000))
        assert ill.mean() == pytest.approx(expected_sickness(), rel=0.02)
        assert (ill[1:] & ill[:-1]).mean() > 0.7 * ill.mean()
        counted = np.isin(DUTIES.kind, [KIND["duty"], KIND["sickness"]])
        assert (DUTIES.kind[counted] == KIND["sickness"]).mean() == pytest.approx(expected_sickness(), rel=0.03)

    def test_rows_say_what_was_planned_and_what_was_done(self) -> None:
        rows = duty_rows(WHOLE, DUTIES)
        told = np.array(texts(rows["duty_kind"]))
        assert set(told) <= set(DUTY_KINDS.codes)
        worked = np.isin(told, ["duty", "rest day worked"])
        assert np.isnat(rows["ended_at"][~worked]).all()
        assert np.isnat(rows["ends_at"][told == "rest day"]).all()
        # The night shifts of the last day have not ended when the records do.
        unconfirmed = worked & np.isnat(rows["ended_at"])
        assert unconfirmed.any()
        assert set(DUTIES.day[unconfirmed]) == {WORLD.span.days - 1}
        cancelled = [value is not None for value in texts(rows["rest_day_cancelled"])]
        assert cancelled == (told == "rest day worked").tolist()


class TestAbstractions:
    def test_their_number_and_hours_are_those_that_the_truth_expects(self) -> None:
        rows = abstraction_rows(WHOLE, DUTIES)
        expected = expected_abstractions(WHOLE).sum()
        hours = (rows["ends_at"] - rows["starts_at"]) / np.timedelta64(3600, "s")
        assert abs(len(hours) - expected) < 4 * expected**0.5
        assert hours.mean() == pytest.approx(TRUTH.hours, rel=0.02)
        assert rows["ends_at"].max() <= WORLD.span.end

    def test_an_officer_is_taken_from_a_duty_of_their_own(self) -> None:
        rows = abstraction_rows(WHOLE, DUTIES)
        officer = np.array([int(text[2:]) for text in texts(rows["officer_id"])])
        worked = DUTIES.kind == KIND["duty"]
        own = set(zip(DUTIES.officer[worked].tolist(), DUTIES.day[worked].tolist(), strict=True))
        day, _ = WORLD.span.local(rows["starts_at"])
        begun = [(a, b) in own or (a, b - 1) in own for a, b in zip(officer.tolist(), day.tolist(), strict=True)]
        assert all(begun)
        teams = [STAFF.teams[int(text[2:])].kind for text in texts(rows["team_id"])]
        assert set(teams) == {kind(name) for name, _ in TRUTH.a_year}

    def test_only_cover_for_response_gains_a_team(self) -> None:
        rows = abstraction_rows(WHOLE, DUTIES)
        gained, reasons = texts(rows["to_team_id"]), texts(rows["reason_code"])
        assert {reason for team, reason in zip(gained, reasons, strict=True) if team} == {"response cover"}

    def test_the_truth_is_told_by_month(self) -> None:
        told = measures(WHOLE)
        months = told["abstractions"]["per_month"]
        assert list(months) == list(WORLD.span.month_names)
        assert sum(month["numerator"] for month in months.values()) == pytest.approx(expected_abstractions(WHOLE).sum())
        assert told["duty_sickness"] == {"value": expected_sickness(), "clustered": True}


def test_shifts_cover_the_day() -> None:
    covered = {hour % 24 for begin, end in HOURS[:3].tolist() for hour in range(begin, end)}
    assert covered == set(range(24))
