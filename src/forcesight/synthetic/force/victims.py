"""What victims were told, when, and when they should have been."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from forcesight.records.codes import crime as codes
from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.contacts import NEVER
from forcesight.synthetic.force.crimes import Crimes
from forcesight.synthetic.force.due import Due, draw_due, working_hours
from forcesight.synthetic.force.investigations import OUTCOMES, VIEWED, Ends, Investigations
from forcesight.synthetic.force.parameters.crime import VictimTruth
from forcesight.synthetic.force.waiting import seconds
from forcesight.synthetic.force.world import identifiers
from forcesight.synthetic.force.writing import Columns, coded, numbered
from forcesight.synthetic.land import Array


# Told on the day of the decision or the day after, which is never too late.
SOON = (0.55, 0.45)
_LAST_SECOND = 86_399


def victim_table(ends: Ends, drawn: Crimes, found: Investigations) -> tuple[str, Columns]:
    """The rows of `victim_contact`."""
    flow = ends.crimes.flow
    rng = chance(flow.world.seed, "victims")
    kinds = flow.parameters.crime.types.values()
    enhanced = rng.random(len(found)) < np.array([kind.enhanced for kind in kinds])[drawn.type[found.crime]]
    parts = list(_contacts(ends, drawn, found, enhanced, rng))
    kind = np.repeat([kind for kind, *_ in parts], [len(row) for _, row, *_ in parts])
    row, triggered, due, done = (np.concatenate([part[place] for part in parts]) for place in (1, 2, 3, 4))
    seen = np.flatnonzero((done <= flow.world.span.end) & (done >= found.allocated[row]))
    seen = seen[np.argsort(done[seen], kind="stable")]
    kind, row, triggered, due, done = kind[seen], row[seen], triggered[seen], due[seen], done[seen]
    owner = flow.world.staff.holder(found.post[row], flow.world.span.local(done)[0])
    return "victim_contact", {
        "source_id": numbered("VC", np.arange(len(row))),
        "crime_id": numbered("CR", found.crime[row]),
        "investigation_id": numbered("IV", found.crime[row]),
        "mention_id": numbered("MV", np.where(drawn.victim[found.crime[row]] >= 0, found.crime[row], -1)),
        "contacted_at": done,
        "contact_kind": coded(kind, codes.VICTIM_CONTACT_KINDS.codes),
        "triggered_at": triggered,
        "due_at": due,
        "enhanced": enhanced[row],
        "reached": rng.random(len(row)) < flow.parameters.crime.victim.reached,
        "officer_id": identifiers("officer", owner),
    }


_Part = tuple[int, Array, Array, Array, Array]


def _contacts(
    ends: Ends, drawn: Crimes, found: Investigations, enhanced: Array, rng: np.random.Generator
) -> Iterator[_Part]:
    """For each kind of contact: its number, the investigations, when it was triggered, due and made."""
    truth, span = ends.crimes.flow.parameters.crime.victim, ends.crimes.flow.world.span
    victim = np.flatnonzero(ends.crimes.victim_based[drawn.type[found.crime]])
    for kind, share, working_days, mean in (
        ("acknowledgement", truth.acknowledged, 5, 1.0),
        ("needs assessment", truth.needs_assessed, 5, 3.0),
        ("referral to support", truth.referred, 2, 1.5),
    ):
        row = victim[rng.random(len(victim)) < share]
        done = found.allocated[row] + seconds(rng.exponential(mean * 86_400, len(row)))
        yield _number(kind), row, found.allocated[row], _due(ends, found.day[row], working_days), done
    yield _updates(ends, truth, victim, found, rng)
    yield from _decisions(ends, truth, victim, found, enhanced, rng)
    viewed = victim[np.isin(found.outcome[victim], [OUTCOMES.index(code) for code in VIEWED])]
    share = ends.crimes.flow.parameters.crime.investigation.view_taken
    row = viewed[(rng.random(len(viewed)) < share) & (found.outcome_at[viewed] <= span.end)]
    before = found.outcome_at[row] - seconds(rng.random(len(row)) * 3600)
    yield _number("view on outcome"), row, before, np.full(len(row), NEVER), before


def _updates(ends: Ends, truth: VictimTruth, victim: Array, found: Investigations, rng: np.random.Generator) -> _Part:
    """Updates as agreed with the victim, each so many days while the investigation is open."""
    times = (found.lasts[victim] - 1).clip(min=0) // truth.update_days
    row = np.repeat(victim, times)
    turn = np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times) + 1
    made = rng.random(len(row)) < truth.updates_made
    row, turn = row[made], turn[made]
    due_day = found.day[row] + turn * truth.update_days
    done = draw_due(ends.crimes.flow.world.span, Due(truth.updated_in_time), due_day, rng)
    kept = done.seen
    return _number("update"), row[kept], np.full(len(kept), NEVER), done.due_at[kept], done.done_at[kept]


def _decisions(
    ends: Ends, truth: VictimTruth, victim: Array, found: Investigations, enhanced: Array, rng: np.random.Generator
) -> Iterator[_Part]:
    """Victims told of the outcome: soon after it, or too late."""
    span = ends.crimes.flow.world.span
    day = found.day + found.lasts
    told = victim[(rng.random(len(victim)) < truth.decisions_told) & (day[victim] < span.days)]
    for number, (days, share) in enumerate(
        zip(truth.decision_days, (truth.told_in_time, truth.told_in_time_enhanced), strict=True)
    ):
        row = told[enhanced[told] == bool(number)]
        soon = rng.random(len(row)) < share
        due_day = ends.crimes.flow.calendar.due(days)[day[row]]
        soon_day = day[row] + (rng.random(len(row)) >= SOON[0])
        at_once = found.outcome_at[row] + seconds(rng.integers(600, 6600, len(row)))
        in_time = np.maximum(span.instants(soon_day, working_hours(rng, len(row))), at_once)
        late = draw_due(span, Due(0.0), due_day, rng)
        done = np.where(soon, in_time, late.done_at)
        yield _number("key decision"), row, found.outcome_at[row], late.due_at, done


def _due(ends: Ends, day: Array, working_days: int) -> Array:
    """The last second of the day on which so many working days end."""
    span = ends.crimes.flow.world.span
    found: Array = span.instants(ends.crimes.flow.calendar.due(working_days)[day], np.full(len(day), _LAST_SECOND))
    return found


def _number(kind: str) -> int:
    return codes.VICTIM_CONTACT_KINDS.codes.index(kind)
