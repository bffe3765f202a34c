"""Calibration of a whole force from its own records: one call, every number of an office that they can tell.

    with reading(home) as session:
        found = calibrate(session, since, until)

What is asked of the records is what the platform's tables say; nothing else is read.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from forcesight.errors import InputRefused
from forcesight.model_office.calibration.force_contacts import calibrate_contacts
from forcesight.model_office.calibration.force_crimes import calibrate_crimes
from forcesight.model_office.calibration.force_people import calibrate_people
from forcesight.model_office.calibration.force_response import calibrate_response
from forcesight.model_office.calibration.force_travel import calibrate_travel
from forcesight.model_office.calibration.log_reader import LogReader
from forcesight.model_office.calibration.result import Calibration, Unknown
from forcesight.model_office.calibration.travel import FittedTravel
from forcesight.store import Session


TABLES: Final = (
    "abstraction", "contact", "crime", "custody_record", "duty", "grade_change", "incident", "investigation",
    "resource_status", "team",
)  # fmt: skip
"""What is read: an audit log names it."""


def calibrate(session: Session, since: date, until: date) -> Calibration:
    """Calibrate from the records between two local dates, both included.

    Raises InputRefused where the period is shorter than a week or holds no contact, incident or duty.
    """
    if (until - since).days < 6:
        raise InputRefused(f"{since} to {until} is less than a week: choose a longer period to calibrate from.")
    log = LogReader(session, since, until)
    tables = ("contact", "incident", "duty", "crime")
    counts = {table: session.one(f"SELECT count(*) FROM {table} WHERE {log.within}")[0] for table in tables}
    if not any(counts.values()):
        raise InputRefused(
            f"There are no contacts, incidents, duties or crimes between {since} and {until}: load the force's own "
            "records of that period first, or choose another period."
        )
    contacts, response = calibrate_contacts(log), calibrate_response(log)
    people, crimes, travel = calibrate_people(log), calibrate_crimes(log), calibrate_travel(log)
    return Calibration(
        source=", ".join(f"{count:,} rows of {table}" for table, count in counts.items()),
        since=since,
        until=until,
        arrivals={**contacts.arrivals, **response.arrivals},
        times={**contacts.times, **response.times, **crimes.times},
        patience=contacts.patience,
        splits=response.splits,
        differences={**contacts.differences, **response.differences},
        shrinkage=people.shrinkage,
        shares={**contacts.shares, **response.shares, **people.shares, **crimes.shares},
        staff=people.staff,
        travel=travel,
        unknown=tuple(_unknown(log, travel)),
    )


def last_year(session: Session) -> tuple[date, date]:
    """The first and the last local date of the last whole weeks, 52 at most, that contacts and incidents are held of.

    Raises InputRefused where it holds less than a week.
    """
    first, last = session.one(
        "SELECT min(local_date), max(local_date) FROM "
        "(SELECT local_date FROM contact UNION ALL SELECT local_date FROM incident)"
    )
    weeks = min(52, ((last - first).days + 1) // 7) if first else 0
    if not weeks:
        raise InputRefused("The home holds no week of contacts or incidents: load the force's own records first.")
    return last - timedelta(days=7 * weeks - 1), last


_SPEED = "speed of units, and the minutes that they need to start"
_FROM = "Only a unit that is sent on from the scene that it leaves tells where it set off."
_AS_THEY_ARE = "travel times by grade and place are fitted as they are; give a matrix or a speed, and compare"


def _unknown(log: LogReader, travel: FittedTravel) -> list[Unknown]:
    """What an office needs and these records have not."""
    found = [Unknown(_SPEED, f"{words} {_FROM}", _AS_THEY_ARE) for words in travel.words]
    found += [
        Unknown(
            "officer hours that a case takes",
            "an investigation's record says when it began and ended, not how long anybody worked on it",
            "give hours by kind of crime from an activity survey, and say that they are assumed",
        ),
        Unknown(
            "how long callers would have waited beyond the longest wait seen",
            "everybody who waited so long was answered or gave up",
            "results at longer waits rest on the family that was chosen",
        ),
    ]
    stays, tied = log.session.one(f"SELECT count(*), count(incident_id) FROM custody_record WHERE {log.within}")
    if stays and not tied:
        found.append(
            Unknown(
                "share of incidents that end in an arrest",
                f"none of {stays:,} custody records names the incident of the arrest",
                "load custody records with their incidents, or give the share",
            )
        )
    return found
