"""Says something about an incident: to colleagues, to groups, to the world. Whatever leaves is
masked first, and what would be masked can be looked at before."""

import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.domain.incident import storable, title_of, why_no_title, why_too_long
from app.domain.redaction import Redacted, redacted, summed
from app.domain.status import harm, worst
from app.domain.workspace import PageSpec
from app.errors import Conflict, Refused
from app.notify.template import cut
from app.notify.update_text import render
from app.operations.component import claim, release
from app.operations.incident_stage import refuse, stand_in
from app.operations.inside import keep_inside
from app.operations.patience import patient
from app.operations.status_tell import tell_all
from app.operations.status_version import bump
from app.operations.timeline import held, record
from app.operations.update_clock import told
from app.queries.language import voice_in
from app.queries.secret import known_secrets
from app.queries.status_spec import page_spec
from app.queries.status_update import facts, why_inside
from app.queries.update_template import template_named, templates_in
from app.store import Store
from models.incident import Incident
from models.kinds import EventKind, Stage
from models.kinds_status import ComponentState
from models.status import PublicIncident, StatusUpdate

TWICE = timedelta(seconds=3)  # the same update by the same person within this is one
TITLE, REASON = 300, 200  # characters
ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"


@dataclass(frozen=True)
class Draft:
    """What somebody is about to say. `public`: on the status page and to its subscribers; `groups`
    are told besides. Neither: it stays in the timeline. `title` is the public one, else the
    incident's; `stage` moves the incident; `next_at` promises the next update. `seen` is the stage
    it had when this was written; None: whoever writes does not care."""

    text: str
    stage: Stage | None = None
    public: bool = False
    groups: tuple[str, ...] = ()
    components: tuple[tuple[int, ComponentState], ...] = ()
    next_at: datetime | None = None
    title: str = ""
    seen: Stage | None = None

    @property
    def leaves(self) -> bool:
        """Whether anybody but the incident's own people will read it."""
        return self.public or bool(self.groups)


@dataclass(frozen=True)
class Prepared:
    """What would leave, and what of it was masked, in words."""

    text: Redacted
    title: Redacted
    masked: str


def fill(
    store: Store, number: int, template: str, stage: Stage | None = None,
    next_at: datetime | None = None,
) -> str:  # fmt: skip
    """A template with the incident's facts in it, for a person to go on writing. Raises Refused."""
    with store.read() as session:
        found = template_named(session, template)
        if found is None:
            named = ", ".join(each.name for each in templates_in(session))
            raise Refused(f"There is no template {template!r}; there are: {named}.")
        return fill_text(store, session, number, found.text, stage, next_at)


def fill_text(
    store: Store, session: Session, number: int, text: str, stage: Stage | None = None,
    next_at: datetime | None = None,
) -> str:  # fmt: skip
    """The same for any text."""
    incident = session.get(Incident, number)
    if incident is None:
        raise Refused(f"There is no incident #{number}.")
    values = facts(session, incident, stage or incident.stage, next_at, store.now())
    return render(text, values)


def prepare(store: Store, number: int, draft: Draft) -> Prepared:
    """What would leave, word by word. Raises Refused."""
    with store.read() as session:
        incident = session.get(Incident, number)
        if incident is None:
            raise Refused(f"There is no incident #{number}.")
        return _prepared(store, session, incident, draft)


@patient
def post(store: Store, number: int, draft: Draft, by: Actor) -> Prepared:
    """Says it. Raises Refused with the field, and Conflict when the stage changed meanwhile: what
    is over is not begun again by whoever did not know."""
    text = storable(draft.text).strip()
    refuse(None if text else "There is nothing to say yet.", "text")
    refuse(why_too_long(text, "update"), "text")
    with store.write() as session:
        incident, now = held(session, number), store.now()
        if draft.seen not in (None, incident.stage):
            raise Conflict("The incident went on meanwhile; look at your update again, then send.")
        if draft.leaves:
            refuse(why_inside(incident) or None, "audience")
        refuse(_why_not_promised(draft, now), "next")
        prepared = _prepared(store, session, incident, draft)
        if _said_already(session, number, prepared.text.text, by, now):
            return prepared
        _write(store, session, incident, draft, prepared, by, now)
        return prepared


def withdraw(store: Store, number: int, by: Actor) -> bool:
    """Takes an incident off the status page; what was sent cannot be called back. False when it was
    not on it."""
    with store.write() as session:
        incident, now = held(session, number), store.now()
        if not keep_inside(session, number, now):
            return False
        said = "Taken off the status page"
        record(session, incident, EventKind.UPDATE, said, by, now, data={"public": False})
        return True


def _prepared(store: Store, session: Session, incident: Incident, draft: Draft) -> Prepared:
    known = known_secrets(session, store.vault)
    say = voice_in(session).say
    text = redacted(storable(draft.text).strip(), known, say=say)
    title = redacted(title_of(draft.title or incident.title), known, say=say)
    refuse(why_no_title(title.text), "title")
    spans = (*text.spans, *(title.spans if draft.public else ()))
    return Prepared(text, title, summed(spans))


def _why_not_promised(draft: Draft, now: datetime) -> str | None:
    if draft.next_at is not None and draft.next_at <= now:
        return "The next update cannot be promised for the past."
    return None


def _said_already(session: Session, number: int, text: str, by: Actor, now: datetime) -> bool:
    asked = select(StatusUpdate.id).where(
        StatusUpdate.incident_id == number, StatusUpdate.at > now - TWICE,
        StatusUpdate.text == text, StatusUpdate.actor == by.name,
    )  # fmt: skip
    return session.scalar(asked.limit(1)) is not None


def _write(
    store: Store, session: Session, incident: Incident, draft: Draft, prepared: Prepared,
    by: Actor, now: datetime,
) -> None:  # fmt: skip
    if draft.stage is not None and draft.stage is not incident.stage:
        stand_in(session, incident, draft.stage, by, now, cut(prepared.text.text, REASON))
    masked = dict(Counter(span.kind.value for span in prepared.text.spans))
    data = {"public": draft.public, "audience": list(draft.groups), "masked": masked}
    said = prepared.text.text
    event = record(session, incident, EventKind.UPDATE, said, by, now, data=data)
    session.flush()
    row = StatusUpdate(
        incident_id=incident.id, event_id=event.id, at=now, stage=incident.stage,
        public=draft.public, text=said, actor=by.name[:200], audience=list(draft.groups),
        masked=masked,
    )  # fmt: skip
    session.add(row)
    session.flush()
    if draft.public:
        _publish(session, incident, draft, prepared.title.text[:TITLE], now)
    if draft.leaves:
        page = page_spec(session) or PageSpec()
        due_at = told(session, incident, page, now, draft.next_at)
        tell_all(session, incident, row, prepared.title.text, draft.groups, page, due_at, now)


def _publish(
    session: Session, incident: Incident, draft: Draft, title: str, now: datetime
) -> PublicIncident:
    """On the status page from now on, or otherwise from now on."""
    shown = session.get(PublicIncident, incident.id)
    if shown is None:
        shown = PublicIncident(
            incident_id=incident.id, slug=_slug(), title=title, changed_at=now,
            state=harm(incident.severity),
            began_at=incident.impact_started_at or incident.created_at,
        )  # fmt: skip
        session.add(shown)
    shown.changed_at = now
    if draft.title or shown.title == "":
        shown.title = title
    if incident.stage.open:
        claim(session, dict(draft.components), incident.id, now)
        shown.resolved_at = None
        shown.state = _worse(shown.state, (state for _, state in draft.components))
    else:
        release(session, incident.id, now)
        shown.resolved_at = incident.resolved_at or now
    bump(session)
    return shown


def _worse(before: ComponentState, states: Iterable[ComponentState]) -> ComponentState:
    """An incident is remembered by the worst that was said of it; the first word of people counts
    more than what its severity suggests."""
    said = worst(states)
    return before if said is ComponentState.OPERATIONAL else said


def _slug() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(12))
