"""A home: the one folder in which a force's records, figures and site live.

home.toml    format, force, contract versions
records/     Delta tables (mode 0700)
journal/     what the site and the event feed wrote and the publisher has not yet put into tables
marts/       pre-aggregated tables that pages read
publish/     the only part that Power BI and others read
snapshots/   which version of every table and mart belongs together
catalogue/   a force's own entries, laid over the packaged catalogue
logs/        what the program did; never what a record said
site.sqlite3 the site's own rows
truth/       of a synthetic force only: what is true of it, which nothing here reads
"""

from __future__ import annotations

import os
import re
import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path

from forcesight.errors import HomeError, InputRefused
from forcesight.records import REGISTRY
from forcesight.store.durable import replace_file


FORMAT = 1
FOLDERS = ("records", "journal", "marts", "publish", "snapshots", "catalogue", "logs", "staging")
KEY = "erasure.key"
SLUG = re.compile(r"[a-z][a-z0-9-]{1,62}")


def default_home() -> Path:
    """The folder that `FORCESIGHT_HOME` names, or `forcesight` in the user's data directory."""
    named = os.environ.get("FORCESIGHT_HOME")
    if named:
        return Path(named)
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "forcesight"


@dataclass(frozen=True, slots=True)
class Home:
    """An opened home; `force` is the slug of the force whose home it is."""

    path: Path
    force: str
    format: int
    contracts: dict[str, int]

    @classmethod
    def create(cls, path: Path, force: str) -> Home:
        """Make a new home, or open the one that is there when it is the same force's."""
        if not SLUG.fullmatch(force):
            raise InputRefused(f"{force!r} is not a force: use lower-case letters, digits and dashes (staffordshire).")
        if (path / "home.toml").exists():
            return cls._reopen(path, force)
        require_room(path)
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name in FOLDERS:
            (path / name).mkdir(parents=True, exist_ok=True, mode=0o700)
            (path / name).chmod(0o700)
        replace_file(path / KEY, secrets.token_hex(32).encode())
        versions = {table: contract.version for table, contract in sorted(REGISTRY.items())}
        replace_file(path / "home.toml", _toml(force, FORMAT, versions))
        return cls.open(path)

    @classmethod
    def _reopen(cls, path: Path, force: str) -> Home:
        home = cls.open(path)
        if home.force != force:
            raise InputRefused(f"{path} is already the home of {home.force}; choose another folder for {force}.")
        return home

    @classmethod
    def open(cls, path: Path) -> Home:
        """Open a home; HomeError where there is none, or where it is newer or older than this program."""
        home = cls.read(path)
        if home.is_newer:
            raise HomeError(f"{path} was written by a newer Forcesight; install that version to open it.")
        if home.is_older:
            raise HomeError(f"{path} was written by an older Forcesight; run: forcesight upgrade --home {path}")
        return home

    @property
    def is_newer(self) -> bool:
        """Whether this program is too old for the home."""
        newer = [t for t, v in self.contracts.items() if t not in REGISTRY or v > REGISTRY[t].version]
        return self.format > FORMAT or bool(newer)

    @property
    def is_older(self) -> bool:
        """Whether the home must be upgraded before this program opens it."""
        older = [t for t, c in REGISTRY.items() if self.contracts.get(t, c.version) < c.version]
        return self.format < FORMAT or bool(older)

    @classmethod
    def read(cls, path: Path) -> Home:
        """Read `home.toml` whatever its version."""
        try:
            told = tomllib.loads((path / "home.toml").read_text(encoding="utf-8"))
            return cls(path, str(told["force"]), int(told["format"]), dict(told.get("contracts", {})))
        except NotADirectoryError:
            raise HomeError(f"{path} is a file, and a home is a folder; name the home's folder.") from None
        except FileNotFoundError:
            raise HomeError(
                f"There is no home at {path}; make one: forcesight init --home {path} --force SLUG"
            ) from None
        except (tomllib.TOMLDecodeError, KeyError, ValueError) as fault:
            raise HomeError(f"{path / 'home.toml'} cannot be read ({fault}); restore it from a backup.") from fault

    def restamp(self, format_: int, contracts: dict[str, int]) -> Home:
        """Write new versions to `home.toml`, after an upgrade."""
        replace_file(self.path / "home.toml", _toml(self.force, format_, contracts))
        return Home.read(self.path)

    @property
    def records(self) -> Path:
        """The Delta tables."""
        return self.path / "records"

    @property
    def journal(self) -> Path:
        """The durable journal."""
        return self.path / "journal"

    @property
    def marts(self) -> Path:
        """The pre-aggregated tables."""
        return self.path / "marts"

    @property
    def publish(self) -> Path:
        """What others may read."""
        return self.path / "publish"

    @property
    def catalogue(self) -> Path:
        """The force's own catalogue entries."""
        return self.path / "catalogue"

    @property
    def logs(self) -> Path:
        """The program's logs."""
        return self.path / "logs"

    @property
    def staging(self) -> Path:
        """Files that a load has unpacked; emptied when it ends."""
        return self.path / "staging"

    @property
    def backups(self) -> Path:
        """Backups that the program took on its own account."""
        return self.path / "backups"

    @property
    def site_database(self) -> Path:
        """The site's SQLite database."""
        return self.path / "site.sqlite3"

    def erasure_key(self) -> str:
        """The key of the tombstones' hashes."""
        return (self.path / KEY).read_text(encoding="utf-8").strip()

    def secret_key(self) -> str:
        """The site's secret: from the environment, or one that this home made for itself."""
        given = os.environ.get("FORCESIGHT_SECRET_KEY")
        if given:
            return given
        kept = self.path / "site.key"
        if not kept.exists():
            replace_file(kept, secrets.token_urlsafe(48).encode())
        return kept.read_text(encoding="utf-8").strip()


def require_room(path: Path) -> None:
    """InputRefused unless a new home can be made at `path`: it is absent, empty, or a creation that was cut short."""
    if path.exists() and not path.is_dir():
        raise InputRefused(f"{path} is a file, and a home is a folder; choose an empty or new folder.")
    if path.exists() and not _unfinished(path):
        raise InputRefused(f"{path} is not empty and is not a home; choose an empty or new folder.")


def _unfinished(path: Path) -> bool:
    """Whether the folder holds nothing but what a creation that was cut short leaves: our empty folders and a key."""
    files = {KEY, f".{KEY}.new", ".home.toml.new"}
    return all(
        entry.name in files if entry.is_file() else entry.name in FOLDERS and not any(entry.iterdir())
        for entry in path.iterdir()
    )


def _toml(force: str, format_: int, contracts: dict[str, int]) -> bytes:
    """The text of `home.toml`."""
    lines = [f"format = {format_}", f'force = "{force}"', "", "[contracts]"]
    lines += [f"{table} = {version}" for table, version in sorted(contracts.items())]
    return ("\n".join(lines) + "\n").encode()
