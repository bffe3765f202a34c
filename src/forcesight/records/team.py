"""Teams."""

from __future__ import annotations

from forcesight.records.codes import people as codes
from forcesight.records.contract import boolean, code, coded, reference, text
from forcesight.records.force_record import Dated


class Team(Dated):
    """One row for each team, for as long as it stays the same."""

    table = "team"
    title = "Teams"

    name = text("The team's name", required=True)
    team_kind = coded("What the team does", codes.TEAM_KINDS)
    organisation_unit_id = reference("The organisation unit that it belongs to", "organisation_unit")
    neighbourhood_code = code("Code of the neighbourhood that it serves, where it serves one")
    district_code = code("Code of the district that it serves, where it serves one")
    ring_fenced = boolean("Whether its people are not to be taken for other work")
