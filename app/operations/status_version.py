"""What the status page shows has a number that rises with every change of it, so that who serves it
asks one small question and not fifty."""

from sqlalchemy.orm import Session

from app.operations import audit
from app.store import setting
from models.ledger import Setting

SETTING = "status version"


def bump(session: Session) -> None:
    """Something that the page shows is another now."""
    row = _row(session)
    if row is None:
        audit.hold(session)  # two may be the first at once
        row = _row(session)
    if row is None:
        session.add(Setting(name=SETTING, value={"number": 1}))
    else:
        row.value = {"number": row.value["number"] + 1}


def _row(session: Session) -> Setting | None:
    return session.get(Setting, SETTING, with_for_update=True)


def version(session: Session) -> int:
    """The number; 0 before anything was shown."""
    return int(setting(session, SETTING).get("number", 0))
