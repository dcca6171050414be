"""What the workflows page does; run on the writer's thread, where the late imports are made."""

from typing import TYPE_CHECKING

from ui.language.sentence import worded

if TYPE_CHECKING:
    from app.domain.actor import Actor
    from app.domain.workflow import WorkflowSpec
    from app.store import Store

Wrong = dict[str, str]  # sentence by the place it belongs to


def save(
    store: "Store", spec: "WorkflowSpec", by: "Actor", ident: int | None, seen: int | None
) -> int | Wrong:
    """The id, or everything that is wrong at once. Raises Refused and Conflict."""
    from app.domain.workflow_soundness import workflow_problems
    from app.domain.workflow_text import lacks
    from app.operations.workflow import save_workflow
    from app.queries.choice import names
    from app.queries.update_template import template_names
    from app.queries.workflow_update import update_problems

    known = template_names(store)
    found = [*workflow_problems(spec, names(store)), *update_problems(spec, known), *lacks(spec)]
    wrong = {
        ".".join(map(str, e.path)): worded(e.sentence) for e in reversed(found) if not e.warning
    }
    return wrong or save_workflow(store, spec, by, ident=ident, seen=seen)


def remove(store: "Store", ident: int, by: "Actor", seen: int | None) -> None:
    """Raises Conflict."""
    from app.operations.workflow import remove_workflow

    remove_workflow(store, ident, by, seen=seen)


def switch(store: "Store", name: str, on: bool, by: "Actor") -> bool:
    """Raises Refused when what it names is not there."""
    from app.operations.workflow import switch as act

    return act(store, name, on, by)


def stop(store: "Store", run: int, by: "Actor") -> bool:
    """Raises Refused."""
    from app.operations.workflow_run import stop as act

    return act(store, run, by)
