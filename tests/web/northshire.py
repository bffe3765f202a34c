"""Northshire: a small fictional home for the pages' tests. Two districts, four neighbourhoods, eight LSOAs, two peers.

Thirty months of street files (to December 2025) and a few of searches. Burglary in the district of Eastham doubles in
the last month; one month of the peer Westshire is missing; a few rows carry faults for the data-quality page.
"""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path

from forcesight.access import local_operator
from forcesight.measures.repeat_counts import count_repeats
from forcesight.operations import Platform, records
from forcesight.store import Home
from forcesight.store.writer import Writer


HEADER = (
    "Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location", "LSOA code", "LSOA name",
    "Crime type", "Last outcome category", "Context",
)  # fmt: skip
SEARCH_HEADER = (
    "Type", "Date", "Part of a policing operation", "Policing operation", "Latitude", "Longitude", "Gender",
    "Age range", "Self-defined ethnicity", "Officer-defined ethnicity", "Legislation", "Object of search", "Outcome",
    "Outcome linked to object of search", "Removal of more than just outer clothing",
)  # fmt: skip
FORCES = {"northshire": "Northshire Police", "westshire": "Westshire Police", "southshire": "Southshire Police"}
DISTRICTS = {"D1": "Eastham", "D2": "Westham"}
NEIGHBOURHOODS = {"N1": ("Eastham Harbour", "D1"), "N2": ("Eastham Hill", "D1"), "N3": ("Westham Quay", "D2"),
                  "N4": ("Westham Park", "D2")}  # fmt: skip
LSOAS = {f"E0100000{number}": f"N{(number + 1) // 2}" for number in range(1, 9)}
TYPES = {"Burglary": 4, "Violence and sexual offences": 12, "Shoplifting": 6, "Robbery": 0.2, "Public order": 3,
         "Anti-social behaviour": 8}  # fmt: skip
MONTHS = [f"{2023 + (6 + step) // 12}-{(6 + step) % 12 + 1:02d}" for step in range(30)]
OUTCOMES = ("Investigation complete; no suspect identified", "Unable to prosecute suspect", "Under investigation")


def make_home(folder: Path) -> Home:
    """Make the home in `folder`/home, from files that stay in `folder`/files."""
    home = Home.create(folder / "home", "northshire")
    _geography(home)
    files = folder / "files"
    files.mkdir()
    write_files(files)
    records.load_police_uk(Platform(home), [files], by=local_operator(), edition=MONTHS[-1])
    count_repeats(home.path)
    return home


def write_files(folder: Path, months: list[str] = MONTHS) -> None:
    """Write the street and search files of these months."""
    for force in FORCES:
        for month in months:
            if (force, month) != ("westshire", "2024-05"):
                _street(folder, force, month)
    for month in months[-3:]:
        _searches(folder, month)


def _street(folder: Path, force: str, month: str) -> None:
    draw = random.Random(f"{force} {month}")
    with (folder / f"{month}-{force}-street.csv").open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        for code in LSOAS:
            for crime_type, mean in TYPES.items():
                for number in range(_count(draw, mean * _effect(force, month, code, crime_type))):
                    out.writerow(_row(draw, force, month, code, crime_type, number))
        if (force, month) == ("northshire", "2025-12"):
            out.writerows(_faulty(month))


def _effect(force: str, month: str, code: str, crime_type: str) -> float:
    struck = force == "northshire" and month == "2025-12" and LSOAS[code] in ("N1", "N2")
    return 2.5 if struck and crime_type == "Burglary" else 1.0


def _row(draw: random.Random, force: str, month: str, code: str, crime_type: str, number: int) -> list[str]:
    quiet = crime_type == "Anti-social behaviour"
    area = code if force == "northshire" else code.replace("E01", "W01")
    crime = "" if quiet else f"{force}-{month}-{code}-{crime_type[:3]}-{number}x".ljust(64, "0")
    east, north = _corner(code)
    name = FORCES[force]
    return [crime, month, name, name, f"{east + draw.random() / 20:.6f}", f"{north + draw.random() / 20:.6f}",
            "On or near Church Street", area, f"{_district(force, code)} {code[-3:]}A", crime_type,
            "" if quiet else draw.choice(OUTCOMES), ""]  # fmt: skip


def _district(force: str, code: str) -> str:
    return DISTRICTS[NEIGHBOURHOODS[LSOAS[code]][1]] if force == "northshire" else f"{force.title()} Town"


def _faulty(month: str) -> list[list[str]]:
    name = FORCES["northshire"]
    crime = "northshire-repeated".ljust(64, "0")
    place = ["-2.1", "53.0", "On or near High Street", "E01000001", "Eastham 001A", "Burglary", OUTCOMES[2], ""]
    nowhere = ["", "", "No Location", "", "", "Burglary", OUTCOMES[2], ""]
    zero = ["-2.1", "0", "On or near =cmd", "E01000001", "Eastham 001A", "Burglary", OUTCOMES[2], ""]
    outside = ["-2.1", "54.0", "On or near High Street", "E01888888", "Elsewhere 001A", "Burglary", OUTCOMES[2], ""]
    unknown = ["-2.1", "53.0", "On or near High Street", "E01999999", "Eastham 999A", "Burglary", OUTCOMES[2], ""]
    return [
        [crime, month, name, name, *place],
        [crime, month, name, name, *place],
        ["a".ljust(64, "0"), month, name, name, *nowhere],
        ["b".ljust(64, "0"), month, name, name, *zero],
        ["c".ljust(64, "0"), month, name, name, *unknown],
        ["e".ljust(64, "0"), month, name, name, *outside],
        ["d".ljust(64, "0"), "", name, name, *place],
    ]


def _searches(folder: Path, month: str) -> None:
    draw = random.Random(month)
    with (folder / f"{month}-northshire-stop-and-search.csv").open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(SEARCH_HEADER)
        for number in range(60):
            found = draw.random() < 0.3
            day = f"{month}-{number % 28 + 1:02d}T{number % 23 + 1:02d}:30:00+00:00"
            outcome = ["Arrest", "True"] if found else ["A no further action disposal", ""]
            who = ["Male", "18-24", "", "White", "Misuse of Drugs Act 1971 (section 23)", "Controlled drugs"]
            out.writerow(["Person search", day, "False", "", "53.0", "-2.1", *who, *outcome, "False"])


def _count(draw: random.Random, mean: float) -> int:
    """A Poisson draw by counting exponential waits."""
    waited, events = draw.expovariate(1), 0
    while waited < mean:
        waited, events = waited + draw.expovariate(1), events + 1
    return events


def _corner(code: str) -> tuple[float, float]:
    number = int(code[-1]) - 1
    return -2.2 + 0.1 * (number % 4), 53.0 + 0.1 * (number // 4)


def _square(codes: list[str]) -> str:
    rings = []
    for code in codes:
        east, north = _corner(code)
        rings.append([[[east, north], [east + 0.1, north], [east + 0.1, north + 0.1], [east, north + 0.1],
                       [east, north]]])  # fmt: skip
    return json.dumps(rings)


def _geography(home: Home) -> None:
    vintage = {"vintage": "2021", "source": "made up"}
    above = {"method": "published", **vintage}
    areas = [{"level": "force", "code": "northshire", "name": "Northshire", **vintage}]
    areas += [{"level": "district", "code": code, "name": name, **vintage} for code, name in DISTRICTS.items()]
    areas += [{"level": "neighbourhood", "code": c, "name": n, **vintage} for c, (n, _) in NEIGHBOURHOODS.items()]
    areas += [{"level": "lsoa", "code": c, "name": f"{_district('northshire', c)} {c[-3:]}A", **vintage} for c in LSOAS]
    links = [_link("district", code, "force", "northshire") for code in DISTRICTS]
    links += [_link("neighbourhood", code, "district", above) for code, (_, above) in NEIGHBOURHOODS.items()]
    links += [_link("lsoa", code, "neighbourhood", above) for code, above in LSOAS.items()]
    links += [_link("lsoa", code, "district", NEIGHBOURHOODS[above][1]) for code, above in LSOAS.items()]
    inside = {("district", d): [c for c, n in LSOAS.items() if NEIGHBOURHOODS[n][1] == d] for d in DISTRICTS}
    inside |= {("neighbourhood", n): [c for c, above in LSOAS.items() if above == n] for n in NEIGHBOURHOODS}
    inside |= {("lsoa", code): [code] for code in LSOAS}
    outlines = [{"level": level, "code": code, "geometry": _square(codes), **vintage}
                for (level, code), codes in inside.items()]  # fmt: skip
    residents = [{"level": level, "code": code, "year": 2024, "population": 1500 * len(codes), "source": "made up"}
                 for (level, code), codes in inside.items()]  # fmt: skip
    with Writer.open(home) as writer:
        writer.add_rows("area", areas)
        writer.add_rows("area_link", [row | above for row in links])
        writer.add_rows("boundary", outlines)
        writer.add_rows("population", residents)
        writer.publish("geography", Platform(home).builders)


def _link(child_level: str, child: str, parent_level: str, parent: str) -> dict[str, str]:
    return {"child_level": child_level, "child_code": child, "parent_level": parent_level, "parent_code": parent}
