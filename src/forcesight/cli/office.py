"""`forcesight office …`: the model office. Offices, runs, experiments and sweeps; what it compiles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from forcesight.cli import office_plan
from forcesight.cli.common import (
    HomeOption,
    JsonOption,
    operator,
    print_json,
    print_table,
    progress_bar,
    say,
    warn,
)


if TYPE_CHECKING:
    from forcesight.model_office.experiments.beginning import Beginning
    from forcesight.model_office.experiments.comparison import Comparison
    from forcesight.model_office.experiments.conduct import Told
    from forcesight.model_office.office.description import Office
    from forcesight.operations import Platform
    from forcesight.operations.model_office import Conducted
    from forcesight.store.loading import Progress

app = typer.Typer(help="Test a change before it is made.", no_args_is_help=True, rich_markup_mode=None)
app.command("requirement")(office_plan.needed)
app.command("shifts")(office_plan.shifts)
app.command("calibrate")(office_plan.calibrated)

OfficeArgument = Annotated[str, typer.Argument(metavar="ID|FILE.toml", help="An office's id, or its file.")]
ExperimentArgument = Annotated[str, typer.Argument(metavar="ID|FILE.toml", help="An experiment's id, or its file.")]
RunsOption = Annotated[int | None, typer.Option(help="Runs of each option, where the file's number is not wanted.")]
OutOption = Annotated[
    Path | None, typer.Option("--out", help="Write the tables (CSV, Parquet), manifest and offices to this folder.")
]
EFFECT_COLUMNS = ("says", "output", "baseline", "option", "difference", "low", "high", "unit")
UNTOLD = ("broadly unchanged", "cannot tell", "no data")


@app.command("list")
def list_offices(home: HomeOption = None, json: JsonOption = False) -> None:
    """List the offices and the experiments: those that Forcesight ships, and those of a home."""
    from forcesight.operations import model_office

    here = office_plan.platform_if_any(home)
    offices = model_office.list_offices(here, by=operator())
    experiments = model_office.list_experiments(here, by=operator())
    if json:
        print_json({"offices": [o._asdict() for o in offices], "experiments": [e._asdict() for e in experiments]})
        return
    print_table([_listed(each) for each in offices], ("office", "name", "from", "valid_from", "confidence"))
    if experiments:
        say("")
        rows = [{"experiment": e.id, **_listed(e), "office": e.office} for e in experiments]
        print_table(rows, ("experiment", "name", "office", "from", "valid_from"))
    for each in (*offices, *experiments):
        if each.problem:
            say(each.problem)


def _listed(each: Any) -> dict[str, Any]:
    return {
        "office": each.id,
        "name": each.name,
        "from": each.origin,
        "valid_from": each.valid_from,
        "confidence": each.confidence,
    }


@app.command("show")
def show(office: OfficeArgument, home: HomeOption = None, json: JsonOption = False) -> None:
    """Show an office as its file, as it is read: without comments and defaults."""
    from forcesight.model_office.office.writing import fingerprint, write_office
    from forcesight.operations import model_office

    found = model_office.office(office_plan.platform_if_any(home), office, by=operator())
    if json:
        print_json({"id": found.id, "name": found.name, "fingerprint": fingerprint(found), "toml": write_office(found)})
    else:
        say(write_office(found).rstrip("\n"))


@app.command("check")
def check(
    office: OfficeArgument,
    quick: Annotated[
        bool, typer.Option("--quick", help="Only read it: do not run it to find how long it takes to fill.")
    ] = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Say everything that is wrong with an office's file, with its line, and what it will not keep up with.

    Its measured outputs are held against the catalogue, and it is run a few times, to set its warm-up beside what each
    station takes to fill (MSER-5). The exit code is 2 where anything is wrong.
    """
    from forcesight.model_office.office.refused import OfficeRefused
    from forcesight.operations import model_office

    here = office_plan.platform_if_any(home)
    try:
        found = model_office.office(here, office, by=operator())
        model_office.check_measures(here, office, found, by=operator())
    except OfficeRefused as refused:
        if not json:
            raise
        problems = [{"line": n or None, "problem": p} for n, p in zip(refused.lines, refused.problems, strict=True)]
        print_json({"problems": problems, "warnings": [], "warm_up": None})
        raise typer.Exit(2) from None
    with progress_bar(quiet=json) as progress:
        filling = [] if quick else model_office.warm_up(found, by=operator(), progress=progress)
    warnings = _warnings(found, filling)
    if json:
        print_json({"problems": [], "warnings": warnings, "warm_up": _warm_up(found, filling) if filling else None})
        return
    _print_warm_up(found, filling)
    say(*(f"Warning: {warning}" for warning in warnings), f"{office}: nothing is wrong with the office.")


def _warnings(of: Office, filling: list[Beginning]) -> list[str]:
    """What an office will not keep up with, and where its warm-up is too short."""
    from forcesight.model_office.experiments.beginning import too_short
    from forcesight.operations import model_office

    return [*model_office.too_much(of), *too_short(of.warm_up_days, filling)]


def _warm_up(of: Office, filling: list[Beginning]) -> dict[str, Any]:
    stations = [{"station": each.station, "days": each.days, "reason": each.reason or None} for each in filling]
    return {"stated_days": of.warm_up_days, "stations": stations}


def _print_warm_up(of: Office, filling: list[Beginning]) -> None:
    if not filling:
        return
    say(f"Warm-up: {of.warm_up_days:g} days are stated. By MSER-5 each station takes so many days to fill:")
    rows = [{"station": each.station, "days": each.days, "says": each.reason} for each in filling]
    print_table(rows, ("station", "days", "says"))
    say("")


@app.command("run")
def run(
    office: OfficeArgument,
    seeds: Annotated[int, typer.Option(help="How often to run it, each time with other luck.")] = 20,
    seed: Annotated[int, typer.Option(help="The first seed: the same seed is the same run.")] = 1,
    log: Annotated[
        Path | None, typer.Option(help="Write every visit of the first run to this file.", metavar="FILE.parquet")
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Run an office as it is, and print every output: its mean, and the 95 % interval of that over the runs."""
    from forcesight.model_office.experiments.manifest import versions
    from forcesight.model_office.office.writing import fingerprint
    from forcesight.operations import model_office

    here = office_plan.platform_if_any(home)
    found = model_office.office(here, office, by=operator())
    with progress_bar(quiet=json) as progress:
        ran = model_office.run_office(here, found, by=operator(), seeds=seeds, seed=seed, log=log, progress=progress)
    rows = [office_plan.output_row(each.output, each.mean) for each in ran.outputs]
    if json:
        told = {"office": found.id, "fingerprint": fingerprint(found), "seeds": [seed, seed + seeds - 1]}
        print_json({**told, "versions": versions(), "warm_up": _warm_up(found, ran.beginnings), "outputs": rows})
        return
    for warning in _warnings(found, ran.beginnings):
        warn(f"Warning: {warning}")
    _print_warm_up(found, ran.beginnings)
    print_table(rows, ("words", "mean", "low", "high", "unit", "standard"))
    if log:
        say("", f"Every visit of the run with seed {seed} is in {log}.")


@app.command("experiment")
def experiment(
    experiment: ExperimentArgument,
    runs: RunsOption = None,
    every: Annotated[
        bool, typer.Option("--every", help="Print every output, also those of which no change can be claimed.")
    ] = False,
    out: OutOption = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Run an experiment: what each option changes, side effects first, with 95 % intervals of paired runs."""
    done = _conducted(experiment, runs, out, home, json=json)
    if json:
        print_json(_as_json(done))
        return
    for place, changed in enumerate(done.experiment.changed[1:]):
        say("" if place else done.experiment.question or done.experiment.name, f"{changed.name}:")
        say(*(f"  {lever}" for lever in changed.levers), *(f"  {note}" for note in changed.notes), "")
        rows = [row for row in _effects(done) if row["option"] == changed.id]
        print_table([_effect(row) for row in rows if every or row["word"] not in UNTOLD], EFFECT_COLUMNS)
        counts = {word: sum(row["word"] == word for row in rows) for word in UNTOLD}
        say(f"Of {len(rows)} outputs, {', '.join(f'{n} {word}' for word, n in counts.items())}.")
    about = done.experiment.asked_about
    say("", *office_plan.best(done, about), *_choice(done), *done.experiment.margins.words(), _counted(done.comparison))


@app.command("sweep")
def sweep(
    experiment: ExperimentArgument,
    watch: Annotated[str | None, typer.Option(help="Only the output with this id, and which option is best.")] = None,
    runs: RunsOption = None,
    cluster: Annotated[str, typer.Option(help="dask: on a Dask cluster; without it, on this machine.")] = "",
    scheduler: Annotated[str, typer.Option(help="The cluster's scheduler, such as tcp://machine:8786.")] = "",
    out: OutOption = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Run many options of an experiment's file, on all cores or a cluster, and set them side by side.

    The result is the same on both, to the last digit.
    """
    done = _conducted(experiment, runs, out, home, json=json, cluster=cluster, scheduler=scheduler)
    watched = watch or done.experiment.watch
    if json:
        print_json(_as_json(done))
        return
    names = {changed.id: changed.name for changed in done.experiment.changed}
    rows = [
        {"option": names[option], **office_plan.output_row(output, mean)}
        for option, output, mean in office_plan.means(done.comparison, watched)
    ]
    print_table(rows, ("option", "words", "mean", "low", "high", "unit"))
    about = watched or done.experiment.asked_about
    say("", *office_plan.best(done, about), *_choice(done), _counted(done.comparison))


@app.command("best")
def best(
    experiment: ExperimentArgument,
    worth: Annotated[float, typer.Option(help="The least difference that is worth having, in the output's unit.")],
    watch: Annotated[str, typer.Option(help="By the output with this id; without it, the file's own.")] = "",
    most: Annotated[int, typer.Option(help="The most runs of an option, 10 or more.")] = 200,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Find the best of many options in as few runs as it takes: one that falls behind is not run any more."""
    from forcesight.operations import model_office

    here = office_plan.platform_if_any(home)
    asked = model_office.experiment(here, experiment, by=operator())
    with progress_bar(quiet=json) as progress:
        found = model_office.best_option(
            here, asked, by=operator(), worth=worth, output=watch, most=most, progress=progress
        )
    race, names = found.selected, dict(enumerate(asked.changed))
    if json:
        dropped = {names[place].id: after for place, after in race.dropped.items()}
        left = [names[place].id for place in race.left]
        print_json({"output": found.output.id, "worth": worth, "level": asked.level, "left": left, "dropped": dropped,
                    "replications": race.replications, "runs": race.runs})  # fmt: skip
        return
    rows = [{"option": changed.name, "dropped_after": race.dropped.get(place, "")} for place, changed in names.items()]
    print_table(rows, ("option", "dropped_after"))
    say("", *office_plan.raced(found, [names[place].name for place in race.left], worth, asked.level))


@app.command("compile")
def compile_kernels(
    anew: Annotated[bool, typer.Option(help="Also what is in the cache.")] = False,
    json: JsonOption = False,
) -> None:
    """Compile the model office's machine code into the cache, so that no run waits for it; it takes about a minute."""
    if not json:
        warn("Compiling the model office, once: about a minute …")
    from forcesight.model_office.compilation import compile_kernels

    with progress_bar(quiet=json) as progress:
        done = compile_kernels(progress, anew=anew)
    if json:
        print_json({"compiled": done.compiled, "seconds": done.seconds, "folder": done.folder})
        return
    what = f"Compiled {done.compiled} kernels" if done.compiled else "Everything is compiled already"
    say(f"{what} ({done.seconds:.0f} s); they are kept in {done.folder}.")


def _conducted(
    named: str,
    runs: int | None,
    out: Path | None,
    home: Path | None,
    *,
    json: bool,
    cluster: str = "",
    scheduler: str = "",
) -> Conducted:
    from dataclasses import replace

    from forcesight.operations import model_office

    here: Platform | None = office_plan.platform_if_any(home)
    asked = model_office.experiment(here, named, by=operator())
    if runs is not None:
        asked = replace(asked, runs=runs)
    with progress_bar(quiet=json) as progress:
        done = model_office.conduct_experiment(
            here, asked, by=operator(), cluster=cluster, scheduler=scheduler, told=_told(progress)
        )
    if out:
        written = model_office.export_experiment(here, done, out, by=operator())
        warn(f"{len(written)} files are in {out}.")
    return done


def _told(progress: Progress) -> Told:
    def told(done: int, total: int, _so_far: Comparison | None) -> None:
        progress(done, total, f"{done} of at most {total} runs done")

    return told


def _effects(done: Conducted) -> list[dict[str, Any]]:
    from forcesight.model_office.experiments.packed import tables

    return tables(done.comparison, done.experiment, done.manifest)[0].as_dicts()


def _effect(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "output": row["words"],
        "baseline": row["baseline"],
        "option": row["mean"],
        "difference": row["difference"],
        "low": row["difference_low"],
        "high": row["difference_high"],
        "unit": row["unit"],
        "says": f"{row['word']}: a side effect" if row["side_effect"] else row["word"],
    }


def _choice(done: Conducted) -> list[str]:
    """Which option meets the target at least cost, where there is one."""
    from forcesight.model_office.experiments.in_short import choice_words, target_words

    choice, target = done.comparison.choice, done.experiment.target
    if choice is None or target is None:
        return []
    told = [f"Target: {target_words(target, done.comparison.line(target.output).output)}."]
    for changed, cost, verdict in zip(done.experiment.changed, done.comparison.costs, choice.verdicts, strict=True):
        told.append(f"  {changed.name}, {cost:,.0f} staff hours a week: {verdict}")
    return [*told, *choice_words(choice, [changed.name for changed in done.experiment.changed])]


def _counted(comparison: Comparison) -> str:
    told = f"{comparison.runs} runs of each option, paired by seed."
    if comparison.precision_reached is None:
        return told
    return f"{told} The wished precision was {'' if comparison.precision_reached else 'not '}reached."


def _as_json(done: Conducted) -> dict[str, Any]:
    from forcesight.model_office.experiments.packed import tables

    effects, runs, options = tables(done.comparison, done.experiment, done.manifest)
    choice = done.comparison.choice
    names = [changed.id for changed in done.experiment.changed]
    return {
        "experiment": done.experiment.id,
        "question": done.experiment.question,
        "manifest": done.manifest.as_dict(),
        "options": options.as_dicts(),
        "chosen": names[choice.chosen] if choice and choice.chosen is not None else None,
        "precision_reached": done.comparison.precision_reached,
        "effects": effects.as_dicts(),
        "runs": runs.as_dicts(),
    }
