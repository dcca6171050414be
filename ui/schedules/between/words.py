"""Requests in the words of the screen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from models.kinds import RequestAnswer, RequestKind, RequestState
from ui.language.sentence import worded
from ui.schedules.hand.words import moment_words, said, span_words
from ui.schedules.mark import tr
from ui.widgets.avatar import Face, face_of

if TYPE_CHECKING:
    from app.queries.request import RequestRow, Someone


def face(who: "Someone") -> Face:
    """As avatars show them."""
    return face_of(who.name, who.full_name, who.colour)._replace(short=who.short)


def first(who: "Someone", me: int | None = None) -> str:
    """The first name; whoever looks is `you`."""
    return tr("you") if who.id == me else face(who).first


def headline(row: "RequestRow", me: int | None) -> str:
    """Ben asks you to cover; Ben offers you a swap; You ask Cy and Ana to cover."""
    swap, mine = row.kind is RequestKind.SWAP, row.holder.id == me
    asked = sorted((who for who, _ in row.asked), key=lambda who: who.id != me)
    if not mine and not row.anyone and asked and asked[0].id == me:
        return _to_me(row, [first(who) for who in asked[1:]])
    whom = tr("the team") if row.anyone else listed([first(who, me) for who in asked])
    if mine:
        form = tr("You offer %2 a swap") if swap else tr("You ask %2 to cover")
    else:
        form = tr("%1 offers %2 a swap") if swap else tr("%1 asks %2 to cover")
    return said(form, first(row.holder), whom)


def _to_me(row: "RequestRow", others: Sequence[str]) -> str:
    """In sentences of their own: other languages bend the word for `you`."""
    swap = row.kind is RequestKind.SWAP
    if others:
        form = tr("%1 offers you and %2 a swap") if swap else tr("%1 asks you and %2 to cover")
    else:
        form = tr("%1 offers you a swap") if swap else tr("%1 asks you to cover")
    return said(form, first(row.holder), listed(others))


def when(row: "RequestRow", zone: ZoneInfo) -> str:
    """The times: of both shifts in a swap."""
    mine = span_words(row.window, zone)
    if row.theirs is None:
        return mine
    return said(tr("%1 for %2"), mine, span_words(row.theirs, zone))


def standing(row: "RequestRow", me: int | None, zone: ZoneInfo) -> str:
    """Where it stands, in one line."""
    if row.state is RequestState.ACCEPTED and row.taker is not None:
        who = first(row.taker, me)
        form = tr("%1 accepted; a manager has still to approve")
        return said(tr("You accepted; a manager has still to approve") if row.taker.id == me
                    else form, who)  # fmt: skip
    if row.state is RequestState.OPEN:
        until = said(tr("Open until %1"), moment_words(row.expires_at, zone))
        no = [first(who, me) for who, answer in row.asked if answer is RequestAnswer.DECLINED]
        return f"{until} · {said(tr('%1 declined'), listed(no))}" if no else until
    return _ended(row, me)


def _ended(row: "RequestRow", me: int | None) -> str:
    form = {
        RequestState.DONE: tr("In the rota"),
        RequestState.DECLINED: tr("Declined"),
        RequestState.TAKEN_BACK: tr("Taken back"),
        RequestState.EXPIRED: tr("Expired when the shift began"),
        RequestState.OVERTAKEN: tr("Ended: the shift changed meanwhile"),
    }[row.state]
    if row.state is RequestState.DONE and row.taker is not None:
        form = said(tr("In the rota: %1"), first(row.taker, me))
    return f"{form} · {worded(row.why)}" if row.why else form


def listed(names: Sequence[str]) -> str:
    """Cy; Cy and Ana; Cy, Ana and Dan."""
    if len(names) < 2:
        return "".join(names)
    return said(tr("%1 and %2"), ", ".join(names[:-1]), names[-1])
