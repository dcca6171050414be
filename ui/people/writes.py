"""What the people page does; run on the writer's thread, where the late imports are made."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ui.language.sentence import worded
from ui.people.reads import PERSON

if TYPE_CHECKING:
    from app.domain.actor import Actor
    from app.domain.workspace import PersonSpec, TeamSpec
    from app.notify.send import Outcome
    from app.store import Store

Wrong = dict[str, str]  # sentence by the field it belongs to


def save(
    store: "Store",
    kind: str,
    spec: Any,
    by: "Actor",
    ident: int | None,
    seen: int | None,
) -> int | Wrong:
    """The id, or everything that is wrong with the spec at once. Raises Refused and Conflict."""
    return (_save_person if kind == PERSON else _save_team)(store, spec, by, ident, seen)


def remove(store: "Store", kind: str, ident: int, by: "Actor", seen: int | None) -> None:
    """Raises Refused naming whatever still needs them."""
    from app.operations.people import remove_person
    from app.operations.team import remove_team

    (remove_person if kind == PERSON else remove_team)(store, ident, by, seen=seen)


def try_contact(store: "Store", person: int, contact: str) -> "Outcome":
    """Sends a message that asks for nothing; as slow as the transport."""
    from app.operations.contact import send_test

    return send_test(store, person, contact)


def _save_person(
    store: "Store", spec: "PersonSpec", by: "Actor", ident: int | None, seen: int | None
) -> int | Wrong:
    from app.operations.people import save_person

    wrong = dict(_wrong(spec))
    return wrong or save_person(store, spec, by, ident=ident, seen=seen)


def _save_team(
    store: "Store", spec: "TeamSpec", by: "Actor", ident: int | None, seen: int | None
) -> int:
    from app.operations.team import save_team

    return save_team(store, spec, by, ident=ident, seen=seen)


def _wrong(spec: "PersonSpec") -> Iterator[tuple[str, str]]:
    """The operation stops at the first; a form wants to hear all."""
    from app.domain.names import Names
    from app.domain.soundness import person_problems
    from app.notify.address import refused

    for each in reversed(list(person_problems(spec, Names()))):
        if not each.warning:
            yield ".".join(map(str, each.path)), worded(each.sentence)
    for contact in spec.contacts:
        if contact.address is not None and (why := refused(contact.address)):
            yield f"contacts.{contact.name}", worded(why)
