"""Abstractions: officers taken from their team's own work for another.

Their number is drawn for each team and month, so that what is expected is known; then each is laid upon one of the
duties that the team worked in that month.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forcesight.records.codes.people import TEAM_KINDS
from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.duties import HOURS, KIND, Duties
from forcesight.synthetic.force.world import World, identifiers
from forcesight.synthetic.force.writing import Columns, coded, numbered
from forcesight.synthetic.land import Array


@dataclass(frozen=True, slots=True)
class AbstractionTruth:
    """How often officers are taken for other work: ours ("will be ring-fenced": PEEL 2021/22, of neighbourhoods)."""

    # A post and year, by kind of team; other teams lose nobody.
    a_year: tuple[tuple[str, float], ...] = (
        ("neighbourhood", 14.0), ("response", 5.0), ("investigation", 4.0), ("public protection", 2.5),
    )  # fmt: skip
    # Some take the whole day (hours), the others a part of it: evenly between the least and the most hours.
    whole: float = 0.5
    whole_hours: float = 8.0
    part_hours: tuple[float, float] = (1.0, 7.0)
    reasons: tuple[tuple[str, float], ...] = (
        ("response cover", 0.3), ("public order", 0.12), ("event", 0.16), ("custody", 0.06),
        ("constant supervision", 0.1), ("scene guard", 0.14), ("court", 0.06), ("major investigation", 0.06),
    )  # fmt: skip

    @property
    def hours(self) -> float:
        """The expected hours of an abstraction."""
        return self.whole * self.whole_hours + (1 - self.whole) * sum(self.part_hours) / 2


TRUTH = AbstractionTruth()


def expected_abstractions(world: World) -> Array:
    """The expected number of abstractions of each team (row) in each month of the span (column)."""
    a_year = np.zeros(len(TEAM_KINDS.codes))
    for name, rate in TRUTH.a_year:
        a_year[TEAM_KINDS.codes.index(name)] = rate
    posts = np.bincount(world.staff.post_team, minlength=len(world.staff.teams))
    days = np.bincount(world.span.month)
    expected: Array = (posts * a_year[world.staff.team_kind])[:, None] * days / 365.25
    return expected


def abstraction_rows(world: World, duties: Duties) -> Columns:
    """The `abstraction` table."""
    rng = chance(world.seed, "abstractions")
    duty, team = _abstracted(world, duties, rng)
    count = len(duty)
    begin, end = HOURS[duties.shift[duty]].T
    part = rng.uniform(*TRUTH.part_hours, count)
    hours = np.where(rng.random(count) < TRUTH.whole, TRUTH.whole_hours, part)
    starts = world.span.instants(duties.day[duty], (begin + rng.random(count) * (end - begin - hours)) * 3600)
    reason = np.searchsorted(np.cumsum([share for _, share in TRUTH.reasons])[:-1], rng.random(count))
    return {
        "source_id": numbered("AB", np.arange(count)),
        "officer_id": identifiers("officer", duties.officer[duty]),
        "team_id": identifiers("team", team),
        "to_team_id": identifiers("team", _covered(world, team, reason, rng)),
        "starts_at": starts,
        "ends_at": starts + (hours * 3600).astype("timedelta64[s]"),
        "reason_code": coded(reason, [name for name, _ in TRUTH.reasons]),
    }


def _abstracted(world: World, duties: Duties, rng: np.random.Generator) -> tuple[Array, Array]:
    """The duty and the team of each abstraction. A shift that goes on beyond the span gives nobody."""
    staff, months = world.staff, int(world.span.month[-1]) + 1
    over = (duties.day == world.span.days - 1) & (HOURS[duties.shift, 1] > 24)
    worked = np.flatnonzero((duties.kind == KIND["duty"]) & ~over)
    group = staff.post_team[staff.officer_post[duties.officer[worked]]] * months + world.span.month[duties.day[worked]]
    order = np.argsort(group, kind="stable")
    sizes = np.bincount(group, minlength=len(staff.teams) * months)
    counts = rng.poisson(expected_abstractions(world)).ravel()
    of_group = np.repeat(np.arange(len(counts)), np.where(sizes > 0, counts, 0))
    place = (np.cumsum(sizes) - sizes)[of_group] + (rng.random(len(of_group)) * sizes[of_group]).astype(int)
    return worked[order[place]], of_group // months


def _covered(world: World, team: Array, reason: Array, rng: np.random.Generator) -> Array:
    """The response team that gained an officer, where one was covered for; -1 elsewhere."""
    response = TEAM_KINDS.codes.index("response")
    post = world.staff.draw_posts(response, rng, district=world.staff.team_district[team])
    cover = (reason == 0) & (world.staff.team_kind[team] != response)
    return np.where(cover, world.staff.team_of(post), -1)
