"""What holds of every contract of a force's own records, so that a loader, a feed and a dictionary can rely on it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from forcesight.records import REGISTRY, Contact, Contract, Dated, ForceRecord, Occurrence, contract
from forcesight.records.contract import COLUMN_FAULTS, HANDLING, Column
from forcesight.store.event_log import case_kinds, vocabulary


FORCE_TABLES = sorted(table for table, c in REGISTRY.items() if issubclass(c, ForceRecord))
COLUMNS = [(table, column) for table in FORCE_TABLES for column in REGISTRY[table].columns]
# Only words that could name or point to a person; everything that the erasure of a person must search.
PERSONAL = {
    "address", "alias", "answer", "attributes", "cancel_evidence", "caller_hash", "date_of_birth", "directions",
    "email", "family_name", "given_name", "grounds", "leaving_reason", "location", "name", "officer_number", "phone",
    "postcode", "property_reference", "rationale", "reason", "respondent", "source_id", "source_person",
}  # fmt: skip


def test_the_tables_that_a_force_gives() -> None:
    assert FORCE_TABLES == [
        "abstraction", "bail", "clock_pause", "contact", "crime", "custody_record", "duty", "event",
        "force_stop_search", "grade_change", "incident", "investigation", "managed_offender", "mention",
        "missing_episode", "offence", "offender_visit", "officer", "organisation_unit", "place", "post",
        "protection_referral", "resource_status", "risk_assessment", "supervisor_review", "survey_response", "team",
        "thrive_assessment", "use_of_force", "victim_contact",
    ]  # fmt: skip


@pytest.mark.parametrize("table", FORCE_TABLES)
def test_a_contract_says_what_an_analyst_must_know(table: str) -> None:
    told = " ".join((contract(table).__doc__ or "").split())
    assert told.startswith("One ")
    assert told.endswith(".")
    assert contract(table).title


@pytest.mark.parametrize("table", FORCE_TABLES)
def test_a_row_is_known_by_its_system_and_identifier(table: str) -> None:
    dated = ("valid_from",) if issubclass(contract(table), Dated) else ()
    assert contract(table).key == ("source_system", "source_id", *dated)
    assert contract(table).column("source_id").required


@pytest.mark.parametrize("table", FORCE_TABLES)
def test_the_columns_that_every_row_has_come_first(table: str) -> None:
    assert contract(table).names()[:9] == ForceRecord.names()
    assert HANDLING.issubset(ForceRecord.names())


@pytest.mark.parametrize("table", FORCE_TABLES)
def test_a_table_either_happens_or_holds_for_a_time(table: str) -> None:
    assert issubclass(contract(table), Occurrence) != issubclass(contract(table), Dated)


@pytest.mark.parametrize("table", [t for t in FORCE_TABLES if issubclass(REGISTRY[t], Occurrence)])
def test_the_buckets_come_from_one_instant_that_no_row_lacks(table: str) -> None:
    of = contract(table)
    buckets = [of.column(name) for name in ("month", "local_date", "hour", "weekday")]
    (source,) = {told for column in buckets if column.derived for told in column.derived.of}
    assert all(column.derived for column in buckets)
    assert of.column("month").required
    assert of.column(source).required
    assert of.column(source).type.name == "instant"


def columns_that(breaks: Callable[[str, Column], object]) -> list[str]:
    """The columns of a force's tables that break a rule."""
    return [f"{table}.{column.name}" for table, column in COLUMNS if breaks(table, column)]


def test_every_column_is_described_in_a_phrase() -> None:
    assert columns_that(lambda _, column: not re.fullmatch(r"[A-Z0-9].*[^.]", column.description)) == []


def test_no_code_is_listed_twice() -> None:
    assert columns_that(lambda _, column: len(set(column.categories)) < len(column.categories)) == []


def test_a_derived_column_reads_columns_of_its_row_that_a_source_gives() -> None:
    def reads_another(table: str, column: Column) -> object:
        given = {read.name for read in contract(table).read_columns()}
        return column.derived and not given.issuperset(column.derived.of)

    assert columns_that(reads_another) == []


def test_a_reference_is_called_after_what_it_is_and_leads_to_a_table() -> None:
    assert columns_that(lambda _, column: column.refers_to not in {"", *FORCE_TABLES}) == []
    ids = {"source_id", "case_id"}
    called = columns_that(lambda _, column: column.name.endswith("_id") and column.name not in ids)
    assert called == columns_that(lambda _, column: column.refers_to)


def test_text_that_could_point_to_a_person_is_marked_so_that_erasure_finds_it() -> None:
    def should_be(table: str, column: Column) -> bool:
        of_the_force = table in {"team", "post", "organisation_unit", "offence"} and column.name == "name"
        return column.name in PERSONAL and not of_the_force

    assert columns_that(lambda table, column: column.personal != should_be(table, column)) == []


def test_only_instants_that_a_source_gives_are_activities() -> None:
    told = set(columns_that(lambda _, column: column.activity))
    assert told.isdisjoint(columns_that(lambda _, column: column.type.name != "instant" or column.derived))
    assert told.issuperset(columns_that(lambda _, column: column.activity_when))


def test_a_length_of_time_says_in_what_it_is_measured() -> None:
    for unit in ("seconds", "minutes", "hours", "days"):
        begins = f"{unit}_"
        lengths = columns_that(lambda _, c, begins=begins: c.name.startswith(begins) and c.type.name == "number")
        assert lengths
        measured = columns_that(lambda _, c, unit=unit: c.unit == unit and c.derived)
        assert set(lengths) == set(measured)


def test_restricted_tools_leave_their_level_and_date_only() -> None:
    told = {name for name in contract("risk_assessment").names() if name not in Occurrence.names()}
    assert told == {"case_kind", "case_id", "tool", "level", "assessed_at", "due_at", "officer_id"}


def test_the_kinds_of_case() -> None:
    assert case_kinds() == {
        "bail": "bail",
        "contact": "contact",
        "crime": "crime",
        "custody": "custody_record",
        "incident": "incident",
        "investigation": "investigation",
        "managed offender": "managed_offender",
        "missing": "missing_episode",
        "referral": "protection_referral",
        "stop": "force_stop_search",
        "use of force": "use_of_force",
    }


def test_every_activity_is_a_phrase_with_a_meaning() -> None:
    assert vocabulary()["incident opened"] == "Incidents: When it was opened"
    assert all(re.fullmatch(r"[a-z][a-z -]+[a-z]", activity) for activity in vocabulary())


def test_what_a_source_may_give_is_neither_derived_nor_ours() -> None:
    names = {column.name for column in Contact.read_columns()}
    assert {"source_id", "offered_at", "channel"} <= names
    assert not names & {"force", "loaded_at", "month", "happened_at", "seconds_to_answer"}


def test_a_quality_flag_names_the_fault_and_the_column() -> None:
    assert Contact.meaning("unknown_channel") == "Channel: the code is not on the list; it was kept"
    assert Contact.meaning("bad_offered_at").startswith("Offered at: the value could not be read")
    assert Contact.meaning("unlinked_incident_id").startswith("Incident id: no row")
    assert set(COLUMN_FAULTS) == {"unknown", "bad", "unlinked"}


def test_a_contract_s_own_flag_and_an_unheard_one_read_as_they_are() -> None:
    assert REGISTRY["stop_search"].meaning("midnight") == "The time is 00:00 exactly, so it may be unknown"
    assert Contact.meaning("bad_weather") == "bad weather"
    assert Contact.meaning("strange") == "strange"


def test_a_column_declared_anew_keeps_its_place() -> None:
    class Wider(Contract):
        first = Column(Contact.column("line").type, "First")
        second = Column(Contact.column("line").type, "Second")

    class Narrower(Wider):
        third = Column(Contact.column("line").type, "Third")
        first = Column(Contact.column("line").type, "First, told better")

    assert Narrower.names() == ("first", "second", "third")
    assert Narrower.column("first").description == "First, told better"
    assert Wider.column("first").description == "First"
