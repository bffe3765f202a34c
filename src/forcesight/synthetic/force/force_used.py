"""Use of force: how often it happened, and the few forms that tell of it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from forcesight.records.codes import force as codes
from forcesight.records.codes import person as person_codes
from forcesight.records.codes.people import TEAM_KINDS
from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.contacts import known_by
from forcesight.synthetic.force.custody import Custody
from forcesight.synthetic.force.demand import draw_counts
from forcesight.synthetic.force.flow import Flow
from forcesight.synthetic.force.mentions import Block, described, mention_tables
from forcesight.synthetic.force.near import Near
from forcesight.synthetic.force.searches import GROUPS, SearchShares, people_of_groups
from forcesight.synthetic.force.waiting import choose, choose_each, seconds
from forcesight.synthetic.force.world import identifiers
from forcesight.synthetic.force.writing import Columns, coded, numbered
from forcesight.synthetic.land import Array


def force_districts(flow: Flow) -> Array:
    """The share of each district in the use of force: that of the incidents that are attended at once."""
    urgent = flow.every_incident.sum(axis=0) * [c.grades[0] for c in flow.parameters.response.categories.values()]
    found: Array = urgent @ flow.districts(flow.place_kinds)
    shares: Array = found / found.sum()
    return shares


def draw_force(flow: Flow, custody: Custody) -> Iterator[tuple[str, Columns]]:
    """The rows of `use_of_force`, and the uses of force for which nobody made a form."""
    world, truth = flow.world, flow.parameters.stops.force
    rng = chance(world.seed, "force")
    cell = draw_counts(flow.calendar.expected(truth.demand, world.scale), rng)
    count = len(cell)
    at = np.sort(world.span.instants(cell // 24, cell % 24 * 3600 + rng.integers(0, 3600, count)))
    district = choose(force_districts(flow), rng, count)
    recorded = rng.random(count) < recorded_share(flow)[district]
    # The arrest nearest before it; custody is in the order of arrival, which is nearly that of arrest.
    arrest = (np.searchsorted(custody.arrived, at) - 1).clip(min=0)
    arrested = (rng.random(count) < 0.72) & (len(custody) > 0)
    arrest = np.where(arrested, arrest, -1)
    missing = np.flatnonzero(~recorded)
    unrecorded = {
        "used_at": at[missing],
        "custody_id": numbered("CU", arrest[missing]),
        "district_code": coded(district[missing], world.areas.district_codes),
    }
    yield "truth/unrecorded_force", unrecorded
    seen = np.flatnonzero(recorded)
    yield from _force_rows(flow, custody, at[seen], district[seen], arrest[seen], rng)


def recorded_share(flow: Flow) -> Array:
    """The share of uses of force for which there is a form, by district."""
    told = flow.parameters.stops.force.recorded
    return np.array([told[min(n, len(told) - 1)] for n in range(len(flow.world.areas.district_codes))])


def _force_rows(
    flow: Flow, custody: Custody, at: Array, district: Array, arrest: Array, rng: np.random.Generator
) -> Iterator[tuple[str, Columns]]:
    world, truth, count = flow.world, flow.parameters.stops.force, len(at)
    number, day = np.arange(count), world.span.local(at)[0]
    factor = np.array([truth.factor.get(code, 0.0) for code in GROUPS])
    shares = SearchShares(flow).residents * factor
    stranger = people_of_groups(flow, district, choose_each(shares, district, rng), rng)
    person = np.where(arrest >= 0, custody.person[arrest], stranger)
    post = world.staff.draw_posts(TEAM_KINDS.codes.index("response"), rng, district=district)
    device = np.where(
        rng.random(count) < 0.07, choose(np.array((0.5, 0.12, 0.02, 0.26, 0.02, 0.01, 0.07)), rng, count), -1
    )
    told = described(world, person, at, rng, 0.02, 0.0)
    told = {**told, "self_defined_ethnicity": coded(np.full(count, -1), person_codes.SELF_DEFINED_ETHNICITY.codes)}
    lsoa = _lsoa_of_district(flow, district, rng)
    yield (
        "use_of_force",
        {
            "source_id": numbered("UF", number),
            "used_at": at,
            "submitted_at": known_by(world.span.end, at + seconds(truth.submitted_after.draw(rng, count))),
            "officer_id": identifiers("officer", world.staff.holder(post, day)),
            "team_id": identifiers("team", world.staff.team_of(post)),
            "custody_id": numbered("CU", arrest),
            "mention_id": numbered("MU", number),
            "location_kinds": _one_of(_PLACES, rng, count),
            "impact_factors": _one_of(_FACTORS, rng, count),
            "reasons": _one_of(_REASONS, rng, count),
            "tactics": coded(
                np.where(device >= 0, len(_TACTICS), choose(_TACTIC_SHARES, rng, count)), (*_TACTICS, _DEVICE)
            ),
            "device_use": coded(device, codes.DEVICE_USES.codes),
            "effective": rng.random(count) < truth.effective,
            "outcomes": coded(np.where(arrest >= 0, 0, 1 + rng.integers(0, 3, count)), _OUTCOMES),
            "subject_injury": coded(choose(np.array((0.9, 0.095, 0.005)), rng, count), codes.INJURIES.codes),
            "officer_injury": coded(choose(np.array((0.94, 0.058, 0.002)), rng, count), codes.INJURIES.codes),
            "assaulted": rng.random(count) < 0.12,
            "disability": coded(
                choose(np.array((0.84, 0.03, 0.11, 0.02)), rng, count), person_codes.DISABILITIES.codes
            ),
            "body_worn_video": rng.random(count) < truth.body_worn_video,
            **told,
            **world.places.located(world.places.draw_within(lsoa, rng)),
        },
    )
    block = Block("subject of force", "MU", "use of force", "UF", number, person, at, no_ethnicity=0.3)
    yield from mention_tables(world, block)


def _lsoa_of_district(flow: Flow, district: Array, rng: np.random.Generator) -> Array:
    """An LSOA of each district, by its residents."""
    areas = flow.world.areas
    near = Near.of(np.arange(len(areas.district)), areas.district, areas.residents, len(areas.district_codes))
    return near.draw(district, 1.0, rng)


def _one_of(texts: tuple[str, ...], rng: np.random.Generator, count: int) -> Columns:
    return coded(rng.integers(0, len(texts), count), texts)  # type: ignore[no-any-return]


_PLACES = ("street", "dwelling", "street,licensed premises", "custody block", "retail premises", "hospital",
           "police vehicle with prisoner cage", "open ground")  # fmt: skip
_FACTORS = ("alcohol", "drugs", "alcohol,drugs", "mental health", "prior knowledge", "size gender or build",
            "possession of a weapon", "crowd,alcohol", "")  # fmt: skip
_REASONS = ("protect self,effect arrest", "effect arrest,prevent escape", "protect public", "effect search",
            "protect subject,prevent harm", "prevent offence")  # fmt: skip
_TACTICS = ("compliant handcuffing", "non-compliant handcuffing", "non-compliant handcuffing,ground restraint",
            "unarmed skills,non-compliant handcuffing", "ground restraint,limb or body restraint",
            "irritant spray drawn", "irritant spray used,non-compliant handcuffing", "baton drawn")  # fmt: skip
_TACTIC_SHARES = np.array((0.42, 0.2, 0.13, 0.14, 0.05, 0.02, 0.02, 0.02))
_DEVICE = "conducted energy device"
_OUTCOMES = ("arrested", "made off", "hospitalised", "other")
