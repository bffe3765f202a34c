#!/usr/bin/env python
"""Derive each police force's neighbours: the forces whose areas share a border with its own.

    python scripts/derive_force_neighbours.py --boundaries FORCES.geojson --out comparison_groups_neighbours.toml

Source: boundaries of police force areas, December 2016 (Office for National Statistics; contains OS data, Crown
copyright and database right; Open Government Licence v3). Facing each other across an estuary does not count.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from shapely.geometry import shape

from forcesight.catalogue import Catalogue


# About ten metres: closer than this, two outlines drawn from the same points are one border.
TOUCHING_DEGREES = 1e-4

HEADER = """\
# Written by scripts/derive_force_neighbours.py; do not edit by hand.
# Neighbours share a border; that does not make them similar.

[defaults]
basis = "neighbours"
description = "Forces that share a border. Neighbours are not chosen for being similar."
valid_from = 2010-12-01
source = "Boundaries of police force areas, December 2016 (Office for National Statistics; Open Government Licence v3)"
confidence = "medium"
"""


def neighbours(boundaries: Path) -> dict[str, list[str]]:
    """The slugs of the forces that touch each force, by slug."""
    slugs = {force.statistical_code: force.id for force in Catalogue.load().forces()}
    features = json.loads(boundaries.read_text(encoding="utf-8"))["features"]
    areas = {slugs[f["properties"]["PFA16CD"]]: shape(f["geometry"]) for f in features}
    return {
        one: sorted(other for other in areas if other != one and areas[one].dwithin(areas[other], TOUCHING_DEGREES))
        for one in sorted(areas)
    }


def as_toml(found: dict[str, list[str]]) -> str:
    """The catalogue entries."""
    names = {force.id: force.area_name for force in Catalogue.load().forces()}
    return HEADER + "".join(
        f'\n[[comparison_group]]\nid = "neighbours-{force}"\nname = "Neighbours of {names[force]}"\nforce = "{force}"\n'
        f"members = {json.dumps(members)}\n"
        for force, members in found.items()
    )


def main(arguments: list[str] | None = None) -> None:
    """Write the entries to the file that `--out` names."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name in ("boundaries", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    given = parser.parse_args(arguments)
    given.out.write_text(as_toml(neighbours(given.boundaries)), encoding="utf-8")


if __name__ == "__main__":
    main()
