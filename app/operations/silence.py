"""A job that should have been heard was not: an alert, once, whoever of the engines looks first."""

from sqlalchemy import select

from app.domain.life_sign import silence
from app.operations.engine import deaf
from app.operations.life_sign import grant
from app.operations.patience import patient
from app.operations.signal import Received, take_in
from app.queries.language import voice_in
from app.queries.life_sign import pace
from app.store import Store
from models.alert import Integration, LifeSign
from models.kinds import Life
from models.session import touch

TEXT = "text/plain"


@patient
def alarm(store: Store, integration: int) -> int:
    """Takes in a signal about its silence, if it is still one; returns whether anything was done.
    While no engine was there nobody could hear it: then it gets another period."""
    with store.write() as session:
        now = store.now()
        asked = select(LifeSign).where(LifeSign.integration_id == integration).with_for_update()
        row = session.scalar(asked)
        if row is None or row.due_at is None or row.due_at > now or row.heard_at is None:
            return 0
        if deaf(session, now):
            grant(session, now)
            return 1
        row.due_at, row.state = None, Life.SILENT
        name = session.get_one(Integration, integration).name
        said = silence(name, row.heard_at, now, pace(row), row.note, voice_in(session).say)
        take_in(session, [Received(integration, [said], said.body.encode(), TEXT, now)])
        touch(session, "life_sign", integration)
        return 1
