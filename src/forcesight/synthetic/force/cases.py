"""All that happens: the tables of every family of cases, one at a time, each able to refer to those before it.

What must be known before it can be written is drawn first: contacts open incidents, incidents hold crimes, crimes
lead to investigations and arrests. Each table is handed over as soon as it is made, and what nobody needs any more is
let go.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from forcesight.synthetic.force.bail import bail_tables
from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.closing import draw_closing
from forcesight.synthetic.force.contacts import Contacts, contact_tables, draw_contacts
from forcesight.synthetic.force.crime_flow import CrimeFlow
from forcesight.synthetic.force.crime_table import crime_table
from forcesight.synthetic.force.crimes import Crimes, draw_crimes, incident_types
from forcesight.synthetic.force.custody import custody_tables, draw_custody
from forcesight.synthetic.force.flow import Flow
from forcesight.synthetic.force.force_used import draw_force
from forcesight.synthetic.force.grading import Grading
from forcesight.synthetic.force.incident_table import incident_table
from forcesight.synthetic.force.incidents import Incidents, draw_incidents
from forcesight.synthetic.force.investigations import Ends, draw_investigations, investigation_table, review_tables
from forcesight.synthetic.force.mentions import Block, mention_tables
from forcesight.synthetic.force.missing import missing_tables
from forcesight.synthetic.force.offenders import offender_tables
from forcesight.synthetic.force.parameters import Parameters
from forcesight.synthetic.force.planted import Planted
from forcesight.synthetic.force.referrals import referral_tables
from forcesight.synthetic.force.response_tables import grade_table, status_tables, thrive_table
from forcesight.synthetic.force.searches import draw_searches
from forcesight.synthetic.force.surveys import published_tables, survey_table
from forcesight.synthetic.force.victims import victim_table
from forcesight.synthetic.force.world import World
from forcesight.synthetic.force.writing import Columns, coded, numbered
from forcesight.synthetic.land import Array


Tables = Iterator[tuple[str, Columns]]
# Suspects whom a source names.
_NAMED = 0.42


def draw(world: World, parameters: Parameters, seed: int) -> Tables:
    """Draw every case: names of tables and their columns, one table at a time; a table may come in several parts.

    A name that begins with `truth/` is what is true and on no record; the last of them, `truth/planted`, tells the
    sizes of the planted faults. The world's own seed draws what stands in the world, `seed` what happens in it.
    """
    planted = Planted()
    flow = Flow(replace(world, seed=seed), parameters)
    yield from planted.counted(_cases(flow, planted))
    yield planted.table()


def _cases(flow: Flow, planted: Planted) -> Tables:
    crimes = CrimeFlow(flow)
    contacts = draw_contacts(flow)
    incidents = draw_incidents(Grading(flow), contacts)
    drawn = draw_crimes(crimes, incidents)
    _link(contacts, incidents, drawn)
    yield from contact_tables(flow, contacts)
    caller = np.where(incidents.contact >= 0, contacts.caller[incidents.contact], -1)
    planted.of_contacts(contacts)
    del contacts
    yield from _incident_tables(crimes, incidents, caller, planted)
    yield from referral_tables(flow, incidents)
    yield from missing_tables(flow, incidents)
    yield crime_table(crimes, drawn, incidents)
    planted.of_crimes(drawn)
    del incidents
    yield from _crime_people(flow, drawn)
    yield from _investigation_tables(Ends(crimes), drawn)
    yield survey_table(flow, drawn)
    custody = draw_custody(flow, drawn)
    del drawn
    yield from custody_tables(flow, custody)
    yield from bail_tables(flow, custody)
    yield from draw_force(flow, custody)
    order = np.argsort(custody.arrested, kind="stable")
    yield from draw_searches(flow, (custody.arrested[order], order))
    yield from offender_tables(flow)
    yield from published_tables(flow)


def _link(contacts: Contacts, incidents: Incidents, drawn: Crimes) -> None:
    """Tell each contact the crime that was reported by it."""
    crime = np.full(len(incidents) + 1, -1, dtype=np.int32)
    crime[drawn.incident] = np.where(drawn.incident >= 0, np.arange(len(drawn)), -1)
    contacts.crime[:] = np.where(contacts.incident >= 0, crime[contacts.incident], -1)


def _incident_tables(crimes: CrimeFlow, incidents: Incidents, caller: Array, planted: Planted) -> Tables:
    flow = crimes.flow
    recorded = np.flatnonzero(incidents.recorded)
    type_ = np.full(len(incidents), -1, dtype=np.int8)
    type_[recorded] = incident_types(crimes, incidents)
    yield incident_table(flow, incidents, draw_closing(crimes, incidents, type_))
    yield grade_table(flow, incidents)
    yield thrive_table(flow, incidents)
    yield from status_tables(flow, incidents)
    known = np.flatnonzero(caller >= 0)
    block = Block("caller", "MC", "incident", "IN", known, caller[known], incidents.opened[known], no_ethnicity=0.62)
    yield from mention_tables(flow.world, block)
    hidden = np.flatnonzero(incidents.crime_inside & ~incidents.recorded)
    yield (
        "truth/hidden_crime",
        {
            "incident_id": numbered("IN", hidden),
            "opening_category": coded(incidents.category[hidden], flow.names),
        },
    )
    planted.of_incidents(incidents)


def _crime_people(flow: Flow, drawn: Crimes) -> Tables:
    """Mentions of victims and of the suspects whom somebody named."""
    truth = flow.parameters.crime
    victim = np.flatnonzero(drawn.victim >= 0)
    rng = chance(flow.world.seed, "crimes", "organisations")
    bodies = np.array([kind.bodies for kind in truth.types.values()])
    body = rng.random(len(victim)) < bodies[drawn.type[victim]]
    yield from mention_tables(
        flow.world,
        Block("victim", "MV", "crime", "CR", victim, drawn.victim[victim], drawn.recorded[victim],
              no_ethnicity=truth.victim_ethnicity_missing, organisation=body),
    )  # fmt: skip
    named = np.flatnonzero(rng.random(len(drawn)) < _NAMED)
    suspect = Block("suspect", "MS", "crime", "CR", named, drawn.suspect[named], drawn.recorded[named])
    yield from mention_tables(flow.world, suspect)


def _investigation_tables(ends: Ends, drawn: Crimes) -> Tables:
    found = draw_investigations(ends, drawn)
    yield investigation_table(ends, drawn, found)
    yield from review_tables(ends, found)
    yield victim_table(ends, drawn, found)
