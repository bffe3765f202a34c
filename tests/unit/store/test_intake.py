"""The intake of the live feed: each line answered once it is on the disk, and nothing taken in twice."""

from __future__ import annotations

import json
import shutil
import threading
from collections import namedtuple
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.unit.store.published_files import rows

from forcesight.errors import HomeError, InputRefused
from forcesight.store import Home, intake, journal
from forcesight.store.erase import erase
from forcesight.store.group_commit import GroupCommit
from forcesight.store.intake import Answer, Full, Intake, source_file_of
from forcesight.store.publisher import Publisher
from forcesight.store.senders import Doorkeeper, add_sender, end_sender, senders


WHEN = "2024-06-03T08:00:00Z"


def line(name: str, activity: str = "unit_at_scene", **cells: Any) -> bytes:
    """A line that says an event."""
    told = {"event_id": name, "cases": ["incident:I-1"], "activity": activity, "occurred_at": WHEN, **cells}
    return json.dumps(told).encode()


def withdrawal(name: str) -> bytes:
    """A line that takes an event back."""
    return json.dumps({"event_id": name, "op": "withdraw"}).encode()


def numbered(*lines: bytes) -> list[tuple[int, bytes]]:
    return list(enumerate(lines, 1))


def states(answers: Sequence[Answer]) -> list[str]:
    return [answer.state for answer in answers]


def test_each_line_is_answered_and_only_news_is_kept(home: Home) -> None:
    taking = Intake(home)
    first = taking.receive("cad", numbered(line("a"), line("b"), line("a"), b"{"))
    assert states(first) == ["accepted", "accepted", "already known", "refused"]
    assert [answer.event_id for answer in first] == ["a", "b", "a", None]
    assert first[3] == Answer(4, "refused", reason="The line is not JSON in UTF-8.")
    assert taking.waiting == journal.waiting(home) == 3
    assert states(taking.receive("cad", numbered(line("b"), b"{", line("c")))) == [
        "already known", "refused", "accepted",
    ]  # fmt: skip
    assert taking.waiting == 4, "a line that was refused before is kept once"


def test_what_is_published_is_known_to_whoever_starts_anew(home: Home) -> None:
    taking = Intake(home)
    taking.receive("cad", numbered(line("a"), line("b"), b"{"))
    Publisher(home).publish()
    assert taking.waiting == 0
    for known in (taking, Intake(home)):
        assert states(known.receive("cad", numbered(line("a"), b"{"))) == ["already known", "refused"]
    assert journal.waiting(home) == 0
    assert rows(home, "SELECT source_system, source_id, source_file FROM event ORDER BY 2") == [
        ("cad", name, source_file_of("cad")) for name in ("a", "b")
    ]
    assert rows(home, "SELECT line, reason, raw FROM reject") == [(3, "The line is not JSON in UTF-8.", "{")]


def test_one_that_starts_anew_also_knows_what_waits(home: Home) -> None:
    Intake(home).receive("cad", numbered(line("a"), b"{"))
    again = Intake(home)
    assert again.waiting == 2
    assert states(again.receive("cad", numbered(line("a"), b"{", line("a", known_at=WHEN)))) == [
        "already known", "refused", "accepted",
    ]  # fmt: skip
    assert journal.waiting(home) == 3


def test_the_same_name_of_another_sender_is_another_event(home: Home) -> None:
    taking = Intake(home)
    assert states(taking.receive("cad", numbered(line("a")))) == ["accepted"]
    assert states(taking.receive("phones", numbered(line("a")))) == ["accepted"]


def test_corrections_and_withdrawals_are_news_once(home: Home) -> None:
    taking = Intake(home)
    told = [line("a"), line("a", "unit_clear"), line("a", "unit_clear"), withdrawal("a"), withdrawal("a")]
    assert states(taking.receive("cad", numbered(*told))) == [
        "accepted", "accepted", "already known", "accepted", "already known",
    ]  # fmt: skip
    Publisher(home).publish()
    assert rows(home, "SELECT count(*) FROM event") == [(0,)]
    assert rows(home, "SELECT known_at IS NOT NULL FROM withdrawal") == [(True,)], "known when it was told"


def test_an_event_that_was_erased_is_refused_without_its_words(home: Home) -> None:
    taking = Intake(home)
    taking.receive("cad", numbered(line("a", location="Zephyrine Crescent"), line("b")))
    Publisher(home).publish()
    erase(home, "Zephyrine Crescent", reason="subject-request")
    (answer,) = taking.receive("cad", numbered(line("a", location="Zephyrine Crescent")))
    assert (answer.state, answer.reason) == ("refused", "The event of this event_id was erased.")
    Publisher(home).publish()
    assert rows(home, "SELECT source_id FROM event") == [("b",)]
    assert rows(home, "SELECT reason, raw FROM reject") == [("the row was erased earlier", "")]


def test_without_room_nothing_is_taken_in(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    taking = Intake(home)
    taking.receive("cad", numbered(line("a")))
    monkeypatch.setattr(intake, "MOST_WAITING", 1)
    with pytest.raises(Full, match="Too many events wait") as full:
        taking.receive("cad", numbered(line("b")))
    assert (full.value.seconds, full.value.disk) == (5, False)
    Publisher(home).publish()
    assert states(taking.receive("cad", numbered(line("b")))) == ["accepted"]

    Publisher(home).publish()
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(10, 9, 1))
    with pytest.raises(Full, match="nearly full") as full:
        taking.receive("cad", numbered(line("c")))
    assert full.value.disk and journal.waiting(home) == 0


def test_a_day_of_the_feed_is_a_local_one() -> None:
    assert source_file_of("cad", datetime(2024, 6, 3, 23, 30, tzinfo=UTC)) == "feed/cad/2024-06-04"


def test_many_threads_share_the_work_and_each_gets_its_own_answer() -> None:
    started, may_end = threading.Event(), threading.Event()
    calls: list[list[int]] = []

    def work(items: Sequence[int]) -> list[int]:
        calls.append(list(items))
        started.set()
        may_end.wait(10)
        return [item * 10 for item in items]

    commit: GroupCommit[int, int] = GroupCommit(work)
    found: dict[int, int] = {}
    threads = [threading.Thread(target=lambda n=n: found.update({n: commit.hand_in(n)})) for n in range(8)]
    threads[0].start()
    started.wait(10)
    for thread in threads[1:]:
        thread.start()
    while len(commit._waiting) < 7:  # all of them are to wait before the first ends
        may_end.wait(0.01)
    may_end.set()
    for thread in threads:
        thread.join()
    assert found == {n: n * 10 for n in range(8)}
    assert [len(call) for call in calls] == [1, 7]


def test_what_goes_wrong_is_told_to_everybody_it_concerns() -> None:
    def work(items: Sequence[int]) -> list[int]:
        if 13 in items:
            raise OSError("no disk")
        return list(items)

    commit: GroupCommit[int, int] = GroupCommit(work)
    with pytest.raises(OSError, match="no disk"):
        commit.hand_in(13)
    assert commit.hand_in(4) == 4


def test_a_token_is_told_once_and_only_its_hash_is_kept(home: Home) -> None:
    token = add_sender(home, "cad")
    door = Doorkeeper(home)
    assert door.name_of(token) == "cad" and door.name_of("x") is None
    assert token not in (home.path / "senders.json").read_text()
    newer = add_sender(home, "cad")
    assert (door.name_of(token), door.name_of(newer)) == (None, "cad")
    add_sender(home, "archive")
    assert [each.name for each in senders(home)] == ["archive", "cad"]
    end_sender(home, "cad")
    assert door.name_of(newer) is None
    with pytest.raises(InputRefused, match="There is no sender 'cad'"):
        end_sender(home, "cad")


def test_a_home_without_senders_lets_nobody_in(home: Home) -> None:
    assert senders(home) == [] and Doorkeeper(home).name_of("x") is None


@pytest.mark.parametrize("name", ["", "CAD", "9cad", "c d", "x" * 64])
def test_a_sender_has_a_plain_name(home: Home, name: str) -> None:
    with pytest.raises(InputRefused, match="no name of a sender"):
        add_sender(home, name)


@pytest.mark.parametrize("damage", ["{", '[{"name": "cad"}]'])
def test_a_damaged_list_of_senders_is_told(home: Home, damage: str) -> None:
    (home.path / "senders.json").write_text(damage)
    with pytest.raises(HomeError, match="restore it from a backup"):
        senders(home)
