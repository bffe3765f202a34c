"""A draft in words, and what stands in the way of running it, before it is run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.experiment import Target
from forcesight.model_office.experiments.in_short import as_asked, gap_unit, target_words
from forcesight.model_office.experiments.levers import levers_from
from forcesight.model_office.experiments.levers.whose import no_such
from forcesight.model_office.office.checks import check_office, overloads
from forcesight.model_office.office.description import Office
from forcesight.model_office.results import Output
from forcesight.web.offices.asked import experiment_of
from forcesight.web.offices.drafting import outputs_now
from forcesight.web.offices.drafts import Draft


MOST_OPTIONS = 20
"""So many options a page can lay side by side; the command line takes more."""
MOST_TOGETHER = 4000
"""So many runs of all options together the site keeps: each page reads every value of them."""


@dataclass(frozen=True)
class Moved:
    """A lever in words, and sentences on what it rounds or leaves out."""

    words: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class CheckedOption:
    """An option as its draft's page prints it: `faults` keep it from being run, `warnings` do not."""

    name: str
    levers: list[Moved]
    faults: list[str]
    warnings: list[str]
    office: Office | None


@dataclass(frozen=True)
class Checked:
    """The whole draft. `faults` are by the part of the page where they can be put right."""

    options: list[CheckedOption]
    faults: list[tuple[str, list[str]]]


def checked(draft: Draft, office: Office) -> Checked:
    """The draft in words, with everything that keeps it from being run."""
    known = overloads(office)
    options = [_option(told, office, known) for told in draft["options"]]
    faults = [(f"option-{place}", option.faults) for place, option in enumerate(options, start=1) if option.faults]
    missing = {"question": "Enter what you want to know", "name": "Enter a name", "reason": "Enter why this is asked"}
    about = [sentence for name, sentence in missing.items() if not draft[name]]
    faults = [*([("about", about)] if about else []), *faults]
    if not options:
        faults.append(("options", ["Add an option: what would be different?"]))
    elif len(options) > MOST_OPTIONS:
        faults.append(
            ("options", [f"The site runs up to {MOST_OPTIONS} options: remove some, or use the command line"])
        )
    together = draft["runs"] * (len(options) + 1)
    if together > MOST_TOGETHER:
        told = f"These are {together:,} runs, with those of the office as it is: the site runs up to {MOST_TOGETHER:,}"
        faults.append(("runs", [f"{told}. Ask for fewer runs or options, or use the command line"]))
    if not faults:
        faults += _as_a_whole(draft, office, options)
    return Checked(options, faults)


def office_before(draft: Draft, office: Office, option: int, lever: int) -> Office:
    """The office as an option's first so many levers leave it; as it is, where they cannot be pulled."""
    try:
        for each in levers_from(draft["options"][option]["levers"][:lever]):
            office, _ = each.pulled(office)
    except InputRefused:
        return office
    return office


def target_in_words(target: dict[str, Any], output: Output | None) -> str:
    """What must be reached; the id alone of an output that there is not."""
    return target_words(Target(**target), output) if output else str(target["output"])


def runs_in_words(draft: Draft, watched: Output | None) -> str:
    """How often it is run; `watched` is the output that may end it earlier."""
    precision = draft.get("precision")
    if not precision or watched is None:
        return f"{draft['runs']} of each option"
    if "absolute" in precision:
        exact = as_asked(precision["absolute"], gap_unit(watched.unit))
    else:
        exact = f"{as_asked(100 * precision['relative'], '%')} of it"
    return (
        f"At most {draft['runs']} of each option, fewer when the change of “{watched.words}” is known to within {exact}"
    )


def known_outputs(wanted: str, office: Office, options: list[CheckedOption]) -> dict[str, Output]:
    """The office's outputs by their ids; where the wanted one is not among them, also those that an option adds."""
    known = {output.id: output for output in outputs_now(office)}
    for option in options:
        if wanted not in known and option.office:
            known |= {output.id: output for output in outputs_now(option.office)}
    return known


def _option(told: dict[str, Any], office: Office, known: list[str]) -> CheckedOption:
    levers: list[Moved] = []
    try:
        for lever in levers_from(told["levers"]):
            levers.append(Moved(lever.words, ()))
            office, notes = lever.pulled(office)
            levers[-1] = replace(levers[-1], notes=notes)
        if not levers:
            return CheckedOption(told["name"], [], [f"{told['name']}: add a lever, or remove the option"], [], None)
        check_office(office)
    except InputRefused as refused:
        return CheckedOption(told["name"], levers, [f"{told['name']}: {each}" for each in refused.sentences], [], None)
    warnings = [sentence for sentence in overloads(office) if sentence not in known]
    return CheckedOption(told["name"], levers, [], warnings, office)


def _as_a_whole(draft: Draft, office: Office, options: list[CheckedOption]) -> list[tuple[str, list[str]]]:
    try:
        asked = experiment_of(draft, office)
    except InputRefused as refused:
        return [("options", list(refused.sentences))]
    target = [("aims", asked.target.output)] if asked.target else []
    watch = [("runs", asked.watch)] if asked.watch else []
    asked_for = [(part, name, known_outputs(name, office, options)) for part, name in (*target, *watch)]
    return [(part, [no_such(name, known, "output")]) for part, name, known in asked_for if name not in known]
