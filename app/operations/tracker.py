"""Where tickets are made: set up, changed, tried and taken out. The token is sealed, and never
shown again."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.domain.problem import handle_problems
from app.errors import Conflict, Refused, Unavailable
from app.notify import tracker as wire
from app.notify.outward import checked
from app.notify.ticket import NAMES, Desk, fault_of, trying, why_no_project
from app.operations import audit
from app.operations.incident_stage import refuse
from app.store import Store
from app.vault import TRACKER
from models.kinds_learn import TrackerKind
from models.ticket import Ticket, Tracker

TOKEN = re.compile(r"[\x21-\x7e]{1,2000}")
URLS = {TrackerKind.GITHUB: "https://github.com", TrackerKind.GITLAB: "https://gitlab.com"}


@dataclass(frozen=True)
class Wanted:
    """What a person says of a tracker; an empty token keeps the one that is
    stored while the address stays on the same host."""

    name: str
    kind: TrackerKind
    url: str
    project: str
    token: str = field(default="", repr=False)
    user: str = ""
    type: str = ""
    labels: tuple[str, ...] = ()
    inside: bool = False


def save(
    store: Store, said: Wanted, by: Actor, *, ident: int | None = None, seen: int | None = None
) -> int:
    """Adds one, or changes one; returns its id. Raises Refused with the field, and Conflict."""
    check(said, fresh=ident is None)
    sealed = store.vault.seal(said.token, TRACKER) if said.token else None
    with store.write() as session:
        row = _row(session, said, ident, seen)
        refuse(why_asked_again(row.url, said) if ident is not None else None, "token")
        row.name, row.kind, row.url = said.name, said.kind, url_of(said)
        row.project, row.user, row.type = said.project.strip("/ "), said.user.strip(), said.type
        row.labels = ",".join(each.strip() for each in said.labels if each.strip())[:300]
        row.inside, row.active, row.quiet_until = said.inside, True, None
        if sealed is not None:
            row.token = sealed
        session.add(row)
        session.flush()
        data = {"kind": row.kind.value, "project": row.project, "url": row.url}
        audit.record(session, by, "tracker set", f"tracker {row.name}", store.now(), data)
        return row.id


def remove(store: Store, ident: int, by: Actor) -> None:
    """No more tickets are made or followed there; those there are stay. Raises Refused."""
    with store.write() as session:
        row = session.get(Tracker, ident)
        if row is None or not row.active:
            raise Refused("This tracker is not there any more.")
        audit.record(session, by, "tracker removed", f"tracker {row.name}", store.now())
        take_out(session, row)


def take_out(session: Session, row: Tracker) -> None:
    """One that has tickets stays for their sake, without its token."""
    rows = session.scalars(select(Ticket).where(Ticket.tracker_id == row.id)).all()
    for each in rows:
        each.due_at = None
    if rows:
        row.active, row.token, row.name = False, b"", f"{row.name[:40]} (removed {row.id})"
    else:
        session.delete(row)


def attempt(store: Store, said: Wanted, ident: int | None = None) -> str:
    """Asks the tracker for the project; returns a sentence of what it said. As slow as the network.
    Raises Refused and Unavailable."""
    check(said, fresh=ident is None)
    token = said.token
    if not token and ident is not None:
        with store.read() as session:
            row = session.get_one(Tracker, ident)
            refuse(why_asked_again(row.url, said), "token")
            token = store.vault.open(row.token, TRACKER)
    desk = Desk(said.kind, url_of(said), said.project.strip("/ "), token, said.user.strip())
    answer = wire.send(trying(desk), inside=said.inside)
    if fault := fault_of(desk, answer, store.now()):
        if fault.again:
            raise Unavailable(fault.sentence)
        raise Refused(fault.sentence)
    known = answer.json()
    refuse(None if isinstance(known, dict) else f"This is no {desk.name}: no JSON came back.")
    name = known.get("full_name") or known.get("path_with_namespace") or known.get("name") or "it"
    return f"{desk.name} knows this token, and shows {name}."


def desk_of(store: Store, row: Tracker) -> Desk:
    """With its token opened. Raises Locked."""
    token = store.vault.open(row.token, TRACKER)
    labels = tuple(each for each in row.labels.split(",") if each)
    return Desk(row.kind, row.url, row.project, token, row.user, row.type, labels)


def check(said: Wanted, *, fresh: bool) -> None:
    """Raises Refused with the field; `fresh`: no token is stored yet."""
    wrong = next(iter(handle_problems(said.name)), None)
    refuse(wrong.sentence if wrong else None, "name")
    if not url_of(said):
        raise Refused(
            f"Where is your {NAMES[said.kind]}? Such as https://team.atlassian.net.", "url"
        )
    checked(url_of(said))
    refuse(why_no_project(said.kind, said.project.strip("/ ")), "project")
    if fresh or said.token:
        whole = TOKEN.fullmatch(said.token) is not None
        refuse(None if whole else "A token has only letters, digits and signs.", "token")
    refuse("An e-mail address has no colon." if ":" in said.user else None, "user")


def url_of(said: Wanted) -> str:
    """The whole address; GitHub and GitLab themselves need none."""
    url = said.url.strip().rstrip("/") or URLS.get(said.kind, "")
    return url if not url or "://" in url else f"https://{url}"


def why_asked_again(url: str, said: Wanted) -> str | None:
    """A token that is stored goes nowhere but where it was given for."""
    if said.token or _host(url) == _host(url_of(said)):
        return None
    return "The address is another one now: type the token once more."


def _host(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.casefold()


def _row(session: Session, said: Wanted, ident: int | None, seen: int | None) -> Tracker:
    twin = session.scalar(select(Tracker).where(Tracker.name == said.name))
    if twin is not None and twin.id != ident:
        raise Refused(f"There is a tracker {said.name!r} already.", "name")
    if ident is None:
        return Tracker()
    row = session.get(Tracker, ident)
    if row is None:
        raise Refused("This tracker is not there any more.")
    if seen is not None and row.version != seen:
        raise Conflict("Somebody changed this tracker meanwhile; it was read again.")
    return row
