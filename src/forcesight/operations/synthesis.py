"""Making a synthetic force: a home of invented records, with the truth behind them in its folder `truth`.

The force is the own force of the built-in sample, on the same land: the sample's data.police.uk files go into the
home first, so that it has peers to be compared with, and then the force's own records.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path

from forcesight.access import Event, Principal, check
from forcesight.catalogue import Holiday
from forcesight.clocks.holidays import holidays
from forcesight.errors import InputRefused
from forcesight.measures.formats import plural
from forcesight.operations.platform import Platform
from forcesight.records import REGISTRY, SourceFile
from forcesight.records.readers import discover
from forcesight.store import Home, read_snapshot
from forcesight.store.home import require_room
from forcesight.store.loading import Progress, load_published, unseen
from forcesight.store.loading_geography import load_areas, load_boundaries, load_population
from forcesight.store.marts import Builders
from forcesight.store.query import quote
from forcesight.store.writer import Writer
from forcesight.synthetic import SampleFiles, write_sample
from forcesight.synthetic.force.generate import LAST_DAY, Wish, draw, make_world
from forcesight.synthetic.force.parameters import Parameters
from forcesight.synthetic.force.truth import FOLDER, TruthTables, write_truth
from forcesight.synthetic.force.world import World
from forcesight.synthetic.force.writing import relation, rows_of
from forcesight.synthetic.names import OWN


YEARS, SCALES = (1, 10), (0.001, 1.0)
# What a person sees who has no records at hand.
DEMONSTRATION = Wish(years=3, seed=1, scale=1.0)


@dataclass(frozen=True, slots=True)
class Synthesis:
    """What was made: the home, the wish, the rows of each table of the force's own records, and the snapshot."""

    home: Home
    wish: Wish
    rows: dict[str, int]
    snapshot: int


def synthesise(path: Path, wish: Wish, *, by: Principal, progress: Progress = unseen) -> Synthesis:
    """Make the home of a synthetic force at `path`; InputRefused where records are there, or the wish is too large.

    A home that was not there is made beside its place and moved there whole, so a generation that is cut short leaves
    none.
    """
    check.check_can_load_records(by)
    _refuse_impossible(wish)
    if (path / "home.toml").exists():
        return _fill(_empty_home(path), wish, by, progress)
    return _new_home(path, wish, by, progress)


def _refuse_impossible(wish: Wish) -> None:
    if not YEARS[0] <= wish.years <= YEARS[1]:
        raise InputRefused(f"--years {wish.years}: choose a number from {YEARS[0]} to {YEARS[1]}.")
    if not SCALES[0] <= wish.scale <= SCALES[1]:
        raise InputRefused(f"--scale {wish.scale:g}: choose a share of a whole force, from {SCALES[0]} to 1.")


def _empty_home(path: Path) -> Home:
    home = Home.open(path)
    if any(state.rows for state in read_snapshot(path).tables.values()):
        raise InputRefused(
            f"{path} already holds records of {home.force}; a synthetic force is never mixed with others. "
            "Name a new folder with --home."
        )
    if home.force != OWN.slug:
        raise InputRefused(
            f"{path} is the home of {home.force}, and the synthetic force is {OWN.slug}. Name a new folder."
        )
    return home


def _new_home(path: Path, wish: Wish, by: Principal, progress: Progress) -> Synthesis:
    require_room(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}-") as folder:
        made = _fill(Home.create(Path(folder) / "home", OWN.slug), wish, by, progress)
        shutil.rmtree(path, ignore_errors=True)
        made.home.path.rename(path)
    return Synthesis(Home.open(path), made.wish, made.rows, made.snapshot)


def _fill(home: Home, wish: Wish, by: Principal, progress: Progress) -> Synthesis:
    """Everything into an empty home; marts are built once, at the end."""
    with tempfile.TemporaryDirectory(dir=home.path, prefix="files-") as folder:
        progress(0, 1, "Inventing the land")
        sample = write_sample(Path(folder), seed=wish.seed, months=12 * wish.years, scale=wish.scale)
        platform = _with_catalogue(home, sample)
        load_land(home, sample)
        for edition in sample.police_uk:
            load_published(home, discover([edition.folder], edition=edition.month), progress=progress)
    world = make_world(wish, bank_holidays(platform))
    rows = add_records(home, world, builders=platform.builders, progress=progress)
    snapshot = read_snapshot(home.path).number
    told = f"{plural(sum(rows.values()), 'row')}, snapshot {snapshot}"
    platform.audit(Event.RECORDS_LOADED, by, "files:synthetic", new=told)
    return Synthesis(home, wish, rows, snapshot)


def _with_catalogue(home: Home, sample: SampleFiles) -> Platform:
    for entries in sample.catalogue:
        shutil.copy(entries, home.catalogue)
    return Platform(home)


def load_land(home: Home, sample: SampleFiles) -> None:
    """The sample's geography, through the loaders of real geography."""
    load_areas(home, sample.areas)
    load_boundaries(home, sample.boundaries)
    load_population(home, sample.population)


def bank_holidays(platform: Platform) -> Sequence[date]:
    """The bank holidays of England and Wales, which shape demand, up to the end of the records."""
    entries = platform.catalogue.versions(Holiday).values()
    first = LAST_DAY.replace(year=LAST_DAY.year - YEARS[1])
    return tuple(holidays(entries, "england-and-wales", first, LAST_DAY))


def add_records(
    home: Home,
    world: World,
    *,
    parameters: Parameters | None = None,
    builders: Builders = (),
    progress: Progress = unseen,
) -> dict[str, int]:
    """Draw the world's records into a home and publish them; the rows of each table."""
    parameters = parameters or Parameters()
    write_truth(home.path, world, parameters)
    rows: dict[str, int] = {}
    with Writer.open(home) as writer, closing(TruthTables(home.path)) as truth:
        for table, columns in draw(world, parameters):
            if table.startswith(f"{FOLDER}/"):
                truth.add(table, columns)
                continue
            progress(len(rows), len(REGISTRY), f"Drawing {REGISTRY[table].title.lower()}")
            with relation(writer.connection, table, columns, _handling(writer, world, table)) as select:
                writer.add(table, select)
            rows[table] = rows.get(table, 0) + rows_of(columns)
        rows = {table: count for table, count in rows.items() if count}
        writer.add_rows(SourceFile.table, [_source_row(world, table, count) for table, count in rows.items()])
        progress(1, 1, "Publishing")
        writer.publish("synthetic force", builders)
    return rows


def _handling(writer: Writer, world: World, table: str) -> dict[str, str]:
    """SQL for what a load says of each row."""
    return {
        "force": quote(world.force),
        "source_system": quote("synthetic"),
        "source_file": quote(_source_file(world, table)),
        "loaded_at": writer.clock(),
        "quality_flags": "''",
    }


def _source_file(world: World, table: str) -> str:
    return f"synthetic/{world.force}/{table}@{world.seed}"


def _source_row(world: World, table: str, rows: int) -> dict[str, object]:
    """The row of `source_file` for a table that was drawn; its hash is of what it was drawn from."""
    wish = f"{table}/{world.seed}/{world.scale}/{world.span.first}/{world.span.last}"
    return {
        "source_file": _source_file(world, table),
        "source_system": "synthetic",
        "kind": "synthetic",
        "force": world.force,
        "content_hash": blake2b(wish.encode(), digest_size=16).hexdigest(),
        "rows_read": rows,
        "rows_loaded": rows,
        "rows_rejected": 0,
    }
