"""The documents of `watchbill incident list|show --json`: names, never ids; times in UTC with `Z`
and whole seconds."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from app.domain.moment import stamp
from app.queries.dependency import Hit
from app.queries.incident_row import (
    AlertRow,
    EventRow,
    IncidentDetail,
    IncidentRow,
    PageRow,
    RoleRow,
    TaskRow,
)
from app.queries.together import ResponderRow, TieRow

Document = dict[str, Any]
CLOCKS = (
    "impact_started_at", "detected_at", "created_at", "acknowledged_at", "mitigated_at",
    "resolved_at",
)  # fmt: skip
SAID = ("event", "on", "files", "channel", "of")  # what of an event's data others may rely on


def listed(rows: Iterable[IncidentRow]) -> Document:
    """What `list` says."""
    return {"incidents": [summary(row) for row in rows]}


def shown(detail: IncidentDetail, timeline: Iterable[EventRow]) -> Document:
    """What `show` says."""
    affected = [name for _, name in detail.affected]
    return summary(detail.row) | {
        "description": detail.description,
        "impact": detail.impact,
        "affected": affected,
        "customers": detail.customers,
        "regions": list(detail.regions),
        "bridge": detail.bridge or None,
        "fields": dict(detail.custom),
        "ties": [_tie(each) for each in detail.together.ties],
        "responders": [_responder(each) for each in detail.together.responders],
        "snoozed_until": instant(detail.together.snoozed_until),
        "looking": [each.person for each in detail.together.present],
        "stands_on_it": [_hit(each) for each in detail.stands_on_it],
        "policy": detail.policy,
        "roles": [_role(each) for each in detail.roles],
        "timeline": [event(each) for each in timeline],
        "pages": [_page(each) for each in detail.pages],
        "alerts": [_alert(each) for each in detail.alerts],
        "tasks": [_task(each) for each in detail.tasks],
    }


def summary(row: IncidentRow) -> Document:
    """One incident of `list`; its `alerts` is a number, that of `show` the alerts themselves."""
    return {
        "number": row.number,
        "title": row.title,
        "stage": row.stage.value,
        "severity": row.severity.value,
        "urgency": row.urgency.value,
        "category": row.category,
        "service": row.service,
        **{name: instant(getattr(row, name)) for name in CLOCKS},
        "alerts": row.alerts,
        "owner": row.owner,
        "acknowledged": row.acknowledged,
        "declared_by": row.declared_by,
        "drill": row.drill,
        "private": row.private,
        "tags": list(row.tags),
        "version": row.version,
    }


def instant(at: datetime | None) -> str | None:
    """As `stamp`, or null."""
    return stamp(at) if at else None


def event(row: EventRow) -> Document:
    """One entry of the timeline."""
    return {
        "at": instant(row.at),
        "recorded_at": instant(row.recorded_at),
        "kind": row.kind.value,
        "actor": row.actor,
        "text": row.text,
        "source": row.source.value,
        "id": row.id,
        **{key: row.data[key] for key in SAID if key in row.data},
    }


def _page(row: PageRow) -> Document:
    return {
        "at": instant(row.due_at),
        "person": row.person,
        "contact": row.contact,
        "state": row.state.value,
        "level": row.level,
        "round": row.round,
        "error": row.error or None,
        "attempt": row.attempt,
        "sent_at": instant(row.sent_at),
        "together_with": list(row.together),
        "help": row.responder_id is not None,
        "tries": [
            {
                "at": instant(each.started_at),
                "ended_at": instant(each.ended_at),
                "state": each.state.value,
                "engine": each.engine,
                "error": each.error or None,
            }
            for each in row.attempts
        ],
    }


def _alert(row: AlertRow) -> Document:
    return {
        "title": row.title,
        "integration": row.sender,
        "source": row.source,
        "dedup_key": row.dedup_key,
        "state": row.state.value,
        "severity": row.severity.value,
        "count": row.count,
        "started_at": instant(row.started_at),
        "first_at": instant(row.first_at),
        "last_at": instant(row.last_at),
        "resolved_at": instant(row.resolved_at),
    }


def _task(row: TaskRow) -> Document:
    return {
        "id": row.id,
        "title": row.title,
        "owner": row.owner,
        "due_at": instant(row.due_at),
        "done_at": instant(row.done_at),
    }


def _tie(row: TieRow) -> Document:
    return {
        "kind": row.kind.value,
        "other_way": row.back,
        "number": row.number,
        "title": row.title,
        "stage": row.stage.value,
    }


def _responder(row: ResponderRow) -> Document:
    return {
        "id": row.id,
        "person": row.person,
        "via": row.via or None,
        "for": row.words or None,
        "asked_by": row.asked_by,
        "state": row.state.value,
        "asked_at": instant(row.asked_at),
        "answered_at": instant(row.answered_at),
    }


def _hit(row: Hit) -> Document:
    return {
        "service": row.name,
        "kind": row.kind.value,
        "steps": row.steps,
        "through": row.through,
        "troubled": row.troubled,
    }


def _role(row: RoleRow) -> Document:
    return {
        "role": row.role.value,
        "person": row.person,
        "since": instant(row.since),
        "until": instant(row.until),
    }
