"""Figures that somebody else published."""

from __future__ import annotations

from forcesight.records.contract import Contract, code, day, instant, number, text


class PublishedAggregate(Contract):
    """One row for each figure that a body published about an area and a period, in one edition.

    Someone else's count, by someone else's rules: shown beside ours, never mixed with it. A revised figure is a new
    edition; the older one stays. A figure without numerator and denominator cannot be given an interval.
    """

    table = "published_aggregate"
    title = "Published figures"
    key = ("body", "measure", "area_level", "area_code", "starts_on", "ends_on", "edition")

    body = text("Who published it", required=True)
    measure = text("What it is called there", required=True)
    area_level = code("Level of the area", required=True)
    area_code = code("Code of the area; for a force its slug", required=True)
    starts_on = day("First day of the period", required=True)
    ends_on = day("Last day of the period", required=True)
    edition = text("The edition that published it", required=True)
    numerator = number("What was counted")
    denominator = number("Out of how many")
    value = number("The figure as published")
    unit = text("The unit of the value")
    source = text("Where it was published", required=True)
    loaded_at = instant("When this home loaded the row", required=True, volatile=True)
    superseded_at = instant("When it was replaced or withdrawn", volatile=True)
