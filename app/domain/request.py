"""What people ask of each other about their shifts: who may do what, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from app.domain.rota import PersonId, Resolved
from app.domain.window import Window
from models.kinds import RequestAnswer, RequestKind, RequestState


class Act(StrEnum):
    """What somebody may do to a request."""

    ACCEPT = "accept"
    DECLINE = "decline"
    TAKE_BACK = "take back"
    APPROVE = "approve"
    TURN_DOWN = "turn down"
    FORCE = "force"


@dataclass(frozen=True, slots=True)
class Ask:
    """`holder` gives the shift in `window` away, in a swap for that of the only one asked in
    `theirs`. From `expires_at` on it is too late."""

    kind: RequestKind
    state: RequestState
    holder: PersonId
    window: Window
    answers: Mapping[PersonId, RequestAnswer]
    expires_at: datetime
    theirs: Window | None = None
    taker: PersonId | None = None


MANAGING = (Act.APPROVE, Act.TURN_DOWN, Act.FORCE)
ENDED = {
    RequestState.DONE: "This was settled already.",
    RequestState.DECLINED: "This was declined already.",
    RequestState.TAKEN_BACK: "This was taken back.",
    RequestState.EXPIRED: "It is too late: the shift began.",
    RequestState.OVERTAKEN: "The shift changed meanwhile, so this has ended.",
}


def acts(ask: Ask, person: PersonId | None, manages: bool, now: datetime) -> tuple[Act, ...]:
    """Everything that somebody may do; `manages` is whether they manage the schedule's team."""
    return tuple(each for each in Act if not refusal(ask, each, person, manages, now))


def refusal(ask: Ask, act: Act, person: PersonId | None, manages: bool, now: datetime) -> str:
    """Why somebody may not do this, as one sentence; empty when they may."""
    if not ask.state.open:
        return ENDED[ask.state]
    if now >= ask.expires_at:
        return ENDED[RequestState.EXPIRED]
    if act is Act.TAKE_BACK:
        own = manages or person == ask.holder
        return "" if own else "Only whose shift it is, or a manager, may take it back."
    if act in MANAGING:
        return _managing(ask, act, manages)
    return _answering(ask, act, person)


def _managing(ask: Ask, act: Act, manages: bool) -> str:
    if not manages:
        return "Only a manager of the team may decide this."
    waits = ask.state is RequestState.ACCEPTED
    if act is Act.FORCE:
        return "It was accepted; it only needs to be approved." if waits else ""
    return "" if waits else "Nobody accepted it yet."


def _answering(ask: Ask, act: Act, person: PersonId | None) -> str:
    if person is None or person not in ask.answers:
        return "You were not asked."
    if ask.state is RequestState.ACCEPTED and (act is Act.ACCEPT or person != ask.taker):
        return "Somebody accepted it already."
    if act is Act.DECLINE and ask.answers[person] is RequestAnswer.DECLINED:
        return "You declined it already."
    return ""


def accepted(ask: Ask, person: PersonId, *, approved: bool) -> Ask:
    """Somebody takes the shift; with `approved` no manager has to say yes any more."""
    state = RequestState.DONE if approved else RequestState.ACCEPTED
    answers = {**ask.answers, person: RequestAnswer.ACCEPTED}
    return replace(ask, state=state, taker=person, answers=answers)


def declined(ask: Ask, person: PersonId) -> Ask:
    """Somebody does not; when nobody is left to ask, it is declined."""
    answers = {**ask.answers, person: RequestAnswer.DECLINED}
    left = any(each is not RequestAnswer.DECLINED for each in answers.values())
    state = RequestState.OPEN if left else RequestState.DECLINED
    return replace(ask, state=state, taker=None, answers=answers)


def held(resolved: Resolved, person: PersonId, window: Window) -> bool:
    """Whether somebody is on call without a break for all of a window."""
    at = window.start
    for shift in resolved.shifts:  # by start
        if shift.person == person and shift.start <= at < shift.end:
            at = shift.end
    return bool(window) and at >= window.end


def deadline(kind: RequestKind, window: Window, theirs: Window | None, now: datetime) -> datetime:
    """From when on an answer comes too late: the first of the shifts begins; one that runs
    already can be covered until it ends."""
    if kind is RequestKind.COVER and window.start <= now:
        return window.end
    return min(window.start, theirs.start) if theirs else window.start
