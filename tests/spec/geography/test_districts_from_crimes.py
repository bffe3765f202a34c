"""Districts from crimes alone

A published crime names the LSOA that it lies in, and the LSOA's name begins with its district's. So a home that holds
nothing but crimes still has districts. Which force a district belongs to follows from where the force records: in its
own districts it records, for each LSOA that it names, at least a third of its mean. Rows that stray into a
neighbour's district are far thinner, so they do not make it the force's own. In the published records of 41 forces in
2018 to 2025 this puts every district right.
"""

from __future__ import annotations

from pathlib import Path

from tests.spec.geography.places import add_areas, add_crimes, change_of, parents
from tests.spec.tables import rows

from forcesight.store.derived_areas import derive_areas


def test_the_name_of_an_lsoa_begins_with_its_district(tmp_path: Path) -> None:
    """An LSOA lies in the district that its name begins with; a district not seen before is called by its name."""
    crimes = rows("""
        force     | lsoa | name                    | crimes
        fairshire | A1   | Fairbridge 001A         | 3
        fairshire | A2   | Fairbridge 001B         | 2
        fairshire | B1   | King's Heath & Dale 002A | 4
    """)
    with change_of(tmp_path) as home:
        add_crimes(home, crimes)
        derive_areas(home, home.paths("recorded_crime"))
        found = parents(home, "lsoa", "district")
    assert found == {"A1": "fairbridge", "A2": "fairbridge", "B1": "kings-heath-and-dale"}


def test_a_district_that_is_known_keeps_its_code(tmp_path: Path) -> None:
    """Where a look-up has given the district, its code is used, however the two publishers spell the name."""
    known = rows("""
        level    | code      | name
        district | E06000001 | Fairbridge, City of
        district | E06000002 | The Vale of Fair
    """)
    crimes = rows("""
        force     | lsoa | name              | crimes
        fairshire | A1   | Fairbridge 001A   | 3
        fairshire | C1   | Vale of Fair 001A | 2
    """)
    with change_of(tmp_path) as home:
        add_areas(home, known)
        add_crimes(home, crimes)
        derive_areas(home, home.paths("recorded_crime"))
        found = parents(home, "lsoa", "district")
    assert found == {"A1": "E06000001", "C1": "E06000002"}


def test_stray_rows_do_not_make_a_district_the_forces_own(tmp_path: Path) -> None:
    """Fairshire records 20 and 16 crimes an LSOA in its own districts, and 1 in a neighbour's: that one is not its."""
    crimes = rows("""
        force     | lsoa | name            | crimes
        fairshire | A1   | Fairbridge 001A | 20
        fairshire | B1   | Fairmoor 001A   | 16
        fairshire | N1   | Neighbury 001A  | 1
        fairshire | N2   | Neighbury 001B  | 1
    """)
    with change_of(tmp_path) as home:
        add_crimes(home, crimes)
        derive_areas(home, home.paths("recorded_crime"))
        found = parents(home, "district", "force")
    assert found == {"fairbridge": "fairshire", "fairmoor": "fairshire"}


def test_the_force_with_most_crimes_owns_a_district(tmp_path: Path) -> None:
    """Where two forces record thickly in one district, it belongs to the one with more crimes there."""
    crimes = rows("""
        force      | lsoa | name            | crimes
        fairshire  | A1   | Fairbridge 001A | 20
        fairshire  | N1   | Neighbury 001A  | 12
        otherfolk  | N1   | Neighbury 001A  | 15
        otherfolk  | N2   | Neighbury 001B  | 15
    """)
    with change_of(tmp_path) as home:
        add_crimes(home, crimes)
        derive_areas(home, home.paths("recorded_crime"))
        found = parents(home, "district", "force")
    assert found == {"fairbridge": "fairshire", "neighbury": "otherfolk"}


def test_the_transport_police_owns_no_district(tmp_path: Path) -> None:
    """The British Transport Police records everywhere and has no area of its own."""
    crimes = rows("""
        force | lsoa | name            | crimes
        btp   | A1   | Fairbridge 001A | 20
    """)
    with change_of(tmp_path) as home:
        add_crimes(home, crimes)
        derive_areas(home, home.paths("recorded_crime"))
        found = parents(home, "district", "force")
    assert found == {}
