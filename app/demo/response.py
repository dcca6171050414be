"""How the sample team deals with one piece of trouble: who was really paged answers, works on it,
and ends it."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from app.demo.clockwork import Play
from app.demo.plot import Trouble
from app.demo.public import tell
from app.demo.team import MANAGER, SUPPORT
from app.domain.actor import Actor
from app.operations import incident, role, task
from app.operations.incident import Declaration
from models.alert import Alert
from models.incident import Incident
from models.kinds import Category, Role, Severity, Source, Stage
from models.page import Page

GRAVE = (Severity.SEV1, Severity.SEV2)
ANSWERS = (Source.LINK, Source.LINK, Source.CARD, Source.DESKTOP)
AGAIN = timedelta(minutes=2)
ENOUGH = timedelta(hours=2)  # then the manager sees it on the list
REVIEWED = timedelta(days=2)
FALSE_ALARM = "A false alarm: the check itself was broken."


@dataclass
class Case:
    """One incident as it goes on. `late`: how much later than planned it was answered."""

    play: Play
    trouble: Trouble
    number: int
    chance: random.Random
    who: str = ""
    scribe: str = ""
    late: timedelta = field(default_factory=timedelta)
    over: bool = False

    def after(self, wait: timedelta) -> datetime:
        """That long after the trouble began, and as much later as people were."""
        return self.trouble.at + self.late + wait


def begin(play: Play, trouble: Trouble) -> None:
    """The first signal, or somebody from support declares it."""
    number = _heard(play, trouble) if trouble.kind.integration else _declared(play, trouble)
    chance = random.Random(f"{play.seed} {trouble.key}")
    case = Case(play, trouble, number, chance)
    play.at(trouble.at + trouble.acknowledged, partial(_answer, case))
    if trouble.kind.integration:
        _repeat(case)
        if trouble.heals:
            play.at(trouble.at + trouble.solved, partial(_heal, case))


def _heard(play: Play, trouble: Trouble) -> int:
    sender = play.cast.senders[trouble.kind.integration]
    play.hear(sender.said(trouble, play.now))
    play.engine()
    key = sender.dedup_key(trouble)
    asked = select(Alert.incident_id).where(
        Alert.integration_id == sender.integration, Alert.dedup_key == key
    )
    with play.store.read() as session:
        return session.scalars(asked).one() or 0


def _declared(play: Play, trouble: Trouble) -> int:
    kind = trouble.kind
    said = Declaration(
        kind.title,
        description=kind.words,
        category=kind.category,
        severity=kind.severity,
        service=play.cast.services[kind.service],
        began=play.now - trouble.impact_before,
    )
    number = incident.declare(play.store, said, play.cast.actor(SUPPORT))
    play.engine()
    return number


def _repeat(case: Case) -> None:
    sender = case.play.cast.senders[case.trouble.kind.integration]

    def again() -> None:
        if not case.over:
            case.play.hear(sender.said(case.trouble, case.play.now))

    for number in range(case.trouble.repeats):
        case.play.at(case.trouble.at + (number + 1) * timedelta(minutes=5, seconds=1), again)


def _heal(case: Case) -> None:
    """The sender says that it is over."""
    sender = case.play.cast.senders[case.trouble.kind.integration]
    case.over = True
    case.play.hear(sender.said(case.trouble, case.play.now, over=True))


def _answer(case: Case) -> None:
    """Whoever was paged last has it; while nobody was, nobody can answer."""
    if case.over:
        return
    waited = case.play.now - case.trouble.at
    case.who = _paged(case) or (MANAGER if waited > ENOUGH else "")
    if not case.who:
        case.play.at(case.play.now + AGAIN, partial(_answer, case))
        return
    by = case.play.cast.actor(case.who, case.chance.choice(ANSWERS))
    incident.acknowledge(case.play.store, case.number, by)
    case.late = case.play.now - case.trouble.at - case.trouble.acknowledged
    _plan(case)


def _paged(case: Case) -> str:
    """Somebody whom the last page that was sent reached."""
    asked = (
        select(Page.person_id, Page.round, Page.level)
        .where(Page.incident_id == case.number)
        .where(Page.sent_at.is_not(None), Page.person_id.is_not(None))
        .order_by(Page.id.desc())
    )
    with case.play.store.read() as session:
        found = session.execute(asked).all()
    last = [who for who, *place in found if place == list(found[0][1:])]
    people = sorted({case.play.cast.named(who) for who in last if who is not None})
    return case.chance.choice(people) if people else ""


def _plan(case: Case) -> None:
    """What follows the answer, each at its time."""
    trouble, at = case.trouble, case.play.at
    look = case.after(trouble.acknowledged)
    if trouble.declined:
        at(case.after(trouble.identified), partial(_decline, case))
        return
    at(look + timedelta(seconds=case.chance.randrange(25, 90)), partial(_judge, case))
    if trouble.kind.severity in GRAVE:
        at(look + timedelta(seconds=case.chance.randrange(95, 200)), partial(_share, case))
    _plan_notes(case)
    at(case.after(trouble.identified), partial(_move, case, Stage.IDENTIFIED))
    if trouble.kind.severity in GRAVE:
        eased = trouble.identified + (trouble.solved - trouble.identified) * 0.6
        at(case.after(eased), partial(_move, case, Stage.MONITORING))
    if not trouble.heals:
        at(case.after(trouble.solved), partial(_resolve, case))


def _plan_notes(case: Case) -> None:
    """Spread from the answer to a little after the cause was found."""
    trouble, notes = case.trouble, case.trouble.kind.notes
    found = trouble.identified + (trouble.solved - trouble.identified) * 0.3
    for place, text in enumerate(notes, 1):
        wait = (found - trouble.acknowledged) * place / (len(notes) + 0.3)
        case.play.at(case.after(trouble.acknowledged + wait), partial(_note, case, text))


def _judge(case: Case) -> None:
    """What the sender could not know: the kind of trouble, how bad it is, since when."""
    if case.over:
        return
    kind, began = case.trouble.kind, case.trouble.at - case.trouble.impact_before
    fields: dict[str, Any] = {"severity": kind.severity, "category": kind.category}
    if kind.integration:
        fields |= {"impact_started_at": began}
    if kind.severity in GRAVE:
        fields |= {"impact": IMPACT.get(kind.category, "Some customers notice.")}
        fields |= {"customers": _customers(case)}
        fields |= {"custom": {"Set off by": SET_OFF.get(kind.category, "deploy")}}
    if kind.tags:
        fields |= {"tags": kind.tags}
    incident.change(case.play.store, case.number, _who(case), None, **fields)


IMPACT = {
    Category.THIRD_PARTY: "Card payments fail; wallets work.",
    Category.PERFORMANCE: "New products are not found for a while.",
    Category.ACCESS: "About a third of all requests fail.",
    Category.PIPELINE: "Some customers see an error page.",
    Category.SECURITY: "Four customers saw what is not theirs.",
}
SET_OFF = {
    Category.THIRD_PARTY: "provider",
    Category.PERFORMANCE: "traffic",
    Category.ACCESS: "configuration",
    Category.PIPELINE: "deploy",
}


def _customers(case: Case) -> int:
    """How many noticed; four of the leak, as its notes say."""
    few = case.trouble.kind.category is Category.SECURITY
    chance = random.Random(f"{case.play.seed} {case.trouble.key} customers")
    return 4 if few else chance.randrange(30, 2400)


def _share(case: Case) -> None:
    """Roles; in the worst case somebody writes, somebody talks to the customers."""
    if case.over:
        return
    people, by = case.play.cast.people, _who(case)
    give = partial(role.assign, case.play.store, case.number, by=by)
    give(Role.COMMANDER, people[case.who])
    _tell(case, Stage.INVESTIGATING)
    if case.trouble.kind.severity is not Severity.SEV1:
        return
    case.scribe = case.chance.choice(sorted(set(people) - {case.who, SUPPORT}))
    give(Role.SCRIBE, people[case.scribe])
    give(Role.COMMUNICATIONS, people[SUPPORT])
    tell = "Tell the customers who are touched"
    ident = task.add(case.play.store, case.number, tell, by, owner=people[SUPPORT])
    told = case.after((case.trouble.identified + case.trouble.solved) / 2)
    case.play.at(told, partial(_told, case, ident))


def _told(case: Case, ident: int) -> None:
    task.finish(case.play.store, ident, case.play.cast.actor(SUPPORT))


def _note(case: Case, text: str) -> None:
    if case.over:
        return
    author = case.scribe if case.scribe and case.chance.random() < 0.6 else case.who
    incident.note(case.play.store, case.number, text, case.play.cast.actor(author))


def _move(case: Case, stage: Stage) -> None:
    if not case.over:
        incident.move(case.play.store, case.number, stage, _who(case))
        _tell(case, stage)


def _tell(case: Case, stage: Stage) -> None:
    if case.trouble.kind.severity in GRAVE:
        tell(case.play, case.trouble, case.number, stage, case.play.cast.actor(SUPPORT))


def _decline(case: Case) -> None:
    case.over = True
    incident.decline(case.play.store, case.number, _who(case), FALSE_ALARM)
    _calm(case)


def _resolve(case: Case) -> None:
    case.over = True
    incident.resolve(case.play.store, case.number, _who(case), case.trouble.kind.fix)
    _tell(case, Stage.RESOLVED)
    _calm(case)
    if case.trouble.relapses:
        case.play.at(case.play.now + timedelta(minutes=17), partial(_relapse, case))
    if case.trouble.kind.severity in GRAVE:
        case.play.at(case.play.now + REVIEWED, partial(_close, case))


def _calm(case: Case) -> None:
    """The sender notices a little later."""
    if case.trouble.kind.integration:
        wait = timedelta(seconds=case.chance.randrange(40, 200))
        case.play.at(case.play.now + wait, partial(_heal, case))


def _relapse(case: Case) -> None:
    by = _who(case)
    incident.reopen(case.play.store, case.number, by, "It came back with the next wave of traffic.")
    over = partial(
        incident.resolve, case.play.store, case.number, by, "Applied to every host; it holds."
    )
    case.play.at(case.play.now + timedelta(minutes=case.chance.randrange(9, 40)), lambda: _do(over))


def _do(act: partial[bool]) -> None:
    act()


def _close(case: Case) -> None:
    """After it was talked over."""
    by = case.play.cast.actor(MANAGER)
    with case.play.store.read() as session:
        stage = session.get_one(Incident, case.number).stage
    if stage is Stage.RESOLVED:
        incident.move(case.play.store, case.number, Stage.CLOSED, by)


def _who(case: Case) -> Actor:
    return case.play.cast.actor(case.who)
