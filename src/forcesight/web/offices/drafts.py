"""Experiments that are being put together, in the session of whoever asks: seen by nobody else, gone at sign-out.

A draft is a definition (see `asked`) with its office and its reason. Each has an address of its own, so that two of
them may be open in two windows.
"""

from __future__ import annotations

from secrets import token_hex
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.http import Http404


Draft = dict[str, Any]
MOST = 10
"""So many drafts a session holds; one more, and the oldest is forgotten."""
_NAME = "experiment_drafts"


def begin(session: SessionBase, office: str, definition: Draft) -> str:
    """Keep a new draft; the key of its address."""
    key = token_hex(4)
    empty: Draft = {"name": "", "question": "", "reason": "", "options": [], "aims": [], "runs": 20}
    kept = {**session.get(_NAME, {}), key: {**empty, **definition, "office": office}}
    session[_NAME] = dict(list(kept.items())[-MOST:])
    return key


def find(session: SessionBase, key: str) -> Draft:
    """The draft of an address. Raises Http404 where this session has none of the key."""
    found: Draft | None = session.get(_NAME, {}).get(key)
    if found is None:
        raise Http404("There is no such draft: it was run or thrown away, or its writer has signed out since.")
    return found


def keep(session: SessionBase, key: str, draft: Draft) -> None:
    """Keep a draft that was changed."""
    session[_NAME] = {**session.get(_NAME, {}), key: draft}


def drop(session: SessionBase, key: str) -> None:
    """Forget a draft: it was run, or is not wanted."""
    session[_NAME] = {name: draft for name, draft in session.get(_NAME, {}).items() if name != key}


def of_office(session: SessionBase, office: str) -> list[tuple[str, Draft]]:
    """The drafts on an office, the newest first."""
    found = [(key, draft) for key, draft in session.get(_NAME, {}).items() if draft["office"] == office]
    return found[::-1]
