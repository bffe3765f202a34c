"""How a job moves: one worker claims it, a dead one loses it, it ends once."""

import threading
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from forcesight.web.jobs import queue
from forcesight.web.jobs.models import Job
from forcesight.web.jobs.states import ENDED, MOVES, OWNERS, State, diagram, may_follow


def make(**more):
    return Job.objects.create(**{"kind": "publish", "started_by": "a.person", **more})


class TestStates:
    def test_every_state_has_its_moves_and_its_owner(self):
        assert set(MOVES) == set(OWNERS) == set(State)
        assert {State.SUCCEEDED, State.FAILED, State.CANCELLED} == ENDED

    def test_every_state_is_reached_and_comes_to_an_end(self):
        reached, ahead = {State.QUEUED}, [State.QUEUED]
        while ahead:
            for state in MOVES[ahead.pop()] - reached:
                reached.add(state)
                ahead.append(state)
        assert reached == set(State)

    def test_an_ended_job_goes_nowhere(self):
        assert not any(may_follow(state, other) for state in ENDED for other in State)

    def test_the_diagram_draws_every_move(self):
        drawn = diagram()
        assert drawn.startswith("stateDiagram-v2") and "running --> queued" in drawn
        assert drawn.count("-->") == 1 + sum(map(len, MOVES.values())) + len(ENDED)


@pytest.mark.django_db
class TestQueue:
    def test_the_job_that_waited_longest_is_claimed(self):
        first, second = make(), make()
        claimed = queue.claim("w1")
        assert claimed.pk == first.pk and claimed.state == State.RUNNING and claimed.attempts == 1
        assert queue.claim("w2").pk == second.pk and queue.claim("w3") is None

    def test_progress_is_noted_and_a_wish_to_cancel_is_heard(self):
        make()
        job = queue.claim("w1")
        queue.report(job, 3, 12, "Reading files")
        job.refresh_from_db()
        assert (job.done, job.total, job.words, job.percent) == (3, 12, "Reading files", 25)
        Job.objects.update(cancel_asked_at=timezone.now(), cancel_asked_by="a.person")
        with pytest.raises(queue.Cancelled):
            queue.report(job, 4, 12, "Reading files")

    def test_a_job_without_a_total_has_no_percentage(self):
        assert make().percent is None

    def test_a_silent_worker_loses_its_job_and_cannot_write_any_more(self):
        make()
        lost = queue.claim("w1")
        Job.objects.update(heartbeat_at=timezone.now() - queue.PATIENCE - timedelta(seconds=1))
        assert queue.return_abandoned() == 1
        again = queue.claim("w2")
        assert again.pk == lost.pk and again.attempts == 2
        with pytest.raises(queue.Lost):
            queue.report(lost, 1, 2, "I am back")
        assert not queue.end(lost, State.SUCCEEDED) and not queue.beat(lost)
        assert queue.beat(again) and queue.end(again, State.SUCCEEDED)
        again.refresh_from_db()
        assert again.state == State.SUCCEEDED and again.ended and again.ended_at

    def test_a_living_worker_keeps_its_job(self):
        make()
        queue.claim("w1")
        assert queue.return_abandoned() == 0

    def test_a_job_that_brings_workers_down_is_given_up(self):
        make()
        for attempt in range(queue.MOST_ATTEMPTS):
            assert queue.claim(f"w{attempt}")
            Job.objects.update(heartbeat_at=timezone.now() - queue.PATIENCE - timedelta(seconds=1))
            assert queue.return_abandoned() == 1
        job = Job.objects.get()
        assert job.state == State.FAILED and "several times" in job.failure

    def test_a_waiting_job_is_cancelled_a_running_one_is_not(self):
        job = make()
        assert queue.cancel_waiting(job) and not queue.cancel_waiting(job)
        make()
        assert not queue.cancel_waiting(queue.claim("w1"))

    def test_no_job_takes_a_forbidden_move(self):
        with pytest.raises(ValueError, match="never goes from succeeded to running"):
            queue._move(Job.objects.all(), State.SUCCEEDED, State.RUNNING)

    def test_who_and_when_of_cancelling_stand_together(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            make(cancel_asked_by="somebody")

    def test_a_job_says_what_it_is(self):
        assert str(make()) == "publish (waiting)" and make().target.startswith("job:")


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_claims_a_job():
    make()
    claimed, gate = [], threading.Barrier(4)

    def work(name):
        gate.wait()
        # The tests' database in memory says "locked" where one in a file has a writer wait: the worker asks again.
        while True:
            with suppress(OperationalError):
                claimed.append(queue.claim(name))
                break
        connection.close()

    threads = [threading.Thread(target=work, args=(f"w{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(job is not None for job in claimed) == 1
