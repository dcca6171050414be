"""Who hears of an update: the people and channels of groups, and the page's subscribers. Each once,
however many groups they are in."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.moment import stamp
from app.domain.status import STAGES, impact
from app.domain.workspace import PageSpec
from app.errors import Refused
from app.notify.template import zone_of
from app.notify.voice import Voice
from app.operations.dispatch import plan
from app.operations.notice import tell
from app.queries.language import voice_in
from app.queries.status_view import Scope, scopes
from models.incident import Incident
from models.kinds import NoticeKind, TargetKind
from models.kinds_status import DispatchKind, SubscriberKind
from models.people import Membership, Person
from models.status import (
    Component,
    ComponentSpan,
    PublicIncident,
    Stakeholder,
    StatusUpdate,
    Subscriber,
)


def tell_all(
    session: Session, incident: Incident, update: StatusUpdate, title: str,
    groups: Sequence[str], page: PageSpec, due_at: datetime | None, now: datetime,
) -> None:  # fmt: skip
    """Plans every message of an update."""
    voice = voice_in(session)
    stage = voice.say(STAGES[update.stage])
    body = _body(voice, update.text, page, due_at, now, public=update.public)
    subject = f"#{incident.id} [{incident.severity}] {title} - {stage}"
    people, channels = readers(session, groups)
    for who in people:
        tell(session, who, NoticeKind.UPDATE, subject, body, now,
             key=f"update:{update.id}:{who}", incident_id=incident.id)  # fmt: skip
    for room in channels:
        plan(session, DispatchKind.UPDATE, f"update:{update.id}:channel:{room}", subject, body, now,
             channel=room, incident=incident.id)  # fmt: skip
    if update.public:
        _tell_subscribers(session, incident, update, due_at, now)


def readers(session: Session, groups: Sequence[str]) -> tuple[list[int], list[int]]:
    """The ids of people and of channels behind groups. Raises Refused for a group that is gone."""
    rows = {each.name: each for each in session.scalars(select(Stakeholder))}
    if missing := [name for name in groups if name not in rows]:
        raise Refused(f"There is no group called {missing[0]!r} any more.", "audience")
    members = [each for name in groups for each in rows[name].members]
    people = [each.person_id for each in members if each.kind is TargetKind.PERSON]
    teams = [each.team_id for each in members if each.kind is TargetKind.TEAM]
    if teams:
        asked = select(Membership.person_id).where(Membership.team_id.in_(teams), Membership.member)
        people += session.scalars(asked.order_by(Membership.team_id, Membership.position))
    active = set(session.scalars(select(Person.id).where(Person.active, Person.id.in_(people))))
    channels = [each.channel_id for each in members if each.channel_id is not None]
    known = [each for each in people if each is not None and each in active]
    return list(dict.fromkeys(known)), list(dict.fromkeys(channels))


def confirmed(session: Session, components: Iterable[int]) -> list[tuple[Subscriber, Scope]]:
    """Who wants to hear of news about any of these, with the page they look at: of news about none
    in particular, all do whose page is about everything. A page with a password is told of to
    those who subscribed behind it."""
    wanted = set(components)
    pages = {each.ident: each for each in scopes(session)}
    asked = select(Subscriber).where(Subscriber.confirmed_at.is_not(None)).order_by(Subscriber.id)
    return [
        (each, pages[each.view_id])
        for each in session.scalars(asked)
        if each.view_id in pages and pages[each.view_id].shows(wanted)
        and (not each.components or not wanted or wanted & set(each.components))
    ]  # fmt: skip


def _tell_subscribers(
    session: Session, incident: Incident, update: StatusUpdate, due_at: datetime | None,
    now: datetime,
) -> None:  # fmt: skip
    shown = session.get_one(PublicIncident, incident.id)
    ever = select(ComponentSpan.component_id).where(ComponentSpan.incident_id == incident.id)
    harmed, voice = set(session.scalars(ever)), voice_in(session)
    stage = voice.say(STAGES[update.stage])
    for each, seen in confirmed(session, harmed):
        data = hook(session, shown, update, seen)
        where = seen.root if seen.name else ""
        body = _body(voice, update.text, seen.page, due_at, now, public=True, root=where)
        subject = f"{seen.page.title or 'Status'}: {shown.title} - {stage}"
        plan(session, DispatchKind.UPDATE, f"update:{update.id}:subscriber:{each.id}", subject,
             body, now, subscriber=each.id, incident=incident.id,
             data=data if each.kind is SubscriberKind.WEBHOOK else None)  # fmt: skip


def hook(
    session: Session, shown: PublicIncident, update: StatusUpdate, seen: Scope
) -> dict[str, Any]:
    """What a webhook gets: the shape that Statuspage's subscribers know."""
    asked = (
        select(Component.id, Component.name)
        .join(ComponentSpan, ComponentSpan.component_id == Component.id)
        .where(ComponentSpan.incident_id == shown.incident_id, Component.id.in_(seen.shown))
        .distinct()
    )
    page = seen.page
    return {
        "meta": {"generated_at": stamp(update.at)},
        "page": {"name": page.title or "Status", "url": page.url},
        "incident": {
            "id": shown.slug,
            "name": shown.title,
            "status": STAGES[update.stage].lower(),
            "impact": impact(shown.state),
            "started_at": stamp(shown.began_at),
            "resolved_at": stamp(shown.resolved_at) if shown.resolved_at else None,
            "shortlink": f"{page.url.rstrip('/')}{seen.root}/{shown.slug}" if page.url else "",
            "incident_updates": [
                {
                    "id": str(update.id),
                    "status": STAGES[update.stage].lower(),
                    "body": update.text,
                    "created_at": stamp(update.at),
                }
            ],
            "components": [
                {"id": str(ident), "name": name} for ident, name in session.execute(asked)
            ],
        },
    }


def _body(
    voice: Voice, text: str, page: PageSpec, due_at: datetime | None, now: datetime, *,
    public: bool, root: str = "",
) -> str:  # fmt: skip
    lines = [text]
    if due_at is not None:
        when = voice.clock(due_at, zone_of(page.time_zone), now)
        lines += ["", voice.say("Next update by %1.", when)]
    if public and page.url:
        lines += ["", f"{page.url.rstrip('/')}{root}" if root else page.url]
    return "\n".join(lines)
