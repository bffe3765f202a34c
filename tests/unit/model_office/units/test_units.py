from __future__ import annotations

from dataclasses import replace
from datetime import time

import numpy as np
import pytest
from tests.property.model_office_flows import PlainEngine, flow_of, rows_of, same
from tests.spec.model_office.despatching import minutes, office, run, station, team, work

from forcesight.model_office.flow import AGAIN, VISITS, no_jobs
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Area, Break, Duration, Return, Shift, ShiftPattern, Units
from forcesight.model_office.units import UnitsReference, plan_units, run_units
from forcesight.model_office.units.plan import bits


def test_sets_are_words_of_64_bits() -> None:
    assert bits([0, 63, 64, 130], 131) == [1 | 1 << 63, 1, 4]
    assert bits([], 0) == [0]


@pytest.mark.parametrize("despatch", ["nearest", "own area first", "in order"])
def test_hundreds_of_units_in_many_areas(despatch: str) -> None:
    """Units and classes of jobs fill several words; the plain reference agrees."""
    areas = tuple(Area(id=f"{n}", x_km=n % 9 * 3.5, y_km=n // 9 * 4.0) for n in range(50))
    crews = [team(f"{n}", 3) for n in range(50)]
    crews += [
        team(f"{n}", 2, id=f"ring {n}", serves=("visit",), own_area_only=True, pattern="days") for n in range(0, 50, 2)
    ]
    names = tuple(each.id for each in crews)
    units = station(
        *crews,
        despatch=despatch,
        work=tuple(replace(each, scene=Duration(family="exponential", mean=500)) for each in work("visit")),
        preference=tuple(names[area:] + names[:area:2] for area in range(50)),
    )
    force = replace(office(units, DAYS), areas=areas)
    arriving = [(n * 1.2, n, n % 3, n * 37 % 50) for n in range(800)]
    codes = Codes.of(force)
    engine = PlainEngine(force, 5)
    engine.stations["response"] = UnitsReference(units, force, codes, 5, engine)
    engine.run({"response": arriving})
    plan = plan_units(units, force, codes)
    assert plan.rules.teams.of_area.shape == (50, 4)
    record, _ = run_units(plan, flow_of(arriving), 5)
    assert same(rows_of(record), engine.rows("response"))
    assert (record.server > 128).any()
    assert (record.assigned > record.arrived).any()


TIMES = range(60)
DAYS = (ShiftPattern(id="days", cycle_days=1, shifts=(Shift(day=0, starts=time(8), hours=9),)),)


def test_an_office_without_areas_drives_for_the_time_to_get_started() -> None:
    units = station(team("", 2))
    force = replace(office(units), areas=())
    record, hours = run_units(plan_units(units, force, Codes.of(force)), flow_of([(10.0, 1, 0, -1)]), 1)
    assert (record.began[0], record.area[0], hours.outside.sum()) == (16, -1, 0)


def test_nobody_comes() -> None:
    units = station(team("Mill", rest=Break(minutes=30, after_hours=1, before_hours=2)))
    record, hours = run_units(plan_units(units, office(units), Codes.of(office(units))), no_jobs(), 1)
    assert (len(record.arrived), record.waiting_integral) == (0, 0)
    # A team that is always on duty has no shifts, and so no breaks.
    assert (hours.rests_taken.sum(), hours.on_duty.tolist()) == (0, [10080])


def test_jobs_that_always_come_back_do_so_until_their_visits_are_counted_out() -> None:
    """A job that returns with certainty needs more rows than foreseen, and stops at the last visit."""
    units = station(team("Mill"), work=work("grade 1", scene=minutes(1), returns=(Return(share=1, after=minutes(0)),)))
    record, _ = run(units, [{"arrives": "00:00", "job": "grade 1", "area": "Mill"}])
    assert len(record.arrived) == VISITS
    assert record.entity.max() == (VISITS - 1) * AGAIN
    assert record.leaving.tolist() == [VISITS - 1]


def test_returns_with_many_helpers_get_the_rows_that_they_need() -> None:
    """Half of the visits come back as jobs for ten units: several times the rows that were foreseen."""
    back = Return(share=0.5, after=minutes(5), job="grade 1")
    usual = work("visit", returns=(back,))
    units = station(team("Mill", 30), work=(replace(usual[0], units=10), *usual[1:]))
    record, _ = run(units, [{"arrives": f"{n // 6:02}:{n % 6}0", "job": "visit", "area": "Mill"} for n in TIMES])
    assert len(record.arrived) > 60 * 2.2 + 64
    assert sorted(set(record.helper.tolist())) == list(range(10))


def test_overload_leaves_jobs_where_they_are() -> None:
    """A hundred times as much work as the unit can do: most of it still waits at the end."""
    units = station(
        team("Mill"), work=work("grade 1", pre_empts=("visit",), scene=Duration(family="exponential", mean=99))
    )
    plan = plan_units(units, office(units), Codes.of(office(units)))
    n = 20_000
    record, hours = run_units(plan, flow_of([(k / 2, k, k % 3, k % 2) for k in range(n)]), 1)
    assert np.isnan(record.left).sum() > 0.98 * n
    assert hours.travel.sum() + hours.scene.sum() == pytest.approx(10080)


def test_returns_of_lost_jobs_mean_nothing_to_units() -> None:
    back = Return(share=1, after=minutes(5), when="lost")
    units: Units = station(team("Mill"), work=work("grade 1", returns=(back,)))
    record, _ = run(units, [{"arrives": "00:00", "job": "grade 1", "area": "Mill"}])
    assert len(record.arrived) == 1


def test_what_is_in_hand_at_the_end_is_counted_to_the_end() -> None:
    """A break that lasts beyond the week; a job in overtime; a drive that has not arrived."""
    night = (ShiftPattern(id="n", cycle_days=7, shifts=(Shift(day=6, starts=time(22), hours=1.5),)),)
    rest = Break(minutes=80, after_hours=1, before_hours=1.5)
    lasting = (ShiftPattern(id="n", cycle_days=7, shifts=(Shift(day=6, starts=time(22), hours=5),)),)
    _, hours = run(station(team("Mill", pattern="n", rest=rest)), [], lasting)
    assert hours.rest.tolist() == [60]
    job = {"arrives": "Sun 23:20", "job": "visit", "area": "Mill"}
    record, hours = run(station(team("Mill", pattern="n")), [job], night)
    assert (hours.overtime.tolist(), hours.travel.tolist(), hours.scene.tolist()) == ([30], [6], [34])
    record, hours = run(station(team("Mill")), [job | {"arrives": "Sun 23:50", "area": "Hill"}])
    assert np.isnan(record.began[0])
    assert (hours.travel.tolist(), hours.outside.tolist()) == ([10], [10])
