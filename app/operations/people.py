"""People are saved whole, as a form or the workspace file says; who leaves stays for the record."""

from collections.abc import Iterable
from dataclasses import replace

from app.domain import wish
from app.domain.actor import Actor
from app.domain.difference import person_in_order
from app.domain.names import Names
from app.domain.restriction_text import written
from app.domain.soundness import person_problems
from app.domain.workspace import ContactSpec, PersonSpec, RuleSpec, TimeOffSpec
from app.errors import Refused
from app.notify.address import refused, scheme
from app.operations.edit import Edit, editing, refuse_first
from app.operations.reference import has_history, refuse_when_used
from app.queries.spec import person_spec
from app.store import Store
from app.vault import CONTACT
from models.people import Contact, Person, Rule, TimeOff

NO_ADDRESS = "The contact {} of {} has no address yet; expected an Apprise address."


def save_person(
    store: Store, spec: PersonSpec, by: Actor, *, ident: int | None = None, seen: int | None = None
) -> int:
    """Adds a person, or changes the one a form was opened on (`ident`, at version `seen`).
    Returns the id. Raises Refused beside a field, Conflict when somebody was faster."""
    refuse_first(person_problems(spec, Names()))
    for contact in spec.contacts:
        if contact.address is not None and (why := refused(contact.address)):
            raise Refused(why, f"contacts.{contact.name}")
    with editing(store, by) as edit:
        row = edit.find(Person, spec.name, ident, seen)
        if ident is None and row is not None and row.active:
            raise Refused(f"There is already a person called {spec.name!r}.", "name")
        if row is not None and row.active and not spec.active:
            refuse_when_used(edit, row)
        return put_person(edit, spec, row).id


def remove_person(store: Store, ident: int, by: Actor, *, seen: int | None = None) -> None:
    """Takes a person out of the team: deleted without a history, else kept, not active.
    Raises Refused naming every schedule, policy and team that still needs them."""
    with editing(store, by) as edit:
        row = edit.find(Person, "", ident, seen)
        if row is not None:
            refuse_when_used(edit, row)
            drop_person(edit, row)


def put_person(edit: Edit, spec: PersonSpec, row: Person | None) -> Person:
    """Makes the row what the spec says."""
    new = row is None
    row = row or Person(name=spec.name, full_name="", email="", time_zone="UTC", active=True)
    old = person_spec(row, edit.vault)
    wanted = _with_known_addresses(person_in_order(spec), old)
    if wanted == old and not new:
        return row
    row.name, row.full_name, row.email = wanted.name, wanted.full_name, wanted.email
    row.time_zone, row.colour, row.active = wanted.time_zone, wanted.colour, wanted.active
    row.reminders = [int(each.total_seconds()) for each in wanted.reminders]
    row.weekly, row.tests, row.drills = wanted.weekly, wanted.tests, wanted.drills
    row.quiet = [written(each) for each in wanted.quiet]
    row.wishes = [wish.written(each) for each in wanted.wishes]
    _put_contacts(edit, row, wanted.contacts, old.contacts)
    hours = {each.contact: [written(span) for span in each.hours] for each in wanted.hours}
    for contact in row.contacts:
        if (contact.hours or []) != hours.get(contact.name, []):
            contact.hours = hours.get(contact.name, [])
    _put_rules(row, wanted.rules)
    if wanted.time_off != old.time_off:
        row.time_off = [_away(each) for each in wanted.time_off]
    if new:
        edit.add(row)
    else:
        edit.change(row, old, wanted)
    return row


def drop_person(edit: Edit, row: Person) -> None:
    """Deletes, or keeps for the record without a way to be reached. Nothing may name them."""
    name, kept = row.name, has_history(edit.session, row)
    if kept and not row.active:
        return
    if kept:
        row.active, row.contacts, row.rules = False, [], []
        edit.session.flush()
    else:
        edit.session.delete(row)
    edit.note("-", "person", name, ("not active any more; kept for the record",) if kept else ())


def _with_known_addresses(spec: PersonSpec, old: PersonSpec) -> PersonSpec:
    known = {each.name: each.address for each in old.contacts}
    contacts = (ContactSpec(c.name, c.address or known.get(c.name)) for c in spec.contacts)
    return replace(spec, contacts=tuple(contacts))


def _put_contacts(
    edit: Edit, row: Person, wanted: Iterable[ContactSpec], old: Iterable[ContactSpec]
) -> None:
    stored = {each.name: each for each in row.contacts}
    known = {each.name: each.address for each in old}
    listed = []
    for place, spec in enumerate(wanted):
        contact = stored.get(spec.name)
        if contact is None or (spec.address is not None and spec.address != known[spec.name]):
            contact = _sealed(edit, row, spec, contact)
        contact.position = place
        listed.append(contact)
    row.contacts = listed


def _sealed(edit: Edit, row: Person, spec: ContactSpec, contact: Contact | None) -> Contact:
    """The contact with its new address, which nobody has proven yet."""
    if spec.address is None:
        raise Refused(NO_ADDRESS.format(spec.name, row.name), f"contacts.{spec.name}")
    contact = contact or Contact(name=spec.name)
    contact.address = edit.vault.seal(spec.address, CONTACT)
    contact.scheme, contact.proven_at = scheme(spec.address), None
    contact.failed_at, contact.failure = None, ""
    return contact


def _put_rules(row: Person, wanted: tuple[RuleSpec, ...]) -> None:
    contacts = {each.name: each for each in row.contacts}
    row.rules = [
        Rule(
            urgency=each.urgency,
            contact=contacts[each.contact],
            after_s=int(each.after.total_seconds()),
            position=place,
        )
        for place, each in enumerate(wanted)
    ]


def _away(spec: TimeOffSpec) -> TimeOff:
    return TimeOff(start=spec.start, end=spec.end, reason=spec.reason)
