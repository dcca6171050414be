"""Further things that steps of workflows do: help is called, an incident sleeps, what is learned
goes to tickets, follow-ups and problems, and the team's own fields are filled."""

from collections.abc import Callable, Mapping

from sqlalchemy import select

from app.domain.workflow import SAME_SERVICE, SIMILAR, UPDATES, USUAL_SNOOZE, Action
from app.domain.workspace import TargetSpec
from app.errors import Refused
from app.operations import followup, problem, responder, status_update, tag, ticket, tie
from app.operations.snooze import snooze
from app.operations.ticket import About
from app.operations.workflow_act import Acting
from app.queries.similar import similar
from app.queries.workflow_update import update_words
from models.incident import OPEN, Incident
from models.kinds import TargetKind
from models.people import Person
from models.problem import Problem
from models.ticket import Tracker

RELATED = 5  # incidents that one step relates
ALIKE = 0.4  # the score from which two are related without anybody looking


def _responders(acting: Acting) -> str:
    """Whoever is meant, by name: a role or a team is a list of people at this moment."""
    people = acting.people()
    asked = select(Person.name).where(Person.id.in_(people)).order_by(Person.name)
    targets = [TargetSpec(TargetKind.PERSON, name) for name in acting.session.scalars(asked)]
    why = acting.text or f"The workflow “{acting.workflow}” asks for you."
    found = responder.request(acting.store, acting.number, targets, acting.by, why)
    return f"Called {', '.join(people[each] for each in found)}."


def _snooze(acting: Acting) -> str:
    until = acting.now + (acting.step.due or USUAL_SNOOZE)
    snooze(acting.store, acting.number, until, acting.by, acting.text)
    return f"Until {until:%Y-%m-%d %H:%M} UTC."


def _follow_up(acting: Acting) -> str:
    owner = acting.first()[0] if acting.step.to else None
    due = acting.now + acting.step.due if acting.step.due else None
    wanted = followup.Wanted(acting.text, owner=owner, due_at=due)
    followup.add(acting.store, acting.number, wanted, acting.by)
    return "Added."


def _ticket(acting: Acting) -> str:
    name = acting.step.value
    tracker = acting.session.scalar(select(Tracker.id).where(Tracker.name == name))
    if tracker is None:
        raise Refused(f"There is no tracker called {name!r}.")
    about = About(incident=acting.number)
    ticket.want(acting.store, tracker, about, acting.by, title=acting.text)
    return f"Asked {name} for a ticket."


def _problem(acting: Acting) -> str:
    title = acting.step.value
    ident = acting.session.scalar(select(Problem.id).where(Problem.title == title))
    if ident is None:
        raise Refused(f"There is no problem called {title!r}.")
    new = problem.link(acting.store, ident, acting.number, acting.by)
    return "Linked." if new else "It was linked already."


def _relate(acting: Acting) -> str:
    """To the others that the step means, a few at most; what is related already stays so."""
    others = _others(acting)
    fresh = [each for each in others if tie.relate(acting.store, acting.number, each, acting.by)]
    if not others:
        return "There is no such incident."
    named = ", ".join(f"#{each}" for each in fresh)
    return f"Related to {named}." if fresh else "They were related already."


def _others(acting: Acting) -> list[int]:
    one, value = acting.incident, acting.step.value
    if value == SIMILAR:
        found = similar(acting.store, one.id, 1)
        return [each.row.number for each in found if each.match.score >= ALIKE]
    column = Incident.service_id if value == SAME_SERVICE else Incident.category
    wanted = one.service_id if value == SAME_SERVICE else one.category
    if wanted is None:
        return []
    asked = select(Incident.id).where(
        OPEN, column == wanted, Incident.id != one.id, Incident.drill.is_(one.drill)
    )
    return list(acting.session.scalars(asked.order_by(Incident.id.desc()).limit(RELATED)))


def _own_field(acting: Acting) -> str:
    return acting.change(custom={str(acting.step.value): acting.text})


def _update(acting: Acting) -> str:
    """As a person would post it: masked, and refused where nothing may leave."""
    step = acting.step
    due = acting.now + step.due if step.due else None
    groups = tuple(each.removeprefix("group:") for each in step.to)
    public = step.do is Action.POST_PUBLIC_UPDATE
    text = update_words(acting.session, acting.incident, step, due, acting.now)
    draft = status_update.Draft(text, public=public, groups=groups, next_at=due)
    masked = status_update.post(acting.store, acting.number, draft, acting.by).masked
    told = f" and sent to {', '.join(groups)}" if groups else ""
    where = "on the status page" if public else "in the timeline"
    return f"Posted {where}{told}{f' ({masked} masked)' if masked else ''}."


def _tag(acting: Acting) -> str:
    name, adds = str(acting.step.value), acting.step.do is Action.ADD_TAG
    given: dict[str, list[str]] = {"add" if adds else "remove": [name]}
    if tag.tag(acting.store, [acting.number], acting.by, **given):
        return "Done."
    return "It has this tag already." if adds else "It has no such tag."


MORE: Mapping[Action, Callable[[Acting], str]] = {
    Action.REQUEST_RESPONDERS: _responders,
    **dict.fromkeys(UPDATES, _update),
    Action.SNOOZE: _snooze,
    Action.ADD_FOLLOW_UP: _follow_up,
    Action.CREATE_TICKET: _ticket,
    Action.LINK_PROBLEM: _problem,
    Action.RELATE: _relate,
    Action.SET_FIELD: _own_field,
    Action.ADD_TAG: _tag,
    Action.REMOVE_TAG: _tag,
}
