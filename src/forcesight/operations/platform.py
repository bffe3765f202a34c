"""An opened home with the catalogue that it is read by: what every operation starts from."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from forcesight.access import Entry, Event, Principal, Purpose, record_in
from forcesight.access.audit import Marking
from forcesight.access.principal import Channel, today
from forcesight.store import Home
from forcesight.store.marts import Builders, fingerprint
from forcesight.store.snapshot import read_snapshot


if TYPE_CHECKING:
    from forcesight.catalogue import Catalogue


@dataclass(frozen=True)
class Platform:
    """A home, its catalogue, and the channel through which people reach it."""

    home: Home
    channel: Channel = "command line"
    # What was on the disk, and the day, when the platform was opened.
    _stamp: tuple[object, ...] = ()

    @classmethod
    def open(cls, path: Path, *, channel: Channel = "command line") -> Platform:
        """Open the home at `path`."""
        stamp = _stamp_of(path)
        return cls(Home.open(path), channel, stamp)

    def reopened(self) -> Platform:
        """The platform as it is now: itself, unless the home's catalogue or version, or the day, has changed."""
        now = _stamp_of(self.home.path)
        return self if now == self._stamp else Platform.open(self.home.path, channel=self.channel)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The packaged entries with the home's own laid over them."""
        from forcesight.catalogue import Catalogue

        return Catalogue.load(overlay=self.home.catalogue)

    @cached_property
    def builders(self) -> Builders:
        """The marts that every publication refreshes; the definitions are read where none are kept for today."""
        from forcesight.measures.marts import MeasureMart, standard_marts, written_mart

        day = today()
        measures = written_mart.kept(self.home, day)
        if measures is None:
            measures = MeasureMart(self.catalogue, self.home.force, day).written()
            written_mart.keep(self.home, measures, self.catalogue, day)
        return standard_marts(measures, self.home.force)

    def read_definitions(self) -> None:
        """Read the definitions and keep what they come to: what is wrong is told now, and no load waits for them."""
        assert self.builders  # noqa: S101 - they are made when they are asked for

    @property
    def marts_are_current(self) -> bool:
        """Whether the published marts were built from today's definitions."""
        return read_snapshot(self.home.path).mart_fingerprint == fingerprint(self.builders)

    def audit(
        self,
        event: Event,
        by: Principal,
        target: str,
        *,
        new: str = "",
        purpose: Purpose | None = None,
        marking: Marking = "OFFICIAL",
    ) -> None:
        """Enter what was done in the audit log."""
        entry = Entry(event, by.identity, target, channel=self.channel, purpose=purpose, new=new, marking=marking)
        record_in(self.log_database, entry)

    @property
    def log_database(self) -> Path | str:
        """Where the audit log is kept: the site's PostgreSQL database, or the home's own file."""
        return os.environ.get("FORCESIGHT_DATABASE_URL") or self.home.site_database


def _stamp_of(path: Path) -> tuple[object, ...]:
    files = [path / "home.toml", *sorted((path / "catalogue").rglob("*"))]
    return today(), *((str(file), *_told(file)) for file in files)


def _told(file: Path) -> tuple[int, int]:
    try:
        told = file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return (0, 0)
    return (told.st_mtime_ns, told.st_size)
