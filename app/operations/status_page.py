"""The status page itself: its name and address, and how long customers wait for news."""

from dataclasses import asdict

from app.domain.actor import Actor
from app.domain.status_soundness import page_problems
from app.domain.workspace import PageSpec
from app.errors import Conflict
from app.operations.edit import Edit, editing, refuse_first
from app.operations.status_version import bump
from app.queries.status_spec import SETTING, page_spec
from app.store import Store
from models.ledger import Setting


def save_page(store: Store, spec: PageSpec, by: Actor, seen: PageSpec | None = None) -> None:
    """From now on the page is so. Raises Refused beside a field, and Conflict where it is not as it
    was `seen` (None: however it was)."""
    with editing(store, by) as edit:
        refuse_first(page_problems(spec))
        if seen not in (None, page_spec(edit.session) or PageSpec()):
            raise Conflict("Somebody changed the page meanwhile; look at it again, then save.")
        put_page(edit, spec)


def drop_page(edit: Edit) -> None:
    """As if nobody had ever said anything of it."""
    row = edit.session.get(Setting, SETTING)
    if row is not None and row.value:
        edit.session.delete(row)
        edit.note("-", "status page", row.value.get("title") or "status page")
        bump(edit.session)


def put_page(edit: Edit, spec: PageSpec) -> None:
    """Writes it where it is another than before."""
    old = page_spec(edit.session)
    if old == spec:
        return
    value = asdict(spec) | {"updates": {each.value: s.total_seconds() for each, s in spec.updates}}
    edit.session.merge(Setting(name=SETTING, value=value))
    edit.note("+" if old is None else "~", "status page", spec.title or "status page")
    bump(edit.session)
