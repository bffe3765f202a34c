"""Offences: the codes that crimes are classified with."""

from __future__ import annotations

from forcesight.records.contract import boolean, code, text
from forcesight.records.force_record import Dated


class Offence(Dated):
    """One row for each offence code, for as long as it means the same; `source_id` is the Home Office offence code."""

    table = "offence"
    title = "Offences"

    offence_code = code("Home Office offence code", required=True)
    name = text("What the offence is called", required=True)
    offence_group = code("Home Office offence group")
    offence_subgroup = code("Home Office offence subgroup")
    crime_type = code("The data.police.uk category that it falls into")
    victim_based = boolean("Whether such a crime has a victim")
    notifiable = boolean("Whether it counts in police recorded crime")
