"""What the status page shows has a number that rises with every change of it, so that who serves it
asks one small question and not fifty."""

from sqlalchemy.orm import Session

from app.store import setting
from models.ledger import Setting

SETTING = "status version"


def bump(session: Session) -> None:
    """Something that the page shows is another now."""
    row = session.get(Setting, SETTING, with_for_update=True)
    if row is None:
        session.add(Setting(name=SETTING, value={"number": 1}))
    else:
        row.value = {"number": row.value["number"] + 1}


def version(session: Session) -> int:
    """The number; 0 before anything was shown."""
    return int(setting(session, SETTING).get("number", 0))
