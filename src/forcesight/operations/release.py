"""Releasing figures: a folder that others read, with small numbers suppressed.

    publish/12/figures.parquet, figures.csv, …      every measure of the force and its districts, by month
    publish/12/measures.parquet, measures.csv, …    what each measure means
    publish/12/manifest.json                        snapshot, when, by whom, marking, rule, files with their hashes
    publish/latest.json                             names the newest folder

A folder appears whole or not at all. Releases are kept, and what one suppresses no other gives away.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

from forcesight.access import Event, Principal, check
from forcesight.errors import InputRefused
from forcesight.measures.disclosure import THRESHOLD
from forcesight.measures.figures import Figures
from forcesight.measures.suppression import Figure, suppressed
from forcesight.operations.figures import opened
from forcesight.operations.platform import Platform
from forcesight.operations.release_tables import RULE, figures_table, measures_table
from forcesight.operations.releases import MANIFEST, SUPPRESSED, Release, read_release, releases, told_by
from forcesight.packs import PackTable, write_table
from forcesight.store.durable import replace_file, sync_file, sync_folder
from forcesight.store.faults import reach
from forcesight.store.loading import Progress, unseen
from forcesight.store.lock import write_lock


READABLE = 0o644


def release(platform: Platform, *, by: Principal, progress: Progress = unseen, wait: float = 0.0) -> Release:
    """Publish the figures of the current snapshot; a snapshot that is released already is left as it is.

    Raises InputRefused where there are no figures, or where the definitions have changed since they were made.
    """
    check.check_can_release_figures(by)
    with write_lock(platform.home.path, wait=wait), opened(platform) as figures:
        if not platform.marts_are_current:
            raise InputRefused("Definitions have changed since the figures were made; run first: forcesight publish")
        folder = platform.home.publish / str(figures.snapshot)
        if not (folder / MANIFEST).exists():
            _write(platform, figures, folder, by, progress)
        found = read_release(folder)
        _name_latest(platform, found)
        return found


def _write(platform: Platform, figures: Figures, folder: Path, by: Principal, progress: Progress) -> None:
    """Make the folder beside its place, and move it there when every byte of it is on the disk."""
    made = datetime.now(UTC).replace(microsecond=0)
    beside = platform.home.publish / ".new"
    for left_over in (beside, folder):
        shutil.rmtree(left_over, ignore_errors=True)
    tables = _tables(platform, figures, made, progress)
    files = sorted({path for table in tables for path in write_table(table, beside)})
    for path in files:
        sync_file(path)
    manifest = {
        "force": platform.home.force,
        "snapshot": figures.snapshot,
        "released_at": made.isoformat(),
        "released_by": by.identity,
        "marking": tables[0].marking,
        **_counts(tables[0]),
        "suppression": {"threshold": THRESHOLD, "rule": RULE},
        "files": {path.name: _described(path) for path in files},
    }
    replace_file(beside / MANIFEST, _json(manifest), mode=READABLE)
    # Logged first: a disclosure is never without its entry, whenever the power goes.
    platform.audit(Event.FIGURES_RELEASED, by, f"snapshot:{figures.snapshot}", new=f"{manifest['figures']} figures")
    reach("release.rename.before")
    beside.rename(folder)
    sync_folder(folder.parent)
    reach("release.rename.after")


def _tables(platform: Platform, figures: Figures, made: datetime, progress: Progress) -> tuple[PackTable, PackTable]:
    force = figures.areas.get("force", figures.force)
    districts = figures.areas.at_level("district", force=figures.force)
    tables = {measure.table for measure in figures.measures}
    months = sum(len(figures.held.get((table, figures.force), ())) for table in tables)
    hidden: set[Figure] = set()
    earlier = told_by(releases(platform.home))
    for done, found in enumerate(suppressed(figures, force, districts, earlier)):
        progress(done, months, "Looking for small numbers")
        hidden |= found
    return figures_table(figures, force, districts, hidden, made), measures_table(figures, made)


def _counts(table: PackTable) -> dict[str, int]:
    status = [column.name for column in table.columns].index("status")
    rows = list(table.rows)
    return {"figures": len(rows), "suppressed": sum(row[status] == SUPPRESSED for row in rows)}


def _described(path: Path) -> dict[str, object]:
    data = path.read_bytes()
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def _name_latest(platform: Platform, newest: Release) -> None:
    told = {"snapshot": newest.snapshot, "folder": newest.folder.name, "released_at": newest.released_at}
    replace_file(platform.home.publish / "latest.json", _json(told), mode=READABLE)


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()
