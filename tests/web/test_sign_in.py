"""Signing in and out, lock-out, expiry and passwords, as a person meets them."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.utils import timezone

from forcesight.web.accounts.models import User
from forcesight.web.audit.models import AuditEvent


PASSWORD = "three random words"


def events():
    return list(AuditEvent.objects.order_by("sequence").values_list("event", "actor"))


def attempt(client, username, password, **more):
    return client.post("/sign-in", {"username": username, "password": password}, **more)


@pytest.mark.django_db
def test_a_page_asks_for_sign_in_and_then_opens(client, person):
    person("records_officer")
    answer = client.get("/audit/?verb=erasing")
    assert answer.status_code == 302 and answer["Location"].startswith("/sign-in?next=/audit/")

    page = client.get(answer["Location"])
    assert 'name="next" value="/audit/?verb=erasing"' in page.content.decode()
    answer = client.post("/sign-in", {"username": "a.records_officer", "password": PASSWORD, "next": "/audit/"})
    assert answer["Location"] == "/audit/"


@pytest.mark.django_db
@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_sign_in_never_leads_to_another_site(client, person, wanted):
    person("records_officer")
    answer = client.post("/sign-in", {"username": "a.records_officer", "password": PASSWORD, "next": wanted})
    assert answer["Location"] == "/"


def test_the_start_opens_the_first_section_one_may_see(signed_in):
    client = signed_in("records_officer")
    assert client.get("/sign-in")["Location"] == "/"
    assert client.get("/")["Location"] == "/quality/"


def test_without_a_role_the_start_is_ones_own_account(signed_in):
    client = signed_in()
    assert client.get("/")["Location"] == "/account"
    assert "You hold no role yet" in client.get("/account").content.decode()


def test_user_names_are_the_same_in_any_case(client, person):
    person("scrutineer", username="A.Person")
    assert attempt(client, " a.PERSON ", PASSWORD).status_code == 302


@pytest.mark.django_db
def test_empty_fields_say_what_to_enter(client):
    page = attempt(client, "", "").content.decode()
    assert "Enter your user name" in page and "Enter your password" in page
    assert "<title>Error: Sign in" in page
    assert '<a href="#id_username">Enter your user name</a>' in page
    assert events() == []


def test_a_wrong_pair_does_not_say_which_was_wrong(client, person):
    person("scrutineer")
    pages = [attempt(client, name, "wrong").content.decode() for name in ("a.scrutineer", "a.stranger")]
    assert all("The user name or password is not right. Check both and try again." in page for page in pages)


def test_signing_in_failing_and_out_is_logged(client, person):
    person("scrutineer")
    before = len(events())
    attempt(client, "a.scrutineer", "wrong")
    attempt(client, "my secret typed in the wrong field", "wrong")
    attempt(client, "a.scrutineer", PASSWORD)
    client.post("/sign-out")

    assert events()[before:] == [
        ("sign_in_failed", "a.scrutineer"),
        ("sign_in_failed", "an unknown account"),
        ("signed_in", "a.scrutineer"),
        ("signed_out", "a.scrutineer"),
    ]


def test_signing_out_ends_the_session(signed_in):
    client = signed_in("records_officer")
    cookie = client.cookies["forcesight_session"].value
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out")["Location"] == "/signed-out"
    assert "You have signed out" in client.get("/signed-out").content.decode()

    client.cookies["forcesight_session"] = cookie
    assert client.get("/audit/").status_code == 302


def test_five_wrong_passwords_lock_the_account_at_that_address(client, person):
    person("scrutineer")
    answers = [attempt(client, "a.scrutineer", "wrong") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    page = answers[-1].content.decode()
    assert "Try again in 15 minutes" in page and answers[-1]["Retry-After"] == "900"

    assert attempt(client, "a.scrutineer", PASSWORD).status_code == 429
    assert attempt(client, "A.SCRUTINEER", PASSWORD).status_code == 429
    assert attempt(client, "a.scrutineer", PASSWORD, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_a_lock_out_is_logged_once(client, person):
    person("scrutineer")
    for _ in range(8):
        attempt(client, "a.scrutineer", "wrong")
    names = [event for event, _ in events()]
    assert (names.count("sign_in_failed"), names.count("locked_out")) == (5, 1)


def test_a_lock_out_ends_by_itself(client, person):
    person("scrutineer")
    for _ in range(6):
        attempt(client, "a.scrutineer", "wrong")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=11, seconds=30))
    assert "Try again in 4 minutes" in attempt(client, "a.scrutineer", PASSWORD).content.decode()

    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))
    assert attempt(client, "a.scrutineer", PASSWORD).status_code == 302
    assert not AccessAttempt.objects.exists()


def test_behind_a_trusted_proxy_the_address_is_the_one_it_adds(client, person, settings):
    person("scrutineer")
    forged = {"HTTP_X_FORWARDED_FOR": "1.2.3.4, 10.0.0.7"}
    attempt(client, "a.scrutineer", "wrong", **forged)
    assert AccessAttempt.objects.get().ip_address == "127.0.0.1"

    settings.TRUST_PROXY = True
    attempt(client, "a.scrutineer", "wrong", **forged)
    assert AccessAttempt.objects.order_by("-pk").first().ip_address == "10.0.0.7"


def test_no_password_is_kept_with_the_failed_attempts(client, person):
    person("scrutineer")
    attempt(client, "a.scrutineer", "nearly my password")
    assert "nearly" not in AccessAttempt.objects.get().post_data


def move_session(client, **back):
    session = client.session
    for key, span in back.items():
        session[key] -= span.total_seconds()
    session.save()


def test_an_idle_session_ends_with_a_sentence(signed_in):
    client = signed_in("records_officer")
    move_session(client, seen_at=timedelta(minutes=61))
    answer = client.get("/audit/", follow=True)
    assert answer.redirect_chain[0][0].startswith("/sign-in")
    assert "You were signed out because your session had ended" in answer.content.decode()
    assert events()[-1] == ("signed_out", "a.records_officer")


def test_activity_keeps_a_session_and_not_every_page_writes_it(signed_in):
    client = signed_in("records_officer")
    move_session(client, seen_at=timedelta(minutes=5))
    noted = client.session["seen_at"]
    client.get("/account")
    assert client.session["seen_at"] == noted

    move_session(client, seen_at=timedelta(minutes=54))
    client.get("/account")
    assert client.session["seen_at"] > noted


def test_a_session_ends_after_a_shift_however_active(signed_in):
    client = signed_in("records_officer")
    move_session(client, signed_in_at=timedelta(hours=12, seconds=1))
    assert client.get("/account").status_code == 302


def test_a_closed_account_is_out_at_once(signed_in):
    from forcesight.access import local_operator
    from forcesight.web.accounts import actions

    client = signed_in("records_officer")
    actions.close_account(user=client.user, by=local_operator())
    assert client.get("/account").status_code == 302
    assert attempt(client, "a.records_officer", PASSWORD).status_code == 200
    assert ("account_closed") in [event for event, _ in events()]


def change(client, old, new):
    return client.post("/account/password", {"old": old, "new": new})


def test_a_password_is_changed_and_other_sessions_end(signed_in, django_user_model):
    from django.test import Client

    client, other = signed_in("records_officer"), Client()
    attempt(other, "a.records_officer", PASSWORD)

    answer = change(client, PASSWORD, "quite another sentence")
    assert answer["Location"] == "/account"
    assert "Your password has been changed." in client.get("/account").content.decode()
    assert other.get("/account").status_code == 302
    assert User.objects.get(username="a.records_officer").check_password("quite another sentence")
    assert events()[-1] == ("password_changed", "a.records_officer")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("wrong", "quite another sentence", "The current password is not right"),
        ("", "quite another sentence", "Enter your current password"),
        (PASSWORD, "", "Enter a new password"),
        (PASSWORD, "short", "at least 12 characters"),
        (PASSWORD, "123456789012345", "entirely numeric"),
        (PASSWORD, "a.records_officer", "too similar"),
    ],
)
def test_a_password_that_breaks_a_rule_is_refused_with_the_rule(signed_in, old, new, sentence):
    client = signed_in("records_officer")
    page = change(client, old, new).content.decode()
    assert sentence in page and "There is a problem" in page
    client.user.refresh_from_db()
    assert client.user.check_password(PASSWORD)
