"""What an incident's timeline tells as a whole: a catch-up for those who come late, and how it
stood at a moment."""

from datetime import datetime
from zoneinfo import ZoneInfo

from app.domain.catch_up import Chapter, Known, Told, chapters
from app.domain.replay import State, standing
from app.domain.story import entries
from app.queries.choice import people
from app.queries.incident_detail import detail, timeline
from app.queries.incident_row import EventRow, IncidentDetail
from app.queries.page import Upcoming
from app.queries.upcoming import upcoming_of
from app.store import Store
from models.kinds import EventKind, Source

MACHINES = (Source.ENGINE, Source.SENDER)


def catch_up(store: Store, number: int, zone: ZoneInfo) -> tuple[Chapter, ...]:
    """What, since when, who, what was tried, what next; wall clocks of `zone`. Raises Refused."""
    found, told = detail(store, number), timeline(store, number)
    names = {each.name: each.full_name or each.name for each in people(store)}
    coming = upcoming_of(store, number)
    return chapters(_known(found, told, names, coming, zone), store.now(), zone)


def stood(store: Store, number: int, at: datetime) -> tuple[State, list[EventRow]]:
    """The incident as it stood, and what was on record then. Raises Refused."""
    found, told = detail(store, number), timeline(store, number)
    row = found.row
    now = State(
        title=row.title,
        severity=row.severity,
        urgency=row.urgency,
        stage=row.stage,
        category=row.category,
        service=row.service,
        owner=row.owner,
        acknowledged=row.acknowledged,
    )
    own = [each for each in told if "of" not in each.data]
    return standing(now, own, at), [each for each in told if each.recorded_at <= at]


def _known(
    found: IncidentDetail,
    told: list[EventRow],
    names: dict[str, str],
    coming: Upcoming | None,
    zone: ZoneInfo,
) -> Known:
    row, together = found.row, found.together

    def said(handle: str | None) -> str:
        return names.get(handle, handle) if handle else ""

    return Known(
        title=row.title,
        severity=row.severity,
        stage=row.stage,
        service=row.service or "",
        category=str(row.category or ""),
        impact=found.impact,
        customers=found.customers,
        regions=found.regions,
        may_be_hit=tuple(each.name for each in found.stands_on_it),
        began=row.impact_started_at,
        created=row.created_at,
        acknowledged=row.acknowledged_at,
        mitigated=None if _worse_again(row.mitigated_at, told) else row.mitigated_at,
        resolved=row.resolved_at,
        owner=said(row.owner) if row.acknowledged or not row.stage.open else "",
        roles=tuple((e.role.value, said(e.person)) for e in found.roles if e.until is None),
        asked=tuple((said(each.person), each.state.value) for each in together.responders),
        alerts=row.alerts,
        told=tuple(_told(entry.event, entry.text, bool(entry.pinned_by), said(entry.event.actor))
                   for entry in entries(told) if not _echo(entry.event)),
        tasks=tuple((each.title, said(each.owner)) for each in found.tasks if not each.done_at),
        coming=_coming(coming, zone) if row.stage.open else "",
        snoozed=together.snoozed_until if row.stage.open else None,
        bridge=found.bridge,
    )  # fmt: skip


def _worse_again(mitigated: datetime | None, told: list[EventRow]) -> bool:
    """Reopened since then: it did not last."""
    reopened = (each.at for each in told if each.kind is EventKind.REOPENED)
    return mitigated is not None and any(at >= mitigated for at in reopened)


def _echo(event: EventRow) -> bool:
    """What a merged incident says of the merge, which this one says itself."""
    return event.kind is EventKind.TIE and "of" in event.data


def _told(event: EventRow, text: str, pinned: bool, who: str) -> Told:
    return Told(event.at, event.kind, who, text, pinned, event.source in MACHINES)


def _coming(coming: Upcoming | None, zone: ZoneInfo) -> str:
    if coming is None:
        return ""
    who = ", ".join(coming.people) or "The next level"
    return f"{who} is paged at {coming.at.astimezone(zone):%H:%M} if nobody acknowledges"
