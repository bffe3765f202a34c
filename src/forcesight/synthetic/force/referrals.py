"""Public protection referrals, and the assessments of domestic abuse that go with them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from forcesight.records.codes import vulnerability as codes
from forcesight.records.codes.people import TEAM_KINDS
from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.contacts import NEVER, known_by
from forcesight.synthetic.force.demand import draw_counts
from forcesight.synthetic.force.flow import Flow
from forcesight.synthetic.force.incidents import Incidents
from forcesight.synthetic.force.mentions import Block, mention_tables
from forcesight.synthetic.force.near import Near
from forcesight.synthetic.force.waiting import choose, choose_each, seconds
from forcesight.synthetic.force.world import identifiers
from forcesight.synthetic.force.writing import Columns, coded, masked, numbered
from forcesight.synthetic.land import Array


# Risks for which a referral is triaged first.
HIGHER = ("high", "medium", "red", "amber", "blue")
_PARTNERS = ("children's social care", "adult social care", "health", "school", "housing", "women's refuge")
_ASSESSED = 0.9


def risk_shares(flow: Flow) -> Array:
    """The share of each risk (columns, in the order of REFERRAL_RISKS) by kind of referral."""
    kinds = flow.parameters.vulnerability.referral.kinds.values()
    found = np.array([[kind.risks.get(code, 0.0) for code in codes.REFERRAL_RISKS.codes] for kind in kinds])
    shares: Array = found / found.sum(axis=1, keepdims=True)
    return shares


def referral_tables(flow: Flow, incidents: Incidents) -> Iterator[tuple[str, Columns]]:
    """The rows of `protection_referral`, their mentions, and the assessments that officers made."""
    world, truth = flow.world, flow.parameters.vulnerability.referral
    rng = chance(world.seed, "referrals")
    cell = draw_counts(flow.calendar.expected(truth.demand, world.scale), rng)
    count = len(cell)
    at = np.sort(world.span.instants(cell // 24, cell % 24 * 3600 + rng.integers(0, 3600, count)))
    kind = choose(np.array([k.share for k in truth.kinds.values()]), rng, count)
    risk = choose_each(risk_shares(flow), kind, rng)
    incident = _incidents(flow, incidents, kind, at, rng)
    place = np.where(incident >= 0, incidents.place[incident], world.places.draw(count, rng))
    weight = world.people.as_victim * (1 + 2 * world.people.vulnerable)
    person = Near.people(world, weight).draw(world.places.lsoa[place].astype(int), 0.7, rng)
    post = world.staff.draw_posts(TEAM_KINDS.codes.index("response"), rng, district=world.places.district(place))
    officer, number = world.staff.holder(post, world.span.local(at)[0]), np.arange(count)
    yield (
        "protection_referral",
        {
            "source_id": numbered("PR", number),
            "referral_kind": coded(_numbers(truth.kinds, codes.REFERRAL_KINDS.codes)[kind], codes.REFERRAL_KINDS.codes),
            "submitted_at": at,
            "risk": coded(risk, codes.REFERRAL_RISKS.codes),
            "incident_id": numbered("IN", incident),
            "mention_id": numbered("MP", number),
            "officer_id": identifiers("officer", officer),
            "team_id": identifiers("team", world.staff.team_of(post)),
            "consent": rng.random(count) < truth.consent,
            "is_repeat": rng.random(count) < truth.again,
            **_handled(flow, at, kind, risk, rng),
            **world.places.located(place),
        },
    )
    yield from mention_tables(world, Block("subject of concern", "MP", "referral", "PR", number, person, at))
    assessed = np.flatnonzero((kind == 0) & (rng.random(count) < _ASSESSED))
    level = np.array([codes.RISK_LEVELS.codes.index(code) if code in codes.RISK_LEVELS.codes else -1
                      for code in codes.REFERRAL_RISKS.codes])  # fmt: skip
    yield (
        "risk_assessment",
        {
            "source_id": numbered("RA", assessed),
            "case_kind": "referral",
            "case_id": numbered("PR", assessed),
            "tool": coded(rng.random(len(assessed)) < 0.4, codes.ASSESSMENT_TOOLS.codes),
            "level": coded(level[risk[assessed]], codes.RISK_LEVELS.codes),
            "assessed_at": at[assessed] - seconds(rng.integers(300, 3600, len(assessed))),
            "officer_id": identifiers("officer", officer[assessed]),
        },
    )


def _numbers(names: object, codes_: tuple[str, ...]) -> Array:
    return np.array([codes_.index(name) for name in names])  # type: ignore[attr-defined]


def _incidents(flow: Flow, incidents: Incidents, kind: Array, at: Array, rng: np.random.Generator) -> Array:
    """An incident of a fitting category shortly before each referral; -1 where there is none."""
    found = np.full(len(at), -1)
    for number, of in enumerate(flow.parameters.vulnerability.referral.kinds.values()):
        fitting = np.flatnonzero(np.isin(incidents.category, [flow.names.index(name) for name in of.categories]))
        chosen = np.flatnonzero(kind == number)
        place = np.searchsorted(incidents.opened[fitting], at[chosen]) - 1 - rng.integers(0, 4, len(chosen))
        found[chosen] = np.where(place >= 0, fitting[place.clip(min=0)] if len(fitting) else -1, -1)
    return found


def _handled(flow: Flow, at: Array, kind: Array, risk: Array, rng: np.random.Generator) -> Columns:
    """What became of each referral: checked, triaged, shared, decided, closed."""
    truth, end, count = flow.parameters.vulnerability.referral, flow.world.span.end, len(at)
    higher = np.isin(risk, [codes.REFERRAL_RISKS.codes.index(code) for code in HIGHER])
    ever = rng.random(count) < np.where(higher, truth.higher_triaged, truth.low_triaged)
    waited = np.where(
        higher, truth.higher.draw_up_to(rng, count, truth.most), truth.low.draw_up_to(rng, count, truth.most)
    )
    triaged = known_by(end, np.where(ever, at + seconds(waited), NEVER))
    known = ~np.isnat(triaged)
    shared = rng.random(count) < truth.shared
    shared_at = known_by(end, np.where(shared, triaged + seconds(rng.exponential(9000, count)), NEVER))
    told = ~np.isnat(shared_at)
    decided = known_by(end, triaged + seconds(rng.exponential(36_000, count)))
    child = rng.random(count) < truth.child_present
    school = child & (kind == 0) & (rng.random(count) < truth.school_told)
    conference = known & (rng.random(count) < truth.conference * 2)
    decision = np.where(told, 2, rng.integers(0, 2, count))
    decision = np.where(conference, 4, decision)
    return {
        "checked_at": known_by(
            end, np.where(rng.random(count) < 0.9, at + seconds(rng.exponential(18_000, count)), NEVER)
        ),
        "triaged_at": triaged,
        "triaged_risk": coded(np.where(known, risk, -1), codes.REFERRAL_RISKS.codes),
        "shared_at": shared_at,
        "partner": coded(np.where(told, rng.integers(0, len(_PARTNERS), count), -1), _PARTNERS),
        "decided_at": decided,
        "decision": coded(np.where(np.isnat(decided), -1, decision), codes.REFERRAL_DECISIONS.codes),
        "closed_at": known_by(end, decided + seconds(rng.exponential(6 * 86_400, count))),
        "child_present": child,
        "child_heard": masked(rng.random(count) < truth.child_heard, child),
        "school_told_at": known_by(end, np.where(school, at + seconds(rng.exponential(30_000, count)), NEVER)),
        "conference": conference,
    }
