"""Who may send events to a home: systems by name, each with a token of which only a hash is kept.

A token is 256 random bits, so its hash tells nothing and needs no slow function. A sender has one token at a time.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from forcesight.errors import HomeError, InputRefused
from forcesight.store.durable import replace_file
from forcesight.store.home import Home


FILE = "senders.json"
NAME = re.compile(r"[a-z][a-z0-9-]{0,62}")


@dataclass(frozen=True, slots=True)
class Sender:
    """One system that sends events; `name` is the source system of its rows."""

    name: str
    token_hash: str
    added_at: str


def senders(home: Home) -> list[Sender]:
    """The senders, by name."""
    path = home.path / FILE
    try:
        told = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
        return sorted((Sender(**each) for each in told), key=lambda sender: sender.name)
    except (ValueError, TypeError) as fault:
        raise HomeError(f"{path} cannot be read ({fault}); restore it from a backup.") from fault


def add_sender(home: Home, name: str) -> str:
    """Let a system send events; its token, which is told this once. A sender that is there gets a new one."""
    if not NAME.fullmatch(name):
        raise InputRefused(f"{name!r} is no name of a sender: use lower-case letters, digits and dashes, like cad.")
    token = secrets.token_urlsafe(32)
    added = Sender(name, hashed(token), datetime.now(UTC).isoformat(timespec="seconds"))
    _write(home, [each for each in senders(home) if each.name != name] + [added])
    return token


def end_sender(home: Home, name: str) -> None:
    """Let a system send no more; InputRefused where there is none of this name."""
    kept = [each for each in senders(home) if each.name != name]
    if len(kept) == len(senders(home)):
        raise InputRefused(f"There is no sender {name!r}; list them: forcesight feed senders")
    _write(home, kept)


def _write(home: Home, told: list[Sender]) -> None:
    replace_file(home.path / FILE, json.dumps([asdict(each) for each in told], indent=1).encode())


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(slots=True)
class Doorkeeper:
    """Knows senders by their tokens; reads their file again whenever it has changed."""

    home: Home
    _stamp: tuple[int, int] | None = None
    _names: dict[str, str] = field(default_factory=dict)

    def name_of(self, token: str) -> str | None:
        """The sender whose token this is; None where it is nobody's."""
        stamp = _stamp(self.home.path / FILE)
        if stamp != self._stamp:
            self._names = {sender.token_hash: sender.name for sender in senders(self.home)}
            self._stamp = stamp
        # Looked up by its hash, so how long it takes tells nothing of the token.
        return self._names.get(hashed(token))


def _stamp(path: Path) -> tuple[int, int]:
    try:
        told = path.stat()
    except FileNotFoundError:
        return (0, 0)
    return (told.st_ino, told.st_mtime_ns)
