"""A small switchboard for tests of the requirement: quiet nights, a busy noon."""

from __future__ import annotations

from datetime import date

from forcesight.model_office.office.description import Demand, Desk, DeskWork, Duration, Group, Job, Office


NOON = (1,) * 8 + (6,) * 8 + (3,) * 8


def switchboard(
    per_week: float = 3000.0,
    by_hour: tuple[float, ...] = NOON,
    patience: Duration = Duration(family="exponential", mean=3.0),  # noqa: B008 - a frozen value
    shrinkage: float = 0.0,
    service: float = 4.0,
) -> tuple[Desk, Office]:
    """A desk of one group that answers one kind of call, and its office."""
    desk = Desk(
        id="switchboard",
        groups=(Group(id="handlers", staff=(10.0,), serves=("call",), shrinkage=shrinkage),),
        work=(DeskWork(job="call", service=Duration(family="exponential", mean=service), patience=patience),),
    )
    calls = Demand(id="calls", job="call", to="switchboard", per_week=per_week, by_hour=by_hour)
    office = Office(
        id="office", name="Office", starts=date(2026, 1, 5), weeks=2,
        jobs=(Job(id="call"),), demand=(calls,), stations=(desk,),
    )  # fmt: skip
    return desk, office
