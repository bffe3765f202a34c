"""Notes and new baselines: written, shown, withdrawn, by those who may, with their audit event and outbox row."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from forcesight.access import ROLES, Grant, Principal, Refused, Unit, place
from forcesight.web.audit.models import AuditEvent
from forcesight.web.notes import actions
from forcesight.web.notes.models import Note, Outbox, Rebase


pytestmark = pytest.mark.django_db
DISTRICT = ["burglary", "district", "D1"]
PLACE = place("force:northshire", "district:D1")


def holder(role, scope="force:northshire"):
    return Principal(f"a.{role}", (Grant(ROLES[role], Unit.parse(scope), date(2020, 1, 1)),))


def written(**more):
    told = {"measure": "burglary", "place": PLACE, "body": "A new shop opened.", "author_name": "A. Writer"}
    return actions.write_note(**{**told, "by": holder("commander", "district:D1"), **more})


def rebased(**more):
    told = {"measure": "burglary", "place": PLACE, "month": date(2024, 6, 1), "reason": "New rules", "author_name": "B"}
    return actions.set_baseline(**{**told, "by": holder("performance_analyst"), **more})


def events():
    names = ("note_written", "note_withdrawn", "measure_rebased", "rebase_withdrawn")
    return list(AuditEvent.objects.filter(event__in=names).order_by("sequence").values_list("event", "actor"))


def page(client, name="measure", *more):
    answer = client.get(reverse(f"measures:{name}", args=[*DISTRICT, *more]))
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


class TestActions:
    def test_a_note_is_its_row_its_event_and_its_outbox_row(self):
        note = written(month=date(2025, 12, 1))
        assert (note.area_level, note.area_code, note.author) == ("district", "D1", "a.commander")
        assert events() == [("note_written", "a.commander")]
        sent = Outbox.objects.get()
        assert sent.table == "note" and sent.row["body"] == "A new shop opened." and sent.row["month"] == "2025-12"
        assert sent.row["note_id"] == str(note.id) and sent.row["superseded_at"] is None

    def test_the_log_never_holds_what_was_written(self):
        written(body="A secret")
        rebased(reason="Another secret")
        told = AuditEvent.objects.values_list("target", "old", "new")
        assert not any("ecret" in cell for row in told for cell in row)

    def test_a_fault_on_the_way_leaves_nothing(self, monkeypatch):
        def fails(*args, **kwargs):
            raise RuntimeError("disk full")

        monkeypatch.setattr(actions, "write", fails)
        with pytest.raises(RuntimeError):
            written()
        assert not Note.objects.exists() and not Outbox.objects.exists()

    def test_withdrawing_marks_the_row_and_sends_it_again(self):
        note = written()
        actions.withdraw_note(note=note, place=PLACE, by=holder("performance_analyst"))
        assert not note.in_force and note.withdrawn_by == "a.performance_analyst"
        assert events()[-1] == ("note_withdrawn", "a.performance_analyst")
        assert Outbox.objects.last().row["superseded_at"] is not None

    def test_of_two_who_withdraw_the_first_did_it(self):
        note = written()
        actions.withdraw_note(note=note, place=PLACE, by=holder("commander", "district:D1"))
        actions.withdraw_note(note=Note.objects.get(), place=PLACE, by=holder("performance_analyst"))
        assert Note.objects.get().withdrawn_by == "a.commander" and len(events()) == 2

    def test_who_may_not_is_refused(self):
        with pytest.raises(Refused):
            written(by=holder("scrutineer"))
        with pytest.raises(Refused):
            written(by=holder("commander", "district:D2"))
        with pytest.raises(Refused):
            rebased(by=holder("commander", "district:D1"))
        with pytest.raises(Refused):
            actions.withdraw_note(note=written(), place=PLACE, by=holder("scrutineer"))
        with pytest.raises(Refused):
            actions.withdraw_baseline(rebase=rebased(), place=PLACE, by=holder("commander", "district:D1"))

    def test_a_commander_takes_back_their_own_note_only(self):
        actions.withdraw_note(note=written(), place=PLACE, by=holder("commander", "district:D1"))
        theirs = written(by=holder("performance_analyst"))
        with pytest.raises(Refused, match="withdraw another person's note as Commander"):
            actions.withdraw_note(note=theirs, place=PLACE, by=holder("commander", "district:D1"))

    def test_one_baseline_a_month_unless_withdrawn(self):
        first = rebased()
        with pytest.raises(IntegrityError), transaction.atomic():
            rebased()
        actions.withdraw_baseline(rebase=first, place=PLACE, by=holder("performance_analyst"))
        rebased()
        assert [event for event, _ in events()] == ["measure_rebased", "rebase_withdrawn", "measure_rebased"]
        assert Rebase.objects.filter(withdrawn_at=None).count() == 1

    def test_who_and_when_of_a_withdrawal_stand_together(self):
        note = written()
        with pytest.raises(IntegrityError), transaction.atomic():
            Note.objects.filter(pk=note.pk).update(withdrawn_by="somebody")

    def test_rows_say_what_they_are(self):
        assert str(written()) == "Note on burglary by A. Writer"
        assert str(rebased()) == "New baseline of burglary from 2024-06"
        assert str(Outbox.objects.first()) == "note on its way"


class TestPages:
    def test_a_note_is_written_marked_on_the_chart_and_withdrawn(self, signed_in, records):
        client = signed_in("commander")
        assert "Nobody has written a note" in page(client)
        form = page(client, "notes")
        assert "Never name a victim" in form and "December 2025" in form
        body = "<script>alert(1)</script> Door locks\nfitted"
        answer = client.post(reverse("measures:notes", args=DISTRICT), {"month": "2025-12-01", "body": body})
        assert answer.status_code == 302 and answer["Location"].endswith("#notes")

        shown = page(client)
        assert (
            "Your note is on the chart." in shown
            and "&lt;script&gt;alert(1)&lt;/script&gt; Door locks<br>fitted" in shown
        )
        assert "Note 1: December 2025" in shown and ">note 1<" in shown and "beyond a limit; note 1" in shown

        note = Note.objects.get()
        ask = reverse("measures:withdraw-note", args=[*DISTRICT, note.id])
        assert "Withdraw this note?" in client.get(ask).content.decode()
        assert client.post(ask).status_code == 302
        assert "Nobody has written a note" in page(client)
        assert client.get(ask).status_code == 404

    def test_a_note_about_the_whole_chart_has_no_mark(self, signed_in, records):
        client = signed_in("commander")
        client.post(reverse("measures:notes", args=DISTRICT), {"body": "Mind the gap"})
        shown = page(client)
        assert "Note 1: the whole chart" in shown and ">note 1<" not in shown

    def test_a_form_says_what_is_missing_or_too_long(self, signed_in, records):
        client = signed_in("performance_analyst")
        answer = client.post(reverse("measures:notes", args=DISTRICT), {"body": " "})
        assert "Enter a note" in answer.content.decode()
        answer = client.post(reverse("measures:notes", args=DISTRICT), {"body": "x" * 2001, "month": "1999-01-01"})
        assert "must be 2,000 characters or fewer" in answer.content.decode()
        assert "Choose a month of the chart" in answer.content.decode()
        answer = client.post(reverse("measures:baseline", args=DISTRICT), {})
        told = answer.content.decode()
        assert "Choose the first month of the new baseline" in told and "Enter the reason" in told
        assert not Note.objects.exists() and not Rebase.objects.exists()

    def test_a_baseline_waits_is_named_and_withdrawn(self, signed_in, records):
        client = signed_in("performance_analyst")
        chosen = {"month": "2024-06-01", "reason": "Recording rules changed"}
        assert client.post(reverse("measures:baseline", args=DISTRICT), chosen).status_code == 302
        shown = page(client)
        assert "From June 2024" in shown and "Waiting to be published" in shown and "Recording rules changed" in shown

        again = client.post(reverse("measures:baseline", args=DISTRICT), chosen)
        assert "There is a new baseline from this month already" in again.content.decode()

        ask = reverse("measures:withdraw-baseline", args=[*DISTRICT, Rebase.objects.get().id])
        assert "Withdraw the new baseline from June 2024?" in client.get(ask).content.decode()
        client.post(ask)
        assert "nobody has set a new baseline" in page(client)

    def test_the_first_month_cannot_begin_a_new_baseline(self, signed_in, records):
        form = page(signed_in("performance_analyst"), "baseline")
        assert "August 2023" in form and "July 2023" not in form

    def test_who_may_not_write_is_refused_and_sees_no_link(self, signed_in, records):
        client = signed_in("data_engineer")
        assert reverse("measures:notes", args=DISTRICT) not in page(client)
        for name in ("notes", "baseline"):
            assert client.get(reverse(f"measures:{name}", args=DISTRICT)).status_code == 403

    def test_a_scrutineer_sees_the_chart_without_the_forces_own_words(self, signed_in, records):
        written(body="For our eyes")
        rebased(reason="Ours too")
        shown = page(signed_in("scrutineer"))
        assert "For our eyes" not in shown and "Ours too" not in shown
        assert "Nobody has written a note" not in shown and 'id="notes"' not in shown and 'id="baselines"' not in shown

    def test_notes_of_one_month_share_a_mark(self, signed_in, records):
        for words in ("one", "two"):
            written(body=words, month=date(2025, 11, 1))
        assert ">notes 1 and 2<" in page(signed_in("chief_officer"))
