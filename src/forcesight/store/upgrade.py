"""Upgrading an older home to this program's layout and contracts: after a backup, table by table, resumable.

Each table becomes one snapshot, so a process that dies goes on at the table where it stopped. `home.toml` gets its
new versions last: until then neither an older nor this program takes the home for a whole one.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from forcesight.errors import HomeError
from forcesight.records import REGISTRY
from forcesight.store.backup import backup
from forcesight.store.durable import replace_file
from forcesight.store.faults import reach
from forcesight.store.home import FOLDERS, FORMAT, KEY, Home
from forcesight.store.loading import Progress, unseen
from forcesight.store.lock import write_lock
from forcesight.store.marts import Builders
from forcesight.store.migrations import STEPS, Step, migrated
from forcesight.store.query import quote
from forcesight.store.snapshot import Snapshot, TableState, read_snapshot
from forcesight.store.writer import Writer


@dataclass(slots=True)
class UpgradeReport:
    """What an upgrade did; nothing, where the home was of this program already."""

    backup: Path | None = None
    # The tables that were rewritten, each with the version that it had.
    tables: dict[str, int] = field(default_factory=dict)
    snapshot: int = 0


def upgrade(
    path: Path,
    *,
    builders: Builders = (),
    progress: Progress = unseen,
    wait: float = 0.0,
    steps: Sequence[Step] = STEPS,
) -> UpgradeReport:
    """Bring the home at `path` to this program's format and contracts; the site should be stopped.

    HomeError where the home is newer than the program. A backup is taken first, in the home's `backups` folder; it
    is also there after an upgrade that died, and is not taken twice.
    """
    home = Home.read(path)
    if home.is_newer:
        raise HomeError(f"{path} was written by a newer Forcesight; install that version to open it.")
    report = UpgradeReport(snapshot=read_snapshot(path).number)
    if not home.is_older:
        return report
    _lay_out(home, wait)
    report.backup = _backed_up(home)
    reach("upgrade.backup.after")
    with Writer.open(home, wait=wait) as writer:
        outdated = [state for _, state in sorted(writer.snapshot.tables.items()) if _is_outdated(state)]
        for place, state in enumerate(outdated):
            progress(place, len(outdated), f"Upgrading {REGISTRY[state.name].title}")
            _rewrite(writer, state, steps)
            report.tables[state.name] = state.contract
        progress(1, 1, "Publishing")
        report.snapshot = writer.publish("upgrade", builders).number
    reach("upgrade.restamp.before")
    home.restamp(FORMAT, {table: contract.version for table, contract in REGISTRY.items()})
    reach("upgrade.restamp.after")
    return report


def _is_outdated(state: TableState) -> bool:
    return state.contract < REGISTRY[state.name].version


def _lay_out(home: Home, wait: float) -> None:
    """The folders and the key that format 0 did not have."""
    with write_lock(home.path, wait=wait):
        for name in FOLDERS:
            (home.path / name).mkdir(mode=0o700, exist_ok=True)
        if not (home.path / KEY).exists():
            replace_file(home.path / KEY, secrets.token_hex(32).encode())


def _backed_up(home: Home) -> Path:
    """The backup from before this upgrade: known by the versions that the home still says it has."""
    told = hashlib.blake2b((home.path / "home.toml").read_bytes(), digest_size=4).hexdigest()
    target = home.backups / f"before-upgrade-{told}.zip"
    if not target.exists():
        backup(home, target)
    return target


def _rewrite(writer: Writer, state: TableState, steps: Sequence[Step]) -> Snapshot:
    """One table in today's contract, file by file, as one snapshot of its own."""
    folder = writer.home.records / state.name
    contract = REGISTRY[state.name]
    fresh = [
        writer.write(
            state.name, migrated(contract, state.contract, f"read_parquet({quote(folder / file.path)})", steps)
        )
        for file in state.files
    ]
    writer.pending[state.name] = fresh
    return writer.publish(f"upgrade {state.name} from version {state.contract}")
