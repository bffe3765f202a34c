"""Investigations: who got each crime, how it ended, and which reviews were made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from forcesight.records.codes import crime as codes
from forcesight.records.codes.people import TEAM_KINDS
from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.contacts import NEVER, known_by
from forcesight.synthetic.force.crime_flow import CrimeFlow
from forcesight.synthetic.force.crimes import CRIME, Crimes
from forcesight.synthetic.force.due import Due, draw_due, working_hours
from forcesight.synthetic.force.waiting import Wait, choose, choose_each, seconds
from forcesight.synthetic.force.world import World, identifiers
from forcesight.synthetic.force.writing import Columns, coded, masked, numbered
from forcesight.synthetic.land import Array


OUTCOMES = codes.OUTCOMES.codes
# Outcomes for which the victim must have decided, and those on which the victim's view must be asked.
DECIDED, VIEWED = ("14", "16"), ("2", "2A", "3", "3A", "8")
_APPROVED = ("9", "10", "21", "22", "14", "16", "8", "3", "2")
_NOBODY = ("14", "18")


@dataclass(frozen=True)
class Ends:
    """How investigations end, as shares by type of crime; days are whole days after the allocation."""

    crimes: CrimeFlow

    @cached_property
    def outcomes(self) -> Array:
        """The share of each outcome (columns, in the order of OUTCOMES) by type of crime."""
        truth = self.crimes.flow.parameters.crime
        found = np.array([[truth.ends[t.ends].get(code, 0.0) for code in OUTCOMES] for t in truth.types.values()])
        shares: Array = found / found.sum(axis=1, keepdims=True)
        return shares

    def wait(self, outcome: str) -> Wait:
        """The days that an outcome takes."""
        truth, group = self.crimes.flow.parameters.crime.investigation, codes.OUTCOMES.groups[outcome]
        if group == "charged":
            return truth.charged
        if group in ("out of court", "diversion", "taken into consideration"):
            return truth.settled
        return truth.no_suspect if outcome == "18" else truth.evidential

    def open_after(self, days: Array) -> Array:
        """The share of investigations still open so many days after the allocation, by type and day."""
        most = self.crimes.flow.parameters.crime.investigation.most
        lasting = np.stack([1 - self.wait(code).within_up_to(days, most) for code in OUTCOMES])
        found: Array = self.outcomes @ lasting
        return found

    @cached_property
    def high_risk(self) -> Array:
        """The share of high-risk investigations, by type of crime."""
        return np.array([kind.high_risk for kind in self.crimes.flow.parameters.crime.types.values()])


@dataclass(slots=True)
class Investigations:
    """One for each crime, in the order of the crimes: its number in them, days (numbers) and what came of it.

    `lasts` is the number of days from the allocation to the outcome.
    """

    crime: Array
    day: Array
    allocated: Array
    high_risk: Array
    outcome: Array
    lasts: Array
    outcome_at: Array
    post: Array

    def __len__(self) -> int:
        return len(self.crime)


def draw_investigations(ends: Ends, drawn: Crimes) -> Investigations:
    """Draw the investigations that were allocated within the span."""
    flow = ends.crimes.flow
    truth, span = flow.parameters.crime.investigation, flow.world.span
    rng = chance(flow.world.seed, "investigations")
    crime = np.flatnonzero(drawn.kind == CRIME)
    lag = choose(np.array(truth.allocated), rng, len(crime))
    allocated = span.instants(drawn.day[crime] + lag, working_hours(rng, len(crime)))
    # On the day of the record an owner is found after it.
    allocated = np.maximum(allocated, drawn.recorded[crime] + np.timedelta64(600, "s"))
    kept = allocated <= span.end
    crime, allocated = crime[kept], allocated[kept]
    day, type_ = span.local(allocated)[0], drawn.type[crime]
    outcome = choose_each(ends.outcomes, type_, rng)
    lasts = np.empty(len(crime), dtype=int)
    for number in np.unique(outcome):
        chosen = np.flatnonzero(outcome == number)
        lasts[chosen] = ends.wait(OUTCOMES[number]).draw_up_to(rng, len(chosen), truth.most)
    at = np.maximum(span.instants(day + lasts, working_hours(rng, len(crime))), allocated + np.timedelta64(1800, "s"))
    high_risk = rng.random(len(crime)) < ends.high_risk[type_]
    return Investigations(
        crime=crime, day=day, allocated=allocated, high_risk=high_risk, outcome=outcome, lasts=lasts, outcome_at=at,
        post=_owner(flow.world, drawn.place[crime], high_risk | (rng.random(len(crime)) < 0.25), rng),
    )  # fmt: skip


def _owner(world: World, place: Array, detective: Array, rng: np.random.Generator) -> Array:
    """The post of each owner: of an investigation team or of response, in the district."""
    district = world.places.district(place)
    kinds = [TEAM_KINDS.codes.index(kind) for kind in ("investigation", "response")]
    detectives, response = (world.staff.draw_posts(kind, rng, district=district) for kind in kinds)
    return np.where(detective, detectives, response)


def investigation_table(ends: Ends, drawn: Crimes, found: Investigations) -> tuple[str, Columns]:
    """The rows of `investigation`."""
    flow = ends.crimes.flow
    truth, world, count = flow.parameters.crime.investigation, flow.world, len(found)
    rng = chance(world.seed, "investigations", "table")
    end = world.span.end
    at = known_by(end, found.outcome_at)
    known = ~np.isnat(at)
    outcome = np.where(known, found.outcome, -1)
    one_of = {codes_: known & np.isin(outcome, _numbers(codes_)) for codes_ in (DECIDED, VIEWED, _APPROVED, _NOBODY)}
    victim_based = ends.crimes.victim_based[drawn.type[found.crime]]
    decision = np.where(one_of[DECIDED], 1, np.where(victim_based, 0, 3))
    approved = one_of[_APPROVED] & (rng.random(count) < truth.approved)
    supervisor = world.staff.holder(world.staff.supervisor(found.post), found.day)
    planned = rng.random(count) < truth.planned
    plan = np.where(planned, found.allocated + seconds(rng.exponential(3 * 86_400, count)), NEVER)
    acted = np.where(rng.random(count) < 0.9, found.allocated + seconds(rng.exponential(14_400, count)), NEVER)
    return "investigation", {
        "source_id": numbered("IV", found.crime),
        "crime_id": numbered("CR", found.crime),
        "allocated_at": found.allocated,
        "post_id": identifiers("post", found.post),
        "officer_id": identifiers("officer", world.staff.holder(found.post, found.day)),
        "team_id": identifiers("team", world.staff.team_of(found.post)),
        "risk": coded(np.where(found.high_risk, 2, rng.random(count) < 0.3), codes.INVESTIGATION_RISKS.codes),
        "plan_at": known_by(end, plan),
        "first_action_at": known_by(end, acted),
        "suspect_named": ~one_of[_NOBODY] & (known | (rng.random(count) < 0.4)),
        "victim_decision": coded(np.where(known, decision, -1), codes.VICTIM_DECISIONS.codes),
        "victim_decision_recorded": masked(rng.random(count) < truth.decision_recorded, one_of[DECIDED]),
        "victim_view_taken": masked(rng.random(count) < truth.view_taken, one_of[VIEWED]),
        "lines_open": masked(rng.random(count) < truth.lines_open, known),
        "outcome": coded(outcome, OUTCOMES),
        "outcome_at": at,
        "approver_id": identifiers("officer", np.where(approved, supervisor, -1)),
        "approved_at": known_by(end, np.where(approved, at + np.timedelta64(7200, "s"), NEVER)),
        "closed_at": known_by(end, at + seconds(rng.exponential(2 * 86_400, count))),
    }


def _numbers(outcomes: tuple[str, ...]) -> list[int]:
    return [OUTCOMES.index(code) for code in outcomes]


def review_due(ends: Ends, found: Investigations) -> Iterator[tuple[int, Array, Array]]:
    """Which reviews fell due, with the interval in days: investigations (rows of `found`), and days."""
    for risk, step in enumerate(ends.crimes.flow.parameters.crime.investigation.review_days):
        chosen = np.flatnonzero(found.high_risk == bool(risk))
        times = (found.lasts[chosen] - 1).clip(min=0) // step
        row = np.repeat(chosen, times)
        turn = np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times) + 1
        yield step, row, found.day[row] + turn * step


def review_tables(ends: Ends, found: Investigations) -> Iterator[tuple[str, Columns]]:
    """The rows of `supervisor_review`, and the reviews that fell due and were never made."""
    flow = ends.crimes.flow
    truth, world = flow.parameters.crime.investigation, flow.world
    rng = chance(world.seed, "reviews")
    due = [(row, day) for _, row, day in review_due(ends, found)]
    row, due_day = (np.concatenate(column) for column in zip(*due, strict=True))
    made = rng.random(len(row)) < truth.reviews_made
    never = np.flatnonzero(~made & (due_day < world.span.days))
    yield (
        "truth/review_never_made",
        {
            "investigation_id": numbered("IV", found.crime[row[never]]),
            "due_on": world.span.dates[due_day[never]],
        },
    )
    row, due_day = row[made], due_day[made]
    times = draw_due(world.span, Due(truth.reviews_in_time), due_day, rng)
    seen = times.seen
    seen = seen[np.argsort(times.done_at[seen], kind="stable")]
    row = row[seen]
    count = len(row)
    given = rng.random(count) < truth.directions
    supervisor = world.staff.holder(world.staff.supervisor(found.post[row]), times.done_day[seen])
    yield (
        "supervisor_review",
        {
            "source_id": numbered("SR", np.arange(count)),
            "investigation_id": numbered("IV", found.crime[row]),
            "reviewed_at": times.done_at[seen],
            "due_at": times.due_at[seen],
            "review_kind": coded(np.ones(count), codes.REVIEW_KINDS.codes),
            "officer_id": identifiers("officer", supervisor),
            "directions_given": given,
            "directions": coded(np.where(given, rng.integers(0, len(_DIRECTIONS), count), -1), _DIRECTIONS),
        },
    )


_DIRECTIONS = (
    "Ask the shops on the corner for pictures before they are overwritten.",
    "Take the account of the second witness and finish the plan.",
    "Tell the victim what happens next, and write down what was said.",
    "Send the telephone for examination; say why it is needed.",
    "Find and interview the named suspect within the week.",
    "Consider a prosecution without the victim's support.",
)
