"""A whole force, put together: the world of a seed, and every table of its records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from forcesight.synthetic.force import cases
from forcesight.synthetic.force.abstractions import abstraction_rows
from forcesight.synthetic.force.county import make_areas, make_places
from forcesight.synthetic.force.duties import draw_duties, duty_rows
from forcesight.synthetic.force.offences import offence_rows
from forcesight.synthetic.force.organisation import make_staff
from forcesight.synthetic.force.parameters import Parameters
from forcesight.synthetic.force.people import make_people
from forcesight.synthetic.force.span import Span
from forcesight.synthetic.force.world import World
from forcesight.synthetic.force.world_tables import world_tables
from forcesight.synthetic.force.writing import Columns
from forcesight.synthetic.gazetteer import invent
from forcesight.synthetic.names import OWN
from forcesight.synthetic.sample import LAST_MONTH


# The last day of the records: that of the sample's last published month.
LAST_DAY = (LAST_MONTH + timedelta(days=31)).replace(day=1) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wish:
    """Which force is wanted: years up to the end of 2025, a seed, and the share of a whole force's volume."""

    years: int = 3
    seed: int = 1
    scale: float = 1.0


def make_world(wish: Wish, bank_holidays: Sequence[date]) -> World:
    """Make the world of a wish; the same wish makes the same world."""
    span = Span.of_years(wish.years, LAST_DAY, bank_holidays)
    own = invent(wish.seed)[1][0]
    areas = make_areas(own)
    places = make_places(own, areas, wish.seed, wish.scale)
    people = make_people(span, places, wish.seed, wish.scale)
    staff = make_staff(areas, span, wish.seed, wish.scale)
    return World(wish.seed, wish.scale, OWN.slug, span, areas, places, people, staff)


def draw(world: World, parameters: Parameters | None = None) -> Iterator[tuple[str, Columns]]:
    """Every table with its columns, one at a time: the world's own, then those of its cases.

    A table may come in several parts. A name that begins with `truth/` is no table of records: see `truth`.
    """
    yield "offence", {"source_system": "reference data", **offence_rows()}
    yield from world_tables(world)
    yield from _duty_tables(world)
    yield from cases.draw(world, parameters or Parameters(), world.seed)


def _duty_tables(world: World) -> Iterator[tuple[str, Columns]]:
    duties = draw_duties(world)
    yield "duty", {"source_system": "duty system", **duty_rows(world, duties)}
    yield "abstraction", {"source_system": "duty system", **abstraction_rows(world, duties)}
