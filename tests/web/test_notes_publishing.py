"""From the site's rows to the home's tables: nothing lost, nothing twice, and the chart follows a new baseline."""

from datetime import date

import pytest
from django.urls import reverse

from forcesight.access import local_operator, place
from forcesight.operations import Platform
from forcesight.store import reading
from forcesight.web.notes import actions, publishing
from forcesight.web.notes.models import Outbox


pytestmark = pytest.mark.django_db(transaction=True)
PLACE = place("force:northshire", "district:D1")


@pytest.fixture
def platform(own_records):
    return Platform.open(own_records.path, channel="site")


def note(body="Why it rose"):
    told = {"measure": "burglary", "place": PLACE, "body": body, "author_name": "A", "by": local_operator()}
    return actions.write_note(**told, month=date(2025, 12, 1))


def published(platform, table):
    with reading(platform.home.path) as session:
        return session.dicts(f'SELECT * FROM "{table}"')


def test_a_note_reaches_its_table_once(platform):
    made = note()
    assert publishing.publish_waiting(platform) and not Outbox.objects.exists()
    (row,) = published(platform, "note")
    assert row["note_id"] == str(made.id) and row["body"] == "Why it rose" and row["month"] == "2025-12"
    assert not publishing.publish_waiting(platform)


def test_a_row_sent_twice_counts_once(platform):
    note()
    sent = Outbox.objects.get()
    publishing.relay(platform)
    Outbox.objects.create(event_id=sent.event_id, table=sent.table, row=sent.row)  # as after a crash before the delete
    assert publishing.publish_waiting(platform) and len(published(platform, "note")) == 1


def test_a_withdrawn_note_leaves_the_table(platform):
    made = note()
    publishing.publish_waiting(platform)
    actions.withdraw_note(note=made, place=PLACE, by=local_operator())
    publishing.publish_waiting(platform)
    assert published(platform, "note") == []


def test_written_and_withdrawn_before_it_was_published(platform):
    actions.withdraw_note(note=note(), place=PLACE, by=local_operator())
    publishing.publish_waiting(platform)
    assert published(platform, "note") == []


def test_the_chart_follows_a_new_baseline_when_it_is_published(platform, signed_in):
    client, address = signed_in("performance_analyst"), reverse("measures:measure", args=["burglary", "district", "D1"])
    month, reason = date(2024, 10, 1), "New boundary"
    told = {"measure": "burglary", "place": PLACE, "author_name": "A", "by": local_operator()}
    rebase = actions.set_baseline(**told, month=month, reason=reason)
    assert "limits set again" not in client.get(address).content.decode()
    publishing.publish(platform, by=local_operator())
    shown = client.get(address).content.decode()
    assert "limits set again Oct 2024" in shown and "Waiting to be published" not in shown
    assert "Limits set again from Oct 2024: New boundary." in shown

    actions.withdraw_baseline(rebase=rebase, place=PLACE, by=local_operator())
    publishing.publish(platform, by=local_operator())
    assert "limits set again" not in client.get(address).content.decode()


def test_publishing_also_refreshes_marts_of_older_definitions(platform):
    overlay = platform.home.catalogue / "measures"
    overlay.mkdir(parents=True)
    (overlay / "ours.toml").write_text(
        '[[measure]]\nid = "arson"\nname = "Arson"\ndescription = "Arson."\ntable = "recorded_crime"\nkind = "count"\n'
        'numerator = "crime_type = \'Criminal damage and arson\'"\nunit = "crimes"\nfamily = "Ours"\n'
        'why_direction = "Neutral."\nvalid_from = 2020-01-01\nsource = "Us"\nconfidence = "high"\n'
    )
    fresh = Platform.open(platform.home.path, channel="site")
    before = published_number(fresh)
    assert publishing.publish(fresh, by=local_operator()) == before + 1
    assert publishing.publish(fresh, by=local_operator()) == before + 1  # nothing more to do


def published_number(platform):
    with reading(platform.home.path) as session:
        return session.snapshot.number


def test_a_note_is_published_without_making_the_marts_again(platform):
    with reading(platform.home.path) as session:
        marts = session.snapshot.marts
    note()
    publishing.publish_waiting(platform)
    with reading(platform.home.path) as session:
        assert session.snapshot.marts == marts and session.one('SELECT count(*) FROM "note"') == (1,)
        assert session.one("SELECT count(*) > 0 FROM mart.area") == (True,)
