"""What a force's units say of speed: journeys from one scene straight to the next.

A record of a unit tells when it set off and arrived, not where it set off from. But a unit that is sent on within a few
minutes of being clear sets off from the scene that it leaves, and both scenes have coordinates.

Source: the haversine formula (Sinnott, "Virtues of the haversine", Sky and Telescope 68 (1984) 159).
Assumption: those journeys are like others; roads are as much longer than the straight line as everywhere.
"""

from __future__ import annotations

from typing import Final

from forcesight.model_office.calibration.log_reader import LogReader
from forcesight.model_office.calibration.travel import FittedTravel, fit_travel


STRAIGHT_ON: Final = 5
"""Sent on within so many minutes of being clear."""
MOST: Final = 5_000
"""As many journeys as the bootstrap needs; of more, every so many-th is taken."""
_EARTH_KM: Final = 6371.0

_JOURNEYS: Final = """
    WITH sent AS (
        SELECT s.resource, s.allocated_at, s.minutes_to_travel AS minutes, i.latitude AS lat, i.longitude AS lon,
            lag(s.clear_at) OVER turn AS left_at, lag(i.latitude) OVER turn AS lat0, lag(i.longitude) OVER turn AS lon0
        FROM resource_status AS s
        JOIN (SELECT source_id AS of, latitude, longitude FROM incident) AS i ON i.of = s.incident_id
        WHERE s.{within}
        WINDOW turn AS (PARTITION BY s.resource ORDER BY s.allocated_at, s.source_id)
    )
    SELECT minutes, 2 * {earth} * asin(sqrt(least(1.0, pow(sin(radians(lat - lat0) / 2), 2)
        + cos(radians(lat)) * cos(radians(lat0)) * pow(sin(radians(lon - lon0) / 2), 2)))) AS km
    FROM sent
    WHERE minutes > 0 AND date_diff('second', left_at, allocated_at) BETWEEN 0 AND {straight_on} * 60
        AND lat0 IS NOT NULL AND lat IS NOT NULL
    ORDER BY allocated_at, resource
"""


def calibrate_travel(log: LogReader) -> FittedTravel:
    """Fit start and speed to journeys from scene to scene; what comes back says so where they cannot be identified."""
    rows = log.session.rows(_JOURNEYS.format(within=log.within, earth=_EARTH_KM, straight_on=STRAIGHT_ON))
    taken = rows[:: -(-len(rows) // MOST)] if rows else []
    return fit_travel([row[0] for row in taken], [row[1] for row in taken])
