"""A small office for the spec tests: a switchboard, two teams of units, detectives, a diary and a delay."""

from __future__ import annotations

from datetime import date, time

from forcesight.model_office.office.description import (
    Appointments,
    Area,
    Caseload,
    CaseWork,
    Delay,
    Demand,
    Desk,
    DeskWork,
    Duration,
    Group,
    Job,
    Office,
    Route,
    Slot,
    Team,
    Travel,
    Units,
    UnitWork,
)


MEAN_THREE = Duration(family="exponential", mean=3)
SWITCHBOARD = Desk(
    id="switchboard",
    name="Switchboard",
    groups=(Group(id="handlers", name="Handlers", staff=(2,), serves=("call",), function="contact"),),
    work=(DeskWork(job="call", service=MEAN_THREE, patience=MEAN_THREE, within_seconds=20, standard=0.9),),
)
RESPONSE = Units(
    id="response",
    name="Response",
    teams=(
        Team(id="town", area="town", units=2, serves=("incident",), crew=2, function="response"),
        Team(id="beat", area="hill", units=1, serves=("incident",), own_area_only=True, function="neighbourhood"),
    ),
    work=(
        UnitWork(job="incident", scene=Duration(family="lognormal", mean=45, cv=1), within_minutes=15, standard=0.8),
    ),
)
DETECTIVES = Caseload(
    id="detectives",
    name="Detectives",
    staff=2,
    hours=(8, 8, 8, 8, 8, 0, 0),
    work=(CaseWork(job="crime", hours=Duration(family="exponential", mean=4), within_days=5),),
    limit=4,
    review_days=2,
    review_hours=0.5,
    function="investigation",
)
DIARY = Appointments(
    id="diary",
    name="Diary",
    slots=(Slot(weekdays=(0, 1, 2, 3, 4), at=time(10), places=2),),
    jobs=("visit",),
    minutes=Duration(family="constant", mean=30),
    not_kept=0.25,
    function="contact",
)
RECORDING = Delay(id="recording", name="Recording", jobs=("crime",), minutes=Duration(family="constant", mean=90))
ROUTES = (
    Route(station="switchboard", job="call", to="response", share=0.6, becomes="incident"),
    Route(station="switchboard", job="call", to="diary", share=0.3, becomes="visit"),
    Route(station="switchboard", job="call", share=0.1),
    Route(station="response", job="incident", to="recording", share=0.5, becomes="crime"),
    Route(station="response", job="incident", share=0.5),
    Route(station="recording", job="crime", to="detectives"),
)
OFFICE = Office(
    id="small",
    name="A small office",
    starts=date(2026, 1, 5),
    weeks=4,
    warm_up_days=7,
    jobs=(
        Job(id="call", name="Call"),
        Job(id="incident", name="Incident"),
        Job(id="visit", name="Visit"),
        Job(id="crime", name="Crime"),
    ),
    areas=(Area(id="town", weight=2), Area(id="hill", x_km=8)),
    travel=Travel(start_minutes=2, km_per_hour=48),
    demand=(Demand(id="calls", job="call", to="switchboard", per_week=250, by_hour=(1,) * 8 + (2,) * 16),),
    stations=(SWITCHBOARD, RESPONSE, RECORDING, DETECTIVES, DIARY),
    routes=ROUTES,
)
