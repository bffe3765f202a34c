"""What hangs on an incident: the grades that it was given, the units sent, and THRIVE assessments."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from forcesight.records.codes import incident as codes
from forcesight.records.codes.people import TEAM_KINDS
from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.contacts import NEVER, known_by
from forcesight.synthetic.force.flow import Flow
from forcesight.synthetic.force.incident_table import CONTROL_ROOM, GRADE_CODES, graded_at
from forcesight.synthetic.force.incidents import Incidents
from forcesight.synthetic.force.waiting import choose, seconds
from forcesight.synthetic.force.world import identifiers
from forcesight.synthetic.force.writing import Columns, coded, numbered
from forcesight.synthetic.land import Array


def grade_table(flow: Flow, incidents: Incidents) -> tuple[str, Columns]:
    """The rows of `grade_change`: the first grade, changes for a reason, and those that hide a delay."""
    regrading = flow.parameters.response.regrading
    rng = chance(flow.world.seed, "grade changes")
    changed = np.flatnonzero(incidents.changed != incidents.grade)
    lowered = np.flatnonzero(incidents.lowered)
    incident = np.concatenate([np.arange(len(incidents)), changed, lowered])
    kind = np.repeat([0, 1, 2], [len(incidents), len(changed), len(lowered)])
    at = np.concatenate([graded_at(flow, incidents), incidents.changed_at[changed], incidents.lowered_at[lowered]])
    before = np.concatenate([np.full(len(incidents), -1), incidents.grade[changed], incidents.changed[lowered]])
    after = np.concatenate([incidents.grade, incidents.changed[changed], incidents.last[lowered]])
    silent = rng.random(len(kind)) < np.array([1.0, regrading.without_reason, regrading.late_without_reason])[kind]
    reason = np.where(kind == 2, _LATE_REASONS[rng.integers(0, 2, len(kind))], _REASONS[rng.integers(0, 3, len(kind))])
    reason = np.where(silent, -1, reason)
    seen = np.flatnonzero(at <= flow.world.span.end)
    seen = seen[np.lexsort((kind[seen], incident[seen]))]
    post = flow.world.staff.draw_posts(CONTROL_ROOM, rng, count=len(seen))
    return "grade_change", {
        "source_id": numbered("GR", np.arange(len(seen))),
        "incident_id": numbered("IN", incident[seen]),
        "incident_opened_at": incidents.opened[incident[seen]],
        "changed_at": at[seen],
        "from_grade": coded(before[seen], GRADE_CODES),
        "to_grade": coded(after[seen], GRADE_CODES),
        "reason_code": coded(reason[seen], codes.GRADE_REASONS.codes),
        "post_id": identifiers("post", post),
    }


_REASONS = np.array(
    [codes.GRADE_REASONS.codes.index(code) for code in ("new information", "reassessed", "caller agreed")]
)
_LATE_REASONS = np.array([codes.GRADE_REASONS.codes.index(code) for code in ("reassessed", "no unit available")])


def thrive_table(flow: Flow, incidents: Incidents) -> tuple[str, Columns]:
    """The rows of `thrive_assessment`: at opening, and again for some of those whose grade changed."""
    truth = flow.parameters.response
    rng = chance(flow.world.seed, "assessments")
    first = np.flatnonzero(rng.random(len(incidents)) < truth.assessed)
    again = np.flatnonzero((incidents.changed != incidents.grade) & (rng.random(len(incidents)) < truth.assessed_again))
    incident = np.concatenate([first, again])
    repeat = np.arange(len(incident)) >= len(first)
    at = np.where(repeat, incidents.changed_at[incident], incidents.opened[incident] + np.timedelta64(15, "s"))
    order = np.lexsort((repeat, incident))
    order = order[at[order] <= flow.world.span.end]
    incident, repeat, at = incident[order], repeat[order], at[order]
    count = len(incident)
    decided = np.where(repeat, incidents.changed[incident], incidents.grade[incident])
    # What an incomplete assessment lacks: one of six elements, or the reasons in words.
    lacks = np.where(rng.random(count) < truth.assessment_complete, -1, rng.integers(0, len(_ELEMENTS) + 1, count))
    suggested = (decided + (rng.random(count) < 0.12) - (rng.random(count) < 0.1)).clip(0, 3)
    columns: dict[str, object] = {
        "source_id": numbered("TH", np.arange(count)),
        "incident_id": numbered("IN", incident),
        "assessed_at": at,
        "post_id": identifiers("post", flow.world.staff.draw_posts(CONTROL_ROOM, rng, count=count)),
        "rationale": coded(
            np.where(lacks == len(_ELEMENTS), -1, rng.integers(0, len(_RATIONALES), count)), _RATIONALES
        ),
        "grade_suggested": coded(suggested, GRADE_CODES),
        "grade_decided": coded(decided, GRADE_CODES),
        "is_repeat": repeat,
    }
    for number, element in enumerate(_ELEMENTS):
        level = (3 - decided + rng.integers(-1, 2, count)).clip(0, 3)
        columns[element] = coded(np.where(lacks == number, -1, level), codes.ELEMENT_LEVELS.codes)
    return "thrive_assessment", columns


_ELEMENTS = ("threat", "harm", "risk", "investigation", "vulnerability", "engagement")
_RATIONALES = (
    "Threat at the scene, caller not safe.",
    "No immediate threat; the caller is with a neighbour.",
    "Nobody hurt; evidence may be lost if nobody goes.",
    "Vulnerable person, alone at the address.",
    "Caller wants it noted and nobody to come.",
    "The same address as last week, pattern rising.",
    "Suspect has left; lines of enquiry by telephone.",
    "Child at the address, risk not known.",
)


def status_tables(flow: Flow, incidents: Incidents) -> Iterator[tuple[str, Columns]]:
    """The rows of `resource_status`: the first unit of each attended incident, those that followed or turned back."""
    truth = flow.parameters.response
    rng = chance(flow.world.seed, "units")
    attended = np.flatnonzero(incidents.attended)
    further = np.zeros(len(attended), dtype=int)
    for grade, shares in enumerate(truth.further_units):
        chosen = np.flatnonzero(incidents.changed[attended] == grade)
        further[chosen] = choose(np.array(shares), rng, len(chosen))
    incident = np.repeat(attended, 1 + further)
    order = np.arange(len(incident)) - np.repeat(np.cumsum(1 + further) - 1 - further, 1 + further)
    first = order == 0
    lapse = np.where(first, 0, rng.exponential(420, len(incident)))
    allocated = incidents.opened[incident] + seconds(incidents.allocated_after[incident] + np.rint(lapse))
    arrived = incidents.opened[incident] + seconds(incidents.arrived_after[incident] + np.rint(lapse))
    turned = ~first & (rng.random(len(incident)) < truth.stood_down / (1 - 1 / (1 + further.mean())))
    en_route = allocated + seconds(np.rint((arrived - allocated).astype("timedelta64[s]").astype(int) * 0.1))
    stay = np.empty(len(incident))
    for grade, wait in enumerate(truth.at_scene):
        chosen = np.flatnonzero(incidents.changed[incident] == grade)
        stay[chosen] = wait.draw(rng, len(chosen))
    end = flow.world.span.end
    seen = np.flatnonzero(allocated <= end)
    pressed = np.where(first, incidents.pressed[incident], rng.random(len(incident)) >= truth.arrival_missing)
    pressed &= ~turned
    post = _response_post(flow, incidents, incident, rng)
    team = flow.world.staff.team_of(post)
    columns = {
        "incident_id": numbered("IN", incident),
        "resource": numbered("R", post, 4),
        "resource_kind": coded(np.zeros(len(incident)), codes.RESOURCE_KINDS.codes),
        "team_id": identifiers("team", team),
        "crew": 1 + (rng.random(len(incident)) < 0.55),
        "allocated_at": allocated,
        "en_route_at": known_by(end, en_route),
        "at_scene_at": known_by(end, np.where(pressed, arrived, NEVER)),
        "clear_at": known_by(end, np.where(turned, NEVER, arrived + seconds(stay))),
        "stood_down_at": known_by(end, np.where(turned, en_route + np.timedelta64(120, "s"), NEVER)),
    }
    yield "resource_status", {"source_id": numbered("RS", np.arange(len(seen))), **_take(columns, seen)}


def _response_post(flow: Flow, incidents: Incidents, incident: Array, rng: np.random.Generator) -> Array:
    kind = TEAM_KINDS.codes.index("response")
    return flow.world.staff.draw_posts(kind, rng, district=flow.world.places.district(incidents.place[incident]))


def _take(columns: dict[str, Array], rows: Array) -> dict[str, Array]:
    return {name: column.take(rows) for name, column in columns.items()}
