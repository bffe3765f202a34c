"""One open session a process: reopened when a snapshot is published, closed when nobody reads it, made once."""

import gc
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forcesight.operations import Platform
from forcesight.store.writer import Writer
from forcesight.web.core import reading as module
from forcesight.web.core.reading import Memory, reading, warm_with_first_request


ABOUT = {"measure": "burglary", "area_level": "force", "area_code": "northshire"}
MOMENT = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def publish(home, table="note", row=None):
    told = row or {"note_id": str(time.monotonic_ns()), "body": "b", "author": "a", "written_at": MOMENT}
    with Writer.open(home) as writer:
        writer.add_rows(table, [ABOUT | told])
        return writer.publish("test", Platform.open(home.path).builders)


def open_snapshots():
    """The numbers of the snapshots that this process has in use."""
    found = set()
    for link in Path("/proc/self/fd").iterdir():
        try:
            found.add(link.readlink().name)
        except OSError:
            continue
    return {int(name.removesuffix(".json")) for name in found if name.removesuffix(".json").isdigit()}


def test_requests_share_one_reading(own_records):
    assert reading() is reading()
    assert reading().force.name == "Northshire" and not reading().empty


def test_a_new_snapshot_is_read_at_once_and_the_old_one_closes(own_records):
    old = reading()
    number = old.snapshot.number
    publish(own_records)
    fresh = reading()
    assert fresh.snapshot.number == number + 1
    assert old.figures.areas.get("district", "D1").name == "Eastham"  # a request that holds it can finish
    assert open_snapshots() == {number, number + 1}
    for thread in [each for each in threading.enumerate() if each.name == "warm"]:
        thread.join()
    del old
    gc.collect()
    assert open_snapshots() == {number + 1}


def test_what_was_made_is_kept_where_only_notes_are_new(own_records):
    made = reading().overview(reading().force)
    publish(own_records)
    assert reading().overview(reading().force) is made


def test_what_was_made_is_forgotten_where_figures_may_differ(own_records):
    made = reading().overview(reading().force)
    row = {"rebase_id": "1", "month": "2024-06", "reason": "r", "decided_by": "a", "decided_at": MOMENT}
    publish(own_records, "rebase", row)
    assert reading().overview(reading().force) is not made


def test_another_day_is_another_reading(own_records, monkeypatch):
    first = reading()
    later = module.today().replace(year=module.today().year + 1, day=1)
    monkeypatch.setattr(module, "today", lambda: later)
    assert reading() is not first


def test_an_empty_home_is_empty(home):
    assert reading().empty and reading().published_at is None


def test_while_one_request_opens_a_snapshot_others_read_the_last(own_records, monkeypatch):
    before, opened, go_on = reading(), threading.Event(), threading.Event()
    real = module._open

    def slow(held):
        opened.set()
        assert go_on.wait(20)
        return real(held)

    monkeypatch.setattr(module, "_open", slow)
    publish(own_records)
    found = []
    thread = threading.Thread(target=lambda: found.append(reading()))
    thread.start()
    assert opened.wait(20)
    assert reading() is before
    go_on.set()
    thread.join()
    assert found[0].snapshot.number == before.snapshot.number + 1


def test_a_home_that_is_gone_is_a_sentence(records, settings, tmp_path):
    from forcesight.errors import HomeError

    settings.FORCESIGHT_HOME = tmp_path / "nowhere"
    with pytest.raises(HomeError, match="There is no home"):
        reading()


@pytest.mark.django_db
def test_a_page_of_a_home_that_is_gone_says_so(signed_in, settings, tmp_path):
    client = signed_in("chief_officer")
    settings.FORCESIGHT_HOME = tmp_path / "nowhere"
    assert client.get("/overview").status_code == 503


def test_the_overview_is_made_ahead_with_the_first_request(own_records, client):
    warm_with_first_request()
    client.get("/cookies")
    deadline = time.monotonic() + 30
    made = ("overview", ("force", "northshire"))
    while module._held is None or made not in module._held.reading.memory._known:
        assert time.monotonic() < deadline, "nothing was made ahead"
        time.sleep(0.05)


def test_a_fault_while_warming_is_logged_and_nothing_else(settings, tmp_path, caplog):
    settings.FORCESIGHT_HOME = tmp_path / "nowhere"
    module._quietly(reading)
    assert "could not be made ahead" in caplog.text


class TestMemory:
    def test_of_many_that_need_it_one_makes_it(self):
        memory, made, gate = Memory(), [], threading.Barrier(8)

        def make():
            made.append(1)
            time.sleep(0.05)
            return object()

        found = []

        def ask():
            gate.wait()
            found.append(memory.once("key", make))

        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(made) == 1 and len({id(each) for each in found}) == 1

    def test_a_fault_is_not_remembered(self):
        memory = Memory()
        with pytest.raises(ZeroDivisionError):
            memory.once("key", lambda: 1 / 0)
        assert memory.once("key", lambda: 7) == 7

    def test_the_oldest_unused_is_forgotten_first(self):
        memory, made = Memory(2), []
        for key in ("a", "b", "a", "c", "a", "b"):
            memory.once(key, lambda key=key: made.append(key) or key)
        assert made == ["a", "b", "c", "b"]
