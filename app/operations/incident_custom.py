"""Writes who is hit, where people talk, and the fields of the team's own."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.incident_form import proper, why_no_bridge
from app.errors import Refused
from app.queries.incident_form import form_of
from models.incident import Incident
from models.kinds_together import FieldKind
from models.people import Person

Step = tuple[Any, Any]
REGIONS, REGION = 50, 64  # how many; characters of one
CUSTOMERS = 10**12


def impact(incident: Incident, field: str, value: Any) -> Step | None:
    """Customers, regions or the bridge: the value before and after. Raises Refused."""
    new = {"customers": _customers, "regions": _regions, "bridge": _bridge}[field](value)
    old = getattr(incident, field)
    if (old or None) == (new or None) and not (field == "customers" and old != new):
        return None
    setattr(incident, field, new)
    return old, new


def own(session: Session, incident: Incident, given: Mapping[str, Any]) -> dict[str, Step]:
    """Writes fields of the team's own, by name; what changed. Raises Refused with the field."""
    wanted = read(session, given)
    before = dict(incident.custom or {})
    after = {name: value for name, value in (before | wanted).items() if value is not None}
    if after == before:
        return {}
    incident.custom = after
    return {
        name: (before.get(name), value)
        for name, value in wanted.items()
        if before.get(name) != value
    }


def read(session: Session, given: Mapping[str, Any]) -> dict[str, Any]:
    """Values as they are kept, by the names of the fields. Raises Refused with the field."""
    form = form_of(session)
    found: dict[str, Any] = {}
    for name, value in given.items():
        spec = form.field(name)
        if spec is None:
            known = ", ".join(each.name for each in form.fields) or "none yet"
            raise Refused(f"There is no field called {name!r}; there are: {known}.", name)
        try:
            found[spec.name] = proper(spec, value)
        except ValueError as fault:
            raise Refused(str(fault), spec.name) from fault
        if spec.kind is FieldKind.PERSON and found[spec.name] is not None:
            _somebody(session, spec.name, found[spec.name])
    return found


def _somebody(session: Session, field: str, handle: str) -> None:
    if session.scalar(select(Person.id).where(Person.name == handle)) is None:
        raise Refused(f"There is nobody called {handle!r} in this team.", field)


def _customers(value: Any) -> int | None:
    if value is None or str(value).strip() == "":
        return None
    text = str(value).replace(" ", "").replace("\u202f", "").replace(",", "").replace("_", "")
    if not text.isascii() or not text.isdigit() or int(text) > CUSTOMERS:
        raise Refused("How many customers are hit? Expected a number such as 120.", "customers")
    return int(text)


def _regions(value: Any) -> list[str]:
    listed = value.split(",") if isinstance(value, str) else list(value or ())
    found = list(dict.fromkeys(" ".join(str(each).split()) for each in listed))
    kept = [each for each in found if each]
    if len(kept) > REGIONS or any(len(each) > REGION or not each.isprintable() for each in kept):
        raise Refused(f"At most {REGIONS} regions of {REGION} characters each.", "regions")
    return kept


def _bridge(value: Any) -> str:
    said = str(value or "").strip()
    if said and (wrong := why_no_bridge(said)):
        raise Refused(wrong, "bridge")
    return said
