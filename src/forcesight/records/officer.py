"""Officers, staff and volunteers."""

from __future__ import annotations

from forcesight.records.codes import people as codes
from forcesight.records.contract import coded, day, number, reference, text
from forcesight.records.described import Described
from forcesight.records.force_record import Dated


class Officer(Dated, Described):
    """One row for each person who works for the force, for as long as rank, post and hours stay the same.

    Figures about an officer are for that officer and their line supervisor only: never ranked, exported or put in a
    pack. There is no score of who might leave. `valid_from` is the first day of the row, `joined_on` of the service.
    """

    table = "officer"
    title = "Officers, staff and volunteers"

    officer_number = text("The staff or collar number", personal=True)
    family_name = text("Family name", personal=True)
    given_name = text("Given names", personal=True)
    employment = coded("Kind of employment", codes.EMPLOYMENTS)
    rank = coded("Rank", codes.RANKS)
    post_id = reference("The post held", "post")
    team_id = reference("The team", "team")
    supervisor_id = reference("The line supervisor", "officer")
    full_time_equivalent = number("Contracted hours as a share of full time", minimum=0, maximum=1.5)
    joined_on = day("First day of service")
    left_on = day("Last day of service; empty while in service")
    leaving_reason = text("Why the person left, as a kind", personal=True)
