"""The model office at the command line and in programs: the offices and experiments of a home, and running them.

Entered in the audit log is what a decision may rest on or what reads records: runs of offices, experiments and
requirements, packs that are written, and calibrations. Looking at an office and checking its file are not, though a
check runs it (`warm_up`): no record is read, and nothing is told but how long its stations take to fill.

Without a home the shipped ones are there too, and nothing is entered in an audit log, as there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from forcesight.access import Event, Principal, Purpose, check
from forcesight.catalogue import Catalogue
from forcesight.errors import InputRefused
from forcesight.measures.formats import plural
from forcesight.measures.interval import Interval
from forcesight.model_office.calibration import (
    TABLES,
    Calibration,
    HeldOut,
    Report,
    calibrate,
    hold_out,
    last_of_earlier,
    last_year,
    report,
    without_few,
)
from forcesight.model_office.engine import OfficePlan
from forcesight.model_office.engine import run as run_once
from forcesight.model_office.experiments.beginning import RUNS, Beginning, Hours, beginnings_of, by_hour
from forcesight.model_office.experiments.comparison import Comparison
from forcesight.model_office.experiments.conduct import Told, nobody
from forcesight.model_office.experiments.experiment import MOST_RUNS, Experiment
from forcesight.model_office.experiments.manifest import Manifest, manifest
from forcesight.model_office.experiments.margins import Margins
from forcesight.model_office.experiments.race import MOST, Race, race
from forcesight.model_office.experiments.reading import read_experiment
from forcesight.model_office.experiments.replication import mean_interval
from forcesight.model_office.experiments.selection import FIRST
from forcesight.model_office.experiments.shelf import ListedExperiment, experiments, find_experiment
from forcesight.model_office.experiments.sweep import sweep
from forcesight.model_office.office.checks import overloads
from forcesight.model_office.office.description import Desk, Office
from forcesight.model_office.office.reading import read_office
from forcesight.model_office.office.refused import OfficeRefused
from forcesight.model_office.office.shelf import ListedOffice, find_office, office_text, offices
from forcesight.model_office.predicted import faults_of_measures
from forcesight.model_office.requirement import Requirement, Standard, requirement
from forcesight.model_office.results import Output, figures
from forcesight.model_office.results.entity_log import write_entity_log
from forcesight.model_office.results.outputs_of import outputs_of
from forcesight.operations.experiment_packs import write_pack
from forcesight.operations.platform import Platform
from forcesight.store import Session, reading
from forcesight.toml_text import read_toml, where


T = TypeVar("T")
Progress = Callable[[int, int, str], None]


def _unseen(_done: int, _total: int, _words: str) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class OutputOfRuns:
    """An output over several runs of one office: the mean with its interval, and each run's value."""

    output: Output
    mean: Interval
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Ran:
    """An office after several runs: its outputs, and the warm-up that each station asks for."""

    outputs: list[OutputOfRuns]
    beginnings: list[Beginning]


@dataclass(frozen=True, slots=True)
class Conducted:
    """An experiment with its answer and the manifest that repeats it."""

    experiment: Experiment
    comparison: Comparison
    manifest: Manifest


def list_offices(platform: Platform | None, *, by: Principal) -> list[ListedOffice]:
    """The offices in force today, shipped and of the home."""
    check.check_can_view_offices(by)
    return offices(_overlay(platform))


def list_experiments(platform: Platform | None, *, by: Principal) -> list[ListedExperiment]:
    """The experiments in force today, shipped and of the home."""
    check.check_can_view_offices(by)
    return experiments(_overlay(platform))


def office(platform: Platform | None, named: str, *, by: Principal) -> Office:
    """The office of an id, or of a file: what ends in .toml is one. Raises OfficeRefused with every problem."""
    check.check_can_view_offices(by)
    return read_office(Path(named)) if _is_file(named) else find_office(named, _overlay(platform))


def check_measures(platform: Platform | None, named: str, of: Office, *, by: Principal) -> None:
    """Whether an office's [[measured]] tables name its outputs, and measures of the catalogue that tell of them.

    `named` is the id or the file that the office was read from. Raises OfficeRefused with every problem and its line.
    """
    check.check_can_view_offices(by)
    if not of.measured:
        return
    source = read_toml(Path(named)) if _is_file(named) else read_toml(*office_text(named, _overlay(platform)))
    catalogue, outputs = platform.catalogue if platform else Catalogue.load(), outputs_of(of)
    known = {measure.id: measure for measure in catalogue.measures()}
    faults = [
        (source.lines.get(("office", "measured", number), 0), fault)
        for number, each in enumerate(of.measured)
        for fault in faults_of_measures(outputs, [each], known)
    ]
    if faults:
        raise OfficeRefused((where(source.name, line) + fault for line, fault in faults), (line for line, _ in faults))


def too_much(of: Office) -> list[str]:
    """A sentence for each station that is offered more than it can do: it can be run, and will not keep up."""
    return overloads(of)


def warm_up(of: Office, *, by: Principal, progress: Progress = _unseen) -> list[Beginning]:
    """How many days each station of an office takes to fill, from a few runs; a check of its file is not logged."""
    check.check_can_run_experiments(by)
    plan = OfficePlan(of).ready()
    told = _telling(RUNS, progress)
    with ThreadPoolExecutor() as pool:
        return beginnings_of([told(its) for its in pool.map(lambda n: by_hour(run_once(plan, n + 1)), range(RUNS))])


def _telling(runs: int, progress: Progress) -> Callable[[T], T]:
    """Tells of each run as it comes by."""
    done = 0

    def told(its: T) -> T:
        nonlocal done
        done += 1
        progress(done, runs, f"{done} of {plural(runs, 'run')} done")
        return its

    return told


def experiment(platform: Platform | None, named: str, *, by: Principal) -> Experiment:
    """The experiment of an id, or of a file: what ends in .toml is one. Its office and margins may be the home's."""
    check.check_can_view_offices(by)
    overlay = _overlay(platform)
    if _is_file(named):
        found = read_experiment(Path(named), office=lambda office_id: find_office(office_id, overlay))
    else:
        found = find_experiment(named, overlay)
    return replace(found, margins=Margins.of(platform.catalogue)) if platform else found


def _is_file(named: str) -> bool:
    return named.endswith(".toml")


def _overlay(platform: Platform | None) -> Path | None:
    return platform.home.catalogue if platform else None


def run_office(
    platform: Platform | None,
    of: Office,
    *,
    by: Principal,
    seeds: int = 20,
    seed: int = 1,
    log: Path | None = None,
    progress: Progress = _unseen,
) -> Ran:
    """Run an office for several seeds, from `seed` on; `log` gets every visit of the first run as a Parquet file."""
    check.check_can_run_experiments(by)
    if not 1 <= seeds <= MOST_RUNS:
        raise InputRefused(f"Run an office for 1 to {MOST_RUNS} seeds; {seeds} were asked for.")
    if log is not None and log.suffix != ".parquet":
        raise InputRefused(f"--log {log}: the log is a Parquet file; give it a name that ends in .parquet.")
    if platform:
        platform.audit(Event.EXPERIMENT_RUN, by, f"office:{of.id}", new=f"{plural(seeds, 'run')}, seed {seed}")
    plan = OfficePlan(of).ready()

    def one(number: int) -> tuple[list[tuple[Output, float]], Hours]:
        done = run_once(plan, seed + number)
        if number == 0 and log is not None:
            write_entity_log(done, log)
        hours = by_hour(done) if number < RUNS else {}
        return [(figure.output, figure.value) for figure in figures(done)], hours

    told = _telling(seeds, progress)
    with ThreadPoolExecutor() as pool:
        found = [told(its) for its in pool.map(one, range(seeds))]
    return Ran(list(_over_runs([its for its, _ in found])), beginnings_of([hours for _, hours in found[:RUNS]]))


def _over_runs(found: Sequence[list[tuple[Output, float]]]) -> Iterator[OutputOfRuns]:
    for place, (output, _) in enumerate(found[0]):
        values = tuple(float(its[place][1]) for its in found)
        yield OutputOfRuns(output, mean_interval(values), values)


def conduct_experiment(
    platform: Platform | None,
    asked: Experiment,
    *,
    by: Principal,
    cluster: str = "",
    scheduler: str = "",
    told: Told = nobody,
) -> Conducted:
    """Run an experiment on this machine's cores, or on a cluster (see `sweep`)."""
    check.check_can_run_experiments(by)
    begun = datetime.now(UTC)
    if platform:
        _audit(platform, asked, by)
    found = sweep(asked, cluster=cluster, scheduler=scheduler, told=told)
    return Conducted(asked, found, manifest(asked, found, begun, datetime.now(UTC)))


def best_option(
    platform: Platform | None,
    asked: Experiment,
    *,
    by: Principal,
    worth: float,
    output: str = "",
    most: int = MOST,
    progress: Progress = _unseen,
) -> Race:
    """Which option is the best by an output (without it, the one that is asked about), in as few runs as it takes."""
    check.check_can_run_experiments(by)
    about = output or asked.asked_about
    if not about:
        raise InputRefused(f"By which output? {asked.name} watches none and has no target: give --watch.")
    if not FIRST <= most <= MOST_RUNS:
        raise InputRefused(
            f"Race options in {FIRST} to {MOST_RUNS} replications, for none can be dropped before the first {FIRST}; "
            f"{most} were asked for."
        )
    if platform:
        _audit(platform, asked, by)
    return race(
        asked, about, worth, most=most,
        told=lambda n, left: progress(n, most, f"{n} of at most {plural(most, 'replication')}, {left} options left"),
    )  # fmt: skip


def _audit(platform: Platform, asked: Experiment, by: Principal) -> None:
    options = plural(len(asked.options), "option")
    platform.audit(Event.EXPERIMENT_RUN, by, f"experiment:{asked.office.id}/{asked.id}", new=options)


def export_experiment(platform: Platform | None, done: Conducted, folder: Path, *, by: Principal) -> list[Path]:
    """Write an experiment's tables, its manifest and its offices to a folder."""
    check.check_can_view_offices(by)
    written = write_pack(done.comparison, done.experiment, done.manifest, folder)
    if platform:
        target = f"experiment:{done.experiment.office.id}/{done.experiment.id}"
        platform.audit(Event.EXPERIMENT_EXPORTED, by, target, new=plural(len(written), "file"))
    return written


def staff_needed(
    platform: Platform | None,
    of: Office,
    desk: str,
    standard: Standard,
    *,
    by: Principal,
    group: str = "",
    weeks: int | None = None,
    told: Callable[[str, int], None] = lambda _what, _number: None,
) -> Requirement:
    """The least staff of a desk, or of one of its groups, that meets a standard."""
    check.check_can_run_experiments(by)
    desks = {station.id: station for station in of.stations if isinstance(station, Desk)}
    if desk not in desks:
        have = f"its desks are {', '.join(desks)}" if desks else "it has none"
        raise InputRefused(f"The office {of.id!r} has no desk {desk!r}: {have}.")
    if platform:
        platform.audit(Event.EXPERIMENT_RUN, by, f"office:{of.id}", new="staff requirement")
    return requirement(desks[desk], of, standard, group=group, weeks=weeks, told=told)


def calibration_report(
    platform: Platform, since: date | None, until: date | None, *, by: Principal, progress: Progress = _unseen
) -> tuple[Calibration, Report]:
    """What the home's event log says of an office's numbers between two local dates, both included.

    A day that is None is that of the last year of whole weeks that the log holds. The report tries the earlier part of
    the period on the later one, and has no figure that could be of single officers. The records that it reads are of
    persons, so that they were combined is logged.
    """
    check.check_can_run_experiments(by)
    with reading(platform.home.path) as session:
        if since is None or until is None:
            first, last = last_year(session)
            since, until = since or first, until or last
        period = f"{since:%Y-%m-%d} to {until:%Y-%m-%d}"
        tables = f"tables:{','.join(TABLES)}"
        platform.audit(Event.RECORDS_COMBINED, by, tables, new=f"calibration, {period}", purpose=Purpose.PLANNING)
        progress(0, 3, f"Calibrating from {since} to {until}")
        found = calibrate(session, since, until)
        progress(1, 3, "Trying its earlier part on the later one")
        held = _held_out(session, since, until, lambda: progress(2, 3, "Nearly done"))
        return found, without_few(report(found, held))


def _held_out(session: Session, since: date, until: date, half_way: Callable[[], None]) -> HeldOut | None:
    """None where the period is too short to be parted, or a part of it is empty."""
    cut = last_of_earlier(since, until)
    if cut is None:
        return None
    try:
        earlier = calibrate(session, since, cut)
        half_way()
        return hold_out(earlier, calibrate(session, cut + timedelta(days=1), until))
    except InputRefused:
        return None
