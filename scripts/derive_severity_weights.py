#!/usr/bin/env python
"""Derive one severity weight for each data.police.uk crime type, and measure how far figures made with them are off.

A type holds offences of different weight. Its weight is their mean, weighted by how often each was recorded in England
and Wales in 2017/18; that mix is stored beside the weight. Fraud is left out: it is not in the street files. The error
compares each force's points per head in 2017/18 with its published Crime Severity Score for the year to March 2018.

    python scripts/derive_severity_weights.py --weights JOIN.csv --counts COUNTS.csv --scores SCORES.csv.gz \
        --population POPULATION.csv.gz --lookup LOOKUP.csv --out weights_severity_police_uk.toml

Sources: Crime Severity Score weights and scores, mid-year population estimates and the district look-up (Office for
National Statistics); recorded crime 2017/18 by force and offence (Home Office). All Open Government Licence v3.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr

from forcesight.records import CRIME_TYPES


YEAR_ENDING = "2018-03-31"
# The estimate that lies inside the financial year 2017/18.
POPULATION_YEAR = "2017"

# Districts formed since December 2016, which the population file has in place of those they replaced.
NEW_DISTRICTS = {
    "E06000058": "E23000039",  # Bournemouth, Christchurch and Poole: Dorset
    "E06000059": "E23000039",  # Dorset
    "E06000060": "E23000029",  # Buckinghamshire: Thames Valley
    "E06000061": "E23000022",  # North Northamptonshire: Northamptonshire
    "E06000062": "E23000022",  # West Northamptonshire: Northamptonshire
    "E07000244": "E23000025",  # East Suffolk: Suffolk
    "E07000245": "E23000025",  # West Suffolk: Suffolk
    "E07000246": "E23000036",  # Somerset West and Taunton: Avon and Somerset
}
# Spelt otherwise in the counts than in the look-up.
SAME_FORCE = {"Devon and Cornwall": "Devon & Cornwall"}

ENTRY = """\
# Written by scripts/derive_severity_weights.py; do not edit by hand.
# One set of weights serves every month, so that a series compares like with like.
# Anti-social behaviour is not a crime: it has no weight and contributes nothing.

[[weights]]
id = "severity_police_uk"
name = "Severity by police.uk crime type"
description = "The mean weight of the offences recorded under each type in England and Wales in 2017/18."
unit = "severity points"
valid_from = 2013-05-01
source = "Crime Severity Score weights (Office for National Statistics, from a secondary copy) averaged over recorded \
crime 2017/18 (Home Office); Open Government Licence v3"
confidence = "low"
mix_period = "2017/18"
error_against = "published Crime Severity Scores of forces, year to March 2018"
error_forces = {forces}
error_median_percent = {median}
error_p90_percent = {p90}
error_bias_percent = {bias}
error_rank_correlation = {rank_correlation}
mix_error_median_percent = {mix_median}
mix_error_p90_percent = {mix_p90}
"""


@dataclass(frozen=True)
class Offence:
    """How many of one offence a force recorded, its severity weight and its place in the two classifications."""

    force: str
    crime_type: str
    group: str
    number: int
    weight: float


@dataclass(frozen=True)
class Weights:
    """The weight of each crime type, and the share and mean weight of the offence groups that it is made of."""

    weights: dict[str, float]
    share: dict[str, dict[str, float]]
    group_weight: dict[str, dict[str, float]]


@dataclass(frozen=True)
class Errors:
    """Per cent errors over forces: against the published scores, and from averaging within types alone."""

    forces: int
    median: float
    p90: float
    bias: float
    rank_correlation: float
    mix_median: float
    mix_p90: float


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, compressed or not."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def offences(weights: Path, counts: Path) -> list[Offence]:
    """Each force's recorded offences that have a weight; those without one are the national fraud counts."""
    weight_of = {row["ONS_COUNTS_code"]: float(row["ONS_SEVERITY_weight"]) for row in read(weights)}
    types = {name.casefold(): name for name in CRIME_TYPES}
    return [
        Offence(
            SAME_FORCE.get(row["Force_Name"], row["Force_Name"]),
            types[row["Policeuk_Cat"].casefold()],
            row["Offence_Subgroup"],
            int(row["Number_of_Offences"]),
            weight_of[row["Offence_Code"]],
        )
        for row in read(counts)
        if row["Offence_Code"] in weight_of
    ]


def derive(recorded: list[Offence]) -> Weights:
    """The mean weight of each type over the recorded mix; two decimals, so that a reader can check them."""
    groups: dict[str, dict[str, list[Offence]]] = defaultdict(lambda: defaultdict(list))
    for offence in sorted(recorded, key=lambda o: (o.crime_type, o.group)):
        groups[offence.crime_type][offence.group].append(offence)
    of_type = {name: [o for found in inside.values() for o in found] for name, inside in groups.items()}
    return Weights(
        {name: round(_mean_weight(found), 2) for name, found in of_type.items()},
        {n: {g: round(_number(o) / _number(of_type[n]), 5) for g, o in inside.items()} for n, inside in groups.items()},
        {n: {g: round(_mean_weight(o), 2) for g, o in inside.items()} for n, inside in groups.items()},
    )


def _number(recorded: list[Offence]) -> int:
    return sum(offence.number for offence in recorded)


def _mean_weight(recorded: list[Offence]) -> float:
    return sum(offence.number * offence.weight for offence in recorded) / _number(recorded)


def per_head(
    recorded: list[Offence], people: Mapping[str, int], weights: Mapping[str, float] | None
) -> dict[str, float]:
    """Each force's points per resident: by type with `weights`, or by offence without."""
    points: dict[str, float] = defaultdict(float)
    for offence in recorded:
        weight = offence.weight if weights is None else weights.get(offence.crime_type, 0)
        points[offence.force] += offence.number * weight
    return {force: points[force] / people[force] for force in people}


def residents(population: Path, lookup: Path) -> dict[str, int]:
    """Residents of each force area, by its name."""
    areas = {row["PFA16CD"]: row["PFA16NM"] for row in read(lookup)}
    area_of = {row["LAD16CD"]: row["PFA16CD"] for row in read(lookup)} | NEW_DISTRICTS
    people: Counter[str] = Counter()
    for row in read(population):
        if row["year"] == POPULATION_YEAR and row["code"].strip() in area_of:
            people[areas[area_of[row["code"].strip()]]] += int(row["population"])
    return dict(people)


def published(scores: Path, lookup: Path) -> dict[str, float]:
    """The published score of each force that has one (the City of London has none)."""
    areas = {row["PFA16CD"]: row["PFA16NM"] for row in read(lookup)}
    return {
        areas[row["code"]]: float(row["severity_score"])
        for row in read(scores)
        if row["year_ending"] == YEAR_ENDING
        and row["offence_group"] == "Total recorded crime"
        and row["code"] in areas
        and row["severity_score"] != ":"
    }


def measure_errors(approximate: Mapping[str, float], exact: Mapping[str, float], score: Mapping[str, float]) -> Errors:
    """How far points per head by type are from the published scores, and from points per head by offence."""
    forces = sorted(score)
    ours, by_offence, theirs = (np.array([d[f] for f in forces]) for d in (approximate, exact, score))
    off, mix = 100 * (ours / theirs - 1), 100 * (ours / by_offence - 1)
    return Errors(
        forces=len(forces),
        median=_percentile(off, 50),
        p90=_percentile(off, 90),
        bias=round(float(np.mean(off)), 1),
        rank_correlation=round(float(spearmanr(ours, theirs)[0]), 3),
        mix_median=_percentile(mix, 50),
        mix_p90=_percentile(mix, 90),
    )


def _percentile(errors: np.ndarray, rank: int) -> float:
    return round(float(np.percentile(abs(errors), rank)), 1)


def as_toml(derived: Weights, errors: Errors) -> str:
    """The catalogue entry."""
    tables = _table("weights", derived.weights)
    for name, by_type in (("mix_share", derived.share), ("mix_weight", derived.group_weight)):
        tables += "".join(_table(f'{name}."{crime_type}"', pairs) for crime_type, pairs in by_type.items())
    return ENTRY.format(**asdict(errors)) + tables


def _table(name: str, pairs: Mapping[str, float]) -> str:
    return f"\n[weights.{name}]\n" + "".join(f'"{key}" = {value}\n' for key, value in pairs.items())


def run(weights: Path, counts: Path, scores: Path, population: Path, lookup: Path) -> tuple[Weights, Errors]:
    """Derive the weights, and measure their error, from the five files."""
    recorded, people = offences(weights, counts), residents(population, lookup)
    derived = derive(recorded)
    approximate, exact = per_head(recorded, people, derived.weights), per_head(recorded, people, None)
    return derived, measure_errors(approximate, exact, published(scores, lookup))


def main(arguments: list[str] | None = None) -> None:
    """Write the entry to the file that `--out` names."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name in ("weights", "counts", "scores", "population", "lookup", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    given = vars(parser.parse_args(arguments))
    out = given.pop("out")
    out.write_text(as_toml(*run(**given)), encoding="utf-8")


if __name__ == "__main__":
    main()
