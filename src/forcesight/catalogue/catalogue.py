"""The catalogue: every dated rule and definition, as it stood on any day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from forcesight.catalogue.clock import Clock, PauseReason
from forcesight.catalogue.entry import Entry, in_force
from forcesight.catalogue.errors import CatalogueError, UnknownEntry
from forcesight.catalogue.expression import with_limits, with_outcomes
from forcesight.catalogue.force import Force
from forcesight.catalogue.measure import Measure
from forcesight.catalogue.outcome_group import OutcomeGroup
from forcesight.catalogue.reading import read_home, read_packaged
from forcesight.catalogue.references import problems_between
from forcesight.catalogue.standard import ComparisonGroup, Margin, OutputUnit, Standard
from forcesight.catalogue.weights import WeightScheme


E = TypeVar("E", bound=Entry)


class Catalogue:
    """Every entry, with its versions. Questions take `at`, the day to answer for; None means today.

    The newest version in force on that day answers, so any past day can be replayed.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Hold these entries as they are; `load` reads and checks them."""
        self._versions: dict[type[Entry], dict[str, list[Entry]]] = {}
        for entry in entries:
            self._versions.setdefault(type(entry), {}).setdefault(entry.id, []).append(entry)
        self._measures_on: dict[date, dict[str, Measure]] = {}
        self.fingerprint = _fingerprint(e for ids in self._versions.values() for v in ids.values() for e in v)

    @classmethod
    def load(cls, *, overlay: Path | None = None) -> Catalogue:
        """Read the packaged catalogue, then the home's `overlay` folder over it (none, or absent: nothing added).

        Raises CatalogueError with every problem of every file.
        """
        entries, problems = read_packaged()
        if overlay is not None:
            entries, more = read_home(overlay, entries)
            problems += more
        # References of a half-read catalogue would only repeat the first faults in other words.
        problems = problems or problems_between(entries)
        if problems:
            raise CatalogueError(problems)
        return cls(entries)

    def measures(self, at: date | None = None) -> tuple[Measure, ...]:
        """The measures in force, family by family, ready to compile: what they refer to is written out."""
        return tuple(self._compiled(at or today()).values())

    def measure(self, measure_id: str, at: date | None = None) -> Measure:
        """One measure; UnknownEntry with the nearest ids where it is not in force."""
        known = self._compiled(at or today())
        if measure_id not in known:
            raise UnknownEntry(_not_there(Measure, measure_id, at, known))
        return known[measure_id]

    def weights(self, scheme_id: str, at: date | None = None) -> WeightScheme:
        """One weight scheme; UnknownEntry where it is not in force."""
        return self._one(WeightScheme, scheme_id, at)

    def weights_of(self, measure: Measure, at: date | None = None) -> tuple[WeightScheme, ...]:
        """The weight schemes that a measure counts by; none for most."""
        return tuple(self.weights(used, at) for used in measure.weights_used)

    def margin(self, measure: Measure, at: date | None = None) -> Margin:
        """The margin for "broadly unchanged": the measure's own, or else that of its kind."""
        margins = self._all(Margin, at)
        own = [m for m in margins if m.measure == measure.id]
        for margin in own + [m for m in margins if m.measure_kind == measure.kind]:
            return margin
        raise UnknownEntry(f"There is no margin for {measure.id} or for a {measure.kind}: add a [[margin]] entry.")

    def margin_of_outputs(self, unit: OutputUnit, at: date | None = None) -> Margin:
        """The margin for "broadly unchanged" of a model office's outputs: the unit's own, or else that of any unit."""
        margins = self._all(Margin, at)
        for served in (unit, "any"):
            for margin in margins:
                if margin.output_unit == served:
                    return margin
        raise UnknownEntry(f'There is no margin for outputs in {unit}: add a [[margin]] with output_unit = "any".')

    def standards(self, measure: str, at: date | None = None, *, force: str = "") -> tuple[Standard, ...]:
        """The targets and standards of a measure that hold for the force; often none."""
        return tuple(s for s in self._all(Standard, at) if s.measure == measure and s.force in ("", force))

    def standard(self, measure: str, at: date | None = None, *, force: str = "", area: str = "") -> Standard | None:
        """The target or standard that fits the place most closely: the area's, the force's, the national one."""
        fitting = [s for s in self.standards(measure, at, force=force) if s.area in ("", area)]
        return max(fitting, key=lambda s: (bool(s.area), bool(s.force), s.valid_from), default=None)

    def comparison_groups(self, force: str, at: date | None = None) -> tuple[ComparisonGroup, ...]:
        """The groups that a force may be compared with; the first is its default.

        A group that somebody listed for the force comes first: it was chosen. Then every force with records here,
        then the neighbours.
        """
        order = ("listed", "records", "neighbours")
        groups = [g for g in self._all(ComparisonGroup, at) if g.force in ("", force) and force not in g.members]
        return tuple(sorted(groups, key=lambda g: (order.index(g.basis), not g.force)))

    def outcome_groups(self, at: date | None = None) -> tuple[OutcomeGroup, ...]:
        """The outcome groups in force, in the catalogue's order."""
        return self._all(OutcomeGroup, at)

    def clocks(self, at: date | None = None) -> tuple[Clock, ...]:
        """The clocks in force, in the catalogue's order."""
        return self._all(Clock, at)

    def clock(self, clock_id: str, at: date | None = None) -> Clock:
        """One clock, as it is for cases that start on the day; UnknownEntry where it is not in force."""
        return self._one(Clock, clock_id, at)

    def clocks_of(self, measure: Measure, at: date | None = None) -> tuple[Clock, ...]:
        """The clocks whose limits a measure counts by."""
        written = in_force(self.history(Measure, measure.id), at or today())
        return tuple(self.clock(used, at) for used in dict.fromkeys(written.clocks_used if written else ()))

    def pause(self, pause_id: str, at: date | None = None) -> PauseReason:
        """One reason for pausing clocks; UnknownEntry where it is not in force."""
        return self._one(PauseReason, pause_id, at)

    def forces(self, at: date | None = None) -> tuple[Force, ...]:
        """The police forces, by slug."""
        return self._all(Force, at)

    def force(self, slug: str, at: date | None = None) -> Force:
        """One force; UnknownEntry where the catalogue does not know it."""
        return self._one(Force, slug, at)

    def force_name(self, slug: str) -> str:
        """What a force is called today; its slug as words where the catalogue does not know it."""
        entry = in_force(self.history(Force, slug), today())
        return entry.name if entry else slug.replace("-", " ").title()

    def history(self, kind: type[E], entry_id: str) -> tuple[E, ...]:
        """Every version of an entry, oldest first, as written in its file; empty where there is none."""
        versions = [e for e in self._versions.get(kind, {}).get(entry_id, []) if isinstance(e, kind)]
        return tuple(sorted(versions, key=lambda entry: entry.valid_from))

    def versions(self, kind: type[E]) -> dict[str, tuple[E, ...]]:
        """Every version of every entry of a kind, by id, oldest first."""
        return {entry_id: self.history(kind, entry_id) for entry_id in self._versions.get(kind, {})}

    def next_change(self, day: date) -> date | None:
        """The first day after this one on which an entry begins, or no longer holds; None where there is none."""
        entries = [e for ids in self._versions.values() for versions in ids.values() for e in versions]
        days = {e.valid_from for e in entries if e.valid_from > day}
        days |= {e.valid_to + timedelta(days=1) for e in entries if e.valid_to and day <= e.valid_to < date.max}
        return min(days, default=None)

    def _all(self, kind: type[E], at: date | None) -> tuple[E, ...]:
        day = at or today()
        found = (in_force(self.history(kind, entry_id), day) for entry_id in self._versions.get(kind, {}))
        return tuple(entry for entry in found if entry is not None)

    def _one(self, kind: type[E], entry_id: str, at: date | None) -> E:
        entry = in_force(self.history(kind, entry_id), at or today())
        if entry is None:
            raise UnknownEntry(_not_there(kind, entry_id, at, self._versions.get(kind, {})))
        return entry

    def _compiled(self, day: date) -> dict[str, Measure]:
        if day not in self._measures_on:
            outcomes = {group.id: group.outcomes for group in self.outcome_groups(day)}
            limits = {clock.id: clock.seconds for clock in self.clocks(day) if clock.seconds is not None}
            # A measure over what is not in force on the day cannot be answered for that day either.
            answerable = [
                m
                for m in self._all(Measure, day)
                if outcomes.keys() >= set(m.outcome_groups_used) and limits.keys() >= set(m.clocks_used)
            ]
            self._measures_on[day] = {m.id: _written_out(m, outcomes, limits) for m in answerable}
        return self._measures_on[day]


def today() -> date:
    """The calendar day in the force's own time zone."""
    return datetime.now(ZoneInfo("Europe/London")).date()


def _written_out(measure: Measure, outcomes: dict[str, tuple[str, ...]], limits: dict[str, int]) -> Measure:
    numerator, denominator = (
        with_limits(with_outcomes(text, outcomes), limits) for text in (measure.numerator, measure.denominator)
    )
    if measure.kind == "mean":
        denominator = f"({numerator}) is not null"
    return replace(measure, numerator=numerator, denominator=denominator)


def _not_there(kind: type[Entry], entry_id: str, at: date | None, known: Iterable[str]) -> str:
    near = get_close_matches(entry_id, known, n=3)
    advice = f"Did you mean {' or '.join(near)}?" if near else "See docs/reference/catalogue.md."
    when = f" in force on {at}" if at else ""
    return f"There is no {kind.kind_of_entry.replace('_', ' ')} {entry_id!r}{when}. {advice}"


def _fingerprint(entries: Iterable[Entry]) -> str:
    """A hash of what the entries say, whatever the order and the layout of their files."""
    said = sorted(repr(replace(entry, file="")) for entry in entries)
    return blake2b("\n".join(said).encode(), digest_size=16).hexdigest()
