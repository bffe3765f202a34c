"""Accounts, roles and how they are opened."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError

from forcesight.access import GRANTABLE, ROLES, Level, Refused, Unit, local_operator, today
from forcesight.errors import InputRefused
from forcesight.web.accounts import actions, console
from forcesight.web.accounts.console import open_account
from forcesight.web.accounts.demo import SHORT, ensure_demo_accounts
from forcesight.web.accounts.granting import named
from forcesight.web.accounts.models import RoleGrant, User
from forcesight.web.accounts.opening import sign_in_sentences
from forcesight.web.accounts.principal import NOBODY, principal_for
from forcesight.web.audit.models import AuditEvent


NORTHSHIRE, EASTMOOR = Unit(Level.FORCE, "northshire", "Northshire"), Unit(Level.DISTRICT, "D1", "Eastmoor")
GOOD = "three random words"


def test_a_principal_holds_the_roles_of_its_account(person):
    user = person("commander", "records_officer")
    principal = principal_for(user)
    assert principal.identity == "a.commander"
    assert [grant.role.key for grant in principal.grants] == ["commander", "records_officer"]
    assert principal.grants[0].scope == EASTMOOR


def test_a_role_that_this_version_does_not_know_grants_nothing(person):
    user = person()
    RoleGrant.objects.create(user=user, role="wizard", scope_level="force", scope_code="x", valid_from=today())
    assert principal_for(user).grants == ()


def test_nobody_is_nobody():
    assert principal_for(AnonymousUser()) == NOBODY


def test_the_account_page_says_each_role_in_words(signed_in):
    client = signed_in("commander")
    day, operator = today(), local_operator()
    for first, last in ((day + timedelta(days=9), None), (day - timedelta(days=9), day - timedelta(days=1))):
        actions.grant_role(
            user=client.user, role=ROLES["scrutineer"], scope=NORTHSHIRE, valid_from=first, valid_to=last, by=operator
        )
    actions.grant_role(
        user=client.user, role=ROLES["chief_officer"], scope=NORTHSHIRE, valid_from=day, valid_to=day, by=operator
    )
    page = client.get("/account").content.decode()
    assert "Commander for district D1" in page and ROLES["commander"].description in page
    assert (
        "In force since 1 January 2020." in page and "Ended on " in page and "Begins on " in page and ", until " in page
    )


def test_ending_a_role_keeps_its_row_and_logs_both_states(person):
    user = person("chief_officer")
    grant = user.role_grants.get()
    actions.end_role(grant=grant, last_day=date(2026, 3, 31), by=local_operator())

    assert not principal_for(User.objects.get()).grants_on(date(2026, 4, 1))
    logged = AuditEvent.objects.get(event="role_ended")
    assert logged.old == "chief_officer force:northshire 2020-01-01 to open"
    assert logged.new == "chief_officer force:northshire 2020-01-01 to 2026-03-31"


def test_a_role_never_ends_before_it_began(person):
    grant = person("chief_officer").role_grants.get()
    actions.end_role(grant=grant, last_day=date(2019, 1, 1), by=local_operator())
    assert grant.valid_to == grant.valid_from


def test_the_database_refuses_dates_out_of_order(person):
    with pytest.raises(IntegrityError, match="role_grant_dates_in_order"):
        RoleGrant.objects.create(
            user=person(),
            role="commander",
            scope_level="district",
            scope_code="D1",
            valid_from=date(2026, 2, 1),
            valid_to=date(2026, 1, 1),
        )


def test_people_show_by_the_name_that_others_see(person):
    assert str(person("commander")) == "a.commander"


@pytest.mark.django_db
def test_an_account_is_opened_with_its_first_role():
    told = open_account(" New.Person ", "New Person", GOOD, "commander", "district:D1", by=local_operator())
    assert told == "new.person can sign in as Commander for district D1."
    user = User.objects.get(username="new.person")
    assert user.check_password(GOOD) and user.role_grants.get().valid_from == today()
    assert list(AuditEvent.objects.order_by("sequence").values_list("event", "channel")) == [
        ("account_created", "command line"),
        ("role_granted", "command line"),
    ]


@pytest.mark.django_db
def test_without_a_scope_a_role_is_over_the_homes_force():
    open_account("new.person", "New Person", GOOD, "data_engineer", None, by=local_operator())
    assert str(RoleGrant.objects.get().scope) == "force:northshire"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("password", "role", "scope", "sentence"),
    [
        ("short", "commander", "district:D1", "at least 12 characters"),
        (GOOD, "wizard", None, "There is no role 'wizard'; the roles are performance_analyst, "),
        (GOOD, "local_operator", None, "There is no role 'local_operator'"),
        (GOOD, "commander", "eastmoor", "write LEVEL:CODE"),
        (GOOD, "chief_officer", "district:D1", "Chief officer is granted over a force, not over a district."),
    ],
)
def test_an_account_that_breaks_a_rule_is_not_opened(password, role, scope, sentence):
    with pytest.raises(InputRefused, match=sentence):
        open_account("new.person", "New Person", password, role, scope, by=local_operator())
    assert not User.objects.exists() and not AuditEvent.objects.exists()


def test_a_user_name_is_taken_once(person):
    person("commander")
    with pytest.raises(InputRefused, match=r"already an account a\.commander"):
        open_account("A.Commander", "Another", GOOD, "commander", "district:D1", by=local_operator())


def test_opening_accounts_needs_the_permission(person):
    with pytest.raises(Refused, match="You cannot manage accounts and roles as Commander"):
        open_account("new", "New", GOOD, "commander", None, by=principal_for(person("commander")))


@pytest.mark.django_db
def test_the_demo_has_one_sign_in_for_each_role_and_the_commander_an_area(client):
    sign_ins = ensure_demo_accounts(force=NORTHSHIRE, area=EASTMOOR)
    assert set(SHORT) == set(GRANTABLE) and len({sign_in.username for sign_in in sign_ins}) == len(GRANTABLE)
    assert {user.display_name for user in User.objects.all()} >= {"Demo commander", "Demo records officer"}
    assert RoleGrant.objects.get(role="commander").scope.words == "Eastmoor"
    for sign_in in sign_ins:
        answer = client.post("/sign-in", {"username": sign_in.username, "password": sign_in.password})
        assert answer.status_code == 302, sign_in
        client.post("/sign-out")


@pytest.mark.django_db
def test_asking_for_the_demo_again_changes_nothing(settings):
    first = ensure_demo_accounts(force=NORTHSHIRE, area=EASTMOOR)
    events = AuditEvent.objects.count()
    assert ensure_demo_accounts(force=NORTHSHIRE, area=EASTMOOR) == first
    assert AuditEvent.objects.count() == events

    settings.SECRET_KEY = "another machine"
    assert {one.password for one in ensure_demo_accounts(force=NORTHSHIRE, area=EASTMOOR)}.isdisjoint(
        {one.password for one in first}
    )


@pytest.mark.django_db
def test_the_start_of_the_site_says_how_to_sign_in():
    assert "forcesight accounts create NAME --role data_engineer" in sign_in_sentences("northshire", demo=False)[0]
    printed = "\n".join(sign_in_sentences("northshire", demo=True))
    assert "demo.analyst" in printed and "Commander, force northshire" in printed
    assert sign_in_sentences("northshire", demo=False) == []


@pytest.mark.django_db
def test_where_there_are_districts_the_demo_commander_leads_the_first(tmp_path, settings):
    from tests.web.northshire import make_home

    settings.FORCESIGHT_HOME = make_home(tmp_path).path
    printed = "\n".join(sign_in_sentences("northshire", demo=True))
    assert "Commander, Eastham" in printed and "Performance analyst, Northshire" in printed
    assert RoleGrant.objects.get(role="commander").scope == Unit(Level.DISTRICT, "D1")


def test_a_role_is_granted_from_the_command_line(person):
    user, operator = person(), local_operator()
    told = console.grant("A.Nobody", "commander", "district:D1", None, None, by=operator)
    assert told.startswith("a.nobody is Commander for district D1 from ") and user.role_grants.get().valid_to is None
    told = console.grant("a.nobody", "chief_officer", None, date(2026, 1, 1), date(2026, 12, 31), by=operator)
    assert told == "a.nobody is Chief officer for force northshire from 1 January 2026 to 31 December 2026."


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("a.stranger", "commander", None, None, None), "There is no account a.stranger"),
        (("a.nobody", "wizard", None, None, None), "There is no role 'wizard'"),
        (("a.nobody", "commander", "lsoa:E01", None, None), "granted over a district or a neighbourhood or a force"),
        (("a.nobody", "commander", None, date(2026, 2, 1), date(2026, 1, 1)), "would end on 1 January 2026, before"),
    ],
)
def test_a_grant_that_cannot_be_says_why(person, arguments, sentence):
    person()
    with pytest.raises(InputRefused, match=sentence):
        console.grant(*arguments, by=local_operator())


def test_an_area_that_the_records_do_not_know_is_refused(person, records):
    person()
    assert "Commander for Eastham" in console.grant(
        "a.nobody", "commander", "district:D1", None, None, by=local_operator()
    )
    with pytest.raises(InputRefused, match="There is no district 'D9' in this home"):
        console.grant("a.nobody", "commander", "district:D9", None, None, by=local_operator())


def test_a_force_without_records_is_named_by_the_catalogue(person, records):
    assert named(Unit(Level.FORCE, "avon-and-somerset")).name == "Avon and Somerset Constabulary"


def test_accounts_are_listed_with_the_roles_in_force(person):
    person("commander", "scrutineer")
    person("chief_officer", username="b.chief")
    everyone = console.listed(by=local_operator())
    assert [row["user_name"] for row in everyone] == ["a.commander", "b.chief"]
    assert everyone[0]["roles"][0] == {
        "role": "commander",
        "scope": "district:D1",
        "from": date(2020, 1, 1),
        "to": None,
    }
    assert [row["user_name"] for row in console.listed("CHIEF", by=local_operator())] == ["b.chief"]
    with pytest.raises(Refused):
        console.listed(by=principal_for(User.objects.get(username="b.chief")))


def test_a_role_is_ended_from_the_command_line(person):
    person("commander")
    operator = local_operator()
    console.grant("a.commander", "commander", "district:D2", None, None, by=operator)
    with pytest.raises(InputRefused, match="more than once; add --scope with one of district:D1, district:D2"):
        console.end_role("a.commander", "commander", None, None, by=operator)
    with pytest.raises(InputRefused, match="holds no such role"):
        console.end_role("a.commander", "commander", "district:D3", None, by=operator)
    told = console.end_role("a.commander", "commander", "district:D2", None, by=operator)
    assert told == "The role Commander for district D2 of a.commander has ended."
    told = console.end_role("a.commander", "commander", None, today() + timedelta(days=9), by=operator)
    assert told.startswith("The role Commander for district D1 of a.commander ends on ")


def test_an_account_is_closed_and_a_password_reset_from_the_command_line(person):
    person("commander")
    told = console.reset_password("a.commander", by=local_operator())
    assert told.startswith("a.commander can sign in with ") and "to choose a new password" in told
    password = told.split()[5]
    assert User.objects.get().check_password(password)
    assert console.close("a.commander", by=local_operator()) == (
        "The account a.commander is closed: nobody signs in to it again."
    )
