# ruff: noqa: RUF009 (waits and lines of demand are frozen: one default serves all)
"""How the public reaches the force, how long it waits, and how often it gives up."""

from __future__ import annotations

from dataclasses import dataclass

from forcesight.synthetic.force.demand import Line
from forcesight.synthetic.force.parameters import shapes
from forcesight.synthetic.force.waiting import Loss, Wait


# Which mix of incidents a contact brings.
EMERGENCY, PUBLIC, OWN = range(3)


@dataclass(frozen=True, slots=True)
class Switchboard:
    """The first leg of a call: how long it takes to answer, how often it is lost, how long until it is passed on."""

    answer: Wait
    lost: Loss
    passing: Wait


@dataclass(frozen=True, slots=True)
class Stream:
    """One way to reach the force: its demand, its waits in seconds, and how many of those answered open an incident.

    `line` is empty where it is no telephone line; `mix` is the mix of incidents that it brings.
    """

    name: str
    channel: str
    line: str
    queue: str
    demand: Line
    answer: Wait
    lost: Loss
    talk: Wait
    opens: float
    mix: int
    patience: float = 45.0
    switchboard: Switchboard | None = None


@dataclass(frozen=True, slots=True)
class ContactTruth:
    """The truth of contacts: `redials` is the share of lost callers who try again, after some seconds."""

    streams: tuple[Stream, ...]
    # Ours: of those who give up, how many ring again, and how long they wait first.
    redials: float = 0.55
    redial_after: Wait = Wait(150, 0.9)
    # A caller who finds no moment to ring again within so many seconds after that does not.
    redial_window: int = 1800
    # Ours: callers whose number is withheld.
    withheld: float = 0.11
    # Ours: the handler's work after a conversation, in seconds.
    after: Wait = Wait(55, 0.7)


_NEVER = Loss(0.0)
_ANSWER_999 = Wait(4.6, 0.74, load=0.35)  # ours: near the 86.1 % in 10 seconds of 2005/06 (baseline assessment 2006)
_TALK = Wait(281, 0.7)  # mean 6 minutes, coefficient of variation 0.8: the common benchmark of the model office

# 102 digital contacts a day, of which 30 % become incidents (PEEL 2021/22); how they are divided is ours.
_DIGITAL = 102 * 365

CONTACT = ContactTruth(
    streams=(
        Stream(
            "999", "telephone", "999", "emergency",
            Line(173_000, 0.03, shapes.ALL_DAY),  # force management statement 2019; the drift is ours
            _ANSWER_999,
            Loss(0.021, 0.6),  # abandoned: baseline assessment 2006
            _TALK, 0.52, EMERGENCY, patience=22,
        ),
        Stream(
            "101", "telephone", "101", "non-emergency",
            Line(432_618, 0.02, shapes.DAYTIME),  # force management statement 2019; the drift is ours
            Wait(70, 1.0, load=0.6),
            Loss(0.07, 0.5),  # lost on the second leg: baseline assessment 2006
            _TALK, 0.27, PUBLIC, patience=150,
            # 1.6 % lost at the switchboard: baseline assessment 2006.
            switchboard=Switchboard(Wait(8, 0.8, load=0.2), Loss(0.016, 0.4), Wait(35, 0.5)),
        ),
        Stream("web chat", "web chat", "", "digital", Line(0.25 * _DIGITAL, 0.08, shapes.DAYTIME),
               Wait(60, 0.9, load=0.3), _NEVER, Wait(600, 0.6), 0.3, PUBLIC),
        Stream("online report", "online report", "", "digital", Line(0.45 * _DIGITAL, 0.08, shapes.DAYTIME),
               Wait(5400, 1.1), _NEVER, Wait(300, 0.6), 0.3, PUBLIC),
        Stream("social media", "social media", "", "digital", Line(0.2 * _DIGITAL, 0.08, shapes.EVENING),
               Wait(2400, 1.1), _NEVER, Wait(240, 0.6), 0.3, PUBLIC),
        Stream("email", "email", "", "digital", Line(0.1 * _DIGITAL, 0.02, shapes.OFFICE),
               Wait(14400, 1.0), _NEVER, Wait(240, 0.6), 0.3, PUBLIC),
        Stream("front counter", "front counter", "", "counter", Line(16_000, -0.02, shapes.OFFICE),
               Wait(300, 0.9, load=0.2), _NEVER, Wait(480, 0.6), 0.3, PUBLIC),  # ours
    ),
)  # fmt: skip
