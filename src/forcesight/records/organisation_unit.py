"""The organisation as a tree."""

from __future__ import annotations

from forcesight.records.codes import people as codes
from forcesight.records.contract import coded, reference, text
from forcesight.records.force_record import Dated


class OrganisationUnit(Dated):
    """One row for each unit of the organisation, for as long as its name and its parent stay the same.

    The tree of a day is made of the rows that hold on it. A restructure ends rows and begins others: figures before
    and after it are not of the same units.
    """

    table = "organisation_unit"
    title = "Organisation units"

    name = text("The unit's name", required=True)
    unit_kind = coded("What kind of unit it is", codes.UNIT_KINDS)
    parent_id = reference("The unit that it belongs to; empty for the force itself", "organisation_unit")
