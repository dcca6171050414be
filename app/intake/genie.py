"""Opsgenie's own paths, so that its senders change an address and a key and nothing else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.responses import JSONResponse, Response

from app.domain.signal import Signal
from app.intake import opsgenie

ROOT = "/v2/alerts"
KEY = re.compile(r"GenieKey\s+(\S{1,200})", re.ASCII | re.IGNORECASE)
NO_KEY = "Expected the header 'Authorization: GenieKey ...' with the key of an integration."


@dataclass(frozen=True, slots=True)
class Order:
    """What a path asks for; a new alert has no verb."""

    verb: str = ""
    alias: str = ""

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


def key(header: str) -> str:
    """The key in the header; empty where there is none."""
    found = KEY.fullmatch(header.strip())
    return found[1] if found else ""


def taken(alias: str) -> Response:
    """202 in Opsgenie's words. The request goes by the alert's alias: it finds the alert again."""
    said = {"result": "Request will be processed", "took": 0.0, "requestId": alias}
    return JSONResponse(said, 202)
