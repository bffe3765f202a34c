"""The feed over HTTP: events as JSON lines in, an answer to each line out.

    POST /events        Authorization: Bearer TOKEN, one event a line   an answer a line, once all are on the disk
    GET /health         nothing                                         how many entries wait

200 answers every line, refused ones too. 401: the token is nobody's. 411, 413: no length, or too long. 429 and 503 with
`Retry-After`: nothing was taken in; send the same lines again later.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import asdict
from http import HTTPStatus
from typing import Any, Protocol

from forcesight.store.intake import Answer, Full, Numbered
from forcesight.store.senders import Doorkeeper


log = logging.getLogger(__name__)

MOST_BYTES = 4 << 20
MOST_LINES = 5000
JSON_LINES = "application/x-ndjson; charset=utf-8"


class Receiver(Protocol):
    """What takes lines in."""

    @property
    def waiting(self) -> int:
        """How many entries are not published yet."""
        ...

    def receive(self, sender: str, lines: list[Numbered]) -> list[Answer]:
        """An answer to each numbered line."""
        ...


class Stop(Exception):
    """The request ends here, with this status and sentence."""

    def __init__(self, status: HTTPStatus, sentence: str, **headers: str) -> None:
        super().__init__(sentence)
        self.status, self.headers = status, headers


class Application:
    """A WSGI application over one intake. It logs what it did, never who sent it what."""

    def __init__(self, intake: Receiver, doorkeeper: Doorkeeper) -> None:
        self._intake = intake
        self._doorkeeper = doorkeeper

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        headers: dict[str, str] = {}
        try:
            status, body, kind = HTTPStatus.OK, *self._answer(environ)
        except Stop as stop:
            status, headers, kind = stop.status, stop.headers, "application/json"
            body = json.dumps({"error": str(stop)}).encode()
        except Exception:
            log.exception("A request to the feed failed; nothing of it was acknowledged.")
            status, headers, kind = HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": "5"}, "application/json"
            body = b'{"error": "The feed cannot take events in now; its log says why. Send the same lines again."}'
        told = {"Content-Type": kind, "Content-Length": str(len(body)), "Cache-Control": "no-store", **headers}
        start_response(f"{status.value} {status.phrase}", list(told.items()))
        return [body]

    def _answer(self, environ: dict[str, Any]) -> tuple[bytes, str]:
        asked = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "/")
        if asked == ("GET", "/health"):
            return json.dumps({"waiting": self._intake.waiting}).encode(), "application/json"
        if asked[1] != "/events":
            raise Stop(HTTPStatus.NOT_FOUND, "Events are sent to /events.")
        if asked[0] != "POST":
            raise Stop(HTTPStatus.METHOD_NOT_ALLOWED, "Events are sent with POST.", Allow="POST")
        sender = self._sender(environ)
        try:
            answers = self._intake.receive(sender, _lines(_body(environ)))
        except Full as full:
            status = HTTPStatus.SERVICE_UNAVAILABLE if full.disk else HTTPStatus.TOO_MANY_REQUESTS
            raise Stop(status, str(full), **{"Retry-After": str(full.seconds)}) from None
        return b"".join(json.dumps(_told(answer)).encode() + b"\n" for answer in answers), JSON_LINES

    def _sender(self, environ: dict[str, Any]) -> str:
        scheme, _, token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
        name = self._doorkeeper.name_of(token.strip()) if scheme.lower() == "bearer" else None
        if name is None:
            sentence = "Send the sender's token as: Authorization: Bearer TOKEN. A new one: forcesight feed add-sender"
            raise Stop(HTTPStatus.UNAUTHORIZED, sentence, **{"WWW-Authenticate": 'Bearer realm="events"'})
        return name


def _body(environ: dict[str, Any]) -> bytes:
    try:
        length = int(environ.get("CONTENT_LENGTH") or "")
    except ValueError:
        raise Stop(HTTPStatus.LENGTH_REQUIRED, "Say how long the request is, in Content-Length.") from None
    if length > MOST_BYTES:
        raise Stop(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"Send at most {MOST_BYTES >> 20} MiB at once.")
    body: bytes = environ["wsgi.input"].read(length)
    if len(body) < length:
        raise Stop(HTTPStatus.BAD_REQUEST, "The request was cut short; send it again.")
    return body


def _lines(body: bytes) -> list[Numbered]:
    """The lines that are not empty, with their numbers."""
    lines = [(number, line) for number, line in enumerate(body.split(b"\n"), 1) if line.strip()]
    if len(lines) > MOST_LINES:
        raise Stop(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"Send at most {MOST_LINES:,} lines at once.")
    return lines


def _told(answer: Answer) -> dict[str, Any]:
    """An answer without what it has nothing of."""
    return {name: value for name, value in asdict(answer).items() if value not in (None, "")}
