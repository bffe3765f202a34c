"""Contacts: who rang or wrote, how long they waited, who gave up, and who tried again.

Whether a lost caller tries again is told after the count: a later call of the same line becomes that caller's, so calls
stay as many as were expected, and redials hide among them as they do in a real log.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from forcesight.synthetic.force.chance import chance
from forcesight.synthetic.force.demand import draw_counts
from forcesight.synthetic.force.flow import Flow
from forcesight.synthetic.force.near import next_at
from forcesight.synthetic.force.parameters.contact import Stream
from forcesight.synthetic.force.waiting import load_of, seconds
from forcesight.synthetic.force.world import identifiers
from forcesight.synthetic.force.writing import Columns, coded, numbered
from forcesight.synthetic.land import Array


NEVER = np.datetime64("NaT", "us")
_NEXT_TRIES = 6


@dataclass(slots=True)
class Contacts:
    """All contacts in order of time: numbers of stream and hour, instants (NaT where it never came), and links.

    `caller` is a person, -1 where the number was withheld; `opens` says whether an incident is opened from it.
    `incident` and `crime` number what it led to, once that is known.
    """

    stream: Array
    cell: Array
    offered: Array
    switchboard_answered: Array
    switchboard_abandoned: Array
    transferred: Array
    answered: Array
    abandoned: Array
    ended: Array
    caller: Array
    redial_of: Array
    opens: Array
    incident: Array
    crime: Array

    def __len__(self) -> int:
        return len(self.stream)


def draw_contacts(flow: Flow) -> Contacts:
    """Draw every contact of the span."""
    streams = flow.parameters.contact.streams
    parts = [_draw_stream(flow, number, stream) for number, stream in enumerate(streams)]
    joined = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    order = np.argsort(joined["offered"], kind="stable")
    count = len(order)
    found = Contacts(
        **{name: values[order] for name, values in joined.items()},
        caller=np.empty(count, dtype=np.int32),
        redial_of=np.full(count, -1, dtype=np.int32),
        incident=np.full(count, -1, dtype=np.int32),
        crime=np.full(count, -1, dtype=np.int32),
    )
    _call(flow, found)
    return found


def _draw_stream(flow: Flow, number: int, stream: Stream) -> dict[str, Array]:
    """The contacts of one stream."""
    expected, load = flow.contacts[number], load_of(flow.contacts[number])
    rng = chance(flow.world.seed, "contacts", stream.name)
    cell = draw_counts(expected, rng)
    count, load = len(cell), load[cell]
    offered = flow.world.span.instants(cell // 24, cell % 24 * 3600 + rng.integers(0, 3600, count))
    never = np.full(count, NEVER)
    switchboard, abandoned_first, transferred, waits = never, never, never, offered
    through = np.ones(count, dtype=bool)
    if stream.switchboard:
        first = stream.switchboard
        through = rng.random(count) >= flow.lost_at_switchboard(stream, expected)[cell]
        answer = offered + seconds(first.answer.draw(rng, load))
        switchboard = np.where(through, answer, NEVER)
        abandoned_first = np.where(through, NEVER, offered + seconds(1 + rng.exponential(20, count)))
        transferred = np.where(through, answer + seconds(first.passing.draw(rng, count)), NEVER)
        waits = np.where(through, transferred, offered)
    lost = rng.random(count) < stream.lost.shares(expected)[cell]
    answered = np.where(through & ~lost, waits + seconds(stream.answer.draw(rng, load)), NEVER)
    gone = waits + seconds(1 + rng.exponential(stream.patience, count))
    return {
        "stream": np.full(count, number, dtype=np.int8),
        "cell": cell,
        "offered": offered,
        "switchboard_answered": switchboard,
        "switchboard_abandoned": abandoned_first,
        "transferred": transferred,
        "answered": answered,
        "abandoned": np.where(through & lost, gone, NEVER),
        "ended": answered + seconds(stream.talk.draw(rng, count)),
        "opens": ~np.isnat(answered) & (rng.random(count) < stream.opens),
    }


def _call(flow: Flow, contacts: Contacts) -> None:
    """Say who each caller is, and which calls are those of lost callers who tried again."""
    truth, people = flow.parameters.contact, flow.world.people
    rng = chance(flow.world.seed, "contacts", "caller")
    contacts.caller[:] = people.draw(people.as_caller, len(contacts), rng)
    contacts.caller[rng.random(len(contacts)) < truth.withheld] = -1
    for number, stream in enumerate(truth.streams):
        if stream.line:
            _redial(flow, contacts, np.flatnonzero(contacts.stream == number), rng)
    later = np.flatnonzero(contacts.redial_of >= 0)
    first = contacts.redial_of[later]
    for _ in range(_NEXT_TRIES):
        earlier = contacts.redial_of[first]
        first = np.where(earlier >= 0, earlier, first)
    contacts.caller[later] = contacts.caller[first]


def _redial(flow: Flow, contacts: Contacts, line: Array, rng: np.random.Generator) -> None:
    """Give later calls of one line to callers who were lost on it."""
    truth = flow.parameters.contact
    offered, caller = contacts.offered[line], contacts.caller[line]
    gave_up = np.fmax(contacts.abandoned[line], contacts.switchboard_abandoned[line])
    again = np.flatnonzero(~np.isnat(gave_up) & (caller >= 0) & (rng.random(len(line)) < truth.redials))
    wanted = gave_up[again] + seconds(truth.redial_after.draw(rng, len(again)))
    found = next_at(offered, wanted, truth.redial_window)
    contacts.redial_of[line[found[found >= 0]]] = line[again[found >= 0]]


def contact_tables(flow: Flow, contacts: Contacts) -> Iterator[tuple[str, Columns]]:
    """The rows of `contact`, and which of them are redials."""
    streams = flow.parameters.contact.streams
    rng = chance(flow.world.seed, "contacts", "handling")
    count, end = len(contacts), flow.world.span.end
    post = np.where(np.isnat(contacts.answered), -1, flow.world.staff.draw_posts(_CONTACT_TEAM, rng, count=count))
    finished = contacts.ended + seconds(flow.parameters.contact.after.draw(rng, count))
    yield (
        "contact",
        {
            "source_id": numbered("CT", np.arange(count)),
            "channel": coded(contacts.stream, [s.channel for s in streams]),
            "line": coded(contacts.stream, [s.line or None for s in streams]),
            "queue": coded(contacts.stream, [s.queue for s in streams]),
            "offered_at": contacts.offered,
            "switchboard_answered_at": contacts.switchboard_answered,
            "switchboard_abandoned_at": contacts.switchboard_abandoned,
            "transferred_at": contacts.transferred,
            "answered_at": known_by(end, contacts.answered),
            "abandoned_at": contacts.abandoned,
            "ended_at": known_by(end, contacts.ended),
            "finished_at": known_by(end, finished),
            "caller_hash": coded(contacts.caller, _hashes(flow)),
            "post_id": identifiers("post", post),
            "incident_id": numbered("IN", contacts.incident),
            "crime_id": numbered("CR", contacts.crime),
        },
    )
    again = np.flatnonzero(contacts.redial_of >= 0)
    yield (
        "truth/redial",
        {
            "contact_id": numbered("CT", again),
            "first_contact_id": numbered("CT", contacts.redial_of[again]),
        },
    )


# The number of "contact" in records.codes.people.TEAM_KINDS.
_CONTACT_TEAM = 0


def known_by(end: np.datetime64, instants: Array) -> Array:
    """The instants that lie before the end of the records; what comes later is not yet known."""
    return np.where(instants <= end, instants, NEVER)


def _hashes(flow: Flow) -> list[str]:
    """A keyed hash of each person's number, as sixteen letters."""
    key = chance(flow.world.seed, "contacts", "key").integers(1, 2**63, dtype=np.uint64)
    mixed = (np.arange(len(flow.world.people), dtype=np.uint64) + key) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(32)
    letters = np.frombuffer(mixed.astype(">u8").tobytes().hex().encode(), dtype="S16")
    found: list[str] = letters.astype(str).tolist()
    return found
