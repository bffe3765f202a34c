"""Posts: the jobs that the force has, filled or not."""

from __future__ import annotations

from forcesight.records.codes import people as codes
from forcesight.records.contract import boolean, coded, number, reference, text
from forcesight.records.force_record import Dated


class Post(Dated):
    """One row for each post, for as long as it stays the same. A post without an officer is vacant."""

    table = "post"
    title = "Posts"

    name = text("The post's title", required=True)
    team_id = reference("The team", "team")
    function = coded("What the post is for", codes.FUNCTIONS)
    employment = coded("Kind of employment", codes.EMPLOYMENTS)
    rank = coded("Rank", codes.RANKS)
    full_time_equivalent = number("Established hours as a share of full time", minimum=0)
    established = boolean("Whether the post is in the budgeted establishment")
