"""What playbooks do by the clock: a wait is over, a late step reminds whoever has it, an errand
whose machine went away has failed. Each row is one transaction that looks again once it holds it,
so any number of engines may do this."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.actor import ENGINE
from app.domain.playbook import late
from app.operations.notice import tell
from app.operations.patience import patient
from app.operations.play import end, step_held
from app.operations.timeline import record
from app.queries.language import voice_in
from app.store import Store
from models.incident import Incident
from models.kinds import EventKind, NoticeKind, PlayKind, PlayState
from models.playbook import TO_COME, Play, PlayStep

MOST = 50  # at a time
LOST = "No word of how it ended: the machine it ran on went away. Look there before trying again."


def work(store: Store) -> int:
    """Does what is due; returns how much."""
    with store.read() as session:
        asked = select(PlayStep.id).where(TO_COME, PlayStep.due_at <= store.now())
        due = session.scalars(asked.order_by(PlayStep.due_at).limit(MOST)).all()
    return sum(_do(store, each) for each in due)


@patient
def _do(store: Store, step: int) -> int:
    with store.write() as session:
        row, play, incident = step_held(session, step)
        now = store.now()
        if row.due_at is None or row.due_at > now or row.state.over or play.ended_at:
            return 0
        if row.state is PlayState.RUNNING:
            end(session, incident, play, row, PlayState.FAILED, ENGINE, now, LOST)
        elif not incident.stage.open:
            row.due_at = None
        elif row.kind is PlayKind.WAIT:
            end(session, incident, play, row, PlayState.DONE, ENGINE, now)
            _tell_next(store, session, incident, play)
        else:
            _remind(store, session, incident, play, row)
        return 1


def _remind(store: Store, session: Session, incident: Incident, play: Play, row: PlayStep) -> None:
    """Once a step: a reminder that comes again and again is switched off."""
    now = store.now()
    row.due_at, row.late = None, True
    who = row.owner_id or incident.owner_id or play.started_by_id
    text = late(row.title, play.name)
    data = {"play": play.id, "step": row.id, "state": "late"}
    record(session, incident, EventKind.PLAYBOOK, text, ENGINE, now, data=data)
    if who is not None:
        voice = voice_in(session)
        subject = voice.say("#%1 is waiting for you: %2", incident.id, row.title)
        body = voice.say("This step of the playbook “%1” should be done by now.", play.name)
        tell(session, who, NoticeKind.STEP, subject, body, now,
             key=f"step:{row.id}:late", incident_id=incident.id)  # fmt: skip


def _tell_next(store: Store, session: Session, incident: Incident, play: Play) -> None:
    """Whoever has the step after a wait may have turned to something else."""
    row = next((each for each in play.steps if not each.state.over), None)
    if row is None or row.owner_id is None:
        return
    voice = voice_in(session)
    subject = voice.say("#%1: the wait is over, next is %2", incident.id, row.title)
    body = voice.say("Playbook “%1”.", play.name)
    tell(session, row.owner_id, NoticeKind.STEP, subject, body, store.now(),
         key=f"step:{row.id}:turn", incident_id=incident.id)  # fmt: skip
