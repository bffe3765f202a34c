"""Records in: loading, listing, and looking at what was rejected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from forcesight.access import Event, Principal, Purpose, check
from forcesight.measures.formats import plural
from forcesight.operations.platform import Platform
from forcesight.records.readers import discover
from forcesight.store import read_snapshot, reading
from forcesight.store.loading import LoadReport, Progress, load_published, unseen
from forcesight.store.writer import Writer


def load_police_uk(
    platform: Platform,
    paths: Sequence[Path],
    *,
    by: Principal,
    edition: str | None = None,
    progress: Progress = unseen,
    wait: float = 0.0,
) -> LoadReport:
    """Load data.police.uk files; see `store.loading`."""
    check.check_can_load_records(by)
    found = discover(paths, edition=edition)
    report = load_published(platform.home, found, builders=lambda: platform.builders, progress=progress, wait=wait)
    if report.rows_loaded or report.rows_rejected:
        platform.audit(Event.RECORDS_LOADED, by, "files:police-uk", new=_told(report))
    for change in report.changes:
        platform.audit(Event.RECORDS_REPLACED, by, f"file:{change.replaced}", new=f"file:{change.source_file}")
    return report


def load_geography(
    platform: Platform,
    kind: str,
    loader: Callable[..., LoadReport],
    paths: Sequence[Path],
    *,
    by: Principal,
    progress: Progress = unseen,
) -> LoadReport:
    """Load population, areas or boundaries with one of `store.loading_geography`'s loaders."""
    check.check_can_load_records(by)
    report = loader(platform.home, paths, builders=platform.builders, progress=progress)
    if report.rows_loaded or report.rows_rejected:
        platform.audit(Event.RECORDS_LOADED, by, f"files:{kind}", new=_told(report))
    return report


def _told(report: LoadReport) -> str:
    return f"{plural(report.files, 'file')}, {plural(report.rows_loaded, 'row')}, snapshot {report.snapshot}"


def refresh_marts(platform: Platform, *, by: Principal, wait: float = 0.0) -> int:
    """Publish the same records with marts of today's definitions; the number of the new snapshot."""
    check.check_can_load_records(by)
    with Writer.open(platform.home, wait=wait) as writer:
        return writer.publish("definitions changed", platform.builders).number


def tables(platform: Platform) -> list[dict[str, Any]]:
    """Each table that holds rows: `name`, `rows` (current), `version` (of its contract) and `bytes`."""
    states = read_snapshot(platform.home.path).tables
    return [
        {"name": s.name, "rows": s.rows, "version": s.contract, "bytes": s.bytes} for _, s in sorted(states.items())
    ]


def rejects(
    platform: Platform, source_file: str | None, *, by: Principal, purpose: Purpose | None, limit: int = 200
) -> list[dict[str, Any]]:
    """Rejected rows as they arrived, of one file or of all; this look is logged."""
    check.check_can_view_rejects(by, purpose=purpose)
    seen = f"file:{source_file}" if source_file else "files:all"
    platform.audit(Event.REJECTS_VIEWED, by, seen, purpose=purpose, marking="OFFICIAL-SENSITIVE")
    chosen = "WHERE source_file = ?" if source_file else ""
    with reading(platform.home.path) as session:
        return session.dicts(
            f"SELECT source_file, line, reason, raw FROM reject {chosen} ORDER BY source_file, line LIMIT {int(limit)}",
            [source_file] if source_file else [],
        )
