"""The live feed's page: how fresh it is, what came by activity and sender, what was refused."""

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from forcesight.operations import Platform
from forcesight.store.intake import Intake
from forcesight.store.publisher import Publisher


pytestmark = pytest.mark.django_db


def page(client, address="/quality/feed"):
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    return " ".join(answer.content.decode().split())


def line(name, activity="unit_at_scene", ago=timedelta(minutes=3)):
    told = {"event_id": name, "cases": ["incident:I-1"], "activity": activity}
    return json.dumps(told | {"occurred_at": (timezone.now() - ago).isoformat()}).encode()


def send(home, sender, *lines):
    Intake(home).receive(sender, list(enumerate(lines, 1)))


def publish(home):
    Publisher(home).publish(Platform.open(home.path).builders)


def test_before_the_first_event_the_page_says_how_to_begin(signed_in, home):
    shown = page(signed_in("data_engineer"))
    assert "No event has been received yet." in shown and "forcesight feed add-sender NAME" in shown


def test_events_by_activity_and_sender_and_refused_lines(signed_in, home):
    send(home, "cad", line("a"), line("b"), line("c", "unit_clear"), b"no JSON")
    send(home, "phones", line("a", "call_offered"))
    publish(home)
    shown = page(signed_in("data_engineer"))
    assert "<strong data-events>4</strong>" in shown
    assert "The newest event was received" in shown and "second" in shown
    assert "Everything that was received is published." in shown
    assert "Unit at scene" in shown and "Call offered" in shown and ">phones<" in shown
    assert "events that cad sent on" in shown and "The line is not JSON in UTF-8." in shown
    assert "That is longer ago than usual" not in shown


def test_what_waits_is_said(signed_in, home):
    send(home, "cad", line("a"))
    publish(home)
    send(home, "cad", line("b"), line("c"))
    shown = page(signed_in("data_engineer"))
    assert "<strong data-events>1</strong>" in shown and "2 entries wait to be published." in shown


@pytest.mark.parametrize(("later", "words"), [
    (timedelta(minutes=20), "20 minutes ago"), (timedelta(hours=5), "5 hours ago"),
])  # fmt: skip
def test_a_quiet_feed_is_a_question(signed_in, home, monkeypatch, later, words):
    send(home, "cad", line("a"))
    publish(home)
    client = signed_in("data_engineer")
    now = timezone.now() + later
    clock = SimpleNamespace(now=lambda: now, localtime=timezone.localtime)
    monkeypatch.setattr("forcesight.web.quality.feed.timezone", clock)
    shown = page(client)
    assert words in shown and "That is longer ago than usual while systems send." in shown


def test_the_page_asks_again_until_that_is_stopped(signed_in, home):
    client = signed_in("data_engineer")
    assert 'data-refresh="5"' in page(client) and "Stop that" in page(client)
    still = page(client, "/quality/feed?still")
    assert "data-refresh" not in still and "Follow the feed" in still


def test_who_may_not_see_the_state_of_the_data_may_not_see_the_feed(client, home):
    assert client.get("/quality/feed").status_code == 302
