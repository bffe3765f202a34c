"""Crimes, as a force's own records system keeps them."""

from __future__ import annotations

from forcesight.records.codes import crime as codes
from forcesight.records.contract import boolean, code, coded, instant, integer, number, reference, text
from forcesight.records.derivation import hours_between, known_hour, lists, local_weekday
from forcesight.records.force_record import Located, Occurrence


class Crime(Occurrence, Located, at="recorded_at", happened="committed_from", known="first_reported_at"):
    """One row for each crime record, and for each report of rape that was not recorded as a crime (N100).

    Time buckets follow `recorded_at`, as published figures do; `committed_from` and `committed_to` say when it was
    committed, often only roughly. The clock of recording starts at the first report to anybody in the force. A
    cancelled crime stays, with its reason, and counts only where a measure says so. One incident may hold several
    crimes, and a crime need not come from an incident. Never compared with data.police.uk row by row: places and
    dates there are coarser.
    """

    table = "crime"
    title = "Crimes"
    case = "crime"

    record_kind = coded("What kind of record it is", codes.RECORD_KINDS, required=True)
    incident_id = reference("The incident that it came from", "incident")
    report_route = coded("How it was reported", codes.REPORT_ROUTES)
    first_reported_at = instant("When it was first reported to the force", activity="crime reported")
    recorded_at = instant("When it was recorded", required=True, activity="crime recorded")
    classified_at = instant("When its offence was confirmed", activity="crime classified")
    cancelled_at = instant("When it was cancelled", activity="crime cancelled")
    cancel_reason = coded("Why it was cancelled", codes.CANCEL_REASONS)
    cancel_evidence = text("The information that shows it, in words", personal=True)
    cancel_post_id = reference("The post of whoever cancelled it", "post")
    committed_from = instant("The earliest moment at which it was committed")
    committed_to = instant("The latest moment at which it was committed")
    committed_hour = integer(
        "The hour of committed_from in Europe/London; empty where the time may be unknown",
        unit="hour",
        derived=known_hour("committed_from"),
    )
    committed_weekday = integer(
        "The day of the week of committed_from in Europe/London: 1 is Monday, 7 is Sunday",
        derived=local_weekday("committed_from"),
    )
    offence_code = code("Home Office offence code")
    offence_group = code("Home Office offence group, as the source gives it")
    victim_based = boolean("Whether it has a victim; false for crimes against the state")
    victim_id = reference("The mention of its victim", "mention")
    crime_flags = text("Flags, joined by commas", list_of=codes.CRIME_FLAGS)
    domestic = boolean("Whether domestic is a flag", derived=lists("crime_flags", "domestic"))
    hate = boolean("Whether hate is a flag", derived=lists("crime_flags", "hate"))
    knife = boolean("Whether knife is a flag", derived=lists("crime_flags", "knife"))
    online = boolean("Whether online is a flag", derived=lists("crime_flags", "online"))
    hate_strands = text("Monitored strands of hate, joined by commas", list_of=codes.HATE_STRANDS)
    post_id = reference("The post of whoever recorded it", "post")
    team_id = reference("The team that recorded it", "team")
    hours_to_record = number(
        "First report to recording", unit="hours", derived=hours_between("first_reported_at", "recorded_at")
    )
    hours_to_classify = number(
        "Recording to confirmed offence", unit="hours", derived=hours_between("recorded_at", "classified_at")
    )
