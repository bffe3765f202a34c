"""The rows of `crime`."""

from __future__ import annotations

import numpy as np

from forcesight.records.codes import crime as codes
from forcesight.records.codes.people import TEAM_KINDS
from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.contacts import NEVER, known_by
from forcesight.synthetic.force.crime_flow import CrimeFlow
from forcesight.synthetic.force.crimes import CRIME, Crimes
from forcesight.synthetic.force.incidents import Incidents
from forcesight.synthetic.force.offences import OFFENCES
from forcesight.synthetic.force.waiting import choose, seconds
from forcesight.synthetic.force.world import identifiers
from forcesight.synthetic.force.writing import Columns, coded, numbered
from forcesight.synthetic.land import Array


_DAY = np.timedelta64(86_400, "s")
# Shares of how crimes that no incident brings reach the force; ours.
_ROUTES = {"online": 0.3, "front counter": 0.1, "officer": 0.3, "third party": 0.08, "public protection": 0.12,
           "partner": 0.1}  # fmt: skip
# Shares of why records are cancelled; ours.
_REASONS = {"additional verifiable information": 0.5, "duplicate": 0.25, "other force": 0.06,
            "recorded in error": 0.14, "part of another crime": 0.05}  # fmt: skip
_EVIDENCE = (
    "Pictures from the shop show that the goods were paid for.",
    "The property was found where it was left.",
    "Both accounts, taken apart, agree that nothing happened.",
    "The same report was made by a neighbour.",
)


def crime_table(crimes: CrimeFlow, drawn: Crimes, incidents: Incidents) -> tuple[str, Columns]:
    """The rows of `crime`; its victim is the mention of the same number."""
    flow, count = crimes.flow, len(drawn)
    rng = chance(flow.world.seed, "crimes", "table")
    staff, district = flow.world.staff, flow.world.places.district(drawn.place)
    own = drawn.incident >= 0
    began = drawn.reported - seconds(np.rint(rng.lognormal(np.log(7200), 1.8, count).clip(max=3e7)))
    # Somebody who does not know the hour writes midnight.
    began = np.where(rng.random(count) < 0.08, began.astype("datetime64[D]").astype("datetime64[us]"), began)
    until = began + (drawn.reported - began) * (rng.random(count) * (rng.random(count) < 0.4))
    classified = drawn.recorded + seconds(rng.exponential(40 * 3600, count))
    recorder = staff.draw_posts(TEAM_KINDS.codes.index("support"), rng, count=count)
    response = staff.draw_posts(TEAM_KINDS.codes.index("response"), rng, district=district)
    routes = np.array([codes.REPORT_ROUTES.codes.index(name) for name in _ROUTES])
    route = np.where(own, 0, routes[choose(np.array(tuple(_ROUTES.values())), rng, count)])
    end = flow.world.span.end
    return "crime", {
        "source_id": numbered("CR", np.arange(count)),
        "record_kind": coded(drawn.kind, codes.RECORD_KINDS.codes),
        "incident_id": numbered("IN", drawn.incident),
        "report_route": coded(route, codes.REPORT_ROUTES.codes),
        "first_reported_at": drawn.reported,
        "recorded_at": drawn.recorded,
        "classified_at": known_by(end, classified),
        **_cancelled(crimes, drawn, recorder),
        "committed_from": began,
        "committed_to": until,
        "offence_code": coded(drawn.offence, [o.code for o in OFFENCES]),
        "offence_group": coded(drawn.offence, [o.offence_group for o in OFFENCES]),
        "victim_based": np.array([o.victim_based for o in OFFENCES])[drawn.offence],
        "victim_id": numbered("MV", np.where(drawn.victim >= 0, np.arange(count), -1)),
        **_flags(crimes, drawn, incidents),
        **flow.world.places.located(drawn.place),
        "post_id": identifiers("post", recorder),
        "team_id": identifiers("team", staff.team_of(response)),
    }


def _cancelled(crimes: CrimeFlow, drawn: Crimes, recorder: Array) -> Columns:
    """Which records were cancelled, when and why."""
    truth, count = crimes.flow.parameters.crime, len(drawn)
    rng = chance(crimes.flow.world.seed, "crimes", "cancelled")
    chosen = (rng.random(count) < truth.cancelled) & (drawn.kind == CRIME)
    after = truth.cancelled_after.draw_up_to(rng, count, truth.cancelled_most)
    at = drawn.recorded + seconds(np.rint((after + rng.random(count)) * 86_400))
    at = known_by(crimes.flow.world.span.end, np.where(chosen, at, NEVER))
    known = ~np.isnat(at)
    reasons = np.array([codes.CANCEL_REASONS.codes.index(name) for name in _REASONS])
    reason = np.where(known, reasons[choose(np.array(tuple(_REASONS.values())), rng, count)], -1)
    shown = np.where(known & (reason == reasons[0]), rng.integers(0, len(_EVIDENCE), count), -1)
    return {
        "cancelled_at": at,
        "cancel_reason": coded(reason, codes.CANCEL_REASONS.codes),
        "cancel_evidence": coded(shown, _EVIDENCE),
        "cancel_post_id": identifiers("post", np.where(known, recorder, -1)),
    }


def _flags(crimes: CrimeFlow, drawn: Crimes, incidents: Incidents) -> Columns:
    """Flags, one combination for each crime, and the strands of hate."""
    flow, count = crimes.flow, len(drawn)
    rng = chance(flow.world.seed, "crimes", "flags")
    category = np.where(drawn.incident >= 0, incidents.category[drawn.incident], -1)
    shares = {
        code: np.array([kind.flags.get(code, 0.0) for kind in flow.parameters.crime.types.values()])
        for code in codes.CRIME_FLAGS.codes
    }
    bits = np.zeros(count, dtype=np.int32)
    for place, (code, share) in enumerate(shares.items()):
        chosen = rng.random(count) < share[drawn.type]
        if code in _TOLD_BY:
            told = category == flow.names.index(_TOLD_BY[code])
            chosen = np.where(drawn.incident >= 0, told | (chosen & (rng.random(count) < 0.3)), chosen)
        bits |= chosen.astype(np.int32) << place
    found, index = np.unique(bits, return_inverse=True)
    names = tuple(shares)
    texts = [",".join(n for place, n in enumerate(names) if number >> place & 1) for number in found.tolist()]
    hate = bits >> names.index("hate") & 1
    strand = np.where(hate == 1, choose(np.array((0.68, 0.06, 0.14, 0.09, 0.03)), rng, count), -1)
    return {"crime_flags": coded(index, texts), "hate_strands": coded(strand, codes.HATE_STRANDS.codes)}


# Flags that the category of an incident tells.
_TOLD_BY = {"domestic": "domestic incident", "hate": "hate crime"}
