"""Which unit is sent

A job goes to a unit that is free, on duty, and of a team that serves it. "Nearest" sends the unit with the least mean
drive from where it is, ties by number; "own area first" prefers units based in the job's area; "in order" follows a
list of teams for each area, and teams that are not on it never go. When no such unit is free, a job may take a unit off
a job that matters less; otherwise it waits in one queue, by priority, then by who came first.

Three towns lie on a road: a drive takes 6 minutes within a town, 21 to the next and 36 to the one beyond. Grades 1 and
2 take half an hour on the scene, a visit an hour.
"""

from __future__ import annotations

from tests.spec.model_office.despatching import despatched, minutes, run, station, team, told, work
from tests.spec.tables import rows

from forcesight.model_office.office.description import Regrade, Return


def test_the_nearest_free_unit_goes() -> None:
    """Units 0 and 1 are in Mill, unit 2 is in Hill. From Ford both towns are equally far: the lower number goes."""
    given = rows("""
        arrives | job     | area | unit | sent  | there | free
        08:00   | grade 2 | Hill | 2    | 08:00 | 08:06 | 08:36
        08:01   | grade 2 | Ford | 0    | 08:01 | 08:22 | 08:52
        08:02   | grade 1 | Hill | 1    | 08:02 | 08:38 | 09:08
    """)
    assert despatched(station(team("Mill", 2), team("Hill")), given) == given


def test_who_waits_goes_by_priority_and_then_by_time() -> None:
    """One unit, three jobs that wait for it: the grade 1 is first although it came last."""
    given = rows("""
        arrives | job     | area | unit | sent  | there | free
        08:00   | visit   | Mill | 0    | 08:00 | 08:06 | 09:06
        08:10   | grade 2 | Mill | 0    | 09:42 | 09:48 | 10:18
        08:20   | grade 2 | Ford | 0    | 10:18 | 10:39 | 11:09
        08:30   | grade 1 | Mill | 0    | 09:06 | 09:12 | 09:42
    """)
    assert despatched(station(team("Mill")), given) == given


def test_a_job_that_cannot_be_served_waits_for_ever() -> None:
    """Nobody serves visits: they are still here at the end of the week."""
    given = rows("""
        arrives | job   | area | unit | sent | free | outcome
        08:00   | visit | Mill | -    | -    | -    | still here
    """)
    assert despatched(station(team("Mill", serves=("grade 1",))), given) == given


def test_after_a_job_a_unit_is_at_its_station_or_where_the_job_was() -> None:
    """The second job is in Ford, where the unit has just been: 6 minutes if it stayed, 21 from its own town."""
    for after, there in (("station", "09:21"), ("scene", "09:06")):
        given = rows(f"""
            arrives | job     | area | unit | sent  | there
            08:00   | grade 2 | Ford | 0    | 08:00 | 08:21
            09:00   | grade 2 | Ford | 0    | 09:00 | {there}
        """)
        assert despatched(station(team("Mill"), after=after), given) == given


def test_own_area_first() -> None:
    """The unit of Mill is still in Ford when Ford calls again: nearest sends it, own area first sends Ford's own, from
    Hill. Once Ford's own is out, the nearest of the others goes."""
    for despatch, first, second in (("nearest", 0, 1), ("own area first", 1, 0)):
        given = rows(f"""
            arrives | job     | area | unit
            07:00   | grade 2 | Ford | 1
            07:01   | grade 2 | Ford | 0
            07:50   | grade 2 | Hill | 1
            09:00   | grade 2 | Ford | {first}
            09:01   | grade 2 | Ford | {second}
        """)
        teams = (team("Mill"), team("Ford"))
        assert despatched(station(*teams, after="scene", despatch=despatch), given[:3]) == given[:3]
        assert despatched(station(*teams, after="scene", despatch=despatch), given) == given


def test_in_order_follows_the_list_of_the_area() -> None:
    """Ford is for Hill's team, then Mill's; Hill is for Hill's alone, and waits for it while Mill's unit is free."""
    units = station(
        team("Mill"),
        team("Hill"),
        despatch="in order",
        preference=(("Mill team",), ("Hill team", "Mill team"), ("Hill team",)),
    )
    given = rows("""
        arrives | job     | area | unit | sent
        08:00   | grade 2 | Ford | 1    | 08:00
        08:01   | grade 2 | Hill | 1    | 08:51
        08:02   | grade 2 | Ford | 0    | 08:02
        08:03   | grade 2 | Mill | 0    | 08:53
    """)
    assert despatched(units, given) == given


def test_a_ring_fenced_team_stays_in_its_area() -> None:
    """The neighbourhood unit of Hill takes Hill's visit, and not that of Ford."""
    units = station(team("Mill", serves=("grade 1",)), team("Hill", serves=("visit",), own_area_only=True))
    given = rows("""
        arrives | job     | area | unit | sent
        08:00   | visit   | Ford | -    | -
        08:01   | visit   | Hill | 1    | 08:01
        08:02   | grade 1 | Hill | 0    | 08:02
    """)
    assert despatched(units, given) == given


def test_a_job_takes_a_unit_off_another() -> None:
    """A grade 1 takes the unit of the visit, whose priority is the worst; the visit is at its old place in the queue,
    before a later one, and starts anew with the full hour. The unit starts from its station."""
    units = station(team("Mill", 2), work=work("grade 1", pre_empts=("grade 2", "visit")))
    given = rows("""
        arrives | job     | area | unit | sent  | there | free
        08:00   | visit   | Mill | 1    | 08:51 | 08:57 | 09:57
        08:15   | grade 2 | Mill | 1    | 08:15 | 08:21 | 08:51
        08:18   | visit   | Mill | 0    | 08:56 | 09:02 | 10:02
        08:20   | grade 1 | Mill | 0    | 08:20 | 08:26 | 08:56
    """)
    assert despatched(units, given) == given
    _, hours = run(units, given)
    assert hours.pre_empted.tolist() == [1, 0]
    assert hours.pre_empted_minutes.tolist() == [20, 0]
    assert hours.travel.tolist() == [6 + 6 + 6, 6 + 6]


def test_a_unit_on_its_way_may_be_taken_and_one_with_a_prisoner_may_not() -> None:
    """At 08:03 the unit still drives. At 08:50 the half hour on the scene is over and it is in the custody suite."""
    units = station(
        team("Mill"),
        work=(work("grade 1", pre_empts=("grade 2",))[0], work("grade 2", arrest=1, custody=minutes(90))[1]),
    )
    for time, sent, first_sent in (("08:03", "08:03", "08:39"), ("08:50", "10:06", "08:00")):
        given = rows(f"""
            arrives | job     | area | unit | sent
            08:00   | grade 2 | Mill | 0    | {first_sent}
            {time}  | grade 1 | Mill | 0    | {sent}
        """)
        assert despatched(units, given) == given


def test_a_job_that_lost_its_unit_goes_to_one_that_is_free() -> None:
    """Unit 1 takes visits only, and is free: it takes over the visit from which the grade 1 took unit 0."""
    units = station(team("Mill"), team("Ford", serves=("visit",)), work=work("grade 1", pre_empts=("visit",)))
    given = rows("""
        arrives | job     | area | unit | sent
        08:00   | visit   | Mill | 1    | 08:10
        08:10   | grade 1 | Mill | 0    | 08:10
    """)
    assert despatched(units, given) == given


def test_a_job_for_two_units_gets_the_second_when_one_is_free() -> None:
    """The job leaves with its first unit at 08:36; the helper comes at 09:00 and has a scene time of its own."""
    units = station(team("Mill", 2), work=work("grade 1", units=2))
    given = rows("""
        arrives | job     | area | unit | sent  | free
        07:54   | visit   | Mill | 0    | 07:54 | 09:00
        08:00   | grade 1 | Mill | 1    | 08:00 | 08:36
    """)
    assert despatched(units, given) == given
    record, _ = run(units, given)
    assert (record.helper[2], record.entity[2], record.server[2]) == (1, 1, 1)
    assert (told(record.assigned[2]), told(record.left[2])) == ("08:36", "09:12")
    assert record.leaving.tolist() == [1, 0]


def test_a_job_is_regraded_while_it_waits() -> None:
    """After an hour without a unit the grade 2 of 08:05 is a grade 1, and first among them, for it came first. The job
    of 06:00 had its unit at once and stays what it was."""
    regrade = Regrade(to="grade 1", share=1, after=minutes(60))
    units = station(team("Mill"), work=(*work("grade 2", regrade=regrade)[:2], work("visit", scene=minutes(120))[2]))
    given = rows("""
        arrives | job     | area | ends as | sent
        06:00   | grade 2 | Mill | grade 2 | 06:00
        08:00   | visit   | Mill | visit   | 08:00
        08:05   | grade 2 | Mill | grade 1 | 10:06
        09:30   | grade 1 | Mill | grade 1 | 10:42
        10:00   | grade 2 | Mill | grade 1 | 11:18
    """)
    assert despatched(units, given) == given


def test_a_regraded_job_may_go_to_other_units() -> None:
    """Nobody is there for grade 2; as a grade 1 it is served at once."""
    regrade = Regrade(to="grade 1", share=1, after=minutes(45))
    units = station(team("Mill", serves=("grade 1",)), work=work("grade 2", regrade=regrade))
    given = rows("""
        arrives | job     | area | ends as | sent
        08:00   | grade 2 | Mill | grade 1 | 08:45
    """)
    assert despatched(units, given) == given


def test_a_job_comes_back_as_another_one() -> None:
    """Every grade 1 is followed by a visit two hours after the unit left, and has left for good only after it."""
    units = station(team("Mill"), work=work("grade 1", returns=(Return(share=1, after=minutes(120), job="visit"),)))
    given = rows("""
        arrives | job     | area | sent  | free
        08:00   | grade 1 | Ford | 08:00 | 08:51
    """)
    assert despatched(units, given) == given
    record, _ = run(units, given)
    assert (told(record.arrived[1]), told(record.began[1]), told(record.left[1])) == ("10:51", "11:12", "12:12")
    assert record.kind.tolist() == [0, 2]
    assert record.leaving.tolist() == [1]
