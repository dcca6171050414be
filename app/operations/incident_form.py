"""Changes what an incident's form asks for: categories, fields of the team's own, reasons, and
where people talk. What incidents already say stays as it was written."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import update

from app.domain.actor import Actor
from app.domain.incident_form import (
    IncidentForm,
    category_problems,
    field_problems,
    responding_problems,
)
from app.domain.workspace import CategorySpec, FieldSpec, RespondingSpec
from app.errors import Conflict
from app.operations.edit import Edit, editing, refuse_first
from app.queries.incident_form import (
    CATEGORIES,
    FIELDS,
    RESPONDING,
    categories_of,
    fields_of,
    form_of,
    responding_of,
)
from app.store import Store
from models.incident import Incident
from models.ledger import Setting
from models.session import touch


def save_form(
    store: Store,
    by: Actor,
    seen: IncidentForm,
    *,
    categories: Sequence[CategorySpec],
    fields: Sequence[FieldSpec],
    responding: RespondingSpec,
    renamed: Mapping[str, str],
    renamed_fields: Mapping[str, str],
) -> None:
    """All of it at once, or none. No categories: the shipped ones again. What is `renamed` (old
    name to new) takes the incidents along; what they hold in a field that goes away is kept, and
    seen again with a field of that name. Raises Refused, or Conflict where it is not as it was
    `seen`."""
    refuse_first(category_problems(categories))
    refuse_first(field_problems(fields))
    refuse_first(responding_problems(responding))
    with editing(store, by) as edit:
        now = form_of(edit.session)
        if now != seen:
            raise Conflict("Somebody changed the form meanwhile; look at it again, then save.")
        for old, new in renamed.items():
            if old != new:
                _rename(edit, old, new)
        for old, new in renamed_fields.items():
            if old != new:
                _rename_field(edit, old, new)
        if tuple(categories) != tuple(now.categories):
            put_categories(edit, categories, whole=True)
        put_fields(edit, fields, whole=True)
        if responding != now.responding:
            put_responding(edit, responding)


def put_categories(edit: Edit, listed: Sequence[CategorySpec], *, whole: bool) -> None:
    """Makes the team's categories what is said; not `whole`: those that are not named stay."""
    old = categories_of(edit.session)
    _put(edit, CATEGORIES, "category", old, listed if whole else _laid_over(old, listed))


def put_fields(edit: Edit, listed: Sequence[FieldSpec], *, whole: bool) -> None:
    """The same for fields."""
    old = fields_of(edit.session)
    _put(edit, FIELDS, "field", old, listed if whole else _laid_over(old, listed))


def put_responding(edit: Edit, said: RespondingSpec | None) -> None:
    """None: as shipped."""
    old = responding_of(edit.session)
    if said == old:
        return
    told = {"bridge": said.bridge, "why": list(said.why)} if said else {}
    _keep(edit, RESPONDING, told)
    edit.note("~", "incidents", "responding", sorted(told))


def _put(edit: Edit, setting: str, kind: str, old: Sequence[Any], new: Sequence[Any]) -> None:
    if tuple(old) == tuple(new):
        return
    _keep(edit, setting, {"list": [_told(each) for each in new]} if new else {})
    before, after = {each.name: each for each in old}, {each.name: each for each in new}
    for name, each in after.items():
        if name not in before:
            edit.note("+", kind, name)
        elif before[name] != each:
            edit.note("~", kind, name)
    for name in before.keys() - after.keys():
        edit.note("-", kind, name)
    if {*before} == {*after} and before == after:
        edit.note("~", kind, "order")


def _told(spec: CategorySpec | FieldSpec) -> dict[str, Any]:
    return {key: value for key, value in asdict(spec).items() if value or key == "name"}


def _laid_over(old: Sequence[Any], new: Sequence[Any]) -> list[Any]:
    named = {each.name for each in new}
    return [*new, *(each for each in old if each.name not in named)]


def _keep(edit: Edit, name: str, value: dict[str, Any]) -> None:
    edit.session.merge(Setting(name=name, value=value))
    edit.session.flush()


def _rename(edit: Edit, old: str, new: str) -> None:
    """Quietly: nobody's edit of an incident is in conflict with a better word."""
    edit.session.execute(
        update(Incident).where(Incident.category == old).values(category=new),
        execution_options={"synchronize_session": False},
    )
    touch(edit.session, "incident")
    edit.note("~", "category", old, (f"now {new}",))


def _rename_field(edit: Edit, old: str, new: str) -> None:
    rows = edit.session.query(Incident.id, Incident.custom).filter(Incident.custom.is_not(None))
    for ident, custom in rows:
        if old in (custom or {}):
            moved = {new if name == old else name: value for name, value in custom.items()}
            edit.session.execute(
                update(Incident).where(Incident.id == ident).values(custom=moved),
                execution_options={"synchronize_session": False},
            )
            touch(edit.session, "incident", ident)
    edit.note("~", "field", old, (f"now {new}",))
