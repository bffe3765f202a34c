"""What a comparison with peers is given: one value and its interval a row."""

from __future__ import annotations

from dataclasses import dataclass, field

from forcesight.charts.picture import Chart
from forcesight.charts.words import places


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """One force or area.

    value:        None is not known and shows as "no data"
    lower, upper: its interval
    n:            the count behind it
    verdict:      what the measure's test says of the difference from ours: "higher", "cannot tell"
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
    places: int = field(init=False)

    def __post_init__(self) -> None:
        super(Comparison, self).__post_init__()
        if not self.peers:
            raise ValueError(f"comparison {self.id!r} has no peers; say so on the page instead of drawing it.")
        object.__setattr__(self, "places", places(self.decimals, (peer.value for peer in self.peers)))

    @property
    def ordered(self) -> list[Peer]:
        """Our own force first, then by name: sorted by value it would read as a ranking that intervals do not bear."""
        return sorted(self.peers, key=lambda peer: (not peer.own, peer.name))
