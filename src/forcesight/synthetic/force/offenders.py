"""Managed offenders, visits to them, and assessments of which only the level and the day are told."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from forcesight.records.codes import vulnerability as codes
from forcesight.records.codes.people import TEAM_KINDS
from forcesight.synthetic.force.ages import ADULT, draw_of_age
from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.contacts import NEVER, known_by
from forcesight.synthetic.force.due import draw_due, working_hours
from forcesight.synthetic.force.flow import Flow
from forcesight.synthetic.force.mentions import Block, mention_tables
from forcesight.synthetic.force.waiting import choose
from forcesight.synthetic.force.world import identifiers
from forcesight.synthetic.force.writing import Columns, coded, numbered
from forcesight.synthetic.land import Array


_MONTH, _YEAR = 365.25 / 12, 365.25
# How long before the span the stock of offenders began, at most.
_OLDEST = 12 * 365
# Visits due before the span that are made within it, and due after it that are made before its end.
_BEFORE, _BEYOND = 45, 6


def offender_tables(flow: Flow) -> Iterator[tuple[str, Columns]]:
    """The rows of `managed_offender`, `offender_visit` and `risk_assessment`, and who the offenders are."""
    world, truth = flow.world, flow.parameters.vulnerability.offender
    rng = chance(world.seed, "offenders")
    days = world.span.days
    stock, joined = rng.poisson(truth.stock * world.scale), rng.poisson(truth.a_year * world.scale * days / _YEAR)
    first = np.concatenate([-rng.integers(1, _OLDEST, stock), np.sort(rng.integers(0, days, joined))])
    count, number = len(first), np.arange(len(first))
    last = np.maximum(first, 0) + np.rint(rng.exponential(_YEAR / truth.leaving, count)).astype(int)
    names, shares = zip(*truth.risks.items(), strict=True)
    risk = choose(np.array([share for share, _ in shares]), rng, count)
    months = np.array([every for _, every in shares])[risk]
    reactive = (risk == len(names) - 1) & (rng.random(count) < truth.reactive)
    scheme = choose(np.array(tuple(truth.schemes.values())), rng, count)
    post = world.staff.draw_posts(TEAM_KINDS.codes.index("offender management"), rng, count=count)
    started = world.span.instants(first, working_hours(rng, count))
    person = draw_of_age(world, world.people.as_suspect, started, rng, least=ADULT)
    ended = known_by(world.span.end, world.span.instants(np.minimum(last, days + 9), working_hours(rng, count)))
    sole = np.where(rng.random(count) < 0.5, started + np.timedelta64(30 * 86_400, "s"), NEVER)
    yield (
        "managed_offender",
        {
            "source_id": numbered("MO", number),
            "scheme": coded(_places(truth.schemes, codes.OFFENDER_SCHEMES.codes)[scheme], codes.OFFENDER_SCHEMES.codes),
            "mention_id": numbered("MG", number),
            "started_at": started,
            "ended_at": ended,
            "management_level": coded(choose(np.array((0.94, 0.05, 0.01)), rng, count), codes.MANAGEMENT_LEVELS.codes),
            "risk": coded(_places(truth.risks, codes.RISK_LEVELS.codes)[risk], codes.RISK_LEVELS.codes),
            "visit_months": np.where(reactive, 0, months),
            "reactive": reactive,
            "sole_responsibility_at": known_by(world.span.end, sole),
            "officer_id": identifiers("officer", world.staff.holder(post, np.maximum(first, 0))),
            "team_id": identifiers("team", world.staff.team_of(post)),
        },
    )
    yield from mention_tables(
        world, Block("managed offender", "MG", "managed offender", "MO", number, person, started, no_ethnicity=0.1)
    )
    yield _visits(flow, first, last, np.where(reactive, 0, months), post)
    yield _assessments(flow, first, last, scheme, risk, post)


def _places(names: object, codes_: tuple[str, ...]) -> Array:
    return np.array([codes_.index(name) for name in names])  # type: ignore[attr-defined]


def _visits(flow: Flow, first: Array, last: Array, months: Array, post: Array) -> tuple[str, Columns]:
    """The rows of `offender_visit`: due every so many months, counted from a day of each offender's own."""
    world, truth = flow.world, flow.parameters.vulnerability.offender
    rng = chance(world.seed, "offenders", "visits")
    visited = np.flatnonzero(months > 0)
    step = months[visited] * _MONTH
    since = np.where(first[visited] < 0, -_BEFORE + rng.random(len(visited)) * step, first[visited] + step)
    times = np.ceil((world.span.days + _BEYOND - since) / step).clip(min=0).astype(int)
    row = np.repeat(np.arange(len(visited)), times)
    turn = np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times)
    due = np.rint(since[row] + turn * step[row]).astype(int)
    offender = visited[row]
    kept = due < last[offender]
    offender, due = offender[kept], due[kept]
    done = draw_due(world.span, truth.visits, due, rng)
    seen = done.seen[np.argsort(done.done_at[done.seen], kind="stable")]
    offender, count = offender[seen], len(seen)
    return "offender_visit", {
        "source_id": numbered("OV", np.arange(count)),
        "managed_offender_id": numbered("MO", offender),
        "visited_at": done.done_at[seen],
        "due_at": done.due_at[seen],
        "result": coded(choose(np.array(truth.results), rng, count), codes.VISIT_RESULTS.codes),
        "announced": rng.random(count) < truth.announced,
        "officer_id": identifiers("officer", world.staff.holder(post[offender], done.done_day[seen])),
    }


def _assessments(flow: Flow, first: Array, last: Array, scheme: Array, risk: Array, post: Array) -> tuple[str, Columns]:
    """A yearly assessment of each offender with the tool of the scheme; the level and the day, nothing else."""
    world, truth = flow.world, flow.parameters.vulnerability.offender
    rng = chance(world.seed, "offenders", "assessments")
    since = np.where(first < 0, rng.random(len(first)) * _YEAR, first + 15).astype(int)
    until = np.minimum(last, world.span.days - 1)
    times = np.ceil((until - since) / _YEAR).clip(min=0).astype(int)
    row = np.repeat(np.arange(len(first)), times)
    turn = np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times)
    day = np.rint(since[row] + turn * _YEAR + rng.integers(-20, 30, len(row))).astype(int).clip(min=0)
    day = np.minimum(day, world.span.days - 1)
    tools = np.array([codes.ASSESSMENT_TOOLS.codes.index(name) for name in ("ARMS", "OGRS3", "OASys", "other")])
    at = world.span.instants(day, working_hours(rng, len(day)))
    return "risk_assessment", {
        "source_id": numbered("RM", np.arange(len(row))),
        "case_kind": "managed offender",
        "case_id": numbered("MO", row),
        "tool": coded(tools[scheme[row]], codes.ASSESSMENT_TOOLS.codes),
        "level": coded(_places(truth.risks, codes.RISK_LEVELS.codes)[risk[row]], codes.RISK_LEVELS.codes),
        "assessed_at": at,
        "due_at": at + np.timedelta64(365 * 86_400, "s"),
        "officer_id": identifiers("officer", world.staff.holder(post[row], day)),
    }
