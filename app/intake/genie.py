"""Opsgenie's own paths, so that its senders change an address and a key and nothing else."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from starlette.responses import JSONResponse, Response

from app.domain.signal import Signal
from app.intake import opsgenie, reply
from app.queries.delivery import Heard
from models.kinds import SignalAction

ROOT = "/v2/alerts"
HEART = re.compile(r"/v2/heartbeats/([^/]{1,200})/ping/?")
PONG = "PONG - Heartbeat received"
NO_HEART = "There is no heartbeat called {!r} here: add an integration of that name and format."
KEY = re.compile(r"GenieKey\s+(\S{1,200})", re.ASCII | re.IGNORECASE)
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
REQUESTS = "requests"
UNREAD = "There is no request of this id, or it is not read yet."
DEEDS = {
    SignalAction.TRIGGER: ("Create", "Created alert"),
    SignalAction.ACKNOWLEDGE: ("Acknowledge", "Acknowledged alert"),
    SignalAction.RESOLVE: ("Close", "Closed alert"),
    SignalAction.NOTE: ("AddNote", "Added note"),
}
FAILURES = {"dropped": "Alert does not exist", "failed": "Watchbill failed; it is in its log"}
NO_KEY = "Expected the header 'Authorization: GenieKey ...' with the key of an integration."


@dataclass(frozen=True, slots=True)
class Order:
    """What a path asks for; a new alert has no verb."""

    verb: str = ""
    alias: str = ""

    @property
    def methods(self) -> tuple[str, ...]:
        """The state of a request is asked for where an alert could lie that is called so."""
        return ("GET", "POST") if self.alias == REQUESTS else ("POST",)

    def read(self, body: Any, headers: Mapping[str, str]) -> list[Signal]:
        """What the body says. Raises Invalid."""
        if not self.verb:
            return opsgenie.parse(body, headers)
        return opsgenie.done(self.verb, self.alias, body)


def order(path: str) -> Order | None:
    """None where the path is none of Opsgenie's. An alias may hold slashes."""
    if path.rstrip("/") == ROOT:
        return Order()
    if not path.startswith(f"{ROOT}/"):
        return None
    alias, _, verb = path.removeprefix(f"{ROOT}/").rpartition("/")
    return Order(verb, alias) if alias and verb else None


def heartbeat(path: str) -> str | None:
    """The name of the heartbeat that is pinged at a path."""
    found = HEART.fullmatch(path)
    return found[1] if found else None


def key(header: str) -> str:
    """The key in the header; empty where there is none."""
    found = KEY.fullmatch(header.strip())
    return found[1] if found else ""


def marked(signals: Sequence[Signal], request: str) -> list[Signal]:
    """The same, of which the last (the deed, after the word about it) is found by this id."""
    return [*signals[:-1], *(replace(each, delivery=request) for each in signals[-1:])]


def taken(request: str, result: str = "Request will be processed") -> Response:
    """202 in Opsgenie's words."""
    said = {"result": result, "took": 0.0, "requestId": request}
    return JSONResponse(said, 202)


def named(text: str) -> str:
    """The id of a request as it is kept; empty where it can be none of ours."""
    return text.lower() if ID.fullmatch(text) else ""


def state(request: str, integration: int, heard: Heard | None) -> Response:
    """What became of a request; 404 until it is read, so that who asks asks again."""
    if heard is None:
        return reply.refused(404, "not found", UNREAD)
    done = heard.state == "done"
    action, status = DEEDS[heard.action]
    said = {
        "success": done,
        "action": action,
        "processedAt": heard.received_at.isoformat(timespec="milliseconds"),
        "integrationId": str(integration),
        "isSuccess": done,
        "status": status if done else FAILURES.get(heard.state, heard.state),
        "alertId": heard.key if done else "",
        "alias": heard.key if done else "",
    }
    return JSONResponse({"data": said, "took": 0.0, "requestId": request})
