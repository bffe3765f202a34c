"""Queues at a desk

A desk has groups of people with the same skills, and jobs that wait for them. A job goes to the first group, in the
order of the desk, that serves it and has somebody free; else to a group that lends a hand; else it waits. Whoever comes
free takes the waiting job with the lowest priority number, and within it the one that came first. Nothing is
interrupted. One person may handle several jobs at once.

At one moment, patience runs out first, then work ends, then staff change, then jobs arrive. Times here are minutes from
Monday 00:00; every example is run by the compiled desk and by the plain one.
"""

from __future__ import annotations

from datetime import date

import numpy as np
from tests.property.model_office_flows import PlainEngine, departures, flow_of, rows_of, same
from tests.spec.tables import rows

from forcesight.model_office.desk import DeskReference, plan_desk, run_desk
from forcesight.model_office.desk.plan import chances, servers_of
from forcesight.model_office.flow import AGAIN, OUTCOMES, Record
from forcesight.model_office.office.codes import Codes
from forcesight.model_office.office.description import Desk, DeskWork, Duration, Group, Job, Lend, Office, Return


JOBS = ("999", "101", "chat")
TEN_MINUTES = Duration(family="constant", mean=10)


def minutes(mean: float) -> Duration:
    return Duration(family="constant", mean=mean)


def work(job: str, **more: object) -> DeskWork:
    return DeskWork(**{"job": job, "service": TEN_MINUTES, **more})


def desk(*groups: Group, work: tuple[DeskWork, ...] = tuple(work(job) for job in JOBS)) -> Desk:
    return Desk(id="desk", groups=groups, work=work)


def recorded(desk: Desk, came: list[tuple[float, str]]) -> Record:
    """What the desk did with jobs that came, by both engines."""
    office = Office(
        id="o", name="", starts=date(2024, 1, 1), weeks=2, jobs=tuple(Job(id=job) for job in JOBS), demand=(),
        stations=(desk,),
    )  # fmt: skip
    codes = Codes.of(office)
    jobs = [(float(minute), number, codes.jobs[job], -1) for number, (minute, job) in enumerate(came)]
    record = run_desk(plan_desk(desk, office, codes), flow_of(jobs), seed=1)
    plain = PlainEngine(office, seed=1)
    reference = plain.stations["desk"] = DeskReference(desk, office, codes, 1, plain)
    assert same(rows_of(record), plain.run({"desk": jobs}).rows("desk"))
    assert record.waiting_integral == reference.waiting_integral()
    return record


def check(desk: Desk, table: str) -> Record:
    """Run the jobs of a table through a desk: each must begin and leave as the table says, with the group it names."""
    told = rows(table)
    record = recorded(desk, [(float(row["comes"]), str(row["job"])) for row in told])
    for number, row in enumerate(told):
        found = {
            "begins": None if np.isnan(record.began[number]) else record.began[number],
            "leaves": None if np.isnan(record.left[number]) else record.left[number],
            "outcome": OUTCOMES[record.outcome[number]],
            "group": desk.groups[record.server[number]].id if record.server[number] >= 0 else None,
        }
        assert {name: found[name] for name in row if name in found} == {n: row[n] for n in row if n in found}, row
    return record


def test_who_came_first_is_served_first() -> None:
    """One person, ten minutes a call."""
    check(
        desk(Group(id="all", staff=(1,), serves=JOBS)),
        """
        comes | job | begins | leaves
            0 | 101 |      0 |     10
            2 | 101 |     10 |     20
            4 | 101 |     20 |     30
           35 | 101 |     35 |     45
        """,
    )


def test_an_emergency_goes_first_and_interrupts_nobody() -> None:
    """999 has priority 1 and 101 priority 2: the emergency of minute 5 waits for the call in hand, and for no other."""
    two = (work("999", priority=1), work("101", priority=2))
    check(
        desk(Group(id="all", staff=(1,), serves=("999", "101")), work=two),
        """
        comes | job | begins | leaves
            0 | 101 |      0 |     10
            1 | 101 |     20 |     30
            5 | 999 |     10 |     20
        """,
    )


def test_with_one_priority_only_the_time_counts() -> None:
    """A 101 call of minute 1 goes before an emergency of minute 5 where both have priority 1."""
    check(
        desk(Group(id="all", staff=(1,), serves=JOBS)),
        """
        comes | job | begins | leaves
            0 | 101 |      0 |     10
            1 | 101 |     10 |     20
            5 | 999 |     20 |     30
        """,
    )


def test_patience() -> None:
    """Six minutes of patience. The call of minute 4 is lost at 10: somebody comes free then, and that is too late."""
    check(
        desk(Group(id="all", staff=(1,), serves=("101",)), work=(work("101", patience=minutes(6)),)),
        """
        comes | job | begins | leaves | outcome
            0 | 101 |      0 |     10 | served
            3 | 101 |      - |      9 | lost
            4 | 101 |      - |     10 | lost
            5 | 101 |     10 |     20 | served
        """,
    )


def test_who_left_first_leaves_first() -> None:
    """Jobs go on in the order in which they left, lost ones among them: those of minutes 9, 10, 10 and 20."""
    record = check(
        desk(Group(id="all", staff=(1,), serves=("101",)), work=(work("101", patience=minutes(6)),)),
        """
        comes | job | leaves
            0 | 101 |     10
            3 | 101 |      9
            4 | 101 |     10
            5 | 101 |     20
        """,
    )
    assert departures(record) == [(9, 1), (10, 0), (10, 2), (20, 3)]


def test_skills() -> None:
    """Emergencies go to their own operators first, then to those who can do both; 101 calls have only the latter."""
    check(
        desk(
            Group(id="emergency", staff=(1,), serves=("999",)),
            Group(id="both", staff=(1,), serves=("999", "101")),
        ),
        """
        comes | job | begins | leaves | group
            0 | 999 |      0 |     10 | emergency
            1 | 999 |      1 |     11 | both
            2 | 101 |     11 |     21 | both
            3 | 999 |     10 |     20 | emergency
           12 | 999 |     20 |     30 | emergency
        """,
    )


def test_several_jobs_at_once() -> None:
    """One person holds two chats at once; the third waits until one of them ends."""
    check(
        desk(Group(id="chat", staff=(1,), serves=("chat",), at_once=2)),
        """
        comes | job  | begins | leaves
            0 | chat |      0 |     10
            1 | chat |      1 |     11
            2 | chat |     10 |     20
        """,
    )


def test_staff_who_leave_finish_the_job_in_hand() -> None:
    """Two people until 01:00, one from then on. Both calls in hand are finished; nothing is begun until one is left."""
    check(
        desk(Group(id="all", staff=(2,) + (1,) * 23, serves=JOBS)),
        """
        comes | job | begins | leaves
           55 | 101 |     55 |     65
           56 | 101 |     56 |     66
           57 | 101 |     66 |     76
           58 | 101 |     76 |     86
        """,
    )


def test_staff_who_come_take_what_waits() -> None:
    """Nobody before 08:00. Whoever waits is taken at that moment, in their order; the rest when somebody comes free."""
    check(
        desk(Group(id="all", staff=(0,) * 8 + (2,) * 16, serves=JOBS)),
        """
        comes | job | begins | leaves
          100 | 101 |    480 |    490
          200 | 101 |    480 |    490
          300 | 101 |    490 |    500
        """,
    )


def test_the_same_week_comes_again() -> None:
    """Staff by hour of week: on the second Monday as on the first, nobody is there before 08:00."""
    week = ((0,) * 8 + (1,) * 16) * 7
    check(
        desk(Group(id="all", staff=week, serves=JOBS)),
        """
        comes | job | begins | leaves
            0 | 101 |    480 |    490
        10080 | 101 |  10560 |  10570
        """,
    )


def test_a_group_helps_while_a_queue_is_long() -> None:
    """Call handlers help with chats while more than two wait, and only while one of them stays free.

    The third chat that waits brings a handler, who takes the first of the queue. With one handler busy the other stays
    free for calls. When the handler comes free at 14, four chats wait, and she helps again; at 24 two wait.
    """
    help_ = Lend(job="chat", when_waiting_over=2, keeps_free=1)
    check(
        desk(
            Group(id="chat", staff=(1,), serves=("chat",)),
            Group(id="calls", staff=(2,), serves=("101",), lends=(help_,)),
        ),
        """
        comes | job  | begins | leaves | group
            0 | chat |      0 |     10 | chat
            1 | chat |      4 |     14 | calls
            2 | chat |     10 |     20 | chat
            4 | chat |     14 |     24 | calls
            5 | chat |     20 |     30 | chat
            6 | chat |     30 |     40 | chat
            7 | chat |     40 |     50 | chat
        """,
    )


def test_own_work_comes_before_help() -> None:
    """A handler who comes free takes the 101 call, although the chat has waited longer and its priority is the same."""
    check(
        desk(
            Group(id="chat", staff=(0,) * 5 + (1,) * 19, serves=("chat",)),
            Group(id="calls", staff=(1,), serves=("101",), lends=(Lend(job="chat"),)),
        ),
        """
        comes | job  | begins | leaves | group
            0 | 101  |      0 |     10 | calls
            1 | chat |     20 |     30 | calls
            2 | 101  |     10 |     20 | calls
        """,
    )


def test_whole_people() -> None:
    """Staff less shrinkage is rounded to whole people, a half to the even number, times the jobs each has at once."""
    for row in rows("""
        staff | away | at once | servers
           10 |  0.0 |       1 |      10
           10 | 0.15 |       1 |       8
           10 | 0.25 |       1 |       8
           10 | 0.26 |       1 |       7
            1 |  0.4 |       1 |       1
            1 |  0.6 |       1 |       0
          2.5 |  0.0 |       1 |       2
          3.5 |  0.0 |       3 |      12
    """):
        group = Group(
            id="g", staff=(row["staff"],), serves=JOBS, shrinkage=row["away"], at_once=row["at once"]
        )  # fmt: skip
        assert (servers_of(group) == row["servers"]).all(), row


def test_lost_callers_ring_again() -> None:
    """Who gives up after 3 minutes rings again 20 minutes later: as a new row, and not among those who went on."""
    redial = Return(share=1, after=minutes(20), when="lost")
    record = check(
        desk(
            Group(id="all", staff=(1,), serves=("101",)),
            work=(work("101", patience=minutes(3), returns=(redial,)),),
        ),
        """
        comes | job | begins | leaves | outcome
            0 | 101 |      0 |     10 | served
            1 | 101 |      - |      4 | lost
        """,
    )
    assert (record.arrived[2], record.began[2], record.left[2]) == (24, 24, 34)
    assert record.entity[2] == 1 + AGAIN
    assert departures(record) == [(10, 0), (34, 1 + AGAIN)]


def test_a_return_may_be_another_job() -> None:
    """A served 101 call is followed up by a chat an hour later."""
    follow_up = Return(share=1, after=minutes(60), job="chat")
    record = recorded(
        desk(
            Group(id="all", staff=(1,), serves=("101", "chat")),
            work=(work("101", returns=(follow_up,)), work("chat")),
        ),
        [(0, "101")],
    )
    assert [(JOBS[kind], came) for kind, came in zip(record.kind, record.arrived, strict=True)] == [
        ("101", 0),
        ("chat", 70),
    ]


def test_each_return_has_its_share_of_all() -> None:
    """Half ring again and a quarter writes: the second is decided among the other half, of whom it must take half."""
    two = (
        Return(share=0.5, after=TEN_MINUTES, when="lost"),
        Return(share=0.1, after=TEN_MINUTES),
        Return(share=0.25, after=TEN_MINUTES, job="chat", when="lost"),
    )
    assert chances(two, "lost") == [0.5, 0, 0.5]
    assert chances(two, "served") == [0, 0.1, 0]


def test_nobody_comes_more_than_a_hundred_times() -> None:
    """A call that always comes back goes for good after its hundredth visit."""
    always = Return(share=1, after=minutes(5))
    record = recorded(
        desk(Group(id="all", staff=(1,), serves=("101",)), work=(work("101", returns=(always,)),)), [(0, "101")]
    )
    assert len(record.arrived) == 100
    assert departures(record) == [(99 * 15 + 10, 99 * AGAIN)]


def test_more_work_than_can_be_done() -> None:
    """A call every five minutes for two weeks, and one person: she handles half of them, and the others still wait.

    The call that she began at the last ten minutes is in her hand at the end.
    """
    calls = [(5.0 * number, "101") for number in range(2 * 7 * 24 * 12)]
    record = recorded(desk(Group(id="all", staff=(1,), serves=JOBS)), calls)
    assert (len(calls), np.isfinite(record.began).sum(), np.isfinite(record.left).sum()) == (4032, 2016, 2015)
