"""A command of a workflow runs only after a person's yes: it becomes a playbook of one step in the
incident, and the workflow waits for what comes of it."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.domain.moment import spoken
from app.domain.workflow import StepSpec
from app.errors import Refused
from app.operations import play as playing
from app.operations.playbook import sound
from app.operations.within import Within
from app.operations.workflow_act import Acting
from models.kinds import DeedState, PlayState
from models.playbook import Play

PATIENCE = timedelta(days=1)
FORGOTTEN = f"Nobody said yes within {spoken(PATIENCE)}."
ENDS = {PlayState.DONE: DeedState.DONE, PlayState.SKIPPED: DeedState.SKIPPED}


def ask(acting: Acting) -> int:
    """Puts the question; returns the play's id. Raises Refused when the command is none."""
    text = asked_text(acting.workflow, acting.step)
    spec = sound(text)
    play = playing.begin(acting.session, acting.incident, spec, text, 0, acting.by, acting.now)
    return play.id


def asked_text(workflow: str, step: StepSpec) -> str:
    """The playbook of one step."""
    title = " ".join(step.text.split())[:80] or "Run it"
    fence = "`````" if "```" in step.text else "```"
    keys = [f"Time-out: {spoken(step.time_out)}"]
    keys += [f"Owner: {step.to[0]}"] if step.to else []
    keys += ["Shell: yes"] if step.shell else []
    head = f"# {workflow}\n\nThe workflow asks for a yes."
    code = f"{fence}\n{step.text}\n{fence}"
    return "\n".join((head, f"\n## Command: {title}", *keys, "", code, ""))


def answer(
    store: Within, session: Session, play: int | None, by: Actor, now: datetime
) -> tuple[DeedState, str]:
    """What came of the question; it is taken back when nobody answered."""
    row = session.get(Play, play) if play is not None else None
    if row is None:
        return DeedState.FAILED, "The question is not there any more."
    if row.ended_at is None:
        try:
            playing.stop(store, row.id, by)
        except Refused as fault:
            return DeedState.UNKNOWN, str(fault)
        return DeedState.FAILED, FORGOTTEN
    step = row.steps[0]
    first = step.outcome.partition("\n")[0]
    return ENDS.get(step.state, DeedState.FAILED), first or f"{step.state.value.capitalize()}."
