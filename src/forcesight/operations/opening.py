"""Making a home ready to be served: opened or made, its files loaded, its marts of today's definitions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from forcesight.access import Principal
from forcesight.operations import records
from forcesight.operations.platform import Platform
from forcesight.records.readers import discover
from forcesight.store import Home, read_snapshot
from forcesight.store.loading import LoadReport, Progress, unseen


Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Files:
    """What a person asked to have loaded first."""

    police_uk: tuple[Path, ...] = ()
    areas: tuple[Path, ...] = ()
    boundaries: tuple[Path, ...] = ()
    population: tuple[Path, ...] = ()
    edition: str | None = None

    def __bool__(self) -> bool:
        return any((self.police_uk, self.areas, self.boundaries, self.population))


def ready(
    path: Path, files: Files, *, force: str | None, by: Principal, say: Say, progress: Progress = unseen
) -> Platform:
    """Open the home at `path`, or make it: of these files, or of the synthetic force where there are none."""
    if not (path / "home.toml").exists() and not files:
        return _synthetic(path, by=by, say=say, progress=progress)
    platform = _open(path, files, force, say)
    _load(platform, files, by=by, say=say, progress=progress)
    if read_snapshot(platform.home.path).number and not platform.marts_are_current:
        say("Definitions have changed since the figures were made: making them anew.")
        records.refresh_marts(platform, by=by)
    return platform


def _open(path: Path, files: Files, force: str | None, say: Say) -> Platform:
    if (path / "home.toml").exists():
        return Platform.open(path)
    chosen = force or _main_force(files)
    say(f"Making a home for {chosen} at {path}.")
    Home.create(path, chosen)
    return Platform.open(path)


def _main_force(files: Files) -> str:
    """The force with the most bytes among the files: the likeliest owner of a new home."""
    sizes: dict[str, int] = {}
    for file in discover(files.police_uk).files:
        sizes[file.force] = sizes.get(file.force, 0) + file.size
    return max(sizes, key=lambda slug: sizes[slug])


def _load(platform: Platform, files: Files, *, by: Principal, say: Say, progress: Progress) -> None:
    """Geography first, so that the records find their districts."""
    for kind in ("areas", "boundaries", "population"):
        paths = getattr(files, kind)
        if paths:
            from forcesight.store import loading_geography

            loader = getattr(loading_geography, f"load_{kind}")
            report = records.load_geography(platform, kind, loader, paths, by=by, progress=progress)
            say(_sentence(kind, report))
    if files.police_uk:
        report = records.load_police_uk(platform, files.police_uk, by=by, edition=files.edition, progress=progress)
        say(_sentence("records", report))


def _sentence(kind: str, report: LoadReport) -> str:
    loaded, known = report.rows_loaded, report.rows_already_loaded
    return f"{kind.capitalize()}: {loaded:,} rows loaded, {known:,} already there."


def _synthetic(path: Path, *, by: Principal, say: Say, progress: Progress) -> Platform:
    """A home of the synthetic force, for a first look."""
    from forcesight.operations.synthesis import DEMONSTRATION, synthesise

    say(
        "Making the synthetic force: a fictional county force with five fictional peers. "
        "This takes about a minute, the first time only."
    )
    synthesise(path, DEMONSTRATION, by=by, progress=progress)
    return Platform.open(path)
