"""The live feed: who may send, what they send, and the publisher that brings it into the tables."""

from __future__ import annotations

import logging
import threading
import time
from functools import partial
from pathlib import Path

from forcesight.access import Event, Principal, check
from forcesight.errors import ForcesightError, HomeBusy
from forcesight.operations.platform import Platform
from forcesight.store import senders as store_senders
from forcesight.store.intake import Answer, Intake, Numbered, source_file_of
from forcesight.store.lock import only_one
from forcesight.store.publisher import MOST, Publisher
from forcesight.store.senders import Sender


log = logging.getLogger(__name__)

# Seconds from one publication to the next, and at least from the end of one: loads and readers need the machine too.
EVERY = 1.0
REST = 0.3
# Seconds until a process asks again to be the home's publisher, or tries again what went wrong.
RETRY = 1.0


def add_sender(platform: Platform, name: str, *, by: Principal) -> str:
    """Let a system send events; its token, which nobody is told again. An older token of the sender ends."""
    check.check_can_manage_senders(by)
    token = store_senders.add_sender(platform.home, name)
    platform.audit(Event.SENDER_ADDED, by, f"sender:{name}")
    return token


def end_sender(platform: Platform, name: str, *, by: Principal) -> None:
    """Let a system send no more."""
    check.check_can_manage_senders(by)
    store_senders.end_sender(platform.home, name)
    platform.audit(Event.SENDER_ENDED, by, f"sender:{name}")


def senders(platform: Platform, *, by: Principal) -> list[Sender]:
    """The systems that may send events."""
    check.check_can_manage_senders(by)
    return store_senders.senders(platform.home)


class Feed:
    """The intake, with an entry in the audit log for each sender and day."""

    def __init__(self, platform: Platform, publisher: Publisher) -> None:
        """The feed of a home, which may share what it knows with the home's publisher."""
        self._platform = platform
        self._intake = Intake(platform.home, publisher.indexes)
        self._logged: set[str] = set()

    @property
    def waiting(self) -> int:
        """How many entries are not published yet."""
        return self._intake.waiting

    def receive(self, sender: str, lines: list[Numbered]) -> list[Answer]:
        """An answer to each line, once all of them are on the disk."""
        answers = self._intake.receive(sender, lines)
        day = source_file_of(sender)
        if answers and day not in self._logged:
            principal = Principal(f"{sender} (sender)", channel="api")
            self._platform.audit(Event.RECORDS_RECEIVED, principal, f"file:{day}")
            self._logged.add(day)
        return answers


def keep_publishing(path: Path, publisher: Publisher, stop: threading.Event) -> None:
    """Publish what waits in the home's journal every second, until told to stop.

    Of several processes one does it; the others wait to take its place.
    """
    while not stop.is_set():
        try:
            with only_one(path, "publisher"):
                _publish_until(Platform.open(path), publisher, stop)
        except HomeBusy:
            pass
        except Exception:
            log.exception("The publisher stopped; it begins again.")
        stop.wait(RETRY)


def _publish_until(platform: Platform, publisher: Publisher, stop: threading.Event) -> None:
    told = ""
    while not stop.is_set():
        began, count = time.monotonic(), 0
        try:
            platform = platform.reopened()
            count = publisher.publish(partial(getattr, platform, "builders"), wait=EVERY)
        except HomeBusy:
            pass  # somebody else makes a snapshot; the next turn is soon enough
        except ForcesightError as fault:
            if str(fault) != told:
                log.error("What waits in the journal could not be published yet: %s", fault)
            told = str(fault)
            stop.wait(RETRY)
        if count < MOST:
            stop.wait(max(REST, EVERY - (time.monotonic() - began)))
