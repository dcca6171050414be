"""The form of an incident as the team made it: categories, fields of its own, what wants a
reason."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.domain.incident_form import SHIPPED, IncidentForm
from app.domain.workspace import CategorySpec, FieldSpec, RespondingSpec
from app.store import Store, setting
from models.kinds_together import FieldKind

CATEGORIES, FIELDS, RESPONDING = "categories", "fields", "responding"  # names of settings


def incident_form(store: Store) -> IncidentForm:
    """As it is now; the shipped categories where the team has none of its own."""
    with store.read() as session:
        return form_of(session)


def form_of(session: Session) -> IncidentForm:
    """`incident_form` within a session."""
    return IncidentForm(
        categories_of(session) or SHIPPED,
        fields_of(session),
        responding_of(session) or RespondingSpec(),
    )


def categories_of(session: Session) -> tuple[CategorySpec, ...]:
    """Those of the team's own; none: the shipped ones."""
    said = _listed(setting(session, CATEGORIES))
    return tuple(CategorySpec(each["name"], each.get("about", "")) for each in said)


def fields_of(session: Session) -> tuple[FieldSpec, ...]:
    """In the team's order."""
    return tuple(_field(each) for each in _listed(setting(session, FIELDS)))


def responding_of(session: Session) -> RespondingSpec | None:
    """None where nobody said anything."""
    said = setting(session, RESPONDING)
    if not said:
        return None
    return RespondingSpec(str(said.get("bridge", "")), tuple(said.get("why", ())))


def _field(said: Mapping[str, Any]) -> FieldSpec:
    return FieldSpec(
        name=said["name"],
        kind=FieldKind(said.get("kind", FieldKind.TEXT)),
        choices=tuple(said.get("choices", ())),
        about=said.get("about", ""),
        declare=bool(said.get("declare")),
        needed=bool(said.get("needed")),
    )


def _listed(value: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    said: Iterable[Mapping[str, Any]] = value.get("list", ())
    return said
