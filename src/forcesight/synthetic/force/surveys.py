"""The survey of victims, and the figures that other bodies published."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from forcesight.records.codes import person as person_codes
from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.crimes import Crimes
from forcesight.synthetic.force.demand import draw_counts
from forcesight.synthetic.force.flow import Flow
from forcesight.synthetic.force.searches import GROUPS, SearchShares
from forcesight.synthetic.force.writing import Columns, coded, numbered
from forcesight.synthetic.land import Array
from forcesight.synthetic.names import PEERS


_ANSWERS = ("completely satisfied", "satisfied", "neither", "dissatisfied", "very dissatisfied")
_STAGES = {"overall": "overall", "ease of contact": "contact", "actions": "investigation", "follow-up": "information",
           "treatment": "treatment"}  # fmt: skip
# A crime is asked about so many days after it was recorded.
_ASKED_AFTER = 42
_MINORITY = ("A1", "A2", "B1", "B2", "M1", "O9")


def survey_table(flow: Flow, drawn: Crimes) -> tuple[str, Columns]:
    """The rows of `survey_response`: one for each respondent and question."""
    world, truth = flow.world, flow.parameters.vulnerability.survey
    rng = chance(world.seed, "survey")
    cell = draw_counts(flow.calendar.expected(truth.demand, world.scale), rng)
    people = len(cell)
    at = world.span.instants(cell // 24, cell % 24 * 3600 + rng.integers(0, 3600, people))
    asked = np.searchsorted(drawn.recorded, at - np.timedelta64(_ASKED_AFTER * 86_400, "s")) - 1
    crime = np.where(asked >= 0, (asked - rng.integers(0, 40, people)).clip(min=0), -1)
    minority = rng.random(people) < truth.minority
    questions = tuple(truth.satisfied)
    share = np.array(tuple(truth.satisfied.values())) + np.where(
        minority[:, None], -(1 - truth.minority) * truth.gap, truth.minority * truth.gap
    )
    satisfied = (rng.random(share.shape) < share).ravel()
    row, question = (index.ravel() for index in np.indices(share.shape))
    answer = np.where(satisfied, rng.integers(0, 2, len(row)), rng.integers(2, 5, len(row)))
    place = np.where(crime >= 0, drawn.place[crime], 0)
    lsoa = np.where(crime >= 0, world.places.lsoa[place], -1)
    district = np.where(crime >= 0, world.places.district(place), -1)
    white = person_codes.SELF_DEFINED_ETHNICITY.codes.index("W1")
    other = np.array([person_codes.SELF_DEFINED_ETHNICITY.codes.index(code) for code in _MINORITY])
    group = np.where(minority, other[rng.integers(0, len(other), people)], white)
    months = at.astype("datetime64[M]").astype(int)
    waves = [f"{1970 + quarter // 4} Q{quarter % 4 + 1}" for quarter in range(int(months.max(initial=0)) // 3 + 1)]
    return "survey_response", {
        "source_id": numbered("SV", np.arange(len(row))),
        "survey": "victims",
        "wave": coded((months // 3)[row], waves),
        "respondent": numbered("RP", row),
        "question": coded(question, questions),
        "answered_at": at[row],
        "answer": coded(answer, _ANSWERS),
        "score": (5 - answer).astype(float),
        "satisfied": satisfied,
        "stage": coded(question, [_STAGES[name] for name in questions]),
        "survey_weight": 1.0,
        "crime_id": numbered("CR", crime[row]),
        "sex": coded((rng.random(people) < 0.5).astype(int)[row], person_codes.SEXES.codes),
        "age": rng.integers(16, 90, people)[row],
        "self_defined_ethnicity": coded(group[row], person_codes.SELF_DEFINED_ETHNICITY.codes),
        "lsoa_code": coded(lsoa[row], world.areas.lsoa_codes),
        "district_code": coded(district[row], world.areas.district_codes),
    }


def published_tables(flow: Flow) -> Iterator[tuple[str, Columns]]:
    """The rows of `published_aggregate`: residents by ethnic group, and other forces' answering of emergency calls."""
    yield "published_aggregate", _residents(flow)
    yield "published_aggregate", _answering(flow)


def _residents(flow: Flow) -> Columns:
    """Residents aged ten and over by ethnic group and district, as a census publishes them."""
    areas = flow.world.areas
    every = np.bincount(areas.district, areas.residents, minlength=len(areas.district_codes))
    number = np.rint(SearchShares(flow).residents * every[:, None] * 0.89)
    district, group = (index.ravel() for index in np.indices(number.shape))
    told = np.flatnonzero(number.ravel() > 0)
    return {
        "body": "Office for Invented Statistics",
        "measure": coded(group[told], [f"residents aged 10 and over: {name}" for name in GROUPS]),
        "area_level": "district",
        "area_code": coded(district[told], areas.district_codes),
        "starts_on": np.full(len(told), np.datetime64("2021-03-21", "D")),
        "ends_on": np.full(len(told), np.datetime64("2021-03-21", "D")),
        "edition": "census 2021",
        "numerator": number.ravel()[told],
        "denominator": np.repeat(number.sum(axis=1), len(GROUPS))[told],
        "value": number.ravel()[told],
        "unit": "residents",
        "source": "Synthetic census",
    }


# Ours: how many emergency calls the other forces answer in a month, and the share within ten seconds.
_PEER_CALLS, _PEER_SHARES = 11_000, (0.78, 0.93)


def _answering(flow: Flow) -> Columns:
    """Emergency calls that other forces answered within ten seconds, by month."""
    rng = chance(flow.world.seed, "published")
    months = np.unique(flow.world.span.dates.astype("datetime64[M]"))
    force, month = (index.ravel() for index in np.indices((len(PEERS), len(months))))
    answered = rng.poisson(_PEER_CALLS, len(force))
    quick = rng.binomial(answered, rng.uniform(*_PEER_SHARES, len(PEERS))[force])
    first: Array = months[month].astype("datetime64[D]")
    return {
        "body": "Office for Invented Statistics",
        "measure": "999 calls answered within 10 seconds",
        "area_level": "force",
        "area_code": coded(force, [peer.slug for peer in PEERS]),
        "starts_on": first,
        "ends_on": (months[month] + 1).astype("datetime64[D]") - 1,
        "edition": coded(month, [str(name) for name in months + 1]),
        "numerator": quick.astype(float),
        "denominator": answered.astype(float),
        "value": quick / np.maximum(answered, 1) * 100,
        "unit": "%",
        "source": "Synthetic publication",
    }
