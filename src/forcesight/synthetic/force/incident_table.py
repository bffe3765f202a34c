"""The rows of `incident`."""

from __future__ import annotations

import numpy as np

from forcesight.records.codes import incident as codes
from forcesight.records.codes.contact import RIGHT_CARE
from forcesight.records.codes.people import TEAM_KINDS
from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.contacts import NEVER, known_by
from forcesight.synthetic.force.flow import Flow
from forcesight.synthetic.force.incidents import Incidents
from forcesight.synthetic.force.waiting import choose, seconds
from forcesight.synthetic.force.world import identifiers
from forcesight.synthetic.force.writing import Columns, coded, masked, numbered
from forcesight.synthetic.land import Array


CATEGORIES = codes.CATEGORIES.codes
GRADE_CODES = codes.GRADES.codes
_HEALTH = ("collapse illness or injury", "concern for safety", "missing person", "sudden death")
# Shares of the decisions in RIGHT_CARE for calls about health; ours.
_RIGHT_CARE = (0.04, 0.3, 0.14, 0.22, 0.3)
CONTROL_ROOM = TEAM_KINDS.codes.index("control room")


def incident_table(flow: Flow, incidents: Incidents, closing: Array) -> tuple[str, Columns]:
    """The rows of `incident`; `closing` numbers each one's category at closing in CATEGORIES."""
    count, rng = len(incidents), chance(flow.world.seed, "incidents", "times")
    attended = incidents.attended
    arrived = np.where(attended, incidents.opened + seconds(incidents.arrived_after), NEVER)
    passed = incidents.opened + seconds(np.rint(incidents.allocated_after * rng.uniform(0.2, 0.8, count)))
    allocated = incidents.opened + seconds(incidents.allocated_after)
    closed = np.where(attended, arrived + seconds(rng.exponential(5400, count)), _closed_unattended(flow, incidents))
    opening = np.array([CATEGORIES.index(name) for name in flow.names])[incidents.category]
    end = flow.world.span.end
    return "incident", {
        "source_id": numbered("IN", np.arange(count)),
        "contact_id": numbered("CT", incidents.contact),
        "opened_at": incidents.opened,
        "opening_code": coded(opening, [f"{number + 101}" for number in range(len(CATEGORIES))]),
        "opening_category": coded(opening, CATEGORIES),
        "closing_code": coded(closing, [f"{number + 101}" for number in range(len(CATEGORIES))]),
        "closing_category": coded(closing, CATEGORIES),
        **flow.world.places.located(incidents.place),
        **_told(flow, incidents),
        "first_grade": coded(incidents.grade, GRADE_CODES),
        "grade": coded(incidents.last, GRADE_CODES),
        "graded_at": known_by(end, graded_at(flow, incidents)),
        "rural": incidents.rural,
        "passed_at": known_by(end, np.where(attended, passed, NEVER)),
        "allocated_at": known_by(end, np.where(attended, allocated, NEVER)),
        "at_scene_at": known_by(end, np.where(incidents.pressed, arrived, NEVER)),
        "told_of_delay_at": known_by(end, _told_of_delay(flow, incidents)),
        "closed_at": known_by(end, closed),
        # Whether anybody will come to those who still wait when the records end is not yet known.
        "attended": masked(attended, ~(arrived > end)),
    }


def graded_at(flow: Flow, incidents: Incidents) -> Array:
    """When each incident got its first grade: within three minutes."""
    rng = chance(flow.world.seed, "incidents", "graded")
    found: Array = incidents.opened + seconds(rng.integers(20, 180, len(incidents)))
    return found


def _told(flow: Flow, incidents: Incidents) -> Columns:
    """Qualifiers, what was asked, and who asked."""
    truth, count = flow.parameters.response, len(incidents)
    rng = chance(flow.world.seed, "incidents", "asked")
    health = np.isin(incidents.category, [flow.names.index(name) for name in _HEALTH if name in flow.names])
    decision = np.where(health, choose(np.array(_RIGHT_CARE), rng, count), -1)
    return {
        "qualifiers": _qualifiers(flow, incidents),
        "repeat_checked": rng.random(count) < truth.repeat_checked,
        "vulnerability_checked": rng.random(count) < truth.vulnerability_checked,
        "prevention_advice": rng.random(count) < truth.prevention_advice,
        "evidence_advice": rng.random(count) < truth.evidence_advice,
        "right_care_decision": coded(decision, RIGHT_CARE.codes),
        "post_id": identifiers("post", flow.world.staff.draw_posts(CONTROL_ROOM, rng, count=count)),
        "team_id": identifiers("team", response_team(flow, incidents.place, rng)),
    }


def response_team(flow: Flow, place: Array, rng: np.random.Generator) -> Array:
    """A response team that serves the district of each place."""
    kind = TEAM_KINDS.codes.index("response")
    post = flow.world.staff.draw_posts(kind, rng, district=flow.world.places.district(place))
    return flow.world.staff.team_of(post)


def qualifier_shares(flow: Flow) -> dict[str, Array]:
    """The share of each category's incidents that has each qualifier, in the order of QUALIFIERS.

    The shares of mental health are multiplied until the first year has as many as the truth says.
    """
    truth = flow.parameters.response
    found = {
        code: np.array([c.qualifiers.get(code, 0.0) for c in truth.categories.values()])
        for code in codes.QUALIFIERS.codes
    }
    found["mental health"] *= truth.mental_health_a_year / (flow.first_year @ found["mental health"])
    return found


def _qualifiers(flow: Flow, incidents: Incidents) -> Columns:
    rng = chance(flow.world.seed, "incidents", "qualifiers")
    shares = qualifier_shares(flow)
    bits = np.zeros(len(incidents), dtype=np.int16)
    for place, share in enumerate(shares.values()):
        bits |= (rng.random(len(incidents)) < share[incidents.category]).astype(np.int16) << place
    names = tuple(shares)
    texts = [",".join(n for place, n in enumerate(names) if number >> place & 1) for number in range(1 << len(names))]
    return coded(bits, texts)  # type: ignore[no-any-return]


def _told_of_delay(flow: Flow, incidents: Incidents) -> Array:
    """When a caller was told that nobody would come in time: at the end of the time allowed."""
    truth = flow.parameters.response
    rng = chance(flow.world.seed, "incidents", "delay")
    limits = np.array([one.limit for one in truth.attendance])[incidents.changed, incidents.rural.astype(int)]
    late = incidents.attended & (incidents.arrived_after > limits)
    told = late & (rng.random(len(incidents)) < truth.told_of_delay)
    return np.where(told, incidents.opened + seconds(limits), NEVER)


def _closed_unattended(flow: Flow, incidents: Incidents) -> Array:
    rng = chance(flow.world.seed, "incidents", "closed")
    lasted = np.empty(len(incidents))
    for grade, wait in enumerate(flow.parameters.response.closing):
        chosen = np.flatnonzero(incidents.last == grade)
        lasted[chosen] = 180 + wait.draw(rng, len(chosen))
    found: Array = incidents.opened + seconds(lasted)
    return found
