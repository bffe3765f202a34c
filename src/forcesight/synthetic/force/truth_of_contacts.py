"""What the measures of calls and digital contacts would come to."""

from __future__ import annotations

import numpy as np

from forcesight.synthetic.force.figure import Figure
from forcesight.synthetic.force.flow import Flow
from forcesight.synthetic.force.waiting import load_of


DIGITAL = ("web chat", "online report", "social media", "email")


def contact_figures(flow: Flow) -> dict[str, Figure]:
    """By measure of `contact`."""
    streams, by_month = flow.parameters.contact.streams, flow.calendar.by_month
    found: dict[str, Figure] = {}
    for stream, expected, answered in zip(streams, flow.contacts, flow.answered, strict=True):
        if not stream.line:
            continue
        name, load = stream.line, load_of(expected)
        through = expected * (1 - flow.lost_at_switchboard(stream, expected))
        calls, taken = by_month(expected), by_month(answered)
        limit = _LIMITS[name]
        found |= {
            f"calls_{name}": Figure(calls),
            f"answered_{name}_in_{limit}s": Figure(by_month(answered * stream.answer.within(limit, load)), taken),
            f"wait_{name}": Figure(by_month(answered * stream.answer.mean(load)), taken),
            f"abandoned_{name}": Figure(by_month(expected - answered), calls),
        }
        if stream.switchboard:
            found[f"abandoned_{name}_handler"] = Figure(by_month(through - answered), by_month(through))
    digital = [number for number, stream in enumerate(streams) if stream.channel in DIGITAL]
    contacts = sum((by_month(flow.contacts[number]) for number in digital), np.zeros(len(flow.calendar.months)))
    opened = [by_month(flow.answered[number]) * streams[number].opens for number in digital]
    found["digital_contacts"] = Figure(contacts)
    found["digital_to_incident"] = Figure(sum(opened, np.zeros(len(contacts))), contacts)
    return found


# The limit of each line's measure, in seconds.
_LIMITS = {"999": 10, "101": 60}
