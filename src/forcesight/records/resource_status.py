"""Units sent to incidents."""

from __future__ import annotations

from forcesight.records.codes import incident as codes
from forcesight.records.contract import coded, instant, integer, number, reference, text
from forcesight.records.derivation import minutes_between
from forcesight.records.force_record import Occurrence


class ResourceStatus(Occurrence, at="allocated_at", known="allocated_at"):
    """One row for each time a unit was allocated to an incident, with what became of it.

    Several units may go to one incident, and one unit several times. A unit that is stood down never arrives. An
    arrival that nobody pressed the button for is missing: its travel time is unknown.
    """

    table = "resource_status"
    title = "Units sent to incidents"

    incident_id = reference("The incident", "incident", required=True)
    resource = text("The unit's call sign", required=True)
    resource_kind = coded("What kind of unit it is", codes.RESOURCE_KINDS)
    team_id = reference("The team that the unit belongs to", "team")
    crew = integer("People in the unit", unit="people", minimum=0)
    allocated_at = instant("When it was allocated", required=True, activity="unit allocated")
    en_route_at = instant("When it set off", activity="unit en route")
    at_scene_at = instant("When it was at the scene", activity="unit at scene")
    clear_at = instant("When it was clear again", activity="unit clear")
    stood_down_at = instant("When it was stood down before it arrived", activity="unit stood down")
    minutes_to_travel = number(
        "Allocated to at scene", unit="minutes", derived=minutes_between("allocated_at", "at_scene_at")
    )
    minutes_at_scene = number("At scene to clear", unit="minutes", derived=minutes_between("at_scene_at", "clear_at"))
    minutes_committed = number(
        "Allocated to clear", unit="minutes", derived=minutes_between("allocated_at", "clear_at")
    )
