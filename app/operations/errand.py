"""Commands, HTTP calls and messages of a playbook: nothing leaves before a person has approved
exactly what will be run, and that person's machine runs it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.domain.errand_text import SLOT, Errand, Unfit, errand
from app.domain.playbook import PlayStepSpec
from app.domain.playbook_text import read
from app.domain.redaction import hushed
from app.errors import Refused
from app.notify.errand import Ended, run
from app.operations.notice import tell
from app.operations.patience import patient
from app.operations.play import ERRANDS, end, refuse_over, step_held
from app.operations.sample import sample
from app.operations.timeline import record
from app.operations.whom import whom
from app.queries.language import voice_in
from app.queries.status_update import why_inside
from app.store import Store
from models.incident import Incident
from models.kinds import EventKind, NoticeKind, PlayKind, PlayState, Source
from models.playbook import Play, PlayStep

NOTING = timedelta(seconds=30)  # beyond its time-out, before it is taken for lost
UNREAL = "Nothing was run: this team is made up."


@dataclass(frozen=True)
class Prepared:
    """What would be run, or told to whom: `text` is what a person is shown and approves."""

    text: str
    errand: Errand | None = None
    people: tuple[int, ...] = ()
    message: str = ""


def prepare(store: Store, step: int, values: Mapping[str, str]) -> Prepared:
    """What a step would do now, with the values that somebody gave. Raises Refused beside the
    value that is missing."""
    with store.read() as session:
        row = session.get(PlayStep, step)
        if row is None:
            raise Refused("This step is not there any more.")
        play = session.get_one(Play, row.play_id)
        incident = session.get_one(Incident, play.incident_id)
        return _prepared(session, row, play, incident, values, store.now())


def carry_out(store: Store, step: int, text: str, values: Mapping[str, str], by: Actor) -> Ended:
    """Approves `text` and runs it here; as slow as its time-out. A person must have approved it:
    when anything of it is otherwise by now, it is refused and must be looked at again."""
    prepared = approve(store, step, text, values, by)
    if prepared.errand is None:
        return Ended(True, "Told.", prepared.message)
    ended = Ended(False, UNREAL) if sample(store) else run(prepared.errand)
    note(store, step, ended, by)
    return ended


@patient
def approve(store: Store, step: int, text: str, values: Mapping[str, str], by: Actor) -> Prepared:
    """Writes the approval down with every word of what was approved. Raises Refused when the actor
    is no person, or it is not what was shown."""
    if by.person is None or by.source is Source.ENGINE:
        raise Refused("Only a person of the team can approve this; say who you are first.")
    with store.write() as session:
        row, play, incident = step_held(session, step)
        refuse_over(row)
        now = store.now()
        prepared = _prepared(session, row, play, incident, values, now)
        if prepared.text != text:
            raise Refused("What would be run has changed meanwhile; look at it again.")
        said = f"Approved “{row.title}”:\n{hushed(text, voice_in(session).say)}"
        data = {"play": play.id, "step": row.id, "state": "approved"}
        record(session, incident, EventKind.PLAYBOOK, said, by, now, data=data)
        if prepared.errand is None:
            for who in prepared.people:
                subject = f"#{incident.id} {row.title}"
                tell(session, who, NoticeKind.STEP, subject, prepared.message, now,
                     incident_id=incident.id)  # fmt: skip
            end(session, incident, play, row, PlayState.DONE, by, now, prepared.text)
        else:
            row.state, row.due_at = PlayState.RUNNING, now + prepared.errand.time_out + NOTING
        return prepared


@patient
def note(store: Store, step: int, ended: Ended, by: Actor) -> bool:
    """Writes down how it ended; False when it was given up before."""
    with store.write() as session:
        row, play, incident = step_held(session, step)
        if row.state is not PlayState.RUNNING:
            return False
        state = PlayState.DONE if ended.good else PlayState.FAILED
        output = hushed(ended.output, voice_in(session).say).replace("```", "'''")
        said = f"{ended.sentence}\n\n```\n{output}\n```" if output else ended.sentence
        end(session, incident, play, row, state, by, store.now(), said)
        return True


def _prepared(
    session: Session,
    row: PlayStep,
    play: Play,
    incident: Incident,
    values: Mapping[str, str],
    now: datetime,
) -> Prepared:
    spec = read(play.text)[0].steps[row.position]
    known = {**dict(values), **facts(incident)}
    try:
        if row.kind in ERRANDS:
            found = errand(spec, known)
            return Prepared(f"{_warned(incident)}{found.text}", found)
        if row.kind is PlayKind.NOTIFY:
            return _message(session, incident, spec, known, now)
    except Unfit as fault:
        raise Refused(str(fault)) from fault
    raise Refused("This step runs nothing; it is for people.")


def _warned(incident: Incident) -> str:
    """Whoever approves sees first that nothing of a private incident may leave."""
    return f"{why_inside(incident)} Look at what this sends.\n" if incident.private else ""


def facts(incident: Incident) -> dict[str, str]:
    """The values every incident knows."""
    return {
        "number": str(incident.id),
        "title": incident.title,
        "service": incident.service.name if incident.service else "",
        "severity": incident.severity.value,
        "category": incident.category or "",
        "stage": incident.stage.value,
    }


def _message(
    session: Session,
    incident: Incident,
    spec: PlayStepSpec,
    values: Mapping[str, str],
    now: datetime,
) -> Prepared:
    people = whom(session, incident, spec.to, now)
    if not people:
        raise Refused(
            f"Nobody is {', '.join(spec.to)} at the moment: fill the role, or skip this step."
        )
    message = SLOT.sub(lambda found: values.get(found.group(1), ""), spec.text)
    message = hushed(message, voice_in(session).say)
    return Prepared(f"To {', '.join(people.values())}:\n{message}", None, tuple(people), message)
