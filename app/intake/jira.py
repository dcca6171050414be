"""Jira Cloud's webhooks: an issue that was made, taken up, done, deleted or commented on."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from app.domain.signal import Signal
from app.intake import field
from app.intake.document import Invalid
from app.intake.field import Fields
from app.intake.generic import PRIORITIES
from models.kinds import SignalAction, SignalSeverity

UNSAID = SignalSeverity.WARNING
RANKS = PRIORITIES | {
    "high": SignalSeverity.ERROR,
    "medium": SignalSeverity.WARNING,
    "low": SignalSeverity.INFO,
    "blocker": SignalSeverity.CRITICAL,
    "critical": SignalSeverity.CRITICAL,
    "major": SignalSeverity.ERROR,
    "minor": SignalSeverity.WARNING,
    "trivial": SignalSeverity.INFO,
}
CATEGORIES = {"indeterminate": SignalAction.ACKNOWLEDGE, "done": SignalAction.RESOLVE}
CREATED, UPDATED, DELETED = "jira:issue_created", "jira:issue_updated", "jira:issue_deleted"
COMMENTED = "comment_created"
DEEPEST = 12  # levels of a document in Atlassian's own shape


def parse(body: Any, headers: Mapping[str, str]) -> list[Signal]:
    """At most one signal; events of other kinds are none. Raises Invalid."""
    said = Fields(body)
    event, issue = said.text("webhookEvent", field.WORD), said.inner("issue")
    if not event:
        raise Invalid(["'webhookEvent' is missing: this is no webhook of Jira"])
    if event not in (CREATED, UPDATED, DELETED, COMMENTED):
        return []
    issue.needed("key", field.WHOLE)
    said.check()
    action = _action(event, said, issue)
    if action is None:
        return []
    mark = field.delivery(headers, "x-atlassian-webhook-identifier")
    return [replace(_signal(action, said, issue), delivery=mark)]


def _action(event: str, said: Fields, issue: Fields) -> SignalAction | None:
    category = issue.inner("fields").inner("status").inner("statusCategory")
    if event == CREATED:
        done = category.text("key", field.WORD) == "done"  # nobody is to be woken for it
        return None if done else SignalAction.TRIGGER
    if event == DELETED:
        return SignalAction.RESOLVE
    if event == COMMENTED:
        return SignalAction.NOTE
    state = category.text("key", field.WORD)
    if not said.said.get("changelog"):  # automation rules send none: what is done is done
        return CATEGORIES.get(state)
    if not _moved(said):
        return None
    return SignalAction.TRIGGER if state == "new" else CATEGORIES.get(state)


def _moved(said: Fields) -> bool:
    """Whether this update was one of the status."""
    items = said.inner("changelog").said.get("items")
    return isinstance(items, list) and any(Fields(i).said.get("field") == "status" for i in items)


def _signal(action: SignalAction, said: Fields, issue: Fields) -> Signal:
    fields = issue.inner("fields")
    key, kept = field.dedup(issue.text("key", field.WHOLE))
    name = f"{key}: {fields.text('summary', field.TITLE)}"
    rank = fields.inner("priority").text("name", field.WORD).lower()
    return Signal(
        action=action,
        dedup_key=key,
        title=(_comment(said) if action is SignalAction.NOTE else name)[: field.TITLE],
        severity=RANKS.get(rank, UNSAID),
        source=fields.inner("project").text("key", field.SOURCE) or "jira",
        body=_text(fields.said.get("description"))[: field.BODY],
        occurred_at=said.at("timestamp"),
        cut=said.flags,
        details=_details(said, issue, fields) | kept,
    )


def _comment(said: Fields) -> str:
    comment = said.inner("comment")
    who = comment.inner("author").text("displayName", field.WORD) or "Somebody"
    return f"{who} in Jira: {_text(comment.said.get('body'))}"


def _text(said: Any, depth: int = 0) -> str:
    """A text, or the words of a document in Atlassian's shape."""
    if isinstance(said, str):
        return said.strip()
    if not isinstance(said, dict) or depth > DEEPEST:
        return ""
    inner = said.get("content")
    parts = [_text(each, depth + 1) for each in inner] if isinstance(inner, list) else []
    text = said.get("text")
    return " ".join(part for part in (text if isinstance(text, str) else "", *parts) if part)


def _details(said: Fields, issue: Fields, fields: Fields) -> dict[str, Any]:
    return field.bare(
        {
            "links": field.hrefs((_page(issue), "Issue")),
            "type": fields.inner("issuetype").text("name", field.WORD),
            "status": fields.inner("status").text("name", field.WORD),
            "priority": fields.inner("priority").text("name", field.WORD),
            "labels": fields.said.get("labels"),
            "user": said.inner("user").text("displayName", field.WORD),
        }
    )


def _page(issue: Fields) -> str:
    """The page for people; `self` is the address for programs."""
    found = field.web(issue.said.get("self"))
    try:
        parts = urlsplit(found)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}/browse/{issue.text('key', 100)}" if found else ""
