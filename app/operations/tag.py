"""Writes the tags of incidents, and renames, merges and removes tags of all of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Insert, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app.domain.actor import Actor
from app.domain.tag import change, folded, in_order, parts, told, why_no_tag, why_no_tags
from app.errors import Conflict, Refused
from app.operations.bulk import lite
from app.operations.edit import editing
from app.operations.incident_stage import refuse
from app.operations.patience import patient
from app.operations.timeline import held, record
from app.queries.tag import tag_names
from app.store import Store
from models.incident import Incident
from models.kinds import EventKind
from models.session import touch
from models.tag import Tag, Tagged

Step = tuple[Any, Any]


def put(session: Session, incident: Incident, said: str | Iterable[Any]) -> Step | None:
    """Makes these the tags of an incident that is held or new; before and after, None where that
    is the same. Raises Refused."""
    wanted = parts(said)
    refuse(why_no_tags(wanted), "tags")
    before = tag_names(session, incident.id)
    added, removed = change(before, wanted)
    if not added and not removed:
        return None
    rows = _rows(session, wanted)
    if removed:
        gone = [folded(each) for each in removed]
        idents = select(Tag.id).where(Tag.folded.in_(gone))
        session.execute(
            delete(Tagged).where(Tagged.incident_id == incident.id, Tagged.tag_id.in_(idents))
        )
    fresh = [{"incident_id": incident.id, "tag_id": rows[folded(n)].id} for n in added]
    if fresh:
        session.execute(insert(Tagged), fresh)
    touch(session, "incident", incident.id)
    touch(session, "tag")
    return list(before), list(in_order(row.name for row in rows.values()))


def put_in(session: Session, incident: Incident, said: str | Iterable[Any]) -> Step | None:
    """`put`, and the version rises, though no column of the incident is another."""
    step = put(session, incident, said)
    if step is not None:
        flag_modified(incident, "changed_at")
    return step


@patient
def tag(
    store: Store,
    numbers: Sequence[int],
    by: Actor,
    add: Sequence[str] = (),
    remove: Sequence[str] = (),
) -> int:
    """Adds and removes tags of many incidents, all or none; returns how many changed. Raises
    Refused with the field."""
    given, gone = parts(add), {folded(each) for each in parts(remove)}
    refuse(None if given or gone else "Say which tags to add or to remove.", "tags")
    refuse(next(filter(None, map(why_no_tag, given)), None), "tags")
    with store.write() as session:
        now = store.now()
        return sum(
            _tag(session, held(session, number), given, gone, by, now)
            for number in sorted(set(numbers))  # in one order for all, or two would wait for ever
        )


def _tag(
    session: Session,
    incident: Incident,
    add: Sequence[str],
    remove: set[str],
    by: Actor,
    now: datetime,
) -> bool:
    kept = [each for each in tag_names(session, incident.id) if folded(each) not in remove]
    step = put_in(session, incident, (*kept, *add))
    if step is None:
        return False
    incident.changed_at = now
    data = {"field": "tags", "old": step[0], "new": step[1]}
    record(session, incident, EventKind.FIELD, told(*step), by, now, data=data)
    return True


@patient
def rename(
    store: Store, ident: int, name: str, by: Actor, was: str | None = None, alone: bool = False
) -> None:
    """Calls a tag something else on every incident; where there is one of that name already, the
    two become one. Timelines keep what they say. Raises Refused, and Conflict where it is not
    called as it `was` seen, or would become one with another though it was to be `alone`."""
    wanted = next(iter(parts([name])), "")
    refuse(why_no_tag(wanted), "name")
    with editing(store, by) as edit:
        row = _there(edit.session, ident)
        if wanted == row.name:
            return
        _expect(row, was)
        other = edit.session.scalar(select(Tag).where(Tag.folded == folded(wanted)))
        if alone and other is not None and other is not row:
            raise Conflict(f"Somebody made a tag “{other.name}” meanwhile; look at it again.")
        if other is not None and other is not row:
            _merge(edit.session, row, other)
            edit.note("~", "tag", row.name, (f"merged into {other.name}",))
        else:
            edit.note("~", "tag", row.name, (f"now {wanted}",))
            row.name, row.folded = wanted, folded(wanted)
        touch(edit.session, "incident")


@patient
def remove(store: Store, ident: int, by: Actor, was: str | None = None) -> None:
    """Takes a tag off every incident. Raises Refused, and Conflict where it is not called as it
    `was` seen."""
    with editing(store, by) as edit:
        row = _there(edit.session, ident)
        _expect(row, was)
        edit.session.execute(delete(Tagged).where(Tagged.tag_id == row.id))
        edit.session.delete(row)
        edit.note("-", "tag", row.name)
        touch(edit.session, "incident")


def _merge(session: Session, row: Tag, other: Tag) -> None:
    both = select(Tagged.incident_id).where(Tagged.tag_id == other.id)
    session.execute(delete(Tagged).where(Tagged.tag_id == row.id, Tagged.incident_id.in_(both)))
    session.execute(
        update(Tagged).where(Tagged.tag_id == row.id).values(tag_id=other.id),
        execution_options={"synchronize_session": False},
    )
    session.delete(row)


def _there(session: Session, ident: int) -> Tag:
    row = session.get(Tag, ident, with_for_update=True)
    if row is None:
        raise Refused("This tag is not there any more.")
    return row


def _expect(row: Tag, was: str | None) -> None:
    if was not in (None, row.name):
        raise Conflict(f"Somebody renamed “{was}” to “{row.name}” meanwhile; look at it again.")


def _rows(session: Session, names: Sequence[str]) -> dict[str, Tag]:
    """The tags of these names, new ones made; two who make the same at once make one."""
    if not names:
        return {}
    wanted = {folded(name): name for name in names}
    known = _known(session, wanted)
    fresh = [{"name": wanted[key], "folded": key} for key in sorted(wanted.keys() - known.keys())]
    if fresh:
        session.execute(_once(session), fresh)
        known = _known(session, wanted)
    return known


def _known(session: Session, wanted: Iterable[str]) -> dict[str, Tag]:
    return {row.folded: row for row in session.scalars(select(Tag).where(Tag.folded.in_(wanted)))}


def _once(session: Session) -> Insert:
    if lite(session):
        return sqlite.insert(Tag).on_conflict_do_nothing()
    return postgresql.insert(Tag).on_conflict_do_nothing()
