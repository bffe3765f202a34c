"""Mentions of people: what a source wrote of somebody in a role."""

from __future__ import annotations

from forcesight.records.codes import person as codes
from forcesight.records.contract import boolean, code, coded, day, instant, integer, text
from forcesight.records.described import Described
from forcesight.records.force_record import Located, Occurrence


class Mention(Occurrence, Described, Located, at="mentioned_at"):
    """One row for each person in each role of each case, as the source wrote them down.

    A mention is not a person: one person has many mentions, with aliases and typing errors, and who is who is decided
    elsewhere. Nothing here is ever corrected by us. `source_person` is the source's own idea of who it is, which
    splits people and sometimes joins strangers.
    """

    table = "mention"
    title = "Mentions of people"

    case_kind = code("The kind of case: incident, crime, custody and so on", required=True)
    case_id = text("The case's identifier in its own table", required=True)
    role = coded("The role in the case", codes.ROLES, required=True)
    mentioned_at = instant("When it was written down", required=True)
    source_person = text("The source's own number for the person", personal=True)
    is_organisation = boolean("Whether it is a business or body and not a person")
    family_name = text("Family name", personal=True)
    given_name = text("Given names", personal=True)
    alias = text("Another name that the source gives", personal=True)
    date_of_birth = day("Date of birth", personal=True)
    year_of_birth = integer("Year of birth, where only that is known", unit="year", minimum=1890, maximum=2100)
    postcode = text("Postcode of the address", personal=True)
    property_reference = text("Unique Property Reference Number of the address", personal=True)
    phone = text("Telephone number", personal=True)
    email = text("Email address", personal=True)
    disability = coded("Disability", codes.DISABILITIES)
    vulnerable = boolean("Whether the source marks the person as vulnerable")
    repeat_marked = boolean("Whether the source marks the person as a repeat")
