"""Areas within areas

Figures are added up from LSOAs to neighbourhoods, districts and forces. Which area lies in which comes first from
look-up files. What no file states is derived: an LSOA's district from its name, or else from its centre; an LSOA's
neighbourhood, and a neighbourhood's district, from their centres. Each look-up says how it is known (`method`). A
look-up file always stands before what is derived, and what names and maps say before what crimes imply.
"""

from __future__ import annotations

from pathlib import Path

from tests.spec.geography.places import add_areas, add_crimes, add_squares, change_of, parents
from tests.spec.tables import rows

from forcesight.store.derived_areas import derive_areas
from forcesight.store.derived_links import derive_links


def test_an_lsoa_lies_in_the_neighbourhood_that_holds_its_centre(tmp_path: Path) -> None:
    """LSOA L2 reaches into both neighbourhoods; its centre (0.95, 0.25) is in the western one."""
    squares = rows("""
        level          code   west  south  size
        neighbourhood  west   0.0   0.0    1.0
        neighbourhood  east   1.0   0.0    1.0
        lsoa           L1     0.1   0.1    0.3
        lsoa           L2     0.7   0.0    0.5
        lsoa           L3     1.4   0.4    0.4
        lsoa           far    5.0   5.0    0.2
    """)
    with change_of(tmp_path) as home:
        add_squares(home, squares)
        derive_links(home)
        found = parents(home, "lsoa", "neighbourhood")
    assert found == {"L1": "west", "L2": "west", "L3": "east"}


def test_a_name_goes_before_a_centre(tmp_path: Path) -> None:
    """The LSOA's name says Fairbridge, so that is its district, although its centre lies across the border."""
    areas = rows("""
        level    | code | name
        district | D1   | Fairbridge
        district | D2   | Fairmoor
        lsoa     | L1   | Fairbridge 001A
        lsoa     | L2   | Unnamed
    """)
    squares = rows("""
        level     code  west  south  size
        district  D1    0.0   0.0    1.0
        district  D2    1.0   0.0    1.0
        lsoa      L1    1.1   0.1    0.2
        lsoa      L2    1.4   0.4    0.2
    """)
    with change_of(tmp_path) as home:
        add_areas(home, areas)
        add_squares(home, squares)
        derive_links(home)
        found = parents(home, "lsoa", "district")
    assert found == {"L1": "D1", "L2": "D2"}


def test_what_crimes_implied_gives_way_to_a_look_up(tmp_path: Path) -> None:
    """Once a file gives the district its code and its force, the district that crimes implied is gone."""
    crimes = rows("""
        force     | lsoa | name            | crimes
        fairshire | A1   | Fairbridge 001A | 20
    """)
    known = rows("""
        level    | code      | name
        district | E06000001 | Fairbridge
    """)
    with change_of(tmp_path) as home:
        add_crimes(home, crimes)
        derive_areas(home, home.paths("recorded_crime"))
        assert parents(home, "lsoa", "district") == {"A1": "fairbridge"}
        add_areas(home, known)
        derive_links(home)
        assert parents(home, "lsoa", "district") == {"A1": "E06000001"}
        assert parents(home, "district", "force") == {"E06000001": "fairshire"}
