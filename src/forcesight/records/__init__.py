"""What a force knows: one contract for each table, and the readers that fill them."""

from __future__ import annotations

from forcesight.records.abstraction import Abstraction
from forcesight.records.bail import Bail
from forcesight.records.clock_pause import ClockPause
from forcesight.records.codes.code_list import CodeList
from forcesight.records.contact import Contact
from forcesight.records.contract import REGISTRY, Column, Contract, Operational
from forcesight.records.crime import Crime
from forcesight.records.crime_outcome import CrimeOutcome
from forcesight.records.custody_record import CustodyRecord
from forcesight.records.derivation import Derived
from forcesight.records.described import Described
from forcesight.records.duty import Duty
from forcesight.records.event import Event
from forcesight.records.event_log import CaseLog, EventLog
from forcesight.records.force_record import Dated, ForceRecord, Located, Occurrence
from forcesight.records.force_stop_search import ForceStopSearch
from forcesight.records.geography import LEVELS, Area, AreaLink, Boundary, Population
from forcesight.records.grade_change import GradeChange
from forcesight.records.hold import Hold
from forcesight.records.incident import Incident
from forcesight.records.investigation import Investigation
from forcesight.records.journal_event import JournalEvent
from forcesight.records.managed_offender import ManagedOffender
from forcesight.records.mention import Mention
from forcesight.records.missing_episode import MissingEpisode
from forcesight.records.note import Note
from forcesight.records.offence import Offence
from forcesight.records.offender_visit import OffenderVisit
from forcesight.records.office_prediction import OfficePrediction
from forcesight.records.officer import Officer
from forcesight.records.organisation_unit import OrganisationUnit
from forcesight.records.place import Place
from forcesight.records.post import Post
from forcesight.records.protection_referral import ProtectionReferral
from forcesight.records.published_aggregate import PublishedAggregate
from forcesight.records.rebase import Rebase
from forcesight.records.recorded_crime import CRIME_TYPES, RecordedCrime
from forcesight.records.reject import Reject
from forcesight.records.resource_status import ResourceStatus
from forcesight.records.risk_assessment import RiskAssessment
from forcesight.records.source_file import SourceFile
from forcesight.records.stop_search import StopSearch
from forcesight.records.supervisor_review import SupervisorReview
from forcesight.records.survey_response import SurveyResponse
from forcesight.records.team import Team
from forcesight.records.thrive_assessment import ThriveAssessment
from forcesight.records.tombstone import Tombstone
from forcesight.records.use_of_force import UseOfForce
from forcesight.records.victim_contact import VictimContact
from forcesight.records.withdrawal import Withdrawal


__all__ = [
    "CRIME_TYPES",
    "LEVELS",
    "REGISTRY",
    "Abstraction",
    "Area",
    "AreaLink",
    "Bail",
    "Boundary",
    "CaseLog",
    "ClockPause",
    "CodeList",
    "Column",
    "Contact",
    "Contract",
    "Crime",
    "CrimeOutcome",
    "CustodyRecord",
    "Dated",
    "Derived",
    "Described",
    "Duty",
    "Event",
    "EventLog",
    "ForceRecord",
    "ForceStopSearch",
    "GradeChange",
    "Hold",
    "Incident",
    "Investigation",
    "JournalEvent",
    "Located",
    "ManagedOffender",
    "Mention",
    "MissingEpisode",
    "Note",
    "Occurrence",
    "Offence",
    "OffenderVisit",
    "OfficePrediction",
    "Officer",
    "Operational",
    "OrganisationUnit",
    "Place",
    "Population",
    "Post",
    "ProtectionReferral",
    "PublishedAggregate",
    "Rebase",
    "RecordedCrime",
    "Reject",
    "ResourceStatus",
    "RiskAssessment",
    "SourceFile",
    "StopSearch",
    "SupervisorReview",
    "SurveyResponse",
    "Team",
    "ThriveAssessment",
    "Tombstone",
    "UseOfForce",
    "VictimContact",
    "Withdrawal",
    "contract",
]


def contract(table: str) -> type[Contract]:
    """The contract of `table`; KeyError with the known tables where there is none."""
    if table not in REGISTRY:
        raise KeyError(f"There is no table {table!r}; the tables are {', '.join(sorted(REGISTRY))}.")
    return REGISTRY[table]
