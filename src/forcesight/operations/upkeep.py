"""Looking after a home: publish, back up, restore, upgrade, erase, hold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from forcesight.access import START, ChainState, Event, Link, Principal, Purpose, check, verify_in
from forcesight.measures.formats import plural
from forcesight.operations import records
from forcesight.operations.platform import Platform
from forcesight.store import Home, read_snapshot, reading
from forcesight.store import backup as store_backup
from forcesight.store import erase as store_erase
from forcesight.store import holds as store_holds
from forcesight.store import restore as store_restore
from forcesight.store import upgrade as store_upgrade
from forcesight.store.backup import BackupReport
from forcesight.store.erase import ErasureReport, SiteEraser
from forcesight.store.loading import Progress, unseen
from forcesight.store.marts import Builders
from forcesight.store.publisher import publish_journal
from forcesight.store.upgrade import UpgradeReport


# A command waits this many seconds for another writer to end.
PATIENCE = 30.0


def publish(platform: Platform, *, by: Principal) -> int:
    """Publish what people wrote, and make the marts anew where definitions changed; the newest snapshot's number."""
    check.check_can_load_records(by)
    while publish_journal(platform.home, platform.builders, wait=PATIENCE):
        pass
    if read_snapshot(platform.home.path).number and not platform.marts_are_current:
        records.refresh_marts(platform, by=by, wait=PATIENCE)
    return read_snapshot(platform.home.path).number


def backup(platform: Platform, target: Path, *, by: Principal) -> BackupReport:
    """Back the home up at one snapshot."""
    check.check_can_manage_home(by)
    report = store_backup.backup(platform.home, target)
    platform.audit(Event.HOME_BACKED_UP, by, f"backup:{report.path.name}", new=f"snapshot:{report.snapshot}")
    return report


def restore(source: Path, target: Path, *, by: Principal) -> Home:
    """Restore a backup into a new home."""
    check.check_can_manage_home(by)
    home = store_restore.restore(source, target)
    if not home.is_older:
        platform = Platform.open(target)
        records.refresh_marts(platform, by=by)
        platform.audit(Event.HOME_RESTORED, by, f"backup:{source.name}")
    return home


def upgrade(path: Path, *, by: Principal, progress: Progress = unseen) -> UpgradeReport:
    """Bring an older home to this program's contracts."""
    check.check_can_manage_home(by)
    home = Home.read(path)
    report = store_upgrade.upgrade(path, builders=_builders(home), progress=progress, wait=PATIENCE)
    if report.backup:
        told = f"tables:{','.join(sorted(report.tables))}"
        Platform.open(path).audit(Event.HOME_UPGRADED, by, f"snapshot:{report.snapshot}", new=told)
    return report


def erase(
    platform: Platform,
    text: str,
    *,
    reason: str,
    by: Principal,
    site_erasers: Sequence[SiteEraser] = (),
) -> ErasureReport:
    """Erase every row that carries a text. The log says from which tables, never what."""
    purpose = Purpose.RECORDS_MANAGEMENT
    check.check_can_erase_records(by, purpose=purpose)
    report = store_erase.erase(
        platform.home, text, reason=reason, builders=platform.builders, site_erasers=site_erasers, wait=PATIENCE
    )
    tables = f"tables:{','.join(sorted(report.rows))}"
    count = plural(sum(report.rows.values()) + report.rejected_rows + report.site_rows, "row")
    told = f"{count}, {reason.replace('-', ' ')}"
    platform.audit(Event.RECORDS_ERASED, by, tables, new=told, purpose=purpose, marking="OFFICIAL-SENSITIVE")
    return report


def preview_erasure(platform: Platform, text: str, *, by: Principal) -> dict[str, int]:
    """How many rows of each table carry a text, so that a person sees what they would have erased; logged as a look."""
    purpose = Purpose.RECORDS_MANAGEMENT
    check.check_can_erase_records(by, purpose=purpose)
    found = store_erase.preview(platform.home, text, wait=PATIENCE)
    tables, told = f"tables:{','.join(sorted(found))}", plural(sum(found.values()), "row")
    platform.audit(Event.RECORDS_VIEWED, by, tables, new=told, purpose=purpose, marking="OFFICIAL-SENSITIVE")
    return found


def check_audit_log(platform: Platform, known: Link = START, *, by: Principal) -> ChainState:
    """Does each row of the audit log follow from the one before, and is a link noted earlier still there?"""
    check.check_can_read_audit_log(by)
    return verify_in(platform.log_database, known)


def place_hold(platform: Platform, text: str, *, reason: str, by: Principal) -> str:
    """Keep rows from erasure and disposal; the hold's identifier."""
    check.check_can_erase_records(by, purpose=Purpose.RECORDS_MANAGEMENT)
    hold = store_holds.place_hold(platform.home, text, reason=reason, builders=platform.builders, wait=PATIENCE)
    platform.audit(
        Event.HOLD_PLACED, by, f"hold:{hold}", new=reason.replace("-", " "), purpose=Purpose.RECORDS_MANAGEMENT
    )
    return hold


def release_hold(platform: Platform, hold: str, *, by: Principal) -> None:
    """End a hold."""
    check.check_can_erase_records(by, purpose=Purpose.RECORDS_MANAGEMENT)
    store_holds.release_hold(platform.home, hold, builders=platform.builders, wait=PATIENCE)
    platform.audit(Event.HOLD_RELEASED, by, f"hold:{hold}", purpose=Purpose.RECORDS_MANAGEMENT)


def standing_holds(platform: Platform, *, by: Principal) -> list[dict[str, Any]]:
    """The holds that stand: identifier, reason and when each was placed."""
    check.check_can_erase_records(by, purpose=Purpose.RECORDS_MANAGEMENT)
    with reading(platform.home.path) as session:
        return session.dicts(
            "SELECT DISTINCT hold_id, reason, placed_at FROM hold WHERE released_at IS NULL ORDER BY ALL"
        )


def _builders(home: Home) -> Builders:
    return Platform(home).builders
