"""The generating truth, written beside a synthetic home's data in its folder `truth`.

    measures.json    what each measure would come to, had it no chance in it
    parameters.json  every number that chance was drawn with
    *.parquet        who a mention truly is of, which incidents hide a crime, how large each planted fault came out

Nothing but tests and benchmarks may read it: a method that looked there would find what it is to find out.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from forcesight.synthetic.force import abstractions, county, duties, people, staff_truth, truth_of_measures, written
from forcesight.synthetic.force.parameters import Parameters
from forcesight.synthetic.force.world import World
from forcesight.synthetic.force.writing import Columns, arrow_table


FOLDER = "truth"


def write_truth(home: Path, world: World, parameters: Parameters) -> None:
    """Write what was true of the whole world, before any record of it is drawn."""
    folder = home / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    months = world.span.month_names
    told = {
        "seed": world.seed,
        "scale": world.scale,
        "span": {"first": months[0], "last": months[-1]},
        "measures": {**staff_truth.measures(world), **truth_of_measures.measures(world, parameters)},
    }
    _write(folder / "measures.json", told)
    _write(folder / "parameters.json", _numbers(parameters))


class TruthTables:
    """The tables of the truth, each a file that grows part by part until they are closed."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._open: dict[str, Any] = {}

    def add(self, name: str, columns: Columns) -> None:
        """Add rows to a table: those of `truth/mention_person` go into a file of that name."""
        from pyarrow import parquet

        table = arrow_table(columns)
        if name not in self._open:
            self._open[name] = parquet.ParquetWriter(self._home / f"{name}.parquet", table.schema)
        file = self._open[name]
        file.write_table(table.cast(file.schema))

    def close(self) -> None:
        """End the files."""
        for file in self._open.values():
            file.close()


def _numbers(parameters: Parameters) -> dict[str, Any]:
    """Every number that chance is drawn with, of the cases and of the world."""
    return {
        **asdict(parameters),
        "places": {name: asdict(kind) for name, kind in county.KINDS.items()},
        "people": asdict(people.TRAITS),
        "writing": asdict(written.HAND),
        "duties": asdict(duties.TRUTH),
        "abstractions": asdict(abstractions.TRUTH),
    }


def _write(path: Path, told: dict[str, Any]) -> None:
    path.write_text(json.dumps(told, indent=1, default=str) + "\n", encoding="utf-8")
