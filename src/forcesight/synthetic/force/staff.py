"""Who works for a synthetic force, and where."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forcesight.records.codes.people import RANKS
from forcesight.synthetic.land import Array


SERGEANT = RANKS.codes.index("sergeant")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of the organisation: its name, its kind (UNIT_KINDS) and the number of the unit above it (-1: none)."""

    name: str
    kind: str
    parent: int


@dataclass(frozen=True, slots=True)
class Team:
    """One team: its name, the number of its kind (TEAM_KINDS), its unit, what it serves, and its shift."""

    name: str
    kind: int
    unit: int
    district: int
    neighbourhood: int
    shift: int


@dataclass(frozen=True, slots=True)
class Staff:
    """The force's people and where they work.

    By team: `team_kind` numbers `records.codes.people.TEAM_KINDS`; `team_district` and `team_neighbourhood` are what
    it serves (-1 is the whole force); `team_shift` is its place in the shift pattern (0 to 4), -1 where it works days.
    By post: `post_team`, and the numbers of RANKS, EMPLOYMENTS and FUNCTIONS. A post has one holder at a time,
    `officer`, until the last day in `until` (a day's number; beyond the span for the last); -1 is a vacant post.
    By officer: `officer_post`, `officer_from` and `officer_until` (days' numbers; before 0 and beyond the span where
    employment is longer than the span).
    """

    team_kind: Array
    team_district: Array
    team_neighbourhood: Array
    team_shift: Array
    units: tuple[Unit, ...]
    teams: tuple[Team, ...]
    post_team: Array
    post_rank: Array
    post_employment: Array
    post_function: Array
    officer: Array
    until: Array
    officer_post: Array
    officer_from: Array
    officer_until: Array

    def teams_of(self, kind: int, *, district: int = -1, neighbourhood: int = -1) -> Array:
        """The teams of a kind, of all areas or of one."""
        chosen = self.team_kind == kind
        chosen &= (district < 0) | (self.team_district == district)
        chosen &= (neighbourhood < 0) | (self.team_neighbourhood == neighbourhood)
        return np.flatnonzero(chosen)

    def draw_posts(
        self, kind: int, rng: np.random.Generator, *, count: int = 0, district: Array | None = None
    ) -> Array:
        """A post of teams of this kind for each district, or `count` of the whole force; never a supervisor's.

        Teams that serve no district of their own serve all of them.
        """
        posts = np.flatnonzero((self.team_kind[self.post_team] == kind) & (self.post_rank != SERGEANT))
        if district is None:
            return posts[rng.integers(len(posts), size=count)]
        home = self.team_district[self.post_team[posts]]
        order = np.argsort(home, kind="stable")
        posts, home = posts[order], home[order]
        low, high = np.searchsorted(home, district, "left"), np.searchsorted(home, district, "right")
        low, high = np.where(low == high, 0, low), np.where(low == high, len(posts), high)
        found: Array = posts[low + (rng.random(len(low)) * (high - low)).astype(int)]
        return found

    def holder(self, post: Array, day: Array) -> Array:
        """Which officer holds each post on a day; -1 where it is vacant."""
        turn = (self.until[post] < np.asarray(day)[:, None]).sum(axis=1)
        return np.where(np.asarray(post) < 0, -1, self.officer[post, np.minimum(turn, self.officer.shape[1] - 1)])

    def team_of(self, post: Array) -> Array:
        """The team of each post; -1 for none."""
        return np.where(np.asarray(post) < 0, -1, self.post_team[post])

    def supervisor(self, post: Array) -> Array:
        """The post that supervises each post: its team's sergeant (or the first post of the team)."""
        return np.where(np.asarray(post) < 0, -1, self._sergeants()[self.post_team[post]])

    def _sergeants(self) -> Array:
        order = np.lexsort((np.arange(len(self.post_team)), self.post_rank != SERGEANT, self.post_team))
        teams, first = np.unique(self.post_team[order], return_index=True)
        found = np.full(len(self.team_kind), -1)
        found[teams] = order[first]
        return found
