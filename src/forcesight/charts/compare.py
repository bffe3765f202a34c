"""Comparison with peers: one value and its interval a row. Not a league table: rows are alphabetical, our own force first."""

from __future__ import annotations

from dataclasses import dataclass

from forcesight.charts.picture import Chart, Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """One force or area: its value with interval, the count behind it, and what the measure's test says of the difference from ours.

    value None is not known and shows as "no data"; verdict is a phrase such as "higher than ours" or "cannot tell".
    """

    name: str
    value: float | None
    lower: float | None = None
    upper: float | None = None
    n: int | None = None
    own: bool = False
    verdict: str = ""
    href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Chart):
    """Peers in any order (the drawing decides), and the group's own value as a line if there is one."""

    peers: tuple[Peer, ...]
    average: float | None = None
    average_label: str = "Group average"
    value_label: str = "Rate"
    n_label: str = "Count"
    interval: str = "95% interval"
    from_zero: bool = True
    decimals: int | None = None

    def __post_init__(self) -> None:
        super(Comparison, self).__post_init__()
        if not self.peers:
            raise ValueError(f"comparison {self.id!r} has no peers; say on the page that there is nothing to compare.")


def dot_plot(chart: Comparison, *, standalone: bool = False) -> Picture:
    """Draw values with their intervals, one row a peer, our own force first and the others alphabetically."""
    raise NotImplementedError
