"""`forcesight synth`: a synthetic force."""

from __future__ import annotations

from typing import Annotated

import typer

from forcesight.cli.common import HomeOption, JsonOption, home_path, operator, print_json, progress_bar, say


def synth(
    years: Annotated[int, typer.Option(help="How many years, up to the end of 2025.")] = 3,
    seed: Annotated[int, typer.Option(help="The same seed makes the same force.")] = 1,
    scale: Annotated[float, typer.Option(help="The share of a whole force's volume.")] = 1.0,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Make the home of a synthetic force: a fictional county force's records, with the truth behind them."""
    from forcesight.operations.synthesis import synthesise
    from forcesight.synthetic.force.generate import Wish

    with progress_bar(quiet=json) as progress:
        made = synthesise(home_path(home), Wish(years, seed, scale), by=operator(), progress=progress)
    if json:
        print_json(
            {
                "home": made.home.path,
                "force": made.home.force,
                "years": years,
                "seed": seed,
                "scale": scale,
                "snapshot": made.snapshot,
                "rows": made.rows,
            }
        )
        return
    say(
        f"The synthetic force {made.home.force} is at {made.home.path}: {sum(made.rows.values()):,} rows in "
        f"{len(made.rows)} tables, snapshot {made.snapshot}.",
        f"What is true of it stands in {made.home.path / 'truth'}. "
        f"Serve it with: forcesight run --home {made.home.path}",
    )
