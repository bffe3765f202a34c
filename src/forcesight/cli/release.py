"""`forcesight release`: figures for others to read."""

from __future__ import annotations

from forcesight.cli.common import HomeOption, JsonOption, operator, platform, print_json, progress_bar, say


def release(home: HomeOption = None, json: JsonOption = False) -> None:
    """Release the figures of the force and its districts, with small numbers suppressed. This is logged."""
    from forcesight.operations.release import release as release_figures

    with progress_bar(quiet=json) as progress:
        made = release_figures(platform(home), by=operator(), progress=progress)
    if json:
        print_json(
            {
                "snapshot": made.snapshot,
                "folder": str(made.folder),
                "released_at": made.released_at,
                "released_by": made.released_by,
                "marking": made.marking,
                "figures": made.figures,
                "suppressed": made.suppressed,
                "files": list(made.files),
            }
        )
        return
    say(
        f"The figures of snapshot {made.snapshot} are in {made.folder} ({made.marking}): "
        f"{made.figures:,} figures, of which {made.suppressed:,} are suppressed."
    )
