"""Incidents, as a command-and-control system keeps them."""

from __future__ import annotations

from forcesight.records import derivation
from forcesight.records.codes import contact as contact_codes
from forcesight.records.codes import incident as codes
from forcesight.records.contract import boolean, code, coded, instant, number, reference, text
from forcesight.records.derivation import lists, minutes_between
from forcesight.records.force_record import Located, Occurrence


class Incident(Occurrence, Located, at="opened_at", known="opened_at"):
    """One row for each incident, whether or not it turned out to be a crime.

    Opening and closing categories differ and both stay: what was reported, and what it was. `grade` is the grade now;
    the history is in `grade_change`. `allocated_at` and `at_scene_at` are of the first unit, and repeat what
    `resource_status` says in full. An attended incident without `at_scene_at` has no attendance time; it is counted
    as such, never as fast. The three parts of attendance time are control room (opened to passed), despatch (passed
    to allocated) and travel (allocated to at scene).
    """

    table = "incident"
    title = "Incidents"
    case = "incident"

    contact_id = reference("The contact that it was opened from", "contact")
    opened_at = instant("When it was opened", required=True, activity="incident opened")
    opening_code = code("The source's own code at opening")
    opening_category = coded("Category at opening", codes.CATEGORIES)
    opening_group = code(
        "Family of the opening category",
        *codes.CATEGORY_GROUPS.codes,
        derived=derivation.group("opening_category", codes.CATEGORIES.groups),
    )
    closing_code = code("The source's own code at closing")
    closing_category = coded("Category at closing", codes.CATEGORIES)
    closing_group = code(
        "Family of the closing category",
        *codes.CATEGORY_GROUPS.codes,
        derived=derivation.group("closing_category", codes.CATEGORIES.groups),
    )
    qualifiers = text("Qualifiers, joined by commas", list_of=codes.QUALIFIERS)
    alcohol = boolean("Whether alcohol is a qualifier", derived=lists("qualifiers", "alcohol"))
    domestic = boolean("Whether domestic is a qualifier", derived=lists("qualifiers", "domestic"))
    drugs = boolean("Whether drugs is a qualifier", derived=lists("qualifiers", "drugs"))
    hate = boolean("Whether hate is a qualifier", derived=lists("qualifiers", "hate"))
    mental_health = boolean("Whether mental health is a qualifier", derived=lists("qualifiers", "mental health"))
    vulnerable = boolean("Whether vulnerable is a qualifier", derived=lists("qualifiers", "vulnerable"))
    weapon = boolean("Whether weapon is a qualifier", derived=lists("qualifiers", "weapon"))
    youth = boolean("Whether youth is a qualifier", derived=lists("qualifiers", "youth"))
    first_grade = coded("The first grade", codes.GRADES)
    grade = coded("The grade now", codes.GRADES)
    graded_at = instant("When it was first graded", activity="incident graded")
    rural = boolean("Whether the place is rural by the 2021 rural-urban classification")
    post_id = reference("The post of whoever opened it", "post")
    team_id = reference("The team that it falls to", "team")
    repeat_checked = boolean("Whether it was checked if the caller or victim had called before")
    vulnerability_checked = boolean("Whether the caller's or victim's vulnerability was assessed")
    prevention_advice = boolean("Whether advice on preventing crime was given")
    evidence_advice = boolean("Whether advice on preserving evidence was given")
    right_care_decision = coded("Decision under Right Care Right Person", contact_codes.RIGHT_CARE)
    passed_at = instant("When the control room passed it to despatch", activity="incident passed to despatch")
    allocated_at = instant("When the first unit was allocated")
    at_scene_at = instant("When the first unit was at the scene")
    told_of_delay_at = instant("When the victim or caller was told of a delay", activity="told of delay")
    closed_at = instant("When it was closed", activity="incident closed")
    attended = boolean("Whether any unit attended; unknown where the source does not say")
    minutes_to_pass = number(
        "Control room: opened to passed", unit="minutes", derived=minutes_between("opened_at", "passed_at")
    )
    minutes_to_allocate = number(
        "Despatch: passed to allocated", unit="minutes", derived=minutes_between("passed_at", "allocated_at")
    )
    minutes_to_travel = number(
        "Travel: allocated to at scene", unit="minutes", derived=minutes_between("allocated_at", "at_scene_at")
    )
    minutes_to_attend = number(
        "Opened to at scene", unit="minutes", derived=minutes_between("opened_at", "at_scene_at")
    )
    minutes_open = number("Opened to closed", unit="minutes", derived=minutes_between("opened_at", "closed_at"))
