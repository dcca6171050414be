"""Workflows are saved whole; each edition stays, and a run keeps the one that was set off. What is
secret in them (addresses that are called) is sealed."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from app.domain.actor import Actor
from app.domain.problem import Problems
from app.domain.workflow import Action, StepSpec, WorkflowSpec
from app.domain.workflow_soundness import workflow_problems
from app.domain.workflow_text import written
from app.errors import Refused
from app.operations.edit import Edit, editing, refuse_first
from app.operations.patience import patient
from app.queries.shipped import alias
from app.queries.spec import names_now
from app.queries.update_template import names_in
from app.queries.workflow import SEALED, shipped, workflow_spec, workflows_in
from app.queries.workflow_update import update_problems
from app.store import Store
from app.vault import WEBHOOK
from models.workflow import Workflow, WorkflowEdition

Data = dict[str, Any]


@patient
def save_workflow(
    store: Store,
    spec: WorkflowSpec,
    by: Actor,
    *,
    ident: int | None = None,
    seen: int | None = None,
) -> int:
    """Adds a workflow, or changes the one an editor was opened on; returns the id. Raises Refused
    beside a field, Conflict when somebody was faster."""
    with editing(store, by) as edit:
        refuse_first(_problems(edit, spec))
        row = edit.find(Workflow, spec.name, ident, seen)
        if ident is None and row is not None:
            raise Refused(f"There is already a workflow called {spec.name!r}.", "name")
        return put_workflow(edit, spec, row).id


@patient
def remove_workflow(store: Store, ident: int, by: Actor, *, seen: int | None = None) -> None:
    """Takes a workflow out; its log stays. Raises Conflict."""
    with editing(store, by) as edit:
        row = edit.find(Workflow, "", ident, seen)
        if row is not None:
            drop_workflow(edit, row)


@patient
def switch(store: Store, name: str, on: bool, by: Actor) -> bool:
    """Enables or disables a workflow; False when it was so already. A shipped one becomes the
    team's own by it. Raises Refused when what it names is not there."""
    with editing(store, by) as edit:
        row = edit.find(Workflow, name)
        if row is None:
            found = alias(workflows_in(edit.session, edit.now), shipped, name)
            if not found:
                raise Refused(f"There is no workflow called {name!r}.")
            row = edit.find(Workflow, found[0].name)
        spec = found[0].spec if row is None else workflow_spec(row, store.vault)
        if spec.enabled is on:
            return False
        wanted = replace(spec, enabled=on)
        if on:
            refuse_first(_problems(edit, wanted))
        put_workflow(edit, wanted, row)
        return True


def _problems(edit: Edit, spec: WorkflowSpec) -> Problems:
    yield from workflow_problems(spec, names_now(edit.session))
    yield from update_problems(spec, names_in(edit.session))


def put_workflow(edit: Edit, spec: WorkflowSpec, row: Workflow | None) -> Workflow:
    """Makes the row what the spec says. Addresses that are None stay as they were."""
    if row is None:
        row = Workflow(name=spec.name, data={"then": []}, number=0)
        _write(edit, row, spec)
        edit.add(row)
        _leave_edition(edit, row)
        return row
    old = workflow_spec(row, edit.vault)
    wanted = replace(spec, steps=tuple(_kept(spec, old)))
    if wanted == old:
        return row
    _write(edit, row, spec)
    edit.change(row, old, wanted)
    if replace(old, enabled=wanted.enabled) != wanted:  # more than a switch
        _leave_edition(edit, row)
    return row


def drop_workflow(edit: Edit, row: Workflow) -> None:
    """Deletes it; runs under way end."""
    edit.session.delete(row)
    edit.note("-", "workflow", row.name)


def _kept(spec: WorkflowSpec, old: WorkflowSpec) -> Iterator[StepSpec]:
    """The steps with the addresses they had, where none is given."""
    before = iter([each for each in old.steps if each.do is Action.CALL_WEBHOOK])
    for each in spec.steps:
        known = next(before, None) if each.do is Action.CALL_WEBHOOK else None
        if known is not None and not each.value:
            yield replace(each, value=known.value, headers=each.headers or known.headers)
        else:
            yield each


def _write(edit: Edit, row: Workflow, spec: WorkflowSpec) -> None:
    data = written(spec)
    data.pop("enabled", None)
    before = iter([each for each in row.data["then"] if each["do"] == Action.CALL_WEBHOOK])
    pairs = zip(spec.steps, data["then"], strict=True)
    data["then"] = [
        _sealed(edit, step, said, next(before, {})) if step.do is Action.CALL_WEBHOOK else said
        for step, said in pairs
    ]
    row.name, row.enabled = spec.name, spec.enabled
    row.changed_at, row.changed_by = edit.now, edit.by.name[:200]
    if row.data != data:
        row.data = data


def _sealed(edit: Edit, step: StepSpec, said: Data, before: Data) -> Data:
    plain = {key: each for key, each in said.items() if key not in ("value", "headers")}
    if step.value:
        secret = json.dumps({"value": step.value, "headers": step.headers})
        return plain | {SEALED: edit.vault.seal(secret, WEBHOOK).hex()}
    if SEALED not in before:
        raise Refused("Say which address is called, such as https://example.org/in.", "value")
    return plain | {SEALED: before[SEALED]}


def _leave_edition(edit: Edit, row: Workflow) -> None:
    row.number += 1
    edit.session.flush()
    edit.session.add(
        WorkflowEdition(
            workflow_id=row.id, number=row.number, data=row.data, at=edit.now,
            by=edit.by.name[:200],
        )
    )  # fmt: skip
    edit.session.flush()
