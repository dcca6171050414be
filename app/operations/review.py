"""Reviews are drafted, written, discussed and published; every version stays."""

from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import review as rules
from app.domain.actor import Actor
from app.domain.incident import storable
from app.domain.review import Section, best, filled, sections_of
from app.domain.review_draft import words
from app.errors import Conflict
from app.operations.incident_stage import refuse
from app.operations.patience import patient
from app.operations.timeline import held, record
from app.queries import review as queries
from app.queries.language import say_in
from app.store import Store
from models.kinds import EventKind, ReviewState
from models.review import Review, ReviewComment, ReviewEdition
from models.session import touch

REASON = 500  # characters of why none is needed
SAID = {
    ReviewState.DRAFT: "Review opened again",
    ReviewState.IN_REVIEW: "Review is ready to be read",
    ReviewState.PUBLISHED: "Review published",
}


@patient
def draft(store: Store, number: int, by: Actor, zone: ZoneInfo, template: str = "") -> int:
    """Begins the review of an incident that is over, from what is on record, in the language of the
    team; wall clocks are of `zone`. Without a template's name the closest is taken. Returns the
    review's id. Raises Refused, also where there is one already."""
    known = queries.record(store, number)
    with store.write() as session:
        incident, now = held(session, number), store.now()
        refuse(None if incident.resolved_at else f"#{number} is not over yet: resolve it first.")
        _clear(session, number)
        chosen = queries.template_named(session, template) if template else None
        chosen = chosen or best(queries.templates_in(session), incident.category, incident.severity)
        refuse(None if chosen else "No template fits this incident.")
        assert chosen is not None
        sections = filled(chosen, words(known, zone, say_in(session)))
        row = Review(
            incident_id=number,
            title=incident.title,
            template=chosen.name,
            sections=[_storable(each) for each in sections],
            created_at=now,
            changed_at=now,
            changed_by=by.name[:200],
        )
        session.add(row)
        session.flush()
        _keep(session, row)
        data = {"review": row.id, "template": chosen.name, "state": "begun"}
        record(session, incident, EventKind.REVIEW, "Review begun", by, now, data=data)
        return row.id


@patient
def waive(store: Store, number: int, reason: str, by: Actor) -> int:
    """No review of this incident is needed, and why; it is not owed any more. Whoever begins one
    later may. Raises Refused, also where one is begun."""
    said = storable(reason).strip()
    refuse(None if said else "Say why no review is needed.", "reason")
    refuse(f"At most {REASON} characters." if len(said) > REASON else None, "reason")
    with store.write() as session:
        incident, now = held(session, number), store.now()
        refuse(None if incident.resolved_at else f"#{number} is not over yet: resolve it first.")
        _clear(session, number)
        row = Review(
            incident_id=number, title=incident.title, template="", state=ReviewState.WAIVED,
            sections=[rules.waiver(said).stored()], created_at=now, changed_at=now,
            changed_by=by.name[:200],
        )  # fmt: skip
        session.add(row)
        session.flush()
        _keep(session, row)
        data = {"review": row.id, "state": ReviewState.WAIVED.value}
        text = f"No review is needed: {said}"
        record(session, incident, EventKind.REVIEW, text, by, now, data=data)
        return row.id


@patient
def write(
    store: Store,
    number: int,
    section: str,
    text: str,
    by: Actor,
    seen: int | None = None,
    *,
    was: str | None = None,
) -> int:
    """Changes one section's text; returns the review's new version. `seen` is the version the
    editor was opened on, `was` the section's text then: who writes another section is no trouble.
    Raises Refused, and Conflict when somebody was faster."""
    said = storable(text).strip()
    with store.write() as session:
        held(session, number)
        row = _row(session, number, seen)
        sections = sections_of(row.sections)
        refuse(rules.why_not_written(sections, section, said), "text")
        now = next(each.text for each in sections if each.key == section)
        if was is not None and now not in (was, said):
            raise Conflict(f"{row.changed_by} changed this section meanwhile.")
        changed = [
            Section(each.key, each.title, each.guide, said) if each.key == section else each
            for each in sections
        ]
        if tuple(changed) != sections:
            row.sections = [each.stored() for each in changed]
            _next(store, session, row, by)
        return row.version


@patient
def dress(
    store: Store, number: int, template: str, by: Actor, zone: ZoneInfo, seen: int | None = None
) -> None:
    """Another template: what was written stays in sections of the same name, and after all others
    where the new one has none such. Raises Refused and Conflict."""
    known = queries.record(store, number)
    with store.write() as session:
        chosen = queries.template_named(session, template)
        held(session, number)
        row = _row(session, number, seen)
        fresh = filled(chosen, words(known, zone, say_in(session)))
        row.sections = [_storable(each) for each in rules.dressed(sections_of(row.sections), fresh)]
        row.template = chosen.name
        _next(store, session, row, by)


@patient
def recover(store: Store, number: int, edition: int, by: Actor, seen: int | None = None) -> None:
    """The text of an earlier edition becomes the latest. Raises Refused and Conflict."""
    found = next((e for e in queries.editions(store, number) if e.number == edition), None)
    refuse(None if found else f"There is no edition {edition} of this review.")
    assert found is not None
    with store.write() as session:
        held(session, number)
        row = _row(session, number, seen)
        row.sections = [each.stored() for each in found.sections]
        _next(store, session, row, by)


@patient
def move(store: Store, number: int, to: ReviewState, by: Actor, seen: int | None = None) -> None:
    """To another state; the timeline of the incident says so. Raises Refused and Conflict."""
    with store.write() as session:
        incident = held(session, number)
        row = _row(session, number, seen)
        refuse(rules.why_not_moved(row.state, to))
        row.state = to
        row.published_at = store.now() if to is ReviewState.PUBLISHED else None
        _next(store, session, row, by)
        data = {"review": row.id, "state": to.value}
        record(session, incident, EventKind.REVIEW, SAID[to], by, store.now(), data=data)


@patient
def comment(store: Store, number: int, text: str, by: Actor, section: str = "") -> int:
    """Says something of a review or of one section; returns the comment's id. Raises Refused."""
    said = storable(text).strip()
    refuse(None if said else "There is nothing to say.", "text")
    with store.write() as session:
        held(session, number)
        row = _row(session, number, None)
        keys = sections_of(row.sections)
        fault = rules.why_not_written(keys, section or keys[0].key, said)
        refuse(fault, "text")
        made = ReviewComment(
            review_id=row.id, section=section, text=said, at=store.now(), by=by.name[:200]
        )
        session.add(made)
        session.flush()
        touch(session, "incident", number)
        return made.id


def _clear(session: Session, number: int) -> None:
    """Takes back that none is needed. Raises Refused where one is begun."""
    there = session.scalar(select(Review).where(Review.incident_id == number))
    begun = there is not None and there.state is not ReviewState.WAIVED
    refuse(f"There is a review of #{number} already." if begun else None)
    if there is not None:
        session.delete(there)
        session.flush()


def _row(session: Session, number: int, seen: int | None) -> Review:
    row = queries.review_of(session, number)
    waived = row.state is ReviewState.WAIVED
    refuse(rules.why_not_moved(row.state, ReviewState.DRAFT) if waived else None)
    if seen is not None and row.version != seen:
        raise Conflict(f"{row.changed_by} changed this review meanwhile; it was read again.")
    return row


def _next(store: Store, session: Session, row: Review, by: Actor) -> None:
    row.number, row.changed_at, row.changed_by = row.number + 1, store.now(), by.name[:200]
    session.flush()
    _keep(session, row)
    touch(session, "incident", row.incident_id)


def _keep(session: Session, row: Review) -> None:
    edition = ReviewEdition(
        review_id=row.id,
        number=row.number,
        state=row.state,
        sections=row.sections,
        at=row.changed_at,
        by=row.changed_by,
    )
    session.add(edition)


def _storable(section: Section) -> dict[str, str]:
    return section.stored() | {"text": storable(section.text)}
