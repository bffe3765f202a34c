"""The form of a lever is made from its fields: each kind is asked, labelled, filled in, and read back as it was."""

from __future__ import annotations

from dataclasses import fields

import pytest
from django.forms import CheckboxSelectMultiple
from django.http import QueryDict
from tests.spec.model_office.small_office import OFFICE

from forcesight.model_office.experiments.levers import KINDS, levers_from
from forcesight.model_office.office.description import Office
from forcesight.model_office.office.shelf import find_office
from forcesight.web.offices import lever_labels
from forcesight.web.offices.asked import lever_as_json
from forcesight.web.offices.lever_form import LeverForm, fits


LEVERS = (
    {"kind": "demand", "factor": 1.08},
    {"kind": "demand", "factor": 0.95, "demands": ["other_calls"], "jobs": ["grade_1"]},
    {"kind": "staff", "group": "emergency", "add": 2.0, "from_hour": 18.0, "to_hour": 3.0, "weekdays": [4, 5]},
    {"kind": "units", "function": "response", "factor": 1.1},
    {"kind": "units", "of": ["marchester_response_a"], "set": 3.0},
    {"kind": "caseload_staff", "function": "investigation", "factor": 1.05},
    {"kind": "transfer", "share": 0.4, "from_function": "neighbourhood", "to_function": "response"},
    {"kind": "transfer", "officers": 8, "from_function": "neighbourhood", "to_ids": ["marchester_response_a"]},
    {"kind": "more_officers", "officers": 120, "function": "neighbourhood"},
    {"kind": "new_team", "id": "late_car", "area": "marchester", "units": 2, "serves": ["grade_1", "grade_2"],
     "crew": 2, "pattern": "two_two_two", "function": "response",
     "rest": {"minutes": 45.0, "after_hours": 3.0, "before_hours": 6.0},
     "abstraction": 0.125, "own_area_only": True},
    {"kind": "new_group", "id": "evening", "staff": [2.0], "serves": ["call_101"], "station": "contact_centre",
     "lends": [{"job": "call_999", "when_waiting_over": 2}]},
    {"kind": "hours_released", "hours_a_year": 8000.0, "function": "investigation"},
    {"kind": "away", "add": -0.05, "function": "response"},
    {"kind": "away", "set": 0.15, "of": ["emergency"]},
    {"kind": "pattern", "pattern": "days_and_lates", "function": "response", "spread": True},
    {"kind": "pattern", "pattern": "twelves", "function": "response", "cycle_days": 4,
     "shifts": [{"day": 0, "starts": "07:00:00", "hours": 12.0}, {"day": 1, "starts": "19:00:00", "hours": 12.0}]},
    {"kind": "duration", "factor": 0.9, "job": "call_101"},
    {"kind": "answering_target", "job": "grade_1", "within_minutes": 20.0, "standard": 0.85},
    {"kind": "priority", "job": "digital", "priority": 1},
    {"kind": "pre_emption", "job": "grade_1", "takes_from": ["task", "grade_2"]},
    {"kind": "pre_emption", "job": "grade_1", "takes_from": []},
    {"kind": "despatch", "rule": "own area first"},
    {"kind": "ring_fence", "function": "neighbourhood"},
    {"kind": "ring_fence", "function": "neighbourhood", "fenced": False},
)  # fmt: skip


@pytest.fixture(scope="module")
def county() -> Office:
    return find_office("county_force")


def posted(form):
    """What a browser sends of a form as it stands."""
    data = QueryDict(mutable=True)
    for name, field in form.fields.items():
        value = form[name].value()
        if isinstance(field.widget, CheckboxSelectMultiple):
            data.setlist(name, [str(each) for each in value or ()])
        elif value is True:
            data[name] = "on"
        elif value not in (None, False):
            data[name] = str(value)
    return data


def test_every_kind_has_an_example_here():
    assert {lever["kind"] for lever in LEVERS} == set(KINDS)


@pytest.mark.parametrize("table", LEVERS, ids=lambda table: table["kind"])
def test_a_lever_fills_in_its_form_and_comes_back_from_it(table, county):
    (lever,) = levers_from([table])
    shown = LeverForm(None, kind=table["kind"], office=county, lever=lever)
    form = LeverForm(posted(shown), kind=table["kind"], office=county)
    assert form.is_valid(), form.errors
    assert form.lever == lever
    assert levers_from([lever_as_json(form.lever)]) == (lever,)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_and_every_field_has_its_label(kind):
    assert kind in lever_labels.KINDS
    for each in fields(KINDS[kind]):
        assert f"{kind}.{each.name}" in lever_labels.FIELDS or each.name in lever_labels.FIELDS, each.name


def test_no_label_is_of_a_field_that_is_gone():
    known = {each.name for kind in KINDS.values() for each in fields(kind)}
    known |= {f"{name}.{each.name}" for name, kind in KINDS.items() for each in fields(kind)}
    assert set(lever_labels.FIELDS) <= known and set(lever_labels.KINDS) <= set(KINDS)
    assert {name for group in lever_labels.GROUPS for name in group.fields} <= known


def test_a_kind_is_asked_without_code_for_it(monkeypatch, county):
    from forcesight.model_office.experiments.levers.priority import Priority

    monkeypatch.setitem(KINDS, "wish", Priority)
    form = LeverForm(None, kind="wish", office=county)
    assert [field.label for field in form] == ["Job", "Priority", "Station (optional)"]
    assert lever_labels.label_of_kind("wish").words == "Wish"


def test_an_office_is_asked_only_about_what_it_has(county):
    hub = find_office("multi_agency_hub")
    assert all(fits(kind, county) for kind in KINDS)
    assert not any(fits(kind, hub) for kind in ("units", "despatch", "new_team", "pattern", "ring_fence"))
    assert all(fits(kind, hub) for kind in ("demand", "staff", "duration", "new_group", "away"))


def test_choices_are_those_that_the_kind_can_move():
    staff = LeverForm(None, kind="staff", office=OFFICE)
    assert staff.fields["group"].choices == [("handlers", "Handlers (Switchboard)")]
    units = LeverForm(None, kind="units", office=OFFICE)
    assert [value for value, _ in units.fields["of"].choices] == ["town", "beat"]
    assert [value for value, _ in units.fields["function"].choices] == ["", "response", "neighbourhood"]
    promised = LeverForm(None, kind="answering_target", office=OFFICE)
    assert [value for value, _ in promised.fields["job"].choices] == ["call", "incident", "crime"]


def test_what_the_office_has_none_of_is_not_asked_where_it_need_not_be():
    """The small office has no shift patterns."""
    assert "pattern" not in LeverForm(None, kind="new_team", office=OFFICE).fields
    assert "pattern" in LeverForm(None, kind="pattern", office=OFFICE).fields


def refused(kind, office=OFFICE, **data):
    sent = QueryDict(mutable=True)
    for name, value in data.items():
        sent[name] = value
    form = LeverForm(sent, kind=kind, office=office)
    assert not form.is_valid() and form.lever is None
    return {name: list(errors) for name, errors in form.errors.items()}


def test_a_refusal_stands_at_the_field_that_says_how_much():
    assert refused("units", of="beat", add="-5") == {"add": ["beat: there are not so many units to give: take fewer."]}
    assert refused("staff", group="handlers", add="1", from_hour="7.3", to_hour="12")["add"] == [
        "The hour 7.3 cannot be: write 0 to 24, in halves."
    ]


@pytest.mark.parametrize(
    ("kind", "data", "field", "sentence"),
    [
        ("demand", {}, "factor", "Change by per cent: fill this in"),
        ("demand", {"factor": "many"}, "factor", "Change by per cent: enter a number"),
        ("demand", {"factor": "nan"}, "factor", "Change by per cent: enter a number"),
        ("demand", {"factor": "1e30"}, "factor", "Change by per cent: enter a number from -100 to 1,000,000"),
        ("units", {"function": "response", "factor": "-150"}, "factor",
         "Change by per cent: enter a number from -100 to 1,000,000"),
        ("units", {"function": "response", "add": "1e30"}, "add",
         "Change the number by: enter a number from -1,000,000 to 1,000,000"),
        ("transfer", {"from_function": "response", "to_function": "neighbourhood", "share": "140"}, "share",
         "Share in per cent: enter a number from 0 to 100"),
        ("away", {"function": "response", "add": "-101"}, "add",
         "Change by percentage points: enter a number from -100 to 100"),
        ("duration", {"job": "incident", "factor": "-100"}, "factor",
         "A time cannot become 0 times itself, a change of -100 %: write a factor above 0, so a change of more than "
         "-100 %."),
        ("more_officers", {"officers": "2.5", "function": "response"}, "officers",
         "Number of officers: enter a number"),
        ("transfer", {"share": "40"}, "from_function",
         "From: fill in exactly one of ‘Everybody of a function’ or ‘Single ones’"),
        ("units", {"function": "response", "of": "town", "add": "1"}, "function",
         "Whose: fill in exactly one of ‘Everybody of a function’ or ‘Single ones’"),
        ("new_group", {"id": "x", "staff": "two", "serves": "call"}, "staff",
         "Staff by hour: write numbers with commas between them"),
        ("pattern", {"function": "response", "pattern": "x", "cycle_days": "2", "shifts": "0 07:00 10\n1 late"},
         "shifts", "Shifts of the cycle, line 2: write day, starts, hours, with spaces between"),
        ("new_team", {"id": "x", "area": "town", "units": "1", "serves": "incident", "rest": "45 3 6\n45 3 6"}, "rest",
         "Break: write one line"),
        ("new_team", {"id": "x", "area": "moon", "units": "1", "serves": "incident"}, "area",
         "Area: choose from the list"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_at_its_field(kind, data, field, sentence):
    assert sentence in refused(kind, **data)[field]
