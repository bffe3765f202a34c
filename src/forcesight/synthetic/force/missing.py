"""Missing people: who went missing again and again, how long, and whether the child was asked why."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from forcesight.records.codes import vulnerability as codes
from forcesight.synthetic.force.ages import ADULT, draw_of_age
from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.contacts import NEVER, known_by
from forcesight.synthetic.force.flow import Flow
from forcesight.synthetic.force.incident_table import response_team
from forcesight.synthetic.force.incidents import Incidents
from forcesight.synthetic.force.mentions import Block, described, mention_tables
from forcesight.synthetic.force.waiting import choose, choose_each, seconds
from forcesight.synthetic.force.world import identifiers
from forcesight.synthetic.force.writing import Columns, coded, masked, numbered
from forcesight.synthetic.land import Array


_RECENT = 90 * 86_400
_FOUND_BY = ("police", "family", "returned")
# Shares of where children in care, other children and adults go missing from, in the order of MISSING_FROM; ours.
_FROM = ((0.02, 0.6, 0.36, 0, 0, 0.01, 0.01, 0), (0.86, 0, 0, 0, 0.03, 0.02, 0.07, 0.02),
         (0.6, 0, 0, 0.05, 0.17, 0.12, 0, 0.06))  # fmt: skip


def episode_share(flow: Flow) -> float:
    """The share of incidents of missing people that are an episode: what makes the first year's number."""
    number = flow.first_year[flow.names.index("missing person")]
    share = flow.parameters.vulnerability.missing.a_year / float(number)
    if share > 1:
        raise ValueError("There are fewer incidents of missing people than episodes; raise the category's weights.")
    return share


def missing_tables(flow: Flow, incidents: Incidents) -> Iterator[tuple[str, Columns]]:
    """The rows of `missing_episode` and their mentions."""
    world, truth = flow.world, flow.parameters.vulnerability.missing
    rng = chance(world.seed, "missing")
    fitting = np.flatnonzero(incidents.category == flow.names.index("missing person"))
    incident = fitting[rng.random(len(fitting)) < episode_share(flow)]
    at, count, end = incidents.opened[incident], len(incident), world.span.end
    child = rng.random(count) < truth.children
    in_care = child & (rng.random(count) < truth.child_in_care)
    person = _people(flow, at, child, in_care, rng)
    risk = choose(np.array(truth.risks), rng, count)
    raised = (rng.random(count) < truth.raised) & (risk < len(truth.risks) - 1)
    found = at + seconds(600 + truth.hours.draw_up_to(rng, count, truth.most))
    interview = found + seconds(truth.interview.draw_up_to(rng, count, truth.interview_most))
    interviewed = child & (rng.random(count) < truth.interviewed)
    prevented = found + seconds(rng.exponential(20_000, count))
    found = known_by(end, found)
    back = ~np.isnat(found)
    number = np.arange(count)
    held = rng.random(count) < truth.plan_held
    where = np.where(in_care, 0, np.where(child, 1, 2))
    team = response_team(flow, incidents.place, rng)[incident]
    yield (
        "missing_episode",
        {
            "source_id": numbered("ME", number),
            "incident_id": numbered("IN", incident),
            "mention_id": numbered("MM", number),
            "team_id": identifiers("team", team),
            "last_seen_at": at - seconds(1800 + rng.exponential(14_000, count)),
            "reported_at": at,
            "risk": coded(risk, codes.MISSING_RISKS.codes),
            "highest_risk": coded(risk + raised, codes.MISSING_RISKS.codes),
            "risk_graded_at": known_by(end, at + seconds(rng.integers(300, 5400, count))),
            "missing_from": coded(choose_each(np.array(_FROM), where, rng), codes.MISSING_FROM.codes),
            "is_child": child,
            "in_care": in_care,
            "plan_held": held,
            "found_at": found,
            "found_by": coded(np.where(back, choose(np.array((0.3, 0.16, 0.54)), rng, count), -1), _FOUND_BY),
            "harmed": masked(rng.random(count) < truth.harmed, back),
            "prevention_interview_at": known_by(end, np.where(rng.random(count) < truth.prevention, prevented, NEVER)),
            "return_interview_at": known_by(end, np.where(interviewed, interview, NEVER)),
            "earlier_episodes": earlier(person, at),
            **described(world, person, at, rng, 0.3, 0.03),
            **world.places.located(incidents.place[incident]),
        },
    )
    yield from mention_tables(world, Block("missing person", "MM", "missing", "ME", number, person, at))


def _people(flow: Flow, at: Array, child: Array, in_care: Array, rng: np.random.Generator) -> Array:
    """Who went missing: few people, many times."""
    people = flow.world.people
    # Whoever goes missing does so again: the weights are uneven far beyond those of other victims.
    weight = (people.as_victim + 1e-3) ** 1.7
    cared_for = draw_of_age(flow.world, weight * people.in_care, at, rng, least=8, below=ADULT)
    young = draw_of_age(flow.world, weight, at, rng, least=8, below=ADULT)
    grown = draw_of_age(flow.world, weight, at, rng, least=ADULT)
    return np.where(in_care, cared_for, np.where(child, young, grown))


def earlier(person: Array, at: Array) -> Array:
    """How many episodes each person had in the 90 days before each."""
    when = at.astype("datetime64[s]").astype(np.int64)
    order = np.lexsort((when, person))
    # One rising row of all people's times, each so far from the next that no 90 days reach across.
    apart = np.ptp(when) + 2 * _RECENT if len(when) else 0
    rising = person[order] * np.int64(apart) + when[order]
    found = np.empty(len(at), dtype=int)
    found[order] = np.arange(len(order)) - np.searchsorted(rising, rising - _RECENT)
    return found
