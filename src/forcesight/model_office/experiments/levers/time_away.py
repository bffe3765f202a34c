"""The share of their time that people are away: the shrinkage of groups and caseloads, the abstraction of teams."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from forcesight.errors import InputRefused
from forcesight.model_office.experiments.levers.amount import plain
from forcesight.model_office.experiments.levers.whole_people import whole_people
from forcesight.model_office.experiments.levers.whose import Held, People, with_people
from forcesight.model_office.office.description import Group, Office, Team


def away_of(people: People) -> float:
    """The share that is away."""
    return people.abstraction if isinstance(people, Team) else people.shrinkage


def refuse_always_on_duty(held: Sequence[Held]) -> None:
    """Raise InputRefused where teams have no shifts to be away from."""
    always = [each.people.id for each in held if isinstance(each.people, Team) and not each.people.pattern]
    if always:
        raise InputRefused(f"{', '.join(always)}: who is always on duty is never away: give the team a shift pattern.")


def with_away(office: Office, held: Sequence[Held], share: Callable[[float], float]) -> tuple[Office, tuple[str, ...]]:
    """The office in which these people are away for another share, made of the one that they have.

    Raises InputRefused where that is no share below 1, and for teams without shifts to be away from.
    """
    refuse_always_on_duty(held)
    new = {each.at: _away(each.people, share) for each in held}
    notes: list[str] = []
    for each in held:
        changed = new[each.at]
        if isinstance(each.people, Group) and isinstance(changed, Group):
            notes += whole_people(each.people, changed)
    return with_people(office, new), tuple(notes)


def _away(people: People, share: Callable[[float], float]) -> People:
    # Digits beyond the twelfth are noise of binary fractions: 0.3 less 0.1 is 0.2.
    value = round(share(away_of(people)), 12)
    if not 0 <= value < 1:
        raise InputRefused(
            f"{people.id} would be away for {plain(value * 100)} % of the time, and is for "
            f"{plain(away_of(people) * 100)} % now: it must be 0 % or more, and less than 100 %."
        )
    if isinstance(people, Team):
        return replace(people, abstraction=value)
    return replace(people, shrinkage=value)
