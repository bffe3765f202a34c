"""Managing other people's accounts: found, made, granted roles, given one-time passwords, closed."""

import re
from datetime import date, timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from forcesight.access import ROLES, Level, Refused, Unit, local_operator, today
from forcesight.errors import InputRefused
from forcesight.web.accounts import actions, managing, one_time
from forcesight.web.accounts.models import RoleGrant, User
from forcesight.web.accounts.principal import principal_for
from forcesight.web.audit.models import AuditEvent


PASSWORD = "three random words"
FORCE = Unit(Level.FORCE, "northshire", "Northshire")


def page(client, address, **sent):
    answer = client.post(address, sent, follow=True) if sent else client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def confirm(client, address):
    return client.post(address, {}, follow=True).content.decode()


def events(event):
    return list(AuditEvent.objects.filter(event=event).values_list("actor", "target"))


def shown_password(text):
    return re.search(r"fs-code\">([a-z2-9]{4}(?:-[a-z2-9]{4}){3})<", text)[1]


@pytest.fixture
def engineer(signed_in):
    """A client of an administrator, and nobody else who could manage accounts."""
    return signed_in("data_engineer")


@pytest.mark.parametrize("role", ["performance_analyst", "commander", "chief_officer", "records_officer", "scrutineer"])
def test_accounts_are_managed_by_administrators_alone(signed_in, role):
    client = signed_in(role)
    own = client.user.pk
    addresses = ("", "new", f"{own}/", f"{own}/roles/new", f"{own}/password", f"{own}/close")
    assert {client.get(f"/accounts/{each}").status_code for each in addresses} == {403}
    assert {client.post(f"/accounts/{each}").status_code for each in addresses[1:]} <= {403, 405}
    assert "Accounts" not in page(client, "/account").split("<main")[0]


def test_accounts_are_listed_and_searched(engineer, person):
    person("commander", username="b.boss")
    closed = person("scrutineer", username="c.gone")
    actions.close_account(user=closed, by=local_operator())
    text = page(engineer, "/accounts/")
    assert "3 accounts" in text and "Commander for district D1" in text and "Closed" in text and "Never" in text
    found = page(engineer, "/accounts/?words=BOSS")
    assert "1 account<" in found and "b.boss" in found and "c.gone" not in found
    assert "No account has these words" in page(engineer, "/accounts/?words=zebra")
    assert "There is a problem" in page(engineer, f"/accounts/?words={'x' * 151}")


def test_many_accounts_come_in_pages(engineer, person, monkeypatch):
    monkeypatch.setattr(managing, "ACCOUNTS_A_PAGE", 1)
    person("commander")
    assert 'aria-label="Page 2" aria-current="page"' in page(engineer, "/accounts/?page=2")


def test_an_account_shows_its_roles_since_ever(engineer, person):
    user, operator = person("commander", username="b.boss"), local_operator()
    past, day = today() - timedelta(days=9), today()
    for first, last in ((past, day - timedelta(days=1)), (day + timedelta(days=9), None)):
        actions.grant_role(
            user=user, role=ROLES["scrutineer"], scope=FORCE, valid_from=first, valid_to=last, by=operator
        )
    text = page(engineer, f"/accounts/{user.pk}/")
    assert "In force since 1 January 2020" in text and "Ended on " in text and "Begins on " in text
    assert text.count('/end">End') == 2
    nobody = person(username="c.nobody")
    assert "has never held a role" in page(engineer, f"/accounts/{nobody.pk}/")
    assert engineer.get("/accounts/999999/").status_code == 404


def test_an_account_is_made_with_a_password_that_is_shown_once(engineer):
    text = page(engineer, "/accounts/new", display_name="New Person", username=" New.Person ")
    assert "It is shown this once" in text and "Grant a role" in text
    user = User.objects.get(username="new.person")
    assert user.check_password(shown_password(text)) and not user.role_grants.exists()
    assert user.one_time_until > timezone.now() + timedelta(days=6)
    assert ("a.data_engineer", "account:new.person") in events("account_created")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("a.data_engineer", "There is already an account a.data_engineer; choose another user name."),
        ("Jo Doe", "A user name is made of small letters, digits, dots, dashes and @"),
        ("", "Enter a user name"),
    ],
)
def test_a_user_name_that_cannot_be_is_refused(engineer, name, sentence):
    text = page(engineer, "/accounts/new", display_name="New Person", username=name)
    assert "There is a problem" in text and sentence in text
    assert User.objects.count() == 1


def test_a_role_is_granted_over_an_area_between_days(engineer, person, records):
    user = person(username="b.boss")
    form = page(engineer, f"/accounts/{user.pk}/roles/new")
    assert (
        '<optgroup label="Districts">' in form and "Eastham Harbour" in form and ROLES["commander"].description in form
    )
    sent = {"role": "commander", "scope": "district:D1", "since": "2026-01-01", "until": "2099-12-31"}
    text = page(engineer, f"/accounts/{user.pk}/roles/new", **sent)
    assert "b.boss is granted the role Commander for Eastham." in text
    row = user.role_grants.get()
    assert (row.role, str(row.scope), row.valid_from, row.valid_to) == (
        "commander", "district:D1", date(2026, 1, 1), date(2099, 12, 31),
    )  # fmt: skip
    granted = AuditEvent.objects.filter(event="role_granted").first()
    assert (granted.actor, granted.purpose) == ("a.data_engineer", "running the system")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"role": "chief_officer", "scope": "district:D1"},
            "Chief officer is granted over a force, not over a district",
        ),
        ({"role": ""}, "Choose a role"),
        ({"role": "local_operator"}, "Select a valid choice"),
        ({"scope": "planet:x"}, "Select a valid choice"),
        ({"since": ""}, "Enter the date under &#x27;First day&#x27;"),
        ({"until": "2019-01-01"}, "The last day must not be before the first"),
    ],
)
def test_a_grant_that_cannot_be_says_why_on_its_page(engineer, person, records, change, sentence):
    user = person(username="b.boss")
    sent = {"role": "commander", "scope": "district:D1", "since": "2026-01-01", "until": ""} | change
    text = page(engineer, f"/accounts/{user.pk}/roles/new", **sent)
    assert "There is a problem" in text and sentence in text and not user.role_grants.exists()


def test_without_records_a_role_is_over_the_force(engineer, person):
    user = person(username="b.boss")
    assert "optgroup" not in page(engineer, f"/accounts/{user.pk}/roles/new")
    sent = {"role": "commander", "scope": "force:northshire", "since": "2026-01-01", "until": ""}
    assert "is granted the role Commander" in page(engineer, f"/accounts/{user.pk}/roles/new", **sent)


def test_a_role_that_is_ended_opens_nothing_from_the_next_page_on(engineer, person):
    boss = person("commander", "scrutineer", username="b.boss")
    theirs = Client()
    theirs.post("/sign-in", {"username": "b.boss", "password": PASSWORD})
    row = boss.role_grants.get(role="commander")
    assert theirs.get("/quality/").status_code == 200
    text = page(engineer, f"/accounts/{boss.pk}/roles/{row.pk}/end", last_day="")
    assert "The role Commander for district D1 has ended." in text
    assert theirs.get("/quality/").status_code == 403
    assert "Ended on " in page(theirs, "/account")
    assert principal_for(boss).grants_on(today())[0].role.key == "scrutineer"


def test_a_role_can_be_given_a_last_day(engineer, person):
    boss = person("commander", username="b.boss")
    row, last = boss.role_grants.get(), today() + timedelta(days=30)
    text = page(engineer, f"/accounts/{boss.pk}/roles/{row.pk}/end", last_day=last.isoformat())
    assert "The role Commander for district D1 has its last day." in text
    row.refresh_from_db()
    assert (row.valid_to, row.ended_at, row.standing_on(today())) == (last, None, "in force")
    later = (last + timedelta(days=1)).isoformat()
    assert "ends on" in page(engineer, f"/accounts/{boss.pk}/roles/{row.pk}/end", last_day=later)
    assert "like 2026-03-27" in page(engineer, f"/accounts/{boss.pk}/roles/{row.pk}/end", last_day="soon")


def test_a_role_ends_once(engineer, person):
    boss = person("commander", username="b.boss")
    address = f"/accounts/{boss.pk}/roles/{boss.role_grants.get().pk}/end"
    page(engineer, address, last_day="")
    assert "already." in page(engineer, address, last_day="") and len(events("role_ended")) == 1


def test_a_role_granted_by_mistake_today_ends_today(person):
    boss = person(username="b.boss")
    row = actions.grant_role(
        user=boss, role=ROLES["chief_officer"], scope=FORCE, valid_from=today(), by=local_operator()
    )
    actions.end_role(grant=row, by=local_operator())
    assert principal_for(boss).grants_on(today()) == ()


def test_a_closed_account_is_signed_out_and_stays_closed(engineer, person):
    boss = person("commander", username="b.boss")
    theirs = Client()
    theirs.post("/sign-in", {"username": "b.boss", "password": PASSWORD})
    assert "Close this account?" in page(engineer, f"/accounts/{boss.pk}/close")
    assert "The account of b.boss is closed." in confirm(engineer, f"/accounts/{boss.pk}/close")
    assert theirs.get("/account").status_code == 302
    refused = theirs.post("/sign-in", {"username": "b.boss", "password": PASSWORD})
    assert "The user name or password is not right" in refused.content.decode()
    shown = page(engineer, f"/accounts/{boss.pk}/")
    assert "Grant a role" not in shown and "/end" not in shown and "Closed" in shown
    assert "a closed account stays closed" in confirm(engineer, f"/accounts/{boss.pk}/close")
    assert "a closed account stays closed" in confirm(engineer, f"/accounts/{boss.pk}/password")
    boss.refresh_from_db()
    with pytest.raises(InputRefused, match="stays closed"):
        actions.grant_role(user=boss, role=ROLES["commander"], scope=FORCE, valid_from=today(), by=local_operator())
    assert events("account_closed") == [("a.data_engineer", "account:b.boss")]


def test_the_last_administrator_cannot_lock_everybody_out(engineer, person):
    own = engineer.user
    row = own.role_grants.get()
    refusal = "Nobody else could manage accounts then: make another person Data engineer first."
    assert refusal in confirm(engineer, f"/accounts/{own.pk}/close")
    assert refusal in page(engineer, f"/accounts/{own.pk}/roles/{row.pk}/end", last_day="")
    tomorrow = (today() + timedelta(days=1)).isoformat()
    assert refusal in page(engineer, f"/accounts/{own.pk}/roles/{row.pk}/end", last_day=tomorrow)
    assert refusal in page(engineer, f"/accounts/{own.pk}/roles/{row.pk}/end", last_day="2021-01-01")
    assert User.objects.get(pk=own.pk).is_active and not events("role_ended") and not events("account_closed")

    person("data_engineer", username="b.second")
    ended = page(engineer, f"/accounts/{own.pk}/roles/{row.pk}/end", last_day="")
    assert "The role Data engineer for force northshire has ended." in ended and "Your roles" in ended
    assert RoleGrant.objects.get(pk=row.pk).standing_on(today()) == "ended"


def test_a_successor_whose_role_ends_first_does_not_count(engineer, person):
    own, until = engineer.user, today() + timedelta(days=5)
    second = person(username="b.second")
    actions.grant_role(
        user=second, role=ROLES["data_engineer"], scope=FORCE, valid_from=today(), valid_to=until, by=local_operator()
    )
    with pytest.raises(InputRefused, match="Nobody else could manage accounts then"):
        actions.end_role(grant=own.role_grants.get(), last_day=until, by=local_operator())
    actions.end_role(grant=own.role_grants.get(), last_day=until - timedelta(days=1), by=local_operator())


def test_where_nobody_manages_accounts_others_can_still_be_closed(person):
    actions.close_account(user=person("commander"), by=local_operator())
    assert not User.objects.get().is_active


def test_a_one_time_password_lets_its_holder_choose_their_own_and_nothing_else(engineer, person):
    boss = person("commander", username="b.boss")
    theirs = Client()
    for _ in range(5):
        theirs.post("/sign-in", {"username": "b.boss", "password": "wrong"})
    assert "Set a one-time password?" in page(engineer, f"/accounts/{boss.pk}/password")
    password = shown_password(confirm(engineer, f"/accounts/{boss.pk}/password"))
    assert not AccessAttempt.objects.filter(username="b.boss").exists(), "the lock-out should have ended"
    assert events("password_reset") == [("a.data_engineer", "account:b.boss")]
    assert "A one-time password, until" in page(engineer, f"/accounts/{boss.pk}/")

    assert theirs.post("/sign-in", {"username": "b.boss", "password": password}).status_code == 302
    for address in ("/", "/account", "/quality/"):
        assert theirs.get(address)["Location"] == "/account/password"
    assert theirs.get("/accessibility").status_code == 200
    asked = page(theirs, "/account/password")
    assert "Choose your password" in asked and "One-time password" in asked
    chosen = theirs.post("/account/password", {"old": password, "new": "four other random words"})
    assert chosen["Location"] == "/" and theirs.get("/account").status_code == 200
    boss.refresh_from_db()
    assert boss.one_time_until is None and boss.check_password("four other random words")


def test_a_one_time_password_runs_out(engineer, person):
    boss = person("commander", username="b.boss")
    password = actions.set_one_time_password(user=boss, by=local_operator())
    User.objects.filter(pk=boss.pk).update(one_time_until=timezone.now() - timedelta(seconds=1))
    answer = Client().post("/sign-in", {"username": "b.boss", "password": password})
    assert "Your one-time password has run out." in answer.content.decode()


def test_one_time_passwords_differ_and_keep_the_rules():
    from django.contrib.auth.password_validation import validate_password

    made = {one_time.new_password() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        validate_password(password)


@pytest.mark.parametrize(
    "act",
    [
        lambda user, by: actions.create_account(username="x", display_name="X", password=PASSWORD, by=by),
        lambda user, by: actions.close_account(user=user, by=by),
        lambda user, by: actions.set_one_time_password(user=user, by=by),
        lambda user, by: actions.grant_role(user=user, role=ROLES["commander"], scope=FORCE, valid_from=today(), by=by),
        lambda user, by: actions.end_role(grant=user.role_grants.get(), by=by),
    ],
)
def test_each_action_asks_for_the_permission_itself(person, act):
    user = person("commander")
    before = AuditEvent.objects.count()
    with pytest.raises(Refused, match="You cannot manage accounts and roles"):
        act(user, principal_for(user))
    assert AuditEvent.objects.count() == before
