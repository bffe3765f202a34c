"""How an office file writes what the description calls by its plural: [[office.desk.group]] for a desk's groups."""

from __future__ import annotations

from typing import Any, Final

from forcesight.model_office.office.description import (
    Appointments,
    Caseload,
    Delay,
    Desk,
    Duration,
    Office,
    Station,
    Units,
)
from forcesight.toml_tables import Place, Spelling


STATION_KINDS: Final[dict[str, type[Station]]] = {
    "desk": Desk,
    "units": Units,
    "caseload": Caseload,
    "appointments": Appointments,
    "delay": Delay,
}
KIND_OF: Final = {kind: name for name, kind in STATION_KINDS.items()}

SINGULAR: Final = {
    "job": "jobs",
    "area": "areas",
    "pattern": "patterns",
    "route": "routes",
    "group": "groups",
    "team": "teams",
    "shift": "shifts",
    "slot": "slots",
    "lend": "lends",
    "event": "events",
    "return": "returns",
}
PLURAL_OF: Final = {many: one for one, many in SINGULAR.items()}


def _constant(minutes: float) -> dict[str, Any]:
    return {"family": "constant", "mean": minutes}


SPELLING: Final = Spelling(
    singular=SINGULAR,
    short={Duration: _constant},
    elsewhere={Office: (frozenset({"stations"}), frozenset(STATION_KINDS))},
)


def as_written(place: Place, stations: tuple[Place, ...], raw: Any) -> Place:
    """Where a file has what the description has at `place`; as far as the file goes.

    `raw` is the file's office table, and `stations` says where in it each of the office's stations stands.
    """
    written: Place = ()
    if place[:1] == ("stations",) and len(place) > 1:
        written, place = stations[int(place[1])], place[2:]
        for step in written:
            raw = raw[step]
    for step in place:
        found = _step(step, raw)
        if found is None:
            break
        written, raw = (*written, found), raw[found]
    return written


def _step(step: str | int, raw: Any) -> str | int | None:
    if isinstance(raw, dict):
        spellings = (step, PLURAL_OF.get(str(step)))
        return next((one for one in spellings if one in raw), None)
    return step if isinstance(raw, list) and isinstance(step, int) and step < len(raw) else None
