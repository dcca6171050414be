"""What a workflow's update would say: its template and its text, with the incident's facts."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.problem import Problem, Problems, known
from app.domain.redaction import redacted
from app.domain.workflow import UPDATES, Action, StepSpec, WorkflowSpec
from app.errors import Refused
from app.notify.update_text import check, render
from app.queries.language import voice_in
from app.queries.secret import known_secrets
from app.queries.status_update import facts, why_inside
from app.queries.update_template import template_named
from app.store import Store
from models.incident import Incident

BETWEEN = "\n\n"  # a template, and what stands below it


def update_words(
    session: Session, incident: Incident, step: StepSpec, next_at: datetime | None, now: datetime
) -> str:
    """Filled in, not masked yet. Raises Refused when the template is gone or says nothing."""
    said = [step.text] if step.text.strip() else []
    if step.value:
        found = template_named(session, step.value)
        if found is None:
            raise Refused(f"There is no template called {step.value!r} any more.")
        said.insert(0, found.text)
    values = facts(session, incident, incident.stage, next_at, now)
    return BETWEEN.join(filter(None, (render(each, values) for each in said)))


def update_shown(store: Store, session: Session, incident: Incident, step: StepSpec) -> str:
    """For a dry run: what would be said of the incident as it stands today, masked as it would
    leave; or why nothing would be."""
    inside = why_inside(incident)
    if inside and (step.to or step.do is Action.POST_PUBLIC_UPDATE):
        return f"would be refused: {inside}"
    now = store.now()
    try:
        text = update_words(session, incident, step, now + step.due if step.due else None, now)
    except Refused as fault:
        return f"would be refused: {fault}"
    known, say = known_secrets(session, store.vault), voice_in(session).say
    return f"“{redacted(text, known, say=say).text}”"


def update_problems(spec: WorkflowSpec, templates: Collection[str] | None = None) -> Problems:
    """What is wrong with the texts of its updates, and (where `templates` are given) with the
    templates they name."""
    for place, step in enumerate(spec.steps):
        if step.do not in UPDATES:
            continue
        if step.value and templates is not None:
            yield from known(step.value, templates, "template", ("then", place, "value"))
        try:
            check(step.text)
        except Refused as fault:
            yield Problem(("then", place, "text"), str(fault))
