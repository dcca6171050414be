"""Better Stack's outgoing webhook: its incidents, from the start to the end."""

from collections.abc import Mapping
from typing import Any

from app.domain.signal import Signal
from app.intake import field
from app.intake.alertmanager import UNSAID
from app.intake.document import Invalid
from app.intake.field import Fields
from models.kinds import SignalAction

ACTIONS = {
    "started": SignalAction.TRIGGER,
    "reopened": SignalAction.TRIGGER,
    "acknowledged": SignalAction.ACKNOWLEDGE,
    "resolved": SignalAction.RESOLVE,
    "comment": SignalAction.NOTE,
}
TIMES = {
    SignalAction.ACKNOWLEDGE: "acknowledged_at",
    SignalAction.RESOLVE: "resolved_at",
    SignalAction.TRIGGER: "started_at",
}
KEPT = ("url", "http_method", "cause", "regions", "team_name", "metadata", "status")


def parse(body: Any, headers: Mapping[str, str]) -> list[Signal]:
    """At most one signal; monitors and changes of who is on call are none. Raises Invalid."""
    said = Fields(body)
    data = said.inner("data")
    if not data.said:
        raise Invalid(["'data' is missing: this is no webhook of Better Stack"])
    event = said.text("event", field.WORD).lower()
    action = ACTIONS.get(event)
    if action is None or data.text("type", field.WORD) not in ("", "incident"):
        return []
    ident = data.needed("id", field.WHOLE)
    said.check()
    return [_signal(action, ident, data)]


def _signal(action: SignalAction, ident: str, data: Fields) -> Signal:
    told = data.inner("attributes")
    key, kept = field.dedup(ident)
    title = told.first(("name", "cause", "url"), field.TITLE) or f"Incident {ident}"
    comment = told.first(("comment", "content"), field.TITLE) or f"Commented on: {title}"
    shot = field.web(told.said.get("screenshot_url"), ("https",))
    more = {
        "links": field.hrefs(
            (told.said.get("url"), "Monitored address"), (told.said.get("response_url"), "Response")
        ),
        "images": [{"src": shot}] if shot else [],
    }
    return Signal(
        action=action,
        dedup_key=key,
        title=(comment if action is SignalAction.NOTE else title)[: field.TITLE],
        severity=UNSAID,
        source=told.first(("url", "team_name"), field.SOURCE),
        body=told.text("cause", field.BODY),
        occurred_at=told.at(TIMES[action]) if action in TIMES else None,
        cut=data.flags,
        details=field.bare({name: told.said.get(name) for name in KEPT} | more) | kept,
    )
