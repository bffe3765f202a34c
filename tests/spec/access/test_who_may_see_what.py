"""Who may see what.

A person may do something when one of their roles, in force today, allows it: for that class of data (figures, people,
restricted), inside the unit that the role was granted over, and for a purpose that the role serves. Every answer
"no" is a sentence that says what is missing and whom to ask.
"""

from datetime import date

import pytest
from tests.spec.tables import rows

from forcesight.access import ROLES, Asked, DataClass, Grant, Permission, Principal, Purpose, Unit, check, place
from forcesight.access.decision import refusal


MARCH = date(2026, 3, 15)


def holder(role, scope="force:northshire", since=date(2026, 1, 1), until=None):
    return Principal("a.person", (Grant(ROLES[role], Unit.parse(scope), since, until),))


def answer(person, permission, asked=None, on=MARCH):
    return refusal(person, permission, asked or Asked(), on)


def test_each_role_may_do_what_its_work_needs():
    """A role is the minimum for its holder's work. Who runs an experiment does not decide that it is acted on."""
    table = rows("""
    role                | figures | notes | rejected rows | audit log | load | experiments | act on them
    performance_analyst | yes     | yes   | no            | no        | no   | yes         | no
    resource_planner    | yes     | no    | no            | no        | no   | yes         | no
    commander           | yes     | yes   | no            | no        | no   | no          | yes
    chief_officer       | yes     | yes   | no            | no        | no   | no          | yes
    data_engineer       | yes     | no    | yes           | no        | yes  | no          | no
    records_officer     | no      | no    | yes           | yes       | no   | no          | no
    scrutineer          | yes     | no    | no            | no        | no   | no          | no
    local_operator      | yes     | yes   | yes           | yes       | yes  | yes         | yes
    """)
    reason = Asked(published=True, purpose=Purpose.RECORDS_MANAGEMENT)
    asked = {
        "figures": (Permission.VIEW_MEASURES, Asked(published=True)),
        "notes": (Permission.WRITE_NOTES, Asked(published=True)),
        "rejected rows": (Permission.VIEW_REJECTS, reason),
        "audit log": (Permission.READ_AUDIT_LOG, Asked()),
        "load": (Permission.LOAD_RECORDS, Asked()),
        "experiments": (Permission.RUN_EXPERIMENTS, Asked()),
        "act on them": (Permission.ACT_ON_EXPERIMENTS, Asked()),
    }
    for row in table:
        person = holder(row["role"])
        found = {what: answer(person, *question) is None for what, question in asked.items()}
        assert found == {what: row[what] == "yes" for what in asked}, row["role"]


def test_a_commander_sees_their_own_area_and_the_force_as_context():
    """Below the force, a role reaches the unit it was granted over and everything inside it, and no neighbour of it."""
    commander = holder("commander", scope="district:D1")
    table = rows("""
    where                                     | allowed
    force:northshire                          | yes
    force:northshire district:D1              | yes
    force:northshire district:D1 lsoa:E01     | yes
    force:northshire district:D2              | no
    force:southshire                          | yes
    force:southshire district:D9              | no
    """)
    for row in table:
        asked = Asked(place=place(*row["where"].split()))
        assert (answer(commander, Permission.VIEW_MEASURES, asked) is None) == (row["allowed"] == "yes"), row


def test_who_writes_needs_a_role_over_the_place_itself():
    """A whole force is context for a reader only: a note or a baseline on its chart needs a role over that force."""
    table = rows("""
    scope            | where                        | allowed
    district:D1      | force:northshire district:D1 | yes
    district:D1      | force:northshire             | no
    force:northshire | force:northshire             | yes
    force:northshire | force:northshire district:D1 | yes
    force:northshire | force:southshire             | no
    """)
    for row in table:
        analyst = holder("performance_analyst", scope=row["scope"])
        asked = Asked(place=place(*row["where"].split()))
        for permission in (Permission.WRITE_NOTES, Permission.WITHDRAW_NOTES, Permission.REBASE_MEASURES):
            assert (answer(analyst, permission, asked) is None) == (row["allowed"] == "yes"), row


def test_a_note_is_withdrawn_by_its_author_or_an_analyst():
    """Whoever may write notes takes back their own; another person's needs the role for it."""
    table = rows("""
    role                | author         | allowed
    commander           | a.person       | yes
    commander           | another.person | no
    performance_analyst | another.person | yes
    scrutineer          | a.person       | no
    """)
    for row in table:
        found = check.can_withdraw_notes(holder(row["role"], since=date(2020, 1, 1)), author=row["author"])
        assert found == (row["allowed"] == "yes"), row


def test_a_scrutineer_sees_published_figures_only():
    """The same figure is refused before it is published and allowed afterwards."""
    scrutineer = holder("scrutineer")

    assert answer(scrutineer, Permission.VIEW_MEASURES, Asked(published=True)) is None
    assert answer(scrutineer, Permission.VIEW_MEASURES, Asked(published=False)) == (
        "You cannot view measures here: Scrutineer sees published figures only."
    )


def test_rows_about_people_need_a_purpose():
    """Rejected rows are raw rows: the reader says why, and the role must serve that purpose."""
    officer = holder("records_officer")
    table = rows("""
    purpose          | answer
    -                | You cannot view rejected rows without a purpose: say why you need to, and try again.
    managing records | allowed
    public scrutiny  | You cannot view rejected rows for public scrutiny: that is not a purpose of Records officer.
    """)
    for row in table:
        purpose = Purpose(row["purpose"]) if row["purpose"] else None
        found = answer(officer, Permission.VIEW_REJECTS, Asked(purpose=purpose))
        assert (found or "allowed") == row["answer"]


def test_a_role_begins_and_ends_on_its_days():
    """The first and the last day count; outside them the person has no role."""
    person = holder("chief_officer", since=date(2026, 3, 1), until=date(2026, 3, 31))
    table = rows("""
    day        | allowed
    2026-02-28 | no
    2026-03-01 | yes
    2026-03-31 | yes
    2026-04-01 | no
    """)
    for row in table:
        found = answer(person, Permission.VIEW_MEASURES, on=row["day"])
        assert (found is None) == (row["allowed"] == "yes"), row["day"]


def test_of_several_roles_one_is_enough():
    """Roles add up: an analyst who is also records officer reads both measures and the audit log."""
    both = Principal("a.person", holder("performance_analyst").grants + holder("records_officer").grants)

    assert answer(both, Permission.REBASE_MEASURES) is None
    assert answer(both, Permission.READ_AUDIT_LOG) is None
    assert answer(both, Permission.LOAD_RECORDS) == (
        "You cannot load records as Performance analyst. It needs the role Data engineer: ask an administrator."
    )


def test_restricted_data_stays_with_roles_made_for_it():
    """No role of today's pages reaches restricted data, whatever its permissions."""
    for role in ROLES:
        found = answer(holder(role), Permission.VIEW_REJECTS, Asked(data_class=DataClass.RESTRICTED))
        assert found is not None, role


@pytest.mark.parametrize("permission", list(Permission), ids=str)
def test_nobody_without_a_role_may_do_anything(permission):
    """An account without a role in force is told whom to ask."""
    found = answer(Principal("a.person"), permission)

    assert found is not None and "you have no role in force today" in found and "ask an administrator" in found
